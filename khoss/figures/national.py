"""The national picture of one year beside the year before."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.frozen import freeze, thaw
from khoss.figures.tally import Tally, tally, total

FORM = "khoss/national/1"


@dataclass(frozen=True)
class Predecessor:
    """A sub-goal of the plan before, and its figures when that year has any.

    `comparable` tells whether the two questions mean the same.
    """

    key: str
    question: str
    relation: Relation
    comparable: bool
    tally: Tally | None


@dataclass(frozen=True)
class GoalFigures:
    """One sub-goal with its figures; without predecessors it is new."""

    key: str
    goal_line: str
    priority: int
    question: str
    guidance: str
    tally: Tally
    predecessors: tuple[Predecessor, ...]

    @property
    def is_new(self) -> bool:
        """Tell whether the plan before had no such goal."""
        return not self.predecessors

    @property
    def compared(self) -> Tally | None:
        """Return the figures that these may be held against: one question of the same meaning."""
        if len(self.predecessors) != 1 or not self.predecessors[0].comparable:
            return None
        return self.predecessors[0].tally


@dataclass(frozen=True)
class AreaFigures:
    """One priority area with its sub-goals in the order of the plan."""

    code: str
    name: str
    goals: tuple[GoalFigures, ...]

    @property
    def by_priority(self) -> tuple[tuple[int, tuple[GoalFigures, ...]], ...]:
        """Return the sub-goals under their priorities, highest first."""
        ordered = sorted(self.goals, key=lambda goal: goal.priority)
        return tuple(
            (priority, tuple(goals))
            for priority, goals in groupby(ordered, key=lambda goal: goal.priority)
        )


@dataclass(frozen=True)
class CountyFigures:
    """One county's ratings in the order of the plan's sub-goals.

    A county that has not handed in has no ratings here: drafts are its own.
    """

    code: str
    name: str
    letter: str
    handed_in: bool
    ratings: tuple[Rating | None, ...]

    @property
    def questions(self) -> int:
        """Return how many questions the plan asks: the base of the county's share."""
        return len(self.ratings)

    @property
    def answered(self) -> int:
        """Return how many questions it answered."""
        return len(self.ratings) - self.ratings.count(None)

    @property
    def met(self) -> int:
        """Return how many questions it answered with ja or delvis."""
        return self.ratings.count(Rating.YES) + self.ratings.count(Rating.PARTLY)

    @cached_property
    def share(self) -> Fraction:
        """Return ja or delvis as a share of all questions, answered or not."""
        return Fraction(self.met, self.questions) if self.questions else Fraction(0)


@dataclass(frozen=True)
class EndedGoal:
    """A sub-goal of the plan before that this year's plan does not follow up."""

    key: str
    area: str
    question: str
    tally: Tally | None


@dataclass(frozen=True)
class Spread:
    """The lowest, the mean and the highest share among counties."""

    lowest: Fraction
    mean: Fraction
    highest: Fraction


@dataclass(frozen=True)
class PrioritySummary:
    """How the goals of one priority stand: how many goals, and how many all have met.

    `yes_by_all` counts goals where the whole population answered ja, `met_by_all` where it
    answered ja or delvis; `answers` sums their answers.
    """

    priority: int
    goals: int
    yes_by_all: int
    met_by_all: int
    answers: Tally


@dataclass(frozen=True)
class Movement:
    """How ja has moved since the year before, over goals that may be compared.

    Only goals whose base is the whole population in both years are counted here;
    `changed_base` says how many had to be left out for that, `incomparable` how many because
    their meaning changed or because they have no figure.
    """

    more: int
    equal: int
    fewer: int
    changed_base: int
    incomparable: int

    @property
    def goals(self) -> int:
        """Return how many goals are compared."""
        return self.more + self.equal + self.fewer


