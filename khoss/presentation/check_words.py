"""What the checklist says of each thing that it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss.enums import CheckKind


@dataclass(frozen=True)
class Words:
    """What a check says: what was found, what to do, and where, on a page of the report or not."""

    heading: str
    to_do: str
    endpoint: str = ""
    link: str = ""
    of_report: bool = True


def check_words(kind: CheckKind) -> Words:
    """Return what the checklist says of a kind of check."""
    return WORDS[kind]()


def _changed(heading: str, to_do: str) -> Words:
    """Say that something has changed, and lead to what."""
    return Words(heading, to_do, "report_differences.since", _("Se vad som har ändrats"))


WORDS: dict[CheckKind, Callable[[], Words]] = {
    CheckKind.NOT_DONE: lambda: Words(
        _("Filen är inte gjord"),
        _("Vänta tills rapporten är klar, eller gör den igen om det misslyckades."),
        "reports.show",
        _("Se hur långt den har kommit"),
    ),
    CheckKind.INVALID: lambda: Words(
        _("Filen klarade inte kontrollen för tillgänglighet och arkiv"),
        _("Be administratören se efter vad som är fel, och gör sedan rapporten igen."),
    ),
    CheckKind.CASE_NUMBER: lambda: Words(
        _("Diarienummer saknas"), _("Skriv det längre ner på sidan; utkastet görs om med det.")
    ),
    CheckKind.NO_FIGURES: lambda: Words(
        _("Rapportens siffror går inte att stämma av mot svaren"),
        _("Året har inga siffror längre, eller så är de frusna siffrorna skadade."),
    ),
    CheckKind.ROUND_NOT_PUBLISHED: lambda: Words(
        _("Uppföljningsomgången är inte publicerad"),
        _("Länens svar är inte för alla än. Publicera omgången först, och frys sedan om."),
        "rounds.index",
        _("Till omgångarna"),
        of_report=False,
    ),
    CheckKind.FROZEN_EARLY: lambda: Words(
        _("Siffrorna frystes innan omgången publicerades"),
        _("Rapporten säger att den är preliminär. Frys om siffrorna."),
    ),
    CheckKind.OTHER_ROUND_NOT_PUBLISHED: lambda: Words(
        _("Rapporten berättar om svar ur en omgång som inte är publicerad"),
        _(
            "Länens svar där är inte för alla än. Publicera den omgången först, ta bort siffrorna "
            "ur texten, eller beställ rapporten utan länets svar. Frys sedan om."
        ),
        "rounds.index",
        _("Till omgångarna"),
        of_report=False,
    ),
    CheckKind.ANSWERS_CHANGED: lambda: _changed(
        _("Länens svar har ändrats sedan siffrorna frystes"),
        _("Läs vad som har ändrats, och frys om siffrorna."),
    ),
    CheckKind.ADDRESS_TAKEN: lambda: Words(
        _("Rapporten är redan publicerad i en tidigare utgåva"),
        _("En ny utgåva görs som en rättelse, med ett skäl, från den publicerade rapporten."),
    ),
    CheckKind.LATER_EDITION: lambda: Words(
        _("En senare utgåva har publicerats"), _("En ny rättelse görs från den senaste utgåvan.")
    ),
    CheckKind.CORRECTS_OLDER: lambda: Words(
        _("Rättelsen gäller inte den senaste utgåvan"),
        _("En annan rättelse har publicerats före. Gör en ny rättelse från den."),
    ),
    CheckKind.UNBOUND: lambda: Words(
        _("En siffra i texten är inte bunden till tabellerna"),
        _("Bind den i texten och frys om, eller godta den med ett skäl."),
    ),
    CheckKind.WRONG: lambda: Words(
        _("Ett ord i texten stämmer inte med sin siffra"),
        _("Ändra ordet i texten och frys om, eller godta det med ett skäl."),
    ),
    CheckKind.FAULTY: lambda: Words(
        _("En bunden siffra i texten saknas"),
        _("Rätta bindningen i texten och frys om, eller godta det med ett skäl."),
    ),
    CheckKind.BASE_NOT_SAID: lambda: Words(
        _("En siffra i texten säger inte hur få som svarade"),
        _("Lägg till basen i meningen och frys om, eller godta det med ett skäl."),
    ),
    CheckKind.OWN_TEXTS: lambda: Words(
        _("Rapporten innehåller länets egna texter"),
        _(
            "Fritext om beredskap kan vara känslig. Beställ rapporten utan texter, eller skriv "
            "varför länets texter får vara offentliga – till exempel vem hos länsstyrelsen som "
            "har läst dem och när."
        ),
    ),
    CheckKind.TEXTS_INSIDE: lambda: Words(
        _("Länens egna texter ligger i redovisningens filer"),
        _("En redovisning har dem aldrig. Frys om siffrorna: det nya utkastet görs utan dem."),
    ),
    CheckKind.EXAMPLE: lambda: Words(
        _("Rapporten bygger på exempeldata"), _("Det står på varje sida att svaren är påhittade.")
    ),
    CheckKind.COUNTIES_MISSING: lambda: Words(
        _("Alla länsstyrelser har inte lämnat in"), _("Rapporten säger vilka som saknas.")
    ),
    CheckKind.COUNTY_ANSWERS: lambda: Words(
        _("Rapporten visar varje länsstyrelses bedömningar"),
        _("De blir offentliga, med länets namn. Länens texter är inte med."),
    ),
    CheckKind.COUNTY_TEXTS: lambda: Words(
        _("Länens egna texter är med i rapporten"),
        _(
            "De blir offentliga, i rapporten och i dess filer. Fritext om beredskap kan vara "
            "känslig: läs dem först, eller beställ rapporten utan texter."
        ),
    ),
    CheckKind.EMPTY_CHAPTERS: lambda: Words(
        _("Kapitel utan text"), _("De står tomma eller är utelämnade i rapporten.")
    ),
    CheckKind.LOST_NOTE: lambda: Words(
        _("En fotnot och dess anrop hör inte ihop"), _("Noten kommer inte med i rapporten.")
    ),
    CheckKind.NESTED_NOTE: lambda: Words(
        _("En fotnot anropas inuti en annan fotnot"), _("Det anropet kommer inte med i rapporten.")
    ),
    CheckKind.EMPTY_HEADING: lambda: Words(
        _("En rubrik i texten har inga ord"), _("Den kommer inte med i rapporten.")
    ),
    CheckKind.LEFT_OUT: lambda: Words(
        _("Tecken som inte kommer med i rapporten"),
        _("De finns inte i rapporternas typsnitt. Där texten skrevs är de kvar."),
    ),
    CheckKind.REPEATED_NOTE: lambda: Words(
        _("En fotnot anropas flera gånger"), _("Rapporten trycker den en gång för varje anrop.")
    ),
    CheckKind.TABS: lambda: Words(
        _("En text har tabbar mellan orden"), _("De blir mellanslag, och kolumnerna syns inte.")
    ),
    CheckKind.TEXTS_CHANGED: lambda: _changed(
        _("Texterna har ändrats sedan rapporten frystes"),
        _("Rapporten innehåller dem som de var. Frys om för att få med ändringarna."),
    ),
    CheckKind.NOBODY_READ: lambda: Words(
        _("Ingen tidig läsare har sagt att utkastet är läst"),
        _("Ge någon utkastet att läsa."),
        "publications.readers",
        _("Till läsarna"),
    ),
}
