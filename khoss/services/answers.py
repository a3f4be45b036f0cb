"""Answers: reading one, and last year's beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Relation
from khoss.errors import NotFound
from khoss.models import Answer, Assessment, Round, SubGoal, Succession
from khoss.services.contents import (
    CONTENT_FIELDS,
    TEXT_FIELDS,
    AnswerContent,
    content_of,
    place_of,
)

__all__ = [
    "CONTENT_FIELDS",
    "TEXT_FIELDS",
    "AnswerContent",
    "EarlierAnswer",
    "content_of",
    "get_answer",
    "list_all_earlier",
    "list_earlier",
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
    area, position = place_of(slug)
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
    if answer is None:
        raise NotFound(slug)
    return answer


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
