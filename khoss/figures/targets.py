"""The target picture, and where the country stood on the way there."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.enums import Source
from khoss.figures.frozen import freeze, thaw
from khoss.figures.tally import Tally

FORM = "khoss/target-picture/1"


@dataclass(frozen=True)
class LinkedGoal:
    """A sub-goal that leads towards a target, with the figures of the latest published year."""

    key: str
    goal_line: str
    priority: int
    question: str
    tally: Tally


@dataclass(frozen=True)
class TargetFigures:
    """One target, word for word, and the keys of the sub-goals that lead there."""

    text: str
    goal_keys: tuple[str, ...]


@dataclass(frozen=True)
class TargetAreaFigures:
    """One area of the target picture; without a code the plan has no such area."""

    name: str
    area_code: str | None
    targets: tuple[TargetFigures, ...]
    goals: tuple[LinkedGoal, ...]


@dataclass(frozen=True)
class TargetPictureFigures:
    """The whole target picture; `result_year` is None before anything is published."""

    year: int
    vision: str
    areas: tuple[TargetAreaFigures, ...]
    result_year: int | None
    source: Source | None
    population: int
    is_example: bool

    @property
    def targets(self) -> int:
        """Return how many targets there are."""
        return sum(len(area.targets) for area in self.areas)

    def to_json(self) -> str:
        """Return the figures frozen as canonical JSON."""
        return freeze(self, form=FORM)

    @classmethod
    def from_json(cls, text: str) -> TargetPictureFigures:
        """Return figures that were frozen.

        :raises FiguresUnreadable: when they are of another form, or damaged.
        """
        return thaw(text, cls, form=FORM)
