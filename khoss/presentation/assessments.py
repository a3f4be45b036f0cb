"""A county's assessment as its pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import AssessmentStatus, Rating
from khoss.models import Answer, Assessment, RoundExtension, User
from khoss.services.answers import AnswerContent, content_of
from khoss.services.assessments import EDITABLE
from khoss.services.extensions import last_day, takes_answers


@dataclass(frozen=True)
class GoalRow:
    """One sub-goal in the task list or the overview."""

    key: str
    slug: str
    question: str
    guidance: str
    priority_text: str
    rating: Rating | None
    rating_text: str
    answered: bool
    started: bool
    status_text: str
    content: AnswerContent
    assigned_to: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside the answers, by answer id: who has them, and what waits."""

    assigned: Mapping[int, User] = field(default_factory=dict)
    open_comments: Mapping[int, int] = field(default_factory=dict)
    waiting: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaRows:
    """One priority area with its sub-goals."""

    name: str
    progress: str
    complete: bool
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True)
class TaskList:
    """The whole assessment: areas, sub-goals and how far it has come."""

    areas: tuple[AreaRows, ...]
    answered: int
    total: int
    progress: str
    first_unanswered: str | None

    @property
    def unanswered(self) -> tuple[GoalRow, ...]:
        """Return the sub-goals without a rating."""
        return tuple(goal for area in self.areas for goal in area.goals if not goal.answered)


@dataclass(frozen=True)
class Card:
    """One year's assessment on the county's first page."""

    year: int
    status: AssessmentStatus
    status_text: str
    round_text: str
    last_day: date | None
    days_left: str
    returned: bool
    return_reason: str
    goes_on: bool
    not_opened: bool
    to_approve: bool


NOTHING_BESIDE = Beside()


def progress_text(answered: int, total: int) -> str:
    """Return how much is answered, with its base."""
    return _("%(answered)d av %(total)d besvarade", answered=answered, total=total)


def task_list(answers: Sequence[Answer], *, year: int, beside: Beside = NOTHING_BESIDE) -> TaskList:
    """Arrange answers, in the plan's order, by area."""
    areas = tuple(
        _area(name, [_goal(answer, year=year, beside=beside) for answer in group])
        for name, group in groupby(answers, key=lambda answer: answer.sub_goal.area.name)
    )
    goals = [goal for area in areas for goal in area.goals]
    answered = sum(goal.answered for goal in goals)
    return TaskList(
        areas=areas,
        answered=answered,
        total=len(goals),
        progress=progress_text(answered, len(goals)),
        first_unanswered=next((goal.slug for goal in goals if not goal.answered), None),
    )


def cards(
    assessments: Sequence[Assessment], own_days: Mapping[int, RoundExtension], *, today: date
) -> list[Card]:
    """Return a county's years as cards, latest first; its own last days by the round's id."""
    return [
        _card(assessment, own_days.get(assessment.round_id), today=today)
        for assessment in assessments
    ]


def days_left_text(last_day: date | None, *, today: date) -> str:
    """Return how many days are left until a last day, or how long ago it was."""
    if last_day is None:
        return ""
    days = (last_day - today).days
    if days < 0:
        return ngettext("%(num)d dag efter sista dagen", "%(num)d dagar efter sista dagen", -days)
    if days == 0:
        return _("sista dagen är i dag")
    return ngettext("%(num)d dag kvar", "%(num)d dagar kvar", days)


def _area(name: str, goals: list[GoalRow]) -> AreaRows:
    answered = sum(goal.answered for goal in goals)
    return AreaRows(
        name=name,
        progress=progress_text(answered, len(goals)),
        complete=answered == len(goals),
        goals=tuple(goals),
    )


def _notes(answer: Answer, beside: Beside) -> tuple[str, ...]:
    notes = []
    if count := beside.open_comments.get(answer.id, 0):
        notes.append(ngettext("%(num)d öppen kommentar", "%(num)d öppna kommentarer", count))
    if count := beside.waiting.get(answer.id, 0):
        notes.append(ngettext("%(num)d undanlagd text", "%(num)d undanlagda texter", count))
    return tuple(notes)


@dataclass(frozen=True)
class AssignedGoal:
    """One question and who has taken it on."""

    answer_id: int
    key: str
    question: str
    user_id: int | None


@dataclass(frozen=True)
class AssignedArea:
    """One area's questions and who has them."""

    code: str
    name: str
    goals: tuple[AssignedGoal, ...]


def assignment_areas(answers: Sequence[Answer], assigned: Mapping[int, User]) -> list[AssignedArea]:
    """Arrange who has which question by area."""
    ids = {answer_id: user.id for answer_id, user in assigned.items()}
    return [
        AssignedArea(
            code,
            group[0].sub_goal.area.name,
            tuple(
                AssignedGoal(one.id, one.sub_goal.key, one.sub_goal.question, ids.get(one.id))
                for one in group
            ),
        )
        for code, members in groupby(answers, key=lambda answer: answer.sub_goal.area_code)
        if (group := list(members))
    ]


def _goal(answer: Answer, *, year: int, beside: Beside) -> GoalRow:
    goal = answer.sub_goal
    answered = answer.rating is not None
    texts = (answer.activities, answer.obstacles, answer.support_needs)
    started = not answered and any(texts)
    return GoalRow(
        key=goal.key,
        slug=goal.slug,
        question=goal.question,
        guidance=goal.guidance,
        priority_text=labels.priority_text(goal.priority, year),
        rating=answer.rating,
        rating_text=str(labels.RATINGS[answer.rating]),
        answered=answered,
        started=started,
        status_text=_("Text finns, bedömning saknas")
        if started
        else str(labels.RATINGS[answer.rating]),
        content=content_of(answer),
        assigned_to=beside.assigned[answer.id].display_name if answer.id in beside.assigned else "",
        notes=_notes(answer, beside),
    )


def _card(assessment: Assessment, own_day: RoundExtension | None, *, today: date) -> Card:
    round_ = assessment.round
    ends_on = last_day(round_, own_day)
    goes_on = assessment.status in EDITABLE and takes_answers(round_, own_day, today=today)
    return Card(
        year=round_.year,
        status=assessment.status,
        status_text=str(labels.ASSESSMENT_STATUSES[assessment.status]),
        round_text=str(labels.ROUND_STATUSES[round_.status]),
        last_day=ends_on,
        days_left=days_left_text(ends_on, today=today) if goes_on else "",
        returned=assessment.status is AssessmentStatus.RETURNED,
        return_reason=assessment.return_reason,
        goes_on=goes_on,
        not_opened=assessment.opened_at is None
        and assessment.status is AssessmentStatus.NOT_STARTED,
        to_approve=assessment.status is AssessmentStatus.SUBMITTED,
    )
