"""The coordinator's board: counties by status and completeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import AssessmentStatus, RoundStatus
from khoss.models import Assessment, Round
from khoss.presentation.assessments import days_left_text, progress_text
from khoss.services.assessments import Progress
from khoss.services.rounds import next_steps


@dataclass(frozen=True)
class BoardRow:
    """One county on the board."""

    county_code: str
    county: str
    status: AssessmentStatus
    status_text: str
    answered: int
    total: int
    progress: str
    last_activity: datetime | None
    last_day: date | None
    days_left: str
    extended: bool
    overdue: bool
    reviewable: bool


@dataclass(frozen=True)
class StatusCount:
    """How many counties have come how far."""

    text: str
    status: AssessmentStatus
    count: int


@dataclass(frozen=True)
class Board:
    """The whole board."""

    rows: tuple[BoardRow, ...]
    counts: tuple[StatusCount, ...]
    counties: int


WAITING = frozenset(
    {AssessmentStatus.NOT_STARTED, AssessmentStatus.IN_PROGRESS, AssessmentStatus.RETURNED}
)


def board(
    assessments: Sequence[Assessment],
    progress: Mapping[int, Progress],
    *,
    closes_on: date | None,
    extensions: Mapping[str, date],
    today: date,
) -> Board:
    """Arrange a round's assessments as the board shows them."""
    rows = tuple(
        _row(
            assessment,
            progress[assessment.id],
            last_day=extensions.get(assessment.county_code, closes_on),
            extended=assessment.county_code in extensions,
            today=today,
        )
        for assessment in assessments
    )
    counts = tuple(
        StatusCount(
            str(text), status, sum(assessment.status is status for assessment in assessments)
        )
        for status, text in labels.ASSESSMENT_STATUSES.items()
    )
    return Board(rows=rows, counts=counts, counties=len(rows))


def _row(
    assessment: Assessment,
    progress: Progress,
    *,
    last_day: date | None,
    extended: bool,
    today: date,
) -> BoardRow:
    waiting = assessment.status in WAITING
    return BoardRow(
        county_code=assessment.county_code,
        county=assessment.county.name,
        status=assessment.status,
        status_text=str(labels.ASSESSMENT_STATUSES[assessment.status]),
        answered=progress.answered,
        total=progress.total,
        progress=progress_text(progress.answered, progress.total),
        last_activity=progress.last_activity,
        last_day=last_day,
        days_left=days_left_text(last_day, today=today) if waiting else "",
        extended=extended,
        overdue=waiting and last_day is not None and last_day < today,
        reviewable=not waiting,
    )


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
