"""The national picture of a year, gathered with a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import PlanStatus, Rating, RoundStatus, Source
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
    Answer,
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
    before = _find_before(round_)
    goals = _list_goals([round_.plan_id] + ([before.plan.id] if before else []))
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
        wording_notes=_wording_notes(round_, before),
        plan_source=round_.plan.source,
        is_example=holds_examples(),
    )


def _find_figures(round_: Round, goal_ids: Sequence[int]) -> _Now | None:
    """Return what the goals of a year come to: from its assessments, else as published."""
    assessments = _list_assessments(round_)
    if assessments:
        population = len(assessments)
        counties = _counties(assessments, _ratings_by_county(round_), goal_ids)
        columns = zip(*(county.ratings for county in counties), strict=True)
        tallies = {
            goal_id: tally(column, population=population)
            for goal_id, column in zip(goal_ids, columns, strict=True)
        }
        return _Now(Source.ANSWERS, population, tallies, counties)
    population = _count_counties()
    tallies = _published_tallies(round_, population)
    return _Now(Source.PUBLISHED_TOTALS, population, tallies, ()) if tallies else None


def _list_assessments(round_: Round) -> Sequence[Assessment]:
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.round_id == round_.id)
        .options(joinedload(Assessment.county))
        .order_by(Assessment.county_code)
    ).all()


def _count_counties() -> int:
    return db.session.scalar(select(func.count()).select_from(County)) or 0


def _find_before(round_: Round) -> _Before | None:
    plan = db.session.scalar(
        select(ActionPlan)
        .where(ActionPlan.year < round_.year, ActionPlan.status == PlanStatus.ADOPTED)
        .order_by(ActionPlan.year.desc())
        .limit(1)
    )
    if plan is None:
        return None
    earlier = db.session.scalar(
        select(Round).where(Round.plan_id == plan.id, Round.status == RoundStatus.PUBLISHED)
    )
    if earlier is None:
        return _Before(plan, None, {})
    population = db.session.scalar(select(func.count()).where(Assessment.round_id == earlier.id))
    if population:
        return _Before(plan, Source.ANSWERS, _answer_tallies(earlier, population))
    tallies = _published_tallies(earlier, _count_counties())
    return _Before(plan, Source.PUBLISHED_TOTALS if tallies else None, tallies)


def _list_goals(plan_ids: Sequence[int]) -> Sequence[SubGoal]:
    return db.session.scalars(
        select(SubGoal)
        .join(SubGoal.area)
        .where(SubGoal.plan_id.in_(plan_ids))
        .options(joinedload(SubGoal.area))
        .order_by(PriorityArea.position, SubGoal.position)
    ).all()


def _ratings_by_county(round_: Round) -> Mapping[int, Mapping[int, Rating | None]]:
    """Return the ratings that have been handed in, by assessment and sub-goal."""
    rows = db.session.execute(
        select(Answer.assessment_id, Answer.sub_goal_id, Answer.rating)
        .join(Answer.assessment)
        .where(
            Assessment.round_id == round_.id,
            Assessment.status.in_(HANDED_IN),
            Answer.rating.is_not(None),
        )
    )
    ratings: dict[int, dict[int, Rating | None]] = defaultdict(dict)
    for assessment_id, sub_goal_id, rating in rows:
        ratings[assessment_id][sub_goal_id] = rating
    return ratings


def _answer_tallies(round_: Round, population: int) -> dict[int, Tally]:
    rows = db.session.execute(
        select(Answer.sub_goal_id, Answer.rating, func.count())
        .join(Answer.assessment)
        .where(Assessment.round_id == round_.id, Assessment.status.in_(HANDED_IN))
        .group_by(Answer.sub_goal_id, Answer.rating)
    )
    counts: dict[int, Counter[Rating | None]] = defaultdict(Counter)
    for sub_goal_id, rating, count in rows:
        counts[sub_goal_id][rating] = count
    return {
        sub_goal_id: tally(found.elements(), population=population)
        for sub_goal_id, found in counts.items()
    }


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
    assessments: Sequence[Assessment],
    ratings: Mapping[int, Mapping[int, Rating | None]],
    goal_ids: Sequence[int],
) -> tuple[CountyFigures, ...]:
    return tuple(
        CountyFigures(
            code=assessment.county.code,
            name=assessment.county.name,
            letter=assessment.county.letter,
            handed_in=assessment.status in HANDED_IN,
            ratings=tuple(ratings.get(assessment.id, {}).get(goal_id) for goal_id in goal_ids),
        )
        for assessment in assessments
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


def _wording_notes(round_: Round, before: _Before | None) -> tuple[str, ...]:
    plans = [round_.plan, *([before.plan] if before else [])]
    return tuple(plan.wording_note for plan in plans if plan.wording_note)
