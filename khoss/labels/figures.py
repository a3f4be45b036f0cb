"""What figures count, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import (
    Agreement,
    ClaimFinding,
    GroupKind,
    HeatOrder,
    Levelling,
    Measure,
    NoDifference,
    ReferenceKind,
    ShareKind,
    Verdict,
)

NO_DIFFERENCES: dict[NoDifference, LazyString] = {
    NoDifference.NEW: _l("ny fråga"),
    NoDifference.NOT_COMPARABLE: _l("frågan betyder något annat än förut"),
    NoDifference.NO_FIGURE: _l("ett av åren saknar siffror"),
    NoDifference.CHANGED_BASE: _l("alla svarade inte båda åren"),
}
VERDICTS: dict[Verdict, LazyString] = {
    Verdict.SAME: _l("Samma fråga"),
    Verdict.REWORDED: _l("Omformulerad fråga"),
    Verdict.SPLIT: _l("Delad fråga"),
    Verdict.MERGED: _l("Sammanslagen fråga"),
    Verdict.NEW: _l("Ny fråga"),
    Verdict.ENDED: _l("Utgången fråga"),
}
REFERENCES: dict[ReferenceKind, LazyString] = {
    ReferenceKind.EVERYBODY: _l("Alla länsstyrelser"),
    ReferenceKind.CIVIL_AREA: _l("Civilområdet"),
    ReferenceKind.LIKE_SIZE: _l("Län av liknande storlek"),
}
SHARE_KINDS: dict[ShareKind, LazyString] = {
    ShareKind.MET_OF_ALL: _l("Ja eller delvis, av alla frågor"),
    ShareKind.YES_OF_ALL: _l("Ja, av alla frågor"),
    ShareKind.MET_OF_ANSWERS: _l("Ja eller delvis, av de svar som gavs"),
    ShareKind.YES_OF_ANSWERS: _l("Ja, av de svar som gavs"),
}
GROUP_KINDS: dict[GroupKind, LazyString] = {
    GroupKind.CIVIL_AREA: _l("Civilområde"),
    GroupKind.METROPOLITAN: _l("Storstadslän och övriga län"),
    GroupKind.MUNICIPALITIES: _l("Antal kommuner i länet"),
}
LEVELLINGS: dict[Levelling, LazyString] = {
    Levelling.CLOSER: _l("Minskar"),
    Levelling.APART: _l("Ökar"),
    Levelling.UNCHANGED: _l("Oförändrade"),
    Levelling.MIXED: _l("Måtten går åt olika håll"),
}
AGREEMENTS: dict[Agreement, LazyString] = {
    Agreement.MATCH: _l("Stämmer"),
    Agreement.DIFFERS: _l("Stämmer inte"),
    Agreement.NO_ANSWERS: _l("Inga svar att stämma av mot"),
    Agreement.NO_TOTAL: _l("Ingen publicerad total"),
}
MEASURES: dict[Measure, LazyString] = {
    Measure.YES: _l("ja"),
    Measure.MET: _l("ja eller delvis"),
    Measure.PARTLY: _l("delvis"),
    Measure.NO: _l("nej"),
    Measure.ANSWERED: _l("svar"),
}
CLAIM_FINDINGS: dict[ClaimFinding, LazyString] = {
    ClaimFinding.FAILS: _l("Håller inte"),
    ClaimFinding.HOLDS_OTHERWISE: _l("Håller inte som det står"),
    ClaimFinding.HOLDS: _l("Håller"),
    ClaimFinding.NO_FIGURE: _l("Går inte att räkna om"),
}
HEAT_ORDERS: dict[HeatOrder, LazyString] = {
    HeatOrder.CODE: _l("Länskod"),
    HeatOrder.SHARE: _l("Andel ja eller delvis, högst först"),
    HeatOrder.CIVIL_AREA: _l("Civilområde"),
}
