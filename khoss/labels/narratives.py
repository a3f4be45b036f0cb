"""The coordinator's texts in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import FigureForm, FigureKind, NarrativeSection, ProseFault

NARRATIVE_SECTIONS: dict[NarrativeSection, LazyString] = {
    NarrativeSection.SUMMARY: _l("Sammanfattning"),
    NarrativeSection.INTRODUCTION: _l("Inledning"),
    NarrativeSection.STARTING_POINTS: _l("Utgångspunkter"),
    NarrativeSection.IMPLEMENTATION: _l("Genomförande"),
    NarrativeSection.METHOD: _l("Metod"),
    NarrativeSection.JUDGEMENT: _l("Sammanfattande bedömning"),
    NarrativeSection.ANALYSIS: _l("Analys och slutsatser"),
    NarrativeSection.PROPOSALS: _l("Förslag"),
    NarrativeSection.REFERENCES: _l("Referenser"),
}
PROSE_FAULTS: dict[ProseFault, LazyString] = {
    ProseFault.FAULTY: _l("Siffra som saknas"),
    ProseFault.WRONG: _l("Ord som inte stämmer"),
    ProseFault.COUNTS_ANSWERS: _l("Svar som kallas län"),
    ProseFault.MISCALLED: _l("Siffra som kallas fel"),
    ProseFault.UNBOUND: _l("Siffra skriven för hand"),
    ProseFault.BASE_NOT_SAID: _l("Bas som inte sägs"),
    ProseFault.LOST_NOTE: _l("Fotnot som inte hör ihop"),
    ProseFault.NESTED_NOTE: _l("Fotnot i en fotnot"),
    ProseFault.EMPTY_HEADING: _l("Rubrik utan ord"),
    ProseFault.LEFT_OUT: _l("Tecken som inte kommer med"),
    ProseFault.REPEATED_NOTE: _l("Fotnot som anropas igen"),
    ProseFault.TABS: _l("Tabbar som inte blir kolumner"),
}
# What to do about a fault that no figure explains.
PROSE_FAULT_ADVICE: dict[ProseFault, LazyString] = {
    ProseFault.UNBOUND: _l(
        "Står för hand och följer inte siffrorna. Hämta siffran ur tabellerna, eller stå för "
        "den i checklistan när rapporten publiceras."
    ),
    ProseFault.LOST_NOTE: _l(
        "Fotnoten är inte med i rapporten: anrop och not måste ha samma namn, [^namn] i "
        "texten och [^namn]: på en egen rad."
    ),
    ProseFault.NESTED_NOTE: _l(
        "Anropet är inte med i rapporten: en fotnot kan inte ha en fotnot. Anropa noten i "
        "texten, eller skriv det den säger i den första noten."
    ),
    ProseFault.EMPTY_HEADING: _l(
        "Rubriken är inte med i rapporten. Skriv dess ord efter #, eller ta bort raden."
    ),
    ProseFault.LEFT_OUT: _l(
        "Det finns inte i rapporternas typsnitt och är inte med i rapporten. Här i texten är "
        "det kvar. Skriv det med ord."
    ),
    ProseFault.REPEATED_NOTE: _l(
        "Rapporten trycker en not för varje anrop, så noten kommer med igen med ett nytt "
        "nummer. Anropa den en gång, eller skriv en kort not med ett annat namn som hänvisar "
        "till den första."
    ),
    ProseFault.TABS: _l(
        "Tabbar blir mellanslag, och raderna flyter ihop till ett stycke: kolumnerna syns inte "
        "i rapporten. Gör en lista, med - först på varje rad."
    ),
}
FIGURE_KINDS: dict[FigureKind, LazyString] = {
    FigureKind.COUNT: _l("Antal; för ett område räknas svar"),
    FigureKind.SHARE: _l("Andel i procent"),
    FigureKind.BASE: _l("Hur många som svarade"),
    FigureKind.CHANGE: _l("Förändring mot året innan"),
    FigureKind.COUNTIES: _l("Länens namn; för ett område de som svarade så på alla delmål"),
    FigureKind.WORD: _l("Ord som hålls mot siffran"),
    FigureKind.ASKED: _l("Hur många länsstyrelser som tillfrågades"),
}
FIGURE_FORMS: dict[FigureForm, LazyString] = {
    FigureForm.USUAL: _l("Som vanligt: 15 länsstyrelser"),
    FigureForm.WITH_BASE: _l("Med bas: 15 av 21 länsstyrelser"),
    FigureForm.IN_WORDS: _l("I ord upp till tolv: nio länsstyrelser"),
    FigureForm.BARE: _l("Bara talet: 15"),
}
