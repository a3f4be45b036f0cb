"""Plans, rounds and answers in words and colours."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import (
    AssessmentStatus,
    PlanStatus,
    Rating,
    Relation,
    RoundStatus,
    SaveKind,
    SetAsideCause,
)

RATINGS: dict[Rating | None, LazyString] = {
    Rating.YES: _l("Ja"),
    Rating.PARTLY: _l("Delvis"),
    Rating.NO: _l("Nej"),
    None: _l("Obesvarad"),
}
# The same on page and in PDF; they step evenly in grey.
RATING_COLOURS: dict[Rating | None, str] = {
    Rating.YES: "#002b45",
    Rating.PARTLY: "#2f78a0",
    Rating.NO: "#f7dfae",
    None: "#ffffff",
}
RATING_LETTERS: dict[Rating | None, LazyString] = {
    Rating.YES: _l("J"),
    Rating.PARTLY: _l("D"),
    Rating.NO: _l("N"),
    None: _l("–"),
}
PRIORITIES: dict[int, LazyString] = {
    1: _l("Prio 1 – målet ska vara uppnått %(year)s"),
    2: _l("Prio 2 – önskvärt att målet har uppnåtts %(year)s"),
    3: _l("Prio 3 – målet bör ha påbörjats %(year)s"),
}
ASSESSMENT_STATUSES: dict[AssessmentStatus, LazyString] = {
    AssessmentStatus.NOT_STARTED: _l("Inte påbörjad"),
    AssessmentStatus.IN_PROGRESS: _l("Pågår"),
    AssessmentStatus.SUBMITTED: _l("Inlämnad"),
    AssessmentStatus.RETURNED: _l("Åter för komplettering"),
    AssessmentStatus.APPROVED: _l("Godkänd av länet"),
    AssessmentStatus.ACCEPTED: _l("Fastställd"),
}
ROUND_STATUSES: dict[RoundStatus, LazyString] = {
    RoundStatus.DRAFT: _l("Utkast"),
    RoundStatus.OPEN: _l("Öppen"),
    RoundStatus.CLOSED: _l("Stängd"),
    RoundStatus.PUBLISHED: _l("Publicerad"),
}
PLAN_STATUSES: dict[PlanStatus, LazyString] = {
    PlanStatus.DRAFT: _l("Utkast"),
    PlanStatus.ADOPTED: _l("Antagen"),
}
RELATIONS: dict[Relation | None, LazyString] = {
    Relation.SAME: _l("Samma fråga"),
    Relation.REWORDED: _l("Omformulerad fråga"),
    Relation.SPLIT: _l("Delad fråga"),
    Relation.MERGED: _l("Sammanslagen fråga"),
    None: _l("Ny fråga"),
}
SAVE_KINDS: dict[SaveKind, LazyString] = {
    SaveKind.SAVED: _l("Sparat"),
    SaveKind.CONFIRMED: _l("Förra årets svar bekräftat"),
    SaveKind.RESTORED: _l("Tidigare text återställd"),
    SaveKind.JOINED: _l("Två texter sammanförda"),
    SaveKind.IMPORTED: _l("Inläst från arbetsbok"),
}
SET_ASIDE_CAUSES: dict[SetAsideCause, LazyString] = {
    SetAsideCause.CONFLICT: _l("En kollega hade sparat svaret under tiden."),
    SetAsideCause.LOCKED: _l("Självskattningen var inlämnad."),
    SetAsideCause.CLOSED: _l("Omgången var stängd."),
}


def priority_text(priority: int, year: int) -> str:
    """Return what a priority means that year."""
    return str(PRIORITIES[priority]) % {"year": year}


def priority_parts(priority: int, year: int) -> tuple[str, str]:
    """Return the name of a priority, and what it means that year as a sentence of its own."""
    tag, _dash, meaning = priority_text(priority, year).partition(" – ")
    return tag, meaning[:1].upper() + meaning[1:]
