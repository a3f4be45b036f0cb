"""Rounds in words, and the steps that they can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import RoundStatus
from khoss.models import Round
from khoss.services.rounds import next_steps


@dataclass(frozen=True)
class RoundRow:
    """One round in the list."""

    year: int
    status: RoundStatus
    status_text: str
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True)
class StepChoice:
    """One step that a round can take."""

    to: RoundStatus
    label: str
    explanation: str
    needs_reason: bool


def round_rows(rounds: Sequence[Round]) -> list[RoundRow]:
    """Return rounds in words."""
    return [
        RoundRow(
            round_.year,
            round_.status,
            str(labels.ROUND_STATUSES[round_.status]),
            round_.opens_on,
            round_.closes_on,
        )
        for round_ in rounds
    ]


def step_choices(status: RoundStatus) -> list[StepChoice]:
    """Return the steps that a round can take now, in words."""
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
        StepChoice(to, *texts[status, to], needs_reason=needs_reason)
        for to, needs_reason in next_steps(status)
    ]
