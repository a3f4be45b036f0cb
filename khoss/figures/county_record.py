"""One county in one year, as its report freezes it: its own answers, and others as sums alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import AssessmentStatus, Rating, ReferenceKind, RoundStatus, Source, Verdict
from khoss.figures.development import Development
from khoss.figures.frozen import freeze, thaw
from khoss.figures.tally import Tally, tally
from khoss.figures.transitions import LADDER

FORM = "khoss/county/1"


@dataclass(frozen=True)
class OwnTexts:
    """What a county wrote about one sub-goal; all empty where texts are not chosen.

    `coverage` is how many of its municipalities the answer holds for.
    """

    activities: str = ""
    obstacles: str = ""
    support_needs: str = ""
    change_reason: str = ""
    coverage: int | None = None


NO_TEXTS = OwnTexts()


@dataclass(frozen=True)
class Earlier:
    """What a sub-goal was in the plan before, and how the county rated it then."""

    key: str
    question: str
    rating: Rating | None


@dataclass(frozen=True)
class OwnGoal:
    """One sub-goal as the county rated it.

    `verdict` says how it relates to the plan before, and is None where there is none. Only where
    `comparable` is true may the rating be held against the one of `earlier`. `references` are
    what others came to, in the order of the record's own references.
    """

    key: str
    goal_line: str
    priority: int
    question: str
    guidance: str
    suggested_activities: str
    rating: Rating | None
    texts: OwnTexts
    verdict: Verdict | None
    comparable: bool
    earlier: tuple[Earlier, ...]
    references: tuple[Tally, ...]

    @property
    def steps(self) -> int | None:
        """Return how many steps up (or, below 0, down) since the year before.

        None when the question is another or new, or a year is unanswered.
        """
        then = self.earlier[0].rating if self.comparable else None
        if then is None or self.rating is None:
            return None
        return LADDER.index(self.rating) - LADDER.index(then)


@dataclass(frozen=True)
class OwnArea:
    """One priority area with its sub-goals in the order of the plan."""

    code: str
    name: str
    goals: tuple[OwnGoal, ...]

    @property
    def own(self) -> Tally:
        """Return the county's answers to the area's questions."""
        return own_tally(self.goals)


@dataclass(frozen=True)
class Others:
    """Whom the county is held against, as sums.

    `names` are the counties, each with its number of municipalities. `total` counts every
    question put to each of them; `met` are the counts of ja or delvis of those that handed in,
    lowest first and without names. It is empty where only totals are known.
    """

    kind: ReferenceKind
    names: tuple[str, ...]
    municipalities: tuple[int, ...]
    total: Tally
    met: tuple[int, ...]

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """Return the shares of ja or delvis of those that handed in, lowest first."""
        questions = self.total.population // len(self.names) if self.names else 0
        return tuple(Fraction(one, questions) for one in self.met) if questions else ()


@dataclass(frozen=True)
class RemainingTarget:
    """One target of the target picture, and the year's sub-goals that lead there."""

    text: str
    goal_keys: tuple[str, ...]


@dataclass(frozen=True)
class RemainingArea:
    """One area of the target picture; without a code the plan has no such area."""

    name: str
    area_code: str | None
    targets: tuple[RemainingTarget, ...]

    @property
    def goal_keys(self) -> tuple[str, ...]:
        """Return the sub-goals that lead to any of its targets, each once."""
        return tuple(dict.fromkeys(key for one in self.targets for key in one.goal_keys))


@dataclass(frozen=True)
class CountyRecord:
    """Everything that a county's report says.

    `source` says what is known of the year: with published totals alone no county's answers are.
    `status` is None when the county was not asked. `before_handed_in` tells whether its answers
    of the plan before are known, `wording_notes` what is not known of how the questions of the two
    years were worded. There are no references before the round is published: what
    others have answered is theirs until then.
    """

    year: int
    round_status: RoundStatus
    source: Source
    code: str
    name: str
    civil_area: str
    municipalities: int
    status: AssessmentStatus | None
    handed_in: bool
    previous_year: int | None
    before_handed_in: bool
    with_texts: bool
    areas: tuple[OwnArea, ...]
    references: tuple[Others, ...]
    development: Development
    answered_years: tuple[int, ...]
    wording_notes: tuple[str, ...]
    target_year: int
    targets: tuple[RemainingArea, ...]
    is_example: bool

    @property
    def goals(self) -> tuple[OwnGoal, ...]:
        """Return the sub-goals of all areas in the order of the plan."""
        return tuple(goal for area in self.areas for goal in area.goals)

    @property
    def own(self) -> Tally:
        """Return the county's answers to all questions."""
        return own_tally(self.goals)

    @property
    def moved_up(self) -> tuple[OwnGoal, ...]:
        """Return the goals that moved up since the year before."""
        return tuple(goal for goal in self.goals if goal.steps is not None and goal.steps > 0)

    @property
    def moved_down(self) -> tuple[OwnGoal, ...]:
        """Return the goals that moved down since the year before."""
        return tuple(goal for goal in self.goals if goal.steps is not None and goal.steps < 0)

    @property
    def unmoved(self) -> tuple[OwnGoal, ...]:
        """Return the goals with the same rating both years."""
        return tuple(goal for goal in self.goals if goal.steps == 0)

    def of_priority(self, priority: int) -> tuple[OwnGoal, ...]:
        """Return the goals of one priority."""
        return tuple(goal for goal in self.goals if goal.priority == priority)

    def to_json(self) -> str:
        """Return the figures frozen as canonical JSON."""
        return freeze(self, form=FORM)

    @classmethod
    def from_json(cls, text: str) -> CountyRecord:
        """Return figures that were frozen.

        :raises FiguresUnreadable: when they are of another form, or damaged.
        """
        return thaw(text, cls, form=FORM)


def own_tally(goals: Iterable[OwnGoal]) -> Tally:
    """Return what one county answered to some goals; the population counts questions."""
    asked = list(goals)
    return tally((goal.rating for goal in asked), population=len(asked))
