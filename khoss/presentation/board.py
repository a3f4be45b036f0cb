"""The coordinator's board: counties by status and completeness, sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss import labels
from khoss.enums import AssessmentStatus
from khoss.models import Assessment
from khoss.presentation.assessments import days_left_text
from khoss.services.progress import Progress

BAR_WIDTH = 12
BAR_STEP = 16
BAR_HEIGHT = 24


@dataclass(frozen=True)
class AreaBar:
    """One area's completeness as a small bar, in the units of the drawing."""

    code: str
    x: int
    y: int
    height: int
    text: str


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
    areas: tuple[AreaBar, ...]
    areas_text: str
    last_activity: datetime | None
    last_day: date | None
    days_left: str
    extended: bool
    overdue: bool
    not_opened: bool
    questions: int
    reviewable: bool


@dataclass(frozen=True)
class StatusCount:
    """How many counties have come how far."""

    text: str
    status: AssessmentStatus
    count: int


@dataclass(frozen=True)
class Choice:
    """One way to sort or filter the board."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Board:
    """The whole board."""

    rows: tuple[BoardRow, ...]
    counts: tuple[StatusCount, ...]
    counties: int
    not_opened: int
    questions: int
    orders: tuple[Choice, ...]
    filters: tuple[Choice, ...]


WAITING = frozenset(
    {AssessmentStatus.NOT_STARTED, AssessmentStatus.IN_PROGRESS, AssessmentStatus.RETURNED}
)
STATUS_ORDER = list(AssessmentStatus)
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
ORDERS: dict[str, tuple[LazyString, Callable[[BoardRow], Any]]] = {
    "lan": (_l("Länskod"), lambda row: row.county_code),
    "namn": (_l("Namn"), lambda row: row.county),
    "lage": (_l("Läge"), lambda row: STATUS_ORDER.index(row.status)),
    "besvarade": (_l("Minst besvarat"), lambda row: row.answered),
    "andrad": (_l("Äldst ändring"), lambda row: row.last_activity or LONG_AGO),
    "sista-dag": (_l("Närmast sista dag"), lambda row: row.last_day or date.max),
}
FILTERS: dict[str, tuple[LazyString, Callable[[BoardRow], bool]]] = {
    "alla": (_l("Alla län"), lambda row: True),
    "ej-oppnade": (_l("Inte ens öppnad"), lambda row: row.not_opened),
    "ej-inlamnade": (_l("Inte inlämnad"), lambda row: not row.reviewable),
    "forsenade": (_l("Försenad"), lambda row: row.overdue),
    "fragor": (_l("Med obesvarade frågor"), lambda row: row.questions > 0),
    "att-granska": (
        _l("Att granska"),
        lambda row: row.status in (AssessmentStatus.SUBMITTED, AssessmentStatus.APPROVED),
    ),
}


def board(
    assessments: Sequence[Assessment],
    progress: Mapping[int, Progress],
    *,
    closes_on: date | None,
    extensions: Mapping[str, date],
    questions: Mapping[str, int],
    today: date,
    order: str = "lan",
    only: str = "alla",
) -> Board:
    """Arrange a round's assessments as the board shows them.

    An `order` or a filter `only` that does not exist is the first of them.
    """
    order = order if order in ORDERS else next(iter(ORDERS))
    only = only if only in FILTERS else next(iter(FILTERS))
    rows = [
        _row(
            assessment,
            progress[assessment.id],
            last_day=extensions.get(assessment.county_code, closes_on),
            extended=assessment.county_code in extensions,
            questions=questions.get(assessment.county_code, 0),
            today=today,
        )
        for assessment in assessments
    ]
    counts = tuple(
        StatusCount(
            str(text), status, sum(assessment.status is status for assessment in assessments)
        )
        for status, text in labels.ASSESSMENT_STATUSES.items()
    )
    return Board(
        rows=tuple(sorted(filter(FILTERS[only][1], rows), key=ORDERS[order][1])),
        counts=counts,
        counties=len(rows),
        not_opened=sum(row.not_opened for row in rows),
        questions=sum(row.questions for row in rows),
        orders=tuple(Choice(name, str(one[0]), name == order) for name, one in ORDERS.items()),
        filters=tuple(Choice(name, str(one[0]), name == only) for name, one in FILTERS.items()),
    )


def _row(
    assessment: Assessment,
    progress: Progress,
    *,
    last_day: date | None,
    extended: bool,
    questions: int,
    today: date,
) -> BoardRow:
    waiting = assessment.status in WAITING
    # Looked up once for all areas.
    said = _("%(area)s %(answered)d av %(total)d")
    areas = tuple(
        _bar(said, place, code, answered, total)
        for place, (code, (answered, total)) in enumerate(progress.areas.items())
    )
    return BoardRow(
        county_code=assessment.county_code,
        county=assessment.county.name,
        status=assessment.status,
        status_text=str(labels.ASSESSMENT_STATUSES[assessment.status]),
        answered=progress.answered,
        total=progress.total,
        progress=_("%(answered)d av %(total)d", answered=progress.answered, total=progress.total),
        areas=areas,
        areas_text=", ".join(area.text for area in areas),
        last_activity=progress.last_activity,
        last_day=last_day,
        days_left=days_left_text(last_day, today=today) if waiting else "",
        extended=extended,
        overdue=waiting and last_day is not None and last_day < today,
        not_opened=assessment.opened_at is None
        and assessment.status is AssessmentStatus.NOT_STARTED,
        questions=questions,
        reviewable=not waiting,
    )


def _bar(said: str, place: int, code: str, answered: int, total: int) -> AreaBar:
    height = round(BAR_HEIGHT * answered / total) if total else 0
    return AreaBar(
        code=code,
        x=place * BAR_STEP,
        y=BAR_HEIGHT - height,
        height=height,
        text=said % {"area": code, "answered": answered, "total": total},
    )
