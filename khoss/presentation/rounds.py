"""Rounds in words, and the steps that they can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import AssessmentStatus, RoundStatus
from khoss.models import Assessment, Round
from khoss.services.assessments import EDITABLE
from khoss.services.rounds import next_steps


@dataclass(frozen=True)
class RoundRow:
    """One round in the list; `next_year` is the year that has no round yet, after the last."""

    year: int
    status: RoundStatus
    status_text: str
    opens_on: date | None
    closes_on: date | None
    next_year: int | None


@dataclass(frozen=True)
class StepChoice:
    """One step that a round can take."""

    to: RoundStatus
    label: str
    explanation: str
    needs_reason: bool
    consequence: str
    counties: tuple[str, ...]


def round_rows(rounds: Sequence[Round]) -> list[RoundRow]:
    """Return rounds in words."""
    years = {round_.year for round_ in rounds}
    return [
        RoundRow(
            round_.year,
            round_.status,
            str(labels.ROUND_STATUSES[round_.status]),
            round_.opens_on,
            round_.closes_on,
            round_.year + 1 if round_.year + 1 not in years else None,
        )
        for round_ in rounds
    ]


def step_choices(status: RoundStatus, assessments: Sequence[Assessment]) -> list[StepChoice]:
    """Return the steps that a round can take now, in words, and the counties each one meets."""
    texts = {
        (RoundStatus.DRAFT, RoundStatus.OPEN): (
            _("Öppna omgången"),
            _("Alla län får en självskattning att fylla i."),
        ),
        (RoundStatus.OPEN, RoundStatus.CLOSED): (
            _("Stäng omgången"),
            _("Länen kan inte längre ändra. Det som är sparat finns kvar."),
        ),
        (RoundStatus.CLOSED, RoundStatus.PUBLISHED): (
            _("Publicera resultatet"),
            _("Alla som kan logga in ser den nationella bilden."),
        ),
        (RoundStatus.OPEN, RoundStatus.DRAFT): (
            _("Gör till utkast igen"),
            _("Går bara så länge inget län har börjat."),
        ),
        (RoundStatus.CLOSED, RoundStatus.OPEN): (
            _("Öppna igen"),
            _("Länen kan fortsätta där de var."),
        ),
        (RoundStatus.PUBLISHED, RoundStatus.CLOSED): (
            _("Dra tillbaka publiceringen"),
            _("Resultatet syns åter bara för samordnaren."),
        ),
    }
    return [
        StepChoice(to, *texts[status, to], needs_reason, *_consequence(to, assessments))
        for to, needs_reason in next_steps(status)
    ]


def _consequence(to: RoundStatus, assessments: Sequence[Assessment]) -> tuple[str, tuple[str, ...]]:
    """Return a sentence on the counties that a step leaves behind, and their names."""
    total = len(assessments)
    if to is RoundStatus.CLOSED:
        left = [one for one in assessments if one.status in EDITABLE]
        sentence = _(
            "%(count)d av %(total)d län har inte lämnat in. Deras svar räknas inte i resultatet "
            "förrän de gör det; ge ett län en egen senare sista dag för att det ska kunna.",
            count=len(left),
            total=total,
        )
    elif to is RoundStatus.PUBLISHED:
        left = [one for one in assessments if one.status is not AssessmentStatus.ACCEPTED]
        sentence = _(
            "%(count)d av %(total)d läns självskattningar är inte fastställda. Det som är inlämnat "
            "räknas ändå; de övriga visas som obesvarade.",
            count=len(left),
            total=total,
        )
    else:
        return "", ()
    return (sentence, tuple(one.county.name for one in left)) if left else ("", ())
