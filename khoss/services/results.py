"""The national picture of a year, gathered with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import AssessmentStatus, PlanStatus, RoundStatus, Source
from khoss.errors import NotFound
from khoss.figures.national import (
    AreaFigures,
    CountyFigures,
    EndedGoal,
    GoalFigures,
    NationalComparison,
    Predecessor,
)
from khoss.figures.tally import Tally, tally
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
from khoss.services.installation import holds_examples
from khoss.services.ratings import HandedIn, Ratings, get_ratings


class _Asked(NamedTuple):
    """One assessment, and the county that was asked."""

    id: int
    version: int
    status: AssessmentStatus
    code: str
    name: str
    letter: str


@dataclass(frozen=True)
class _Now:
    """What the goals of the year itself come to."""

    source: Source
    population: int
    tallies: Mapping[int, Tally]
    counties: tuple[CountyFigures, ...]


@dataclass(frozen=True)
class _Before:
    """The plan of the year before, and what that year's goals came to."""

    plan: ActionPlan
    source: Source | None
    tallies: Mapping[int, Tally]


def list_result_years(*, published_only: bool) -> list[int]:
    """Return the years that have figures, latest first."""
    has_figures = or_(
        exists().where(Assessment.round_id == Round.id),
        exists().where(PublishedTotal.sub_goal_id == SubGoal.id, SubGoal.plan_id == Round.plan_id),
    )
    years = select(Round.year).where(has_figures).order_by(Round.year.desc())
    if published_only:
        years = years.where(Round.status == RoundStatus.PUBLISHED)
    return list(db.session.scalars(years))


def get_national_comparison(year: int) -> NationalComparison:
    """Return the figures of a year beside those of the plan before.

    They come from the answers that have been handed in when the round has assessments, else from
    the published totals. The year before counts only when its round is published.

    :raises NotFound: when the year has no figures.
    """
    round_ = db.session.scalar(
        select(Round).where(Round.year == year).options(joinedload(Round.plan))
    )
    if round_ is None:
        raise NotFound(str(year))
    plan_before = _find_plan_before(round_.year)
    goals = _list_goals([round_.plan_id] + ([plan_before.id] if plan_before else []))
    before = _find_before(plan_before, goals) if plan_before else None
    asked = [goal for goal in goals if goal.plan_id == round_.plan_id]
    found = _find_figures(round_, [goal.id for goal in asked])
    if found is None:
        raise NotFound(str(year))
    predecessors = _predecessors(round_, before)
    return NationalComparison(
        year=year,
        status=round_.status,
        source=found.source,
        population=found.population,
        previous_year=before.plan.year if before else None,
        previous_source=before.source if before else None,
        areas=_areas(asked, found.tallies, predecessors, found.population),
        counties=found.counties,
        ended=_ended(goals, before, {one for follows in predecessors.values() for one in follows}),
        wording_notes=tuple(
            plan.wording_note for plan in (round_.plan, plan_before) if plan and plan.wording_note
        ),
        plan_source=round_.plan.source,
        is_example=holds_examples(),
    )


def _find_figures(round_: Round, goal_ids: Sequence[int]) -> _Now | None:
    """Return what the goals of a year come to: from its assessments, else as published."""
    assessments = _list_assessments(round_)
    if assessments:
        population = len(assessments)
        ratings = _ratings(round_, assessments)
        tallies = _tallies(goal_ids, ratings, population)
        return _Now(Source.ANSWERS, population, tallies, _counties(assessments, ratings, goal_ids))
    population = _count_counties()
    tallies = _published_tallies(round_, population)
    return _Now(Source.PUBLISHED_TOTALS, population, tallies, ()) if tallies else None


def _list_assessments(round_: Round) -> Sequence[_Asked]:
    """Return each assessment with its county, by the county's code."""
    rows = db.session.execute(
        select(
            Assessment.id,
            Assessment.version,
            Assessment.status,
            County.code,
            County.name,
            County.letter,
        )
        .join(Assessment.county)
        .where(Assessment.round_id == round_.id)
        .order_by(County.code)
    )
    return [_Asked(*row) for row in rows]


def _ratings(round_: Round, assessments: Sequence[_Asked]) -> Ratings:
    """Return the ratings that have been handed in, by sub-goal and county."""
    handed_in = {
        one.id: HandedIn(one.code, one.version) for one in assessments if one.status in HANDED_IN
    }
    return get_ratings({round_.id: handed_in})[round_.id]


def _tallies(goal_ids: Sequence[int], ratings: Ratings, population: int) -> dict[int, Tally]:
    return {
        goal_id: tally(ratings.get(goal_id, {}).values(), population=population)
        for goal_id in goal_ids
    }


