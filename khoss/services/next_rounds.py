"""The round after the last one, proposed from it; and changing a round's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from khoss.db import db, hold
from khoss.enums import PlanStatus, RoundStatus
from khoss.errors import DuplicateValue, ReasonMissing, WrongState
from khoss.models import ActionPlan, Round, User
from khoss.services import events
from khoss.services.extensions import withdraw_overtaken
from khoss.services.plan_copies import copy_plan
from khoss.services.plans import get_plan
from khoss.services.rounds import add_round, subject

# To the same weekday a year later.
A_YEAR = timedelta(weeks=52)


@dataclass(frozen=True)
class Dates:
    """When a round opens and closes, and how many working days before that it reminds."""

    opens_on: date | None
    closes_on: date | None
    remind_before: str


@dataclass(frozen=True)
class Proposal:
    """The next round as it would be made from the last one.

    `plan_is_adopted` tells whether the year has a plan of its own; else the last one is copied.
    """

    year: int
    dates: Dates
    plan_is_adopted: bool


def dates_of(round_: Round) -> Dates:
    """Return a round's dates."""
    return Dates(round_.opens_on, round_.closes_on, round_.remind_before)


def propose_next(previous: Round) -> Proposal:
    """Return the round of the next year, its dates moved to the same weekdays.

    :raises DuplicateValue: when that year has a round.
    """
    year = previous.year + 1
    if db.session.scalar(select(Round.id).where(Round.year == year)) is not None:
        raise DuplicateValue(str(year))
    plan = _find_plan(year)
    return Proposal(
        year=year,
        dates=Dates(
            _a_year_later(previous.opens_on),
            _a_year_later(previous.closes_on),
            previous.remind_before,
        ),
        plan_is_adopted=plan is not None and plan.status is PlanStatus.ADOPTED,
    )


def create_next(previous: Round, dates: Dates, *, by: User, now: datetime) -> Round:
    """Create the next year's round as a draft, with its plan or a copy of the last one.

    :raises DuplicateValue: when that year has a round.
    """
    year = propose_next(previous).year
    plan = _find_plan(year)
    if plan is None:
        plan = copy_plan(get_plan(previous.plan.year), year=year)
        events.record("plan:copy", subject=f"plan {year}", by=by, at=now)
    return add_round(
        Round(
            year=year,
            plan_id=plan.id,
            opens_on=dates.opens_on,
            closes_on=dates.closes_on,
            remind_before=dates.remind_before,
        ),
        by=by,
        now=now,
    )


def change_dates(round_: Round, dates: Dates, *, reason: str, by: User, now: datetime) -> bool:
    """Change a round's dates and reminders; tell whether anything changed.

    A county's own last day that is no longer a later one is withdrawn.

    :raises WrongState: when the round is published.
    :raises ReasonMissing: when the counties already work toward the last day that moves.
    """
    hold(round_)
    if round_.status is RoundStatus.PUBLISHED:
        raise WrongState(round_.status)
    before = dates_of(round_)
    if dates == before:
        return False
    moves = dates.closes_on != before.closes_on
    if moves and round_.status is not RoundStatus.DRAFT and not reason.strip():
        raise ReasonMissing
    round_.opens_on = dates.opens_on
    round_.closes_on = dates.closes_on
    round_.remind_before = dates.remind_before
    told = [f"{before.closes_on or '–'} → {dates.closes_on or '–'}"] if moves else []
    events.record(
        "round:dates",
        subject=subject(round_),
        by=by,
        at=now,
        reason="\n".join([*told, *([reason.strip()] if reason.strip() else [])]),
    )
    withdraw_overtaken(round_, by=by, now=now)
    db.session.flush()
    return True


def _find_plan(year: int) -> ActionPlan | None:
    return db.session.scalar(select(ActionPlan).where(ActionPlan.year == year))


def _a_year_later(day: date | None) -> date | None:
    return day + A_YEAR if day else None
