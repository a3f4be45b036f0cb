"""The texts of a goal line's answers, of those counties that may be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from khoss.db import db
from khoss.enums import Rating
from khoss.models import Answer, Assessment, County, Round, SubGoal
from khoss.services.assessments import HANDED_IN
from khoss.services.contents import TEXT_FIELDS


@dataclass(frozen=True)
class GoalText:
    """What one county wrote in one year."""

    year: int
    county_code: str
    county: str
    rating: Rating | None
    activities: str
    obstacles: str
    support_needs: str


def list_goal_texts(
    line: str, *, years: Collection[int], county: str | None = None
) -> tuple[GoalText, ...]:
    """Return the handed-in answers of a line that have a text, latest year first, then by county.

    With `county` they are that county's alone; None is every county, for who may read them all.
    """
    asked = (
        select(
            Round.year,
            County.code,
            County.name,
            Answer.rating,
            Answer.activities,
            Answer.obstacles,
            Answer.support_needs,
        )
        .join(Answer.assessment)
        .join(Assessment.round)
        .join(Assessment.county)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(
            SubGoal.goal_line_code == line,
            Assessment.status.in_(HANDED_IN),
            Round.year.in_(years),
            or_(*(func.trim(getattr(Answer, name)) != "" for name in TEXT_FIELDS)),
        )
        .order_by(Round.year.desc(), County.code)
    )
    if county is not None:
        asked = asked.where(Assessment.county_code == county)
    return tuple(GoalText(*row) for row in db.session.execute(asked))
