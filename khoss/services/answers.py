"""Answers: saving one without ever overwriting another, and last year's beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from khoss.db import db, hold
from khoss.enums import AssessmentStatus, Rating, Relation, SaveKind
from khoss.errors import EditConflict, NotFound
from khoss.models import (
    Answer,
    AnswerFields,
    AnswerRevision,
    Assessment,
    Round,
    SubGoal,
    Succession,
    User,
)
from khoss.services.assessments import lock_for_writing


@dataclass(frozen=True)
class AnswerContent:
    """What an officer fills in for one sub-goal."""

    rating: Rating | None = None
    activities: str = ""
    obstacles: str = ""
    support_needs: str = ""
    coverage: int | None = None
    change_reason: str = ""


CONTENT_FIELDS = tuple(field.name for field in fields(AnswerContent))
TEXT_FIELDS = ("activities", "obstacles", "support_needs")


@dataclass(frozen=True)
class EarlierAnswer:
    """What the county said last year of a goal that this year's follows."""

    year: int
    key: str
    question: str
    relation: Relation
    comparable: bool
    content: AnswerContent


def content_of(answer: AnswerFields) -> AnswerContent:
    """Return what an answer, or a saved state of one, says."""
    return AnswerContent(**{name: getattr(answer, name) for name in CONTENT_FIELDS})


def get_answer(assessment: Assessment, slug: str) -> Answer:
    """Return the answer to the sub-goal with an address name such as `pf-1`.

    :raises NotFound: when the plan has no such goal.
    """
    area, _, position = slug.upper().partition("-")
    if not (position.isascii() and position.isdigit() and len(position) <= 4):
        raise NotFound(slug)
    answer = db.session.scalar(
        select(Answer)
        .join(Answer.sub_goal)
        .where(
            Answer.assessment_id == assessment.id,
            SubGoal.area_code == area,
            SubGoal.position == int(position),
        )
        .options(
            joinedload(Answer.sub_goal).joinedload(SubGoal.area),
            joinedload(Answer.updated_by),
        )
    )
    if answer is None or answer.sub_goal.slug != slug:
        raise NotFound(slug)
    return answer


def list_earlier(assessment: Assessment, sub_goal: SubGoal) -> list[EarlierAnswer]:
    """Return what the county said last year of the goals that a sub-goal follows."""
    found = _earlier(assessment.county_code, [sub_goal.id])
    return found.get(sub_goal.id, [])


def list_all_earlier(assessment: Assessment) -> dict[int, list[EarlierAnswer]]:
    """Return what the county said last year, by the id of this year's sub-goal."""
    goals = select(SubGoal.id).where(SubGoal.plan_id == assessment.round.plan_id)
    return _earlier(assessment.county_code, goals)


def _earlier(
    county_code: str, sub_goal_ids: Sequence[int] | Select[int]
) -> dict[int, list[EarlierAnswer]]:
    rows = db.session.execute(
        select(Succession, SubGoal, Answer, Round.year)
        .join(SubGoal, Succession.predecessor_id == SubGoal.id)
        .join(Answer, Answer.sub_goal_id == SubGoal.id)
        .join(Assessment, Answer.assessment_id == Assessment.id)
        .join(Round, Assessment.round_id == Round.id)
        .where(
            Succession.sub_goal_id.in_(sub_goal_ids),
            Assessment.county_code == county_code,
        )
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
