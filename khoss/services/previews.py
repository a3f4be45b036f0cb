"""A round as a county would meet it, made up in memory and never stored."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import AssessmentStatus
from khoss.models import Answer, Assessment, County, PriorityArea, Round, SubGoal
from khoss.services.answers import EarlierAnswer, list_earlier
from khoss.services.assessments import HANDED_IN


def blank_assessment(round_: Round, county: County) -> Assessment:
    """Return an assessment that nobody has begun; it belongs to no session."""
    return Assessment(
        round=round_,
        round_id=round_.id,
        county=county,
        county_code=county.code,
        status=AssessmentStatus.NOT_STARTED,
        return_reason="",
    )


def blank_answers(round_: Round) -> list[Answer]:
    """Return an empty answer for each sub-goal in the order of the plan."""
    goals = db.session.scalars(
        select(SubGoal)
        .join(SubGoal.area)
        .where(SubGoal.plan_id == round_.plan_id)
        .options(joinedload(SubGoal.area))
        .order_by(PriorityArea.position, SubGoal.position)
    )
    return [
        Answer(
            sub_goal=goal,
            version=1,
            activities="",
            obstacles="",
            support_needs="",
            change_reason="",
        )
        for goal in goals
    ]


def list_handed_in_earlier(assessment: Assessment, sub_goal: SubGoal) -> list[EarlierAnswer]:
    """Return last year's answers beside a question; none where the county never handed them in.

    What a county has not handed in is its own.
    """
    last_year = (
        select(func.max(Round.year)).where(Round.year < assessment.round.year).scalar_subquery()
    )
    handed_in = db.session.scalar(
        select(Assessment.id)
        .join(Assessment.round)
        .where(
            Round.year == last_year,
            Assessment.county_code == assessment.county_code,
            Assessment.status.in_(HANDED_IN),
        )
    )
    return list_earlier(assessment, sub_goal) if handed_in is not None else []
