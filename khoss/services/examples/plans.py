"""Made-up plans: 2025 from the official one of 2024, and 2026 the same again."""

from __future__ import annotations

from dataclasses import replace

from khoss.enums import Relation
from khoss.models import ActionPlan
from khoss.services.plan_files import PlanFile, PlanRow

REWORDED = "UP 1"
REWORDED_QUESTION = (
    "Har din Länsstyrelse stött kommunerna i att ställa krav på beredskap i avtal med privata "
    "utförare inom kommunal hälso- och sjukvård och socialtjänst, och följt upp att kraven ställs?"
)
ENDED = "PF 3"
NEW_AREA = "UO"
NEW_QUESTION = (
    "Har din Länsstyrelse genomfört minst en övning under året där kommunal hälso- och sjukvård "
    "eller socialtjänst varit målgrupp?"
)
PRIO = 3


def changed_plan(plan: ActionPlan, year: int) -> PlanFile:
    """Return next year's plan: one sub-goal reworded, one new, one ended, the rest as before."""
    kept = [row for row in _copies(plan) if row.predecessors != (ENDED,)]
    rows: list[PlanRow] = []
    for row in kept:
        reworded = row.predecessors == (REWORDED,)
        rows.append(
            replace(
                row,
                question=REWORDED_QUESTION if reworded else row.question,
                relation=Relation.REWORDED if reworded else Relation.SAME,
                comparable=not reworded,
                position=1 + sum(other.area == row.area for other in rows),
            )
        )
    place = 1 + sum(row.area == NEW_AREA for row in rows)
    rows.append(
        PlanRow(
            row=len(rows) + 2,
            area=NEW_AREA,
            position=place,
            priority=PRIO,
            goal_line=f"{NEW_AREA}-{place}",
            question=NEW_QUESTION,
            guidance="",
            suggested_activities="",
            predecessors=(),
            relation=None,
            comparable=False,
            totals=None,
        )
    )
    return PlanFile(f"exempelplan {year}", year, tuple(rows))


def same_plan(plan: ActionPlan, year: int) -> PlanFile:
    """Return next year's plan with every question as it was."""
    return PlanFile(f"exempelplan {year}", year, tuple(_copies(plan)))


def _copies(plan: ActionPlan) -> list[PlanRow]:
    goals = sorted(plan.sub_goals, key=lambda goal: (goal.area.position, goal.position))
    return [
        PlanRow(
            row=number,
            area=goal.area_code,
            position=goal.position,
            priority=goal.priority,
            goal_line=goal.goal_line_code,
            question=goal.question,
            guidance=goal.guidance,
            suggested_activities=goal.suggested_activities,
            predecessors=(goal.key,),
            relation=Relation.SAME,
            comparable=True,
            totals=None,
        )
        for number, goal in enumerate(goals, start=2)
    ]
