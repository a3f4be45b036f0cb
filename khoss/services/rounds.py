"""Rounds: their state, their last days, and the assessments that they begin."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db, hold
from khoss.enums import AssessmentStatus, PlanStatus, RoundStatus
from khoss.errors import DuplicateValue, NotFound, ReasonMissing, WrongState
from khoss.models import (
    ActionPlan,
    Answer,
    Assessment,
    County,
    Round,
    SubGoal,
    User,
)
from khoss.services import events

# From → to, and whether the step needs a reason: going forward needs none, going back does.
STEPS: dict[tuple[RoundStatus, RoundStatus], bool] = {
    (RoundStatus.DRAFT, RoundStatus.OPEN): False,
    (RoundStatus.OPEN, RoundStatus.CLOSED): False,
    (RoundStatus.CLOSED, RoundStatus.PUBLISHED): False,
    (RoundStatus.OPEN, RoundStatus.DRAFT): True,
    (RoundStatus.CLOSED, RoundStatus.OPEN): True,
    (RoundStatus.PUBLISHED, RoundStatus.CLOSED): True,
}


def list_rounds() -> list[Round]:
    """Return every round, latest first."""
    return list(
        db.session.scalars(
            select(Round).options(joinedload(Round.plan)).order_by(Round.year.desc())
        )
    )


def get_round(year: int) -> Round:
    """Return the round of a year with its plan.

    :raises NotFound: when there is none.
    """
    round_ = db.session.scalar(
        select(Round).where(Round.year == year).options(joinedload(Round.plan))
    )
    if round_ is None:
        raise NotFound(str(year))
    return round_


def list_plans_without_round() -> list[ActionPlan]:
    """Return the adopted plans that no round follows up yet, latest first."""
    return list(
        db.session.scalars(
            select(ActionPlan)
            .where(ActionPlan.status == PlanStatus.ADOPTED)
            .where(ActionPlan.id.not_in(select(Round.plan_id)))
            .order_by(ActionPlan.year.desc())
        )
    )


def create_round(
    year: int, *, opens_on: date | None, closes_on: date | None, by: User, now: datetime
) -> Round:
    """Create a round for the adopted plan of a year.

    :raises NotFound: when there is no such adopted plan.
    :raises DuplicateValue: when the year has a round.
    """
    plan = db.session.scalar(
        select(ActionPlan).where(ActionPlan.year == year, ActionPlan.status == PlanStatus.ADOPTED)
    )
    if plan is None:
        raise NotFound(str(year))
    return add_round(
        Round(year=year, plan_id=plan.id, opens_on=opens_on, closes_on=closes_on), by=by, now=now
    )


def add_round(round_: Round, *, by: User, now: datetime) -> Round:
    """Add a new round as a draft.

    :raises DuplicateValue: when the year has a round.
    """
    round_.status = RoundStatus.DRAFT
    db.session.add(round_)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise DuplicateValue(str(round_.year)) from error
    events.record("round:create", subject=subject(round_), by=by, at=now)
    return round_


def next_steps(status: RoundStatus) -> list[tuple[RoundStatus, bool]]:
    """Return the states that can follow, and whether each step needs a reason."""
    return [(to, reason) for (start, to), reason in STEPS.items() if start == status]


def move_round(
    round_: Round, to: RoundStatus, *, by: User, now: datetime, reason: str = ""
) -> None:
    """Take a round to its next state, or back with a reason.

    Opening adopts a plan that is still a draft, and begins every assessment.

    :raises WrongState: when the step does not fit, or would hide answers.
    :raises ReasonMissing: when a step back has no reason.
    """
    hold(round_)
    start = round_.status
    if (start, to) not in STEPS:
        raise WrongState(f"{start} → {to}")
    if STEPS[start, to] and not reason.strip():
        raise ReasonMissing
    if to is RoundStatus.DRAFT and _has_started(round_):
        raise WrongState("answers")
    round_.status = to
    if start is RoundStatus.DRAFT:
        _adopt_plan(round_, by=by, now=now)
        begin_assessments(round_)
    events.record(f"round:{to}", subject=subject(round_), by=by, at=now, reason=reason.strip())


def _adopt_plan(round_: Round, *, by: User, now: datetime) -> None:
    plan = round_.plan
    if plan.status is PlanStatus.DRAFT:
        plan.status = PlanStatus.ADOPTED
        plan.adopted_on = now.date()
        events.record("plan:adopt", subject=f"plan {plan.year}", by=by, at=now)


def begin_assessments(round_: Round) -> None:
    """Make an empty assessment, with an answer for each sub-goal, for every county that has none.

    The rows exist before anybody writes, so that two first saves meet in the version check.
    """
    have = set(
        db.session.scalars(select(Assessment.county_code).where(Assessment.round_id == round_.id))
    )
    sub_goal_ids = list(
        db.session.scalars(select(SubGoal.id).where(SubGoal.plan_id == round_.plan_id))
    )
    for code in db.session.scalars(select(County.code).order_by(County.code)):
        if code in have:
            continue
        db.session.add(
            Assessment(
                round_id=round_.id,
                county_code=code,
                status=AssessmentStatus.NOT_STARTED,
                answers=[Answer(sub_goal_id=sub_goal_id) for sub_goal_id in sub_goal_ids],
            )
        )
    db.session.flush()


def subject(round_: Round) -> str:
    """Return the round's name in the log."""
    return f"round {round_.year}"


def _has_started(round_: Round) -> bool:
    started = db.session.scalar(
        select(func.count())
        .select_from(Assessment)
        .where(
            Assessment.round_id == round_.id,
            Assessment.status != AssessmentStatus.NOT_STARTED,
        )
    )
    return bool(started)
