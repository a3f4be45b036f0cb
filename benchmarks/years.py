"""Made-up years to measure with: any number of units, goals and years, the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from string import ascii_uppercase, digits
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert, select

from config import ROOT
from khoss.db import Base, db
from khoss.enums import AssessmentStatus, PlanStatus, Rating, Relation, Role, RoundStatus
from khoss.models import (
    ActionPlan,
    Answer,
    Assessment,
    CivilArea,
    County,
    GoalLine,
    PriorityArea,
    Round,
    SubGoal,
    Succession,
)
from khoss.services.official import load_official
from khoss.services.users import create_user

LAST_YEAR = 2036
MOMENT = datetime(2026, 11, 23, 8, tzinfo=UTC)
WORDS = "Två övningar med alla kommuner och återkoppling i maj, med regionen som deltagare. "
RATINGS = (Rating.YES, Rating.YES, Rating.PARTLY, Rating.PARTLY, Rating.NO, None)
PEOPLE = {
    "samordnare@khoss.example": (Role.COORDINATOR, None),
    "handlaggare.kronoberg@khoss.example": (Role.OFFICER, "07"),
}


@dataclass(frozen=True)
class Extent:
    """How many units answer, and how many goals each plan has."""

    units: int
    goals: int


def fill_years(extent: Extent, years: int) -> None:
    """Fill an empty database with made-up years up to the last, besides the two official ones.

    Every year but the last is published; the last is open, with half of the units handed in.
    """
    upgrade(directory=str(ROOT / "migrations"))
    load_official(at=MOMENT)
    rng = random.Random(2036)
    _add_units(extent.units)
    units = db.session.scalars(select(County.code).order_by(County.code)).all()
    lines = _add_lines(extent.goals)
    before: dict[str, int] = {}
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        before = _add_year(year, units, lines, before, rng)
    for email, (role, county) in PEOPLE.items():
        create_user(email, name=email, roles=[role], county_code=county, by=None, now=MOMENT)
    db.session.commit()


def _add_units(count: int) -> None:
    """Add made-up units to the 21 counties."""
    areas = db.session.scalars(select(CivilArea.id).order_by(CivilArea.id)).all()
    codes = [first + second for first in ascii_uppercase for second in digits]
    codes += [second + first for first in ascii_uppercase for second in digits]
    _insert(
        County,
        [
            {
                "code": code,
                "name": f"Exempelkommun {code}",
                "letter": code,
                "civil_area_id": areas[place % len(areas)],
                "leads_civil_area": False,
                "metropolitan": place % 7 == 0,
                "municipalities": place % 30 + 1,
            }
            for place, code in enumerate(codes[: count - 21])
        ],
    )


def _add_lines(count: int) -> list[tuple[str, str, int]]:
    """Return the goals of each year's plan: goal line, area and position; new lines are added."""
    areas = db.session.scalars(select(PriorityArea.code).order_by(PriorityArea.position)).all()
    places = [(area, number) for number in range(1, count + 1) for area in areas][:count]
    known = set(db.session.scalars(select(GoalLine.code)))
    lines = [(f"{area}-{number}", area, number) for area, number in places]
    _insert(
        GoalLine,
        [{"code": line, "area_code": area} for line, area, _ in lines if line not in known],
    )
    return lines


def _add_year(
    year: int,
    units: Any,
    lines: list[tuple[str, str, int]],
    before: dict[str, int],
    rng: random.Random,
) -> dict[str, int]:
    """Add a plan that follows the one before, its round and everybody's answers."""
    plan = ActionPlan(year=year, status=PlanStatus.DRAFT, is_example=True)
    db.session.add(plan)
    db.session.flush()
    _insert(
        SubGoal,
        [
            {
                "plan_id": plan.id,
                "area_code": area,
                "goal_line_code": line,
                "position": number,
                "priority": number % 3 + 1,
                "question": f"Har länsstyrelsen nått exempelmål {line}?",
                "guidance": WORDS,
                "suggested_activities": WORDS,
            }
            for line, area, number in lines
        ],
    )
    rows = db.session.execute(
        select(SubGoal.goal_line_code, SubGoal.id).where(SubGoal.plan_id == plan.id)
    )
    goals = {row.goal_line_code: row.id for row in rows}
    _insert(
        Succession,
        [
            {
                "sub_goal_id": goals[line],
                "predecessor_id": before[line],
                "relation": Relation.SAME,
                "comparable": True,
            }
            for line in before
        ],
    )
    plan.status, plan.adopted_on = PlanStatus.ADOPTED, date(year, 1, 1)
    last = year == LAST_YEAR
    round_ = Round(
        year=year,
        plan_id=plan.id,
        status=RoundStatus.OPEN if last else RoundStatus.PUBLISHED,
        opens_on=date(year, 1, 1),
        closes_on=date(year, 11, 30),
    )
    db.session.add(round_)
    db.session.flush()
    _add_answers(round_.id, list(units), list(goals.values()), last=last, rng=rng)
    return goals


def _add_answers(
    round_id: int, units: list[str], goals: list[int], *, last: bool, rng: random.Random
) -> None:
    def handed_in(place: int) -> bool:
        return not last or place % 2 == 0

    _insert(
        Assessment,
        [
            {
                "round_id": round_id,
                "county_code": code,
                "status": AssessmentStatus.ACCEPTED
                if handed_in(place)
                else AssessmentStatus.IN_PROGRESS,
                "submitted_at": MOMENT if handed_in(place) else None,
                "accepted_at": MOMENT if handed_in(place) else None,
                "opened_at": MOMENT,
                "version": 1,
                "return_reason": "",
            }
            for place, code in enumerate(units)
        ],
    )
    assessments = db.session.scalars(
        select(Assessment.id).where(Assessment.round_id == round_id).order_by(Assessment.id)
    ).all()
    _insert(
        Answer,
        [
            {
                "assessment_id": assessment_id,
                "sub_goal_id": goal_id,
                "version": 2,
                "updated_at": MOMENT,
                "rating": rng.choice(RATINGS),
                "activities": WORDS,
                "obstacles": WORDS,
                "support_needs": WORDS,
                "change_reason": "",
            }
            for assessment_id in assessments
            for goal_id in goals
        ],
    )


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(model), rows)