@dataclass(frozen=True)
class NationalComparison:
    """Everything that the national picture of a year says, page and report alike.

    `counties` is empty when only national totals are known. `previous_year` is the year of the
    plan before; `previous_source` is None when that year has no published figures.

    :raises ValueError: when the counties' ratings do not add up to the figures of the goals, or
        something is said of a year before that there is none of.
    """

    year: int
    status: RoundStatus
    source: Source
    population: int
    previous_year: int | None
    previous_source: Source | None
    areas: tuple[AreaFigures, ...]
    counties: tuple[CountyFigures, ...]
    ended: tuple[EndedGoal, ...]
    wording_notes: tuple[str, ...]
    plan_source: str
    is_example: bool

    def __post_init__(self) -> None:
        followed = any(goal.predecessors for goal in self.goals)
        if self.previous_year is None and (self.previous_source or self.ended or followed):
            raise ValueError("there is no year before")
        if not self.counties:
            return
        columns = list(zip(*(county.ratings for county in self.counties), strict=True))
        sums = [tally(column, population=self.population) for column in columns]
        if sums != [goal.tally for goal in self.goals]:
            raise ValueError("the counties' ratings do not add up to the figures of the goals")

    @cached_property
    def goals(self) -> tuple[GoalFigures, ...]:
        """Return the sub-goals of all areas in the order of the plan."""
        return tuple(goal for area in self.areas for goal in area.goals)

    @property
    def answers(self) -> Tally:
        """Return the answers to all questions together."""
        return total(goal.tally for goal in self.goals)

    @cached_property
    def handed_in(self) -> tuple[CountyFigures, ...]:
        """Return the counties that have handed in, highest share first, then by code."""
        handed_in = [county for county in self.counties if county.handed_in]
        return tuple(sorted(handed_in, key=lambda county: (-county.share, county.code)))

    @property
    def not_handed_in(self) -> tuple[CountyFigures, ...]:
        """Return the counties that have not."""
        return tuple(county for county in self.counties if not county.handed_in)

    @property
    def spread(self) -> Spread | None:
        """Return the spread of the shares of the counties that have handed in."""
        shares = [county.share for county in self.handed_in]
        if not shares:
            return None
        return Spread(min(shares), sum(shares, Fraction(0)) / len(shares), max(shares))

    @property
    def priorities(self) -> tuple[PrioritySummary, ...]:
        """Return how the goals of each priority stand."""
        ordered = sorted(self.goals, key=lambda goal: goal.priority)
        return tuple(
            _summary(priority, [goal.tally for goal in goals])
            for priority, goals in groupby(ordered, key=lambda goal: goal.priority)
        )

    def goals_with_most(self, rating: Rating) -> tuple[GoalFigures, ...]:
        """Return the goals with the highest count of a rating; none when nobody gave it."""
        most = max((goal.tally.count(rating) for goal in self.goals), default=0)
        return tuple(goal for goal in self.goals if most and goal.tally.count(rating) == most)

    @property
    def movement(self) -> Movement:
        """Return how ja has moved since the year before."""
        pairs = [(goal.tally, goal.compared) for goal in self.goals]
        comparable = [(now, then) for now, then in pairs if then is not None]
        whole = [
            now.yes - then.yes
            for now, then in comparable
            if not now.is_short and not then.is_short and now.population == then.population
        ]
        return Movement(
            more=sum(step > 0 for step in whole),
            equal=sum(step == 0 for step in whole),
            fewer=sum(step < 0 for step in whole),
            changed_base=len(comparable) - len(whole),
            incomparable=len(pairs) - len(comparable),
        )

    def to_json(self) -> str:
        """Return the figures frozen as canonical JSON."""
        return freeze(self, form=FORM)

    @classmethod
    def from_json(cls, text: str) -> NationalComparison:
        """Return figures that were frozen.

        :raises FiguresUnreadable: when they are of another form, or damaged.
        """
        return thaw(text, cls, form=FORM)


def _summary(priority: int, tallies: list[Tally]) -> PrioritySummary:
    return PrioritySummary(
        priority=priority,
        goals=len(tallies),
        yes_by_all=sum(one.yes == one.population for one in tallies),
        met_by_all=sum(one.met == one.population for one in tallies),
        answers=total(tallies),
    )
