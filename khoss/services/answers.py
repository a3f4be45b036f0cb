"""Answers: saving one without ever overwriting another, and last year's beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.exc import StaleDataError

from khoss.db import db, hold, note_held
from khoss.enums import AssessmentStatus, Relation, SaveKind
from khoss.errors import EditConflict, NotFound
from khoss.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Round,
    SubGoal,
    Succession,
    User,
)
from khoss.services.assessments import lock_for_writing
from khoss.services.contents import CONTENT_FIELDS, TEXT_FIELDS, AnswerContent, content_of

__all__ = [
    "CONTENT_FIELDS",
    "TEXT_FIELDS",
    "AnswerContent",
    "EarlierAnswer",
    "content_of",
    "get_answer",
    "get_answer_to_save",
    "list_all_earlier",
    "list_earlier",
    "save_answer",
]


@dataclass(frozen=True)
class EarlierAnswer:
    """What the county said last year of a goal that this year's follows."""

    year: int
    key: str
    question: str
    relation: Relation
    comparable: bool
    content: AnswerContent

    @property
    def can_be_confirmed(self) -> bool:
        """Tell whether the same answer can hold again: it was given, to a question like it."""
        return self.comparable and self.content.rating is not None


def get_answer(assessment: Assessment, slug: str) -> Answer:
    """Return the answer to the sub-goal with an address name such as `pf-1`.

    :raises NotFound: when the plan has no such goal.
    """
    area, position = _place(slug)
    answer = db.session.scalar(
        select(Answer)
        .join(Answer.sub_goal)
        .where(
            Answer.assessment_id == assessment.id,
            SubGoal.area_code == area,
            SubGoal.position == position,
        )
        .options(
            joinedload(Answer.sub_goal).joinedload(SubGoal.area),
            joinedload(Answer.updated_by),
        )
    )
    if answer is None or answer.sub_goal.slug != slug:
        raise NotFound(slug)
    return answer


# Built once: it is read with every save while somebody writes.
_TO_SAVE = (
    select(Answer)
    .join(Answer.assessment)
    .join(Assessment.round)
    .join(Assessment.county)
    .join(Answer.sub_goal)
    .where(
        Round.year == bindparam("year"),
        Assessment.county_code == bindparam("county"),
        SubGoal.area_code == bindparam("area"),
        SubGoal.position == bindparam("position"),
    )
    .options(
        contains_eager(Answer.sub_goal),
        contains_eager(Answer.assessment).options(
            contains_eager(Assessment.round), contains_eager(Assessment.county)
        ),
    )
    # Only the round is shared: others save in it at the same time.
    .with_for_update(of=(Answer, Assessment))
    .suffix_with("FOR SHARE OF round", dialect="postgresql")
)


def get_answer_to_save(year: int, county_code: str, slug: str) -> Answer:
    """Return an answer with its assessment and round, held until the transaction ends.

    :raises NotFound: when there is none.
    """
    area, position = _place(slug)
    answer = db.session.scalar(
        _TO_SAVE, {"year": year, "county": county_code, "area": area, "position": position}
    )
    if answer is None or answer.sub_goal.slug != slug:
        raise NotFound(slug)
    note_held(answer, answer.assessment, answer.assessment.round)
    return answer


def _place(slug: str) -> tuple[str, int]:
    """Return the area and the position that an address name such as `pf-1` says.

    :raises NotFound: when it says none.
    """
    area, _, position = slug.upper().partition("-")
    if not (position.isascii() and position.isdigit() and len(position) <= 4):
        raise NotFound(slug)
    return area, int(position)


def list_earlier(assessment: Assessment, sub_goal: SubGoal) -> list[EarlierAnswer]:
    """Return what the county said last year of the goals that a sub-goal follows."""
    return _read_earlier(assessment, Succession.sub_goal_id == sub_goal.id).get(sub_goal.id, [])


def list_all_earlier(assessment: Assessment) -> dict[int, list[EarlierAnswer]]:
    """Return what the county said last year, by the id of this year's sub-goal."""
    asked = select(SubGoal.id).where(SubGoal.plan_id == assessment.round.plan_id)
    return _read_earlier(assessment, Succession.sub_goal_id.in_(asked))


def _read_earlier(
    assessment: Assessment, which: ColumnElement[bool]
) -> dict[int, list[EarlierAnswer]]:
    rows = db.session.execute(
        select(Succession, SubGoal, Answer, Round.year)
        .join(SubGoal, Succession.predecessor_id == SubGoal.id)
        .join(Answer, Answer.sub_goal_id == SubGoal.id)
        .join(Assessment, Answer.assessment_id == Assessment.id)
        .join(Round, Assessment.round_id == Round.id)
        .where(which, Assessment.county_code == assessment.county_code)
        .order_by(SubGoal.area_code, SubGoal.position)
    )
    found: dict[int, list[EarlierAnswer]] = {}
    for succession, goal, answer, year in rows:
        found.setdefault(succession.sub_goal_id, []).append(
            EarlierAnswer(
                year=year,
                key=goal.key,
                question=goal.question,
                relation=succession.relation,
                comparable=succession.comparable,
                content=content_of(answer),
            )
        )
    return found


def save_answer(
    answer: Answer,
    content: AnswerContent,
    *,
    assessment: Assessment,
    expected_version: int,
    by: User,
    now: datetime,
    today: date,
    kind: SaveKind = SaveKind.SAVED,
) -> bool:
    """Save an answer and the revision that keeps it; tell whether anything changed.

    A repeated save of what is already there changes nothing, whatever version it expects.

    :raises EditConflict: when somebody has saved other content since `expected_version`.
    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when the assessment has been handed in.
    """
    lock_for_writing(assessment, today=today)
    hold(answer)
    if content == content_of(answer):
        return False
    if answer.version != expected_version:
        raise EditConflict
    for name, value in asdict(content).items():
        setattr(answer, name, value)
    answer.updated_at = now
    answer.updated_by_id = by.id
    if assessment.opened_at is None:
        assessment.opened_at = now
    if assessment.status is AssessmentStatus.NOT_STARTED:
        assessment.status = AssessmentStatus.IN_PROGRESS
    try:
        db.session.flush()
    except StaleDataError as error:
        db.session.rollback()
        raise EditConflict from error
    db.session.add(
        AnswerRevision(
            answer_id=answer.id,
            version=answer.version,
            kind=kind,
            saved_at=now,
            saved_by_id=by.id,
            **asdict(content),
        )
    )
    return True
