"""Everything that a report on the country is made from, frozen together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from khoss.figures.bound import BoundText
from khoss.figures.frozen import form_of, freeze, thaw
from khoss.figures.frozen_history import FrozenHistory
from khoss.figures.history import History
from khoss.figures.national import FORM as COMPARISON_FORM
from khoss.figures.national import NationalComparison

FORM = "khoss/national/2"


@dataclass(frozen=True)
class AskedQuestion:
    """A sub-goal as the plan worded it to those who answered."""

    key: str
    area: str
    priority: int
    question: str
    guidance: str
    suggested_activities: str


@dataclass(frozen=True)
class CountyText:
    """What one county wrote about one goal, by the county's code and the goal's key."""

    county: str
    key: str
    activities: str
    obstacles: str
    support_needs: str


@dataclass(frozen=True)
class NationalRecord:
    """The national picture of a year, who moved, what was asked, and what was written of it.

    `history` has the year and, when there is one, the plan before; it is None in reports that
    were frozen before it was kept. `texts` are the counties' own, empty unless they were
    chosen for the report; `narratives` are the coordinator's.

    :raises ValueError: when the history does not come to the figures of the comparison.
    """

    comparison: NationalComparison
    history: FrozenHistory | None
    questions: tuple[AskedQuestion, ...]
    texts: tuple[CountyText, ...]
    narratives: tuple[BoundText, ...]

    def __post_init__(self) -> None:
        if self.years is None:
            return
        year = self.years.year(self.comparison.year)
        goals = {goal.key: goal.tally for goal in self.comparison.goals}
        if goals.keys() != year.by_key.keys():
            raise ValueError("the history and the comparison have different goals")
        for key, tally in goals.items():
            if year.tally(key) not in (None, tally):
                raise ValueError(f"{key}: the history does not come to the comparison's figure")

    @cached_property
    def years(self) -> History | None:
        """Return the history that figures over two years are made of."""
        return self.history.thaw() if self.history else None

    def to_json(self) -> str:
        """Return the record frozen as canonical JSON."""
        return freeze(self, form=FORM)

    @classmethod
    def from_json(cls, text: str) -> NationalRecord:
        """Return a record that was frozen; the first form held the comparison alone.

        :raises FiguresUnreadable: when it is of another form, or damaged.
        """
        if form_of(text) == COMPARISON_FORM:
            return cls(NationalComparison.from_json(text), None, (), (), ())
        return thaw(text, cls, form=FORM)
