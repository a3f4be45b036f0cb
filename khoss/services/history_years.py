"""Single years' plans and answers, read from the database for the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, RoundStatus, Source
from khoss.figures.history import Goal, Link, Year
from khoss.figures.tally import Tally
from khoss.models import Assessment, PublishedTotal, SubGoal, Succession
from khoss.services.assessments import HANDED_IN
from khoss.services.ratings import HandedIn, get_ratings


class Steps(NamedTuple):
    """How many of a round's assessments stand in a state, and the sum of their versions."""

    status: AssessmentStatus
    assessments: int
    versions: int


class Standing(NamedTuple):
    """What a year stands on; without a round it has its plan alone.

    As long as it is the same, so is the year. An adopted plan is frozen, and its totals with it;
    no assessment is removed, each step of one gives it a new version, and the answers of those
    that are handed in are locked: any change raises the sum of the round's versions.
    """

    plan_id: int
    year: int
    wording_note: str
    round_id: int | None
    status: RoundStatus
    assessments: frozenset[Steps]

    def plan_alone(self) -> Standing:
        """Return the same year without what its round would show."""
        return self._replace(round_id=None, status=RoundStatus.DRAFT, assessments=frozenset())


@dataclass(frozen=True)
class _Answered:
    """What is known of the rounds: who was asked, who handed in, and the ratings, by round id."""

    asked: Mapping[int, Sequence[str]]
    handed_in: Mapping[int, frozenset[str]]
    # By round, sub-goal and county.
    ratings: Mapping[int, Mapping[int, Mapping[str, Rating]]]


def read_years(
    wanted: Iterable[Standing], *, areas: Sequence[str], everybody: tuple[str, ...]
) -> dict[Standing, Year]:
    """Return years by what they stand on, each goal in the order of the areas.

    `everybody` are the counties that published totals are of.
    """
    standings = list(wanted)
    plan_ids = [one.plan_id for one in standings]
    goals = _list_goals(plan_ids)
    totals = _read_totals(plan_ids)
    answered = _read_answers([one.round_id for one in standings if one.round_id is not None])
    order = {code: place for place, code in enumerate(areas)}
    return {
        one: _year(
            one,
            sorted(goals[one.plan_id], key=lambda goal: (order[goal.area_code], goal.position)),
            answered,
            totals,
            everybody,
        )
        for one in standings
    }


def _list_goals(plan_ids: Sequence[int]) -> Mapping[int, Sequence[SubGoal]]:
    """Return the goals of each plan with what they follow."""
    found: dict[int, list[SubGoal]] = defaultdict(list)
    goals = db.session.scalars(
        select(SubGoal)
        .where(SubGoal.plan_id.in_(plan_ids))
        # Joined: the other way, many goals over many years come in several reads.
        .options(joinedload(SubGoal.predecessors).joinedload(Succession.predecessor))
    )
    for goal in goals.unique():
        found[goal.plan_id].append(goal)
    return found


def _read_totals(plan_ids: Sequence[int]) -> Mapping[int, PublishedTotal]:
    totals = db.session.scalars(
        select(PublishedTotal)
        .join(SubGoal, SubGoal.id == PublishedTotal.sub_goal_id)
        .where(SubGoal.plan_id.in_(plan_ids))
    )
    return {one.sub_goal_id: one for one in totals}


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


def _year(
    standing: Standing,
    goals: Sequence[SubGoal],
    answered: _Answered,
    totals: Mapping[int, PublishedTotal],
    everybody: tuple[str, ...],
) -> Year:
    round_id = standing.round_id
    published = {
        goal.key: Tally(one.yes, one.partly, one.no, len(everybody))
        for goal in goals
        if round_id is not None and (one := totals.get(goal.id)) is not None
    }
    asked = tuple(answered.asked.get(round_id, ())) if round_id else ()
    source = Source.ANSWERS if asked else Source.PUBLISHED_TOTALS if published else None
    given = answered.ratings.get(round_id, {}) if round_id else {}
    return Year(
        year=standing.year,
        status=standing.status,
        source=source,
        goals=tuple(_goal(goal) for goal in goals),
        units=asked or (everybody if published else ()),
        handed_in=answered.handed_in.get(round_id, frozenset()) if round_id else frozenset(),
        ratings={goal.key: given[goal.id] for goal in goals if goal.id in given},
        totals=published,
        wording_note=standing.wording_note,
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
