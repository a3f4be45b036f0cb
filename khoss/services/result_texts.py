"""The texts of the answers that have been handed in, for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from khoss.clock import SWEDEN
from khoss.db import db
from khoss.models import Answer, Assessment, PriorityArea, Round, SubGoal
from khoss.services.assessments import HANDED_IN
from khoss.services.contents import AnswerContent, content_of


@dataclass(frozen=True)
class HandedInText:
    """What one county has written about one goal, by the county's code and the goal's key.

    `submitted_on` is the day in Sweden on which the county handed in.
    """

    county: str
    key: str
    submitted_on: date | None
    content: AnswerContent


def list_handed_in_texts(year: int) -> list[HandedInText]:
    """Return the answers with a text that count in a year, by county and the plan's order."""
    rows = db.session.execute(
        select(Assessment.county_code, Assessment.submitted_at, Answer)
        .join(Answer.assessment)
        .join(Round, Assessment.round_id == Round.id)
        .join(Answer.sub_goal)
        .join(SubGoal.area)
        .options(contains_eager(Answer.sub_goal))
        .where(Round.year == year, Assessment.status.in_(HANDED_IN))
        .order_by(Assessment.county_code, PriorityArea.position, SubGoal.position)
    )
    found = [
        HandedInText(
            county,
            answer.sub_goal.key,
            at.astimezone(SWEDEN).date() if at else None,
            content_of(answer),
        )
        for county, at, answer in rows
    ]
    return [one for one in found if _says_something(one.content)]


def _says_something(content: AnswerContent) -> bool:
    return bool(
        content.activities or content.obstacles or content.support_needs or content.change_reason
    )