def _count_counties() -> int:
    return db.session.scalar(select(func.count()).select_from(County)) or 0


def _find_plan_before(year: int) -> ActionPlan | None:
    return db.session.scalar(
        select(ActionPlan)
        .where(ActionPlan.year < year, ActionPlan.status == PlanStatus.ADOPTED)
        .order_by(ActionPlan.year.desc())
        .limit(1)
    )


def _find_before(plan: ActionPlan, goals: Sequence[SubGoal]) -> _Before:
    """Return the figures of the plan before, one of those that the goals are of."""
    earlier = db.session.scalar(
        select(Round).where(Round.plan_id == plan.id, Round.status == RoundStatus.PUBLISHED)
    )
    if earlier is None:
        return _Before(plan, None, {})
    assessments = _list_assessments(earlier)
    if not assessments:
        tallies = _published_tallies(earlier, _count_counties())
        return _Before(plan, Source.PUBLISHED_TOTALS if tallies else None, tallies)
    if all(one.status not in HANDED_IN for one in assessments):
        return _Before(plan, Source.ANSWERS, {})
    goal_ids = [goal.id for goal in goals if goal.plan_id == plan.id]
    ratings = _ratings(earlier, assessments)
    return _Before(plan, Source.ANSWERS, _tallies(goal_ids, ratings, len(assessments)))


def _list_goals(plan_ids: Sequence[int]) -> Sequence[SubGoal]:
    return db.session.scalars(
        select(SubGoal)
        .join(SubGoal.area)
        .where(SubGoal.plan_id.in_(plan_ids))
        .options(joinedload(SubGoal.area))
        .order_by(PriorityArea.position, SubGoal.position)
    ).all()


def _published_tallies(round_: Round, population: int) -> dict[int, Tally]:
    totals = db.session.scalars(
        select(PublishedTotal)
        .join(SubGoal, SubGoal.id == PublishedTotal.sub_goal_id)
        .where(SubGoal.plan_id == round_.plan_id)
    )
    return {one.sub_goal_id: Tally(one.yes, one.partly, one.no, population) for one in totals}


def _predecessors(round_: Round, before: _Before | None) -> Mapping[int, Mapping[int, Predecessor]]:
    """Return what each sub-goal follows, by its id and the id of what it follows."""
    if before is None:
        return {}
    rows = db.session.execute(
        select(Succession, SubGoal)
        .join(SubGoal, SubGoal.id == Succession.predecessor_id)
        .where(
            Succession.sub_goal_id.in_(
                select(SubGoal.id).where(SubGoal.plan_id == round_.plan_id).scalar_subquery()
            )
        )
        .order_by(SubGoal.area_code, SubGoal.position)
    )
    found: dict[int, dict[int, Predecessor]] = defaultdict(dict)
    for succession, goal in rows:
        found[succession.sub_goal_id][goal.id] = Predecessor(
            key=goal.key,
            question=goal.question,
            relation=succession.relation,
            comparable=succession.comparable,
            tally=before.tallies.get(goal.id),
        )
    return found


def _counties(
    assessments: Sequence[_Asked],
    ratings: Ratings,
    goal_ids: Sequence[int],
) -> tuple[CountyFigures, ...]:
    by_goal = [ratings.get(goal_id, {}) for goal_id in goal_ids]
    return tuple(
        CountyFigures(
            code=one.code,
            name=one.name,
            letter=one.letter,
            handed_in=one.status in HANDED_IN,
            ratings=tuple(given.get(one.code) for given in by_goal),
        )
        for one in assessments
    )


def _areas(
    goals: Sequence[SubGoal],
    tallies: Mapping[int, Tally],
    predecessors: Mapping[int, Mapping[int, Predecessor]],
    population: int,
) -> tuple[AreaFigures, ...]:
    nobody = Tally(0, 0, 0, population)
    return tuple(
        AreaFigures(
            code=area.code,
            name=area.name,
            goals=tuple(
                GoalFigures(
                    key=goal.key,
                    goal_line=goal.goal_line_code,
                    priority=goal.priority,
                    question=goal.question,
                    guidance=goal.guidance,
                    tally=tallies.get(goal.id, nobody),
                    predecessors=tuple(predecessors.get(goal.id, {}).values()),
                )
                for goal in group
            ),
        )
        for area, group in groupby(goals, key=lambda goal: goal.area)
    )


def _ended(
    goals: Sequence[SubGoal], before: _Before | None, followed: set[int]
) -> tuple[EndedGoal, ...]:
    if before is None:
        return ()
    return tuple(
        EndedGoal(goal.key, goal.area.name, goal.question, before.tallies.get(goal.id))
        for goal in goals
        if goal.plan_id == before.plan.id and goal.id not in followed
    )
