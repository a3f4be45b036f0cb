"""Next year's plan as a copy of the last one, until the revised plan is there."""

from __future__ import annotations

from sqlalchemy import delete, select

from khoss.db import db
from khoss.enums import PlanStatus, Relation
from khoss.models import ActionPlan, SubGoal, Succession


def copy_plan(earlier: ActionPlan, *, year: int) -> ActionPlan:
    """Copy a plan, read with its sub-goals, to another year as a draft.

    Every sub-goal follows the one that it was copied from and asks the same. A draft may still be
    replaced by the plan that is adopted; opening its round adopts it as it stands.
    """
    plan = ActionPlan(
        year=year,
        status=PlanStatus.DRAFT,
        source=f"Kopia av handlingsplanen {earlier.year}. {earlier.source}".strip(),
        is_example=earlier.is_example,
    )
    db.session.add(plan)
    db.session.flush()
    copies = [(_copy(goal, plan), goal) for goal in earlier.sub_goals]
    db.session.add_all(copy for copy, _ in copies)
    db.session.flush()
    db.session.add_all(
        Succession(
            sub_goal_id=copy.id,
            predecessor_id=goal.id,
            relation=Relation.SAME,
            comparable=True,
        )
        for copy, goal in copies
    )
    db.session.flush()
    return plan


def empty_draft(plan: ActionPlan) -> None:
    """Take every sub-goal out of a draft, so that another plan can take its place."""
    goals = select(SubGoal.id).where(SubGoal.plan_id == plan.id)
    db.session.execute(delete(Succession).where(Succession.sub_goal_id.in_(goals)))
    db.session.execute(delete(SubGoal).where(SubGoal.plan_id == plan.id))
    db.session.flush()


def _copy(goal: SubGoal, plan: ActionPlan) -> SubGoal:
    return SubGoal(
        plan_id=plan.id,
        area_code=goal.area_code,
        goal_line_code=goal.goal_line_code,
        position=goal.position,
        priority=goal.priority,
        question=goal.question,
        guidance=goal.guidance,
        suggested_activities=goal.suggested_activities,
    )
