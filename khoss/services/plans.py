"""Action plans: reading them, and loading one from a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from khoss.db import db
from khoss.enums import PlanStatus
from khoss.errors import FileRefused, NotFound
from khoss.models import (
    ActionPlan,
    County,
    GoalLine,
    PriorityArea,
    PublishedTotal,
    SubGoal,
    Succession,
    User,
)
from khoss.services import events
from khoss.services.plan_copies import empty_draft
from khoss.services.plan_files import Fault, PlanFile, PlanRow, Totals


def list_area_codes() -> list[str]:
    """Return the codes of the priority areas in their order."""
    return list(db.session.scalars(select(PriorityArea.code).order_by(PriorityArea.position)))


def list_goal_keys() -> frozenset[str]:
    """Return the keys of the goals of every plan."""
    named = select(SubGoal.area_code, SubGoal.position).distinct()
    return frozenset(f"{area} {position}" for area, position in db.session.execute(named))


def count_counties() -> int:
    """Return how many counties there are."""
    return db.session.scalar(select(func.count()).select_from(County)) or 0


def get_plan(year: int) -> ActionPlan:
    """Return a year's plan with its sub-goals, their areas and predecessors.

    :raises NotFound: when there is none.
    """
    plan = db.session.scalar(
        select(ActionPlan)
        .where(ActionPlan.year == year)
        .options(
            selectinload(ActionPlan.sub_goals).options(
                joinedload(SubGoal.area),
                selectinload(SubGoal.predecessors).joinedload(Succession.predecessor),
            )
        )
    )
    if plan is None:
        raise NotFound(str(year))
    return plan


def load_plan(
    file: PlanFile,
    *,
    now: datetime,
    by: User | None = None,
    adopted_on: date | None = None,
    source: str = "",
    wording_note: str = "",
    is_example: bool = False,
) -> bool:
    """Load an adopted plan; tell whether anything changed.

    A plan that is loaded stays as it was adopted: the same file again changes nothing, and one
    that differs is refused. A draft, copied from the year before, gives way to the file.

    :raises FileRefused: when a predecessor does not exist, or the year has another plan.
    """
    earlier = _find_goals(_find_previous_year(file.year))
    _check_predecessors(file, earlier)
    plan = db.session.scalar(select(ActionPlan).where(ActionPlan.year == file.year))
    if plan is None:
        plan = ActionPlan(year=file.year, status=PlanStatus.DRAFT)
        db.session.add(plan)
    elif plan.status is PlanStatus.DRAFT:
        empty_draft(plan)
    else:
        _check_same(file)
        return False
    plan.adopted_on = adopted_on
    plan.source = source or file.name
    plan.wording_note = wording_note
    plan.is_example = is_example
    _add_goal_lines(file.rows)
    db.session.flush()
    goals = [_sub_goal(plan, row) for row in file.rows]
    db.session.add_all(goals)
    db.session.flush()
    for goal, row in zip(goals, file.rows, strict=True):
        _add_relations(goal, row, earlier)
    plan.status = PlanStatus.ADOPTED
    events.record("plan:load", subject=f"plan {file.year}", by=by, at=now)
    db.session.flush()
    return True


def _find_previous_year(year: int) -> int | None:
    return db.session.scalar(select(func.max(ActionPlan.year)).where(ActionPlan.year < year))


def _find_goals(year: int | None) -> dict[str, SubGoal]:
    goals = db.session.scalars(select(SubGoal).join(SubGoal.plan).where(ActionPlan.year == year))
    return {goal.key: goal for goal in goals}


def _check_predecessors(file: PlanFile, earlier: dict[str, SubGoal]) -> None:
    faults = [
        Fault(file.name, row.row, "predecessor", "ett delmål i föregående års plan", key)
        for row in file.rows
        for key in row.predecessors
        if key not in earlier
    ]
    if faults:
        raise FileRefused(faults)


def _check_same(file: PlanFile) -> None:
    """Refuse a file that words an adopted plan in another way."""
    plan = get_plan(file.year)
    stored = {goal.key: goal for goal in plan.sub_goals}
    totals = _find_totals(plan)
    faults = []
    for row in file.rows:
        goal = stored.pop(row.key, None)
        faults += _differences(file.name, row, goal, totals.get(goal.id) if goal else None)
    faults += [
        Fault(file.name, 1, "", f"delmålet {key} i den antagna planen", "ingen rad")
        for key in stored
    ]
    if faults:
        raise FileRefused(faults)


def _find_totals(plan: ActionPlan) -> dict[int, Totals]:
    totals = db.session.scalars(
        select(PublishedTotal)
        .join(SubGoal, SubGoal.id == PublishedTotal.sub_goal_id)
        .where(SubGoal.plan_id == plan.id)
    )
    return {one.sub_goal_id: Totals(one.yes, one.partly, one.no) for one in totals}


def _differences(
    name: str, row: PlanRow, goal: SubGoal | None, totals: Totals | None
) -> list[Fault]:
    if goal is None:
        expected = "ett delmål i den antagna planen, som är låst"
        return [Fault(name, row.row, "position", expected, row.key)]
    pairs: Sequence[tuple[str, object, object]] = (
        ("priority", goal.priority, row.priority),
        ("goal_line", goal.goal_line_code, row.goal_line),
        ("question", goal.question, row.question),
        ("guidance", goal.guidance, row.guidance),
        ("suggested_activities", goal.suggested_activities, row.suggested_activities),
        (
            "predecessor",
            sorted(one.predecessor.key for one in goal.predecessors),
            sorted(row.predecessors),
        ),
        (
            "relation",
            ", ".join(sorted({one.relation for one in goal.predecessors})),
            row.relation or "",
        ),
        ("comparable", any(one.comparable for one in goal.predecessors), row.comparable),
        *zip(("yes", "partly", "no"), _counts(totals), _counts(row.totals), strict=True),
    )
    return [
        Fault(name, row.row, field, f"samma som i den antagna planen, ”{kept}”", str(given))
        for field, kept, given in pairs
        if kept != given
    ]


def _counts(totals: Totals | None) -> tuple[str, str, str]:
    """Return totals as a file writes them."""
    return (str(totals.yes), str(totals.partly), str(totals.no)) if totals else ("", "", "")


def _add_goal_lines(rows: Sequence[PlanRow]) -> None:
    known = set(db.session.scalars(select(GoalLine.code)))
    db.session.add_all(
        GoalLine(code=row.goal_line, area_code=row.area)
        for row in rows
        if row.goal_line not in known
    )


def _sub_goal(plan: ActionPlan, row: PlanRow) -> SubGoal:
    return SubGoal(
        plan_id=plan.id,
        area_code=row.area,
        goal_line_code=row.goal_line,
        position=row.position,
        priority=row.priority,
        question=row.question,
        guidance=row.guidance,
        suggested_activities=row.suggested_activities,
    )


def _add_relations(goal: SubGoal, row: PlanRow, earlier: dict[str, SubGoal]) -> None:
    if row.relation is not None:
        db.session.add_all(
            Succession(
                sub_goal_id=goal.id,
                predecessor_id=earlier[key].id,
                relation=row.relation,
                comparable=row.comparable,
            )
            for key in row.predecessors
        )
    if row.totals is not None:
        db.session.add(
            PublishedTotal(
                sub_goal_id=goal.id,
                yes=row.totals.yes,
                partly=row.totals.partly,
                no=row.totals.no,
            )
        )
