"""Every year's plan and answers, gathered with a fixed number of queries for the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from khoss.db import db
from khoss.enums import PlanStatus, Rating, RoundStatus, Source
from khoss.errors import NotFound
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.tally import Tally
from khoss.models import (
    ActionPlan,
    Assessment,
    County,
    PriorityArea,
    PublishedTotal,
    Round,
    SubGoal,
    Succession,
)
from khoss.services.assessments import HANDED_IN
from khoss.services.ratings import HandedIn, get_ratings


@dataclass(frozen=True)
class _Answered:
    """What is known of the rounds: who was asked, who handed in, and the ratings, by round id."""

    asked: Mapping[int, Sequence[str]]
    handed_in: Mapping[int, frozenset[str]]
    # By round, sub-goal and county.
    ratings: Mapping[int, Mapping[int, Mapping[str, Rating]]]


def get_history(*, published_only: bool) -> History:
    """Return every adopted plan with the figures of its round.

    Answers count when they are handed in. With `published_only` a round that is not published is
    left out from the end, and one between published years keeps its plan and loses its figures.

    :raises NotFound: when no year has figures.
    """
    counties = db.session.scalars(
        select(County).options(joinedload(County.civil_area)).order_by(County.code)
    ).all()
    areas = db.session.scalars(select(PriorityArea).order_by(PriorityArea.position)).all()
    rounds = _list_rounds(published_only=published_only)
    if not rounds:
        raise NotFound("no year has figures")
    plans = _list_plans(max(rounds_.year for rounds_ in rounds.values()))
    answered = _read_answers([round_.id for round_ in rounds.values()])
    totals = _read_totals()
    order = {area.code: area.position for area in areas}
    return History(
        units=tuple(
            Unit(
                code=county.code,
                name=county.name,
                letter=county.letter,
                civil_area=county.civil_area.name,
                metropolitan=county.metropolitan,
                municipalities=county.municipalities,
            )
            for county in counties
        ),
        areas=tuple((area.code, area.name) for area in areas),
        years=tuple(
            _year(
                plan,
                rounds.get(plan.id),
                answered,
                totals,
                order=order,
                everybody=tuple(county.code for county in counties),
            )
            for plan in plans
        ),
    )


def _list_rounds(*, published_only: bool) -> dict[int, Round]:
    """Return the rounds that may be seen, by the id of their plan."""
    asked = select(Round).where(Round.status != RoundStatus.DRAFT)
    if published_only:
        asked = asked.where(Round.status == RoundStatus.PUBLISHED)
    return {round_.plan_id: round_ for round_ in db.session.scalars(asked)}


def _list_plans(last_year: int) -> Sequence[ActionPlan]:
    return db.session.scalars(
        select(ActionPlan)
        .where(ActionPlan.status == PlanStatus.ADOPTED, ActionPlan.year <= last_year)
        .options(
            selectinload(ActionPlan.sub_goals)
            # Joined: the other way, many goals over many years come in several reads.
            .joinedload(SubGoal.predecessors)
            .joinedload(Succession.predecessor)
        )
        .order_by(ActionPlan.year)
    ).all()


def _read_answers(round_ids: Sequence[int]) -> _Answered:
    asked: dict[int, list[str]] = defaultdict(list)
    handed_in: dict[int, dict[int, HandedIn]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            Assessment.id,
            Assessment.version,
            Assessment.round_id,
            Assessment.county_code,
            Assessment.status,
        )
        .where(Assessment.round_id.in_(round_ids))
        .order_by(Assessment.county_code)
    )
    for assessment_id, version, round_id, code, status in rows:
        asked[round_id].append(code)
        if status in HANDED_IN:
            handed_in[round_id][assessment_id] = HandedIn(code, version)
    return _Answered(
        asked,
        {
            round_id: frozenset(one.county_code for one in found.values())
            for round_id, found in handed_in.items()
        },
        get_ratings(handed_in),
    )


def _read_totals() -> Mapping[int, PublishedTotal]:
    return {one.sub_goal_id: one for one in db.session.scalars(select(PublishedTotal))}


def _year(
    plan: ActionPlan,
    round_: Round | None,
    answered: _Answered,
    totals: Mapping[int, PublishedTotal],
    *,
    order: Mapping[str, int],
    everybody: tuple[str, ...],
) -> Year:
    goals = sorted(plan.sub_goals, key=lambda goal: (order[goal.area_code], goal.position))
    published = {
        goal.key: Tally(one.yes, one.partly, one.no, len(everybody))
        for goal in goals
        if round_ is not None and (one := totals.get(goal.id)) is not None
    }
    asked = tuple(answered.asked.get(round_.id, ())) if round_ else ()
    source = Source.ANSWERS if asked else Source.PUBLISHED_TOTALS if published else None
    given = answered.ratings.get(round_.id, {}) if round_ else {}
    return Year(
        year=plan.year,
        status=round_.status if round_ else RoundStatus.DRAFT,
        source=source,
        goals=tuple(_goal(goal) for goal in goals),
        units=asked or (everybody if published else ()),
        handed_in=answered.handed_in.get(round_.id, frozenset()) if round_ else frozenset(),
        ratings={goal.key: given[goal.id] for goal in goals if goal.id in given},
        totals=published,
        wording_note=plan.wording_note,
    )


def _goal(goal: SubGoal) -> Goal:
    return Goal(
        key=goal.key,
        line=goal.goal_line_code,
        area=goal.area_code,
        priority=goal.priority,
        question=goal.question,
        links=tuple(
            Link(one.predecessor.key, one.relation, one.comparable)
            for one in sorted(goal.predecessors, key=lambda one: one.predecessor_id)
        ),
    )
