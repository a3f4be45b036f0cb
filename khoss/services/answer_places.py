"""Which years, goal lines and assessments somebody finds a page of: where answers can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from khoss.db import db
from khoss.models import Assessment, Round, SubGoal
from khoss.services.assessments import HANDED_IN
from khoss.services.results import list_result_years


@dataclass(frozen=True)
class AnswerPlaces:
    """What has a page for somebody.

    `lines` are the lines of the goals of the years that have figures, by year and by the key that
    the year's plan has for them; `assessments` are years with a county's code.
    """

    years: frozenset[int]
    lines: Mapping[tuple[int, str], str]
    assessments: frozenset[tuple[int, str]]


def get_answer_places(*, county: str | None, sees_open_years: bool, reviews: bool) -> AnswerPlaces:
    """Return what has a page for somebody of a county, or of none.

    Who sees open years is shown the figures of rounds that are not published; who reviews is shown
    every county's answers once they are handed in.
    """
    years = frozenset(list_result_years(published_only=not sees_open_years))
    return AnswerPlaces(
        years=years,
        lines=_lines(years),
        assessments=_assessments(county, reviews=reviews),
    )


def _lines(years: frozenset[int]) -> dict[tuple[int, str], str]:
    rows = db.session.execute(
        select(Round.year, SubGoal)
        .join(SubGoal, SubGoal.plan_id == Round.plan_id)
        .where(Round.year.in_(years))
    )
    return {(year, goal.key): goal.goal_line_code for year, goal in rows}


def _assessments(county: str | None, *, reviews: bool) -> frozenset[tuple[int, str]]:
    own = Assessment.county_code == county
    rows = db.session.execute(
        select(Round.year, Assessment.county_code)
        .join(Assessment.round)
        .where(or_(own, Assessment.status.in_(HANDED_IN)) if reviews else own)
    )
    return frozenset((year, code) for year, code in rows)
