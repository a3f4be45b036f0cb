"""One goal line from each plan to the next: how it changed, who moved, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khoss.figures.change import Change, change
from khoss.figures.history import Goal, History, Year
from khoss.figures.lines import Lineage, lineages
from khoss.figures.transitions import Transitions, transition


@dataclass(frozen=True)
class Beside:
    """A goal of another line that this line follows, or that follows it, in the next plan.

    `own_year` is the year of this line's goal. `lineage` says how the later of the two relates to
    the earlier plan.
    """

    year: Year
    goal: Goal
    own_year: int
    lineage: Lineage

    @property
    def is_before(self) -> bool:
        """Tell whether the line follows this goal; else this goal follows the line."""
        return self.year.year < self.own_year


def line_steps(history: History, line: str) -> tuple[tuple[Change, Transitions | None], ...]:
    """Return each year of a line beside the plan before it, earliest first.

    The first plan there is has none before it. Who moved is known when the goal may be compared
    and the answers of both years are known unit by unit.
    """
    steps = []
    for year, goal in history.line(line):
        before = history.previous(year.year)
        if before is None:
            continue
        steps.append(
            (
                change(history, goal.key, now=year.year, then=before.year),
                transition(history, goal.key, now=year.year, then=before.year),
            )
        )
    return tuple(steps)


def beside_line(history: History, line: str) -> tuple[Beside, ...]:
    """Return the goals of other lines that a line follows, or that follow it, earliest first."""
    found: list[Beside] = []
    for earlier, later in zip(history.years, history.years[1:], strict=False):
        found += _followed(history, line, earlier, later)
        found += _followers(history, line, earlier, later)
    return tuple(sorted(found, key=lambda one: one.year.year))


def _followed(history: History, line: str, earlier: Year, later: Year) -> Iterator[Beside]:
    goal = later.by_line.get(line)
    if goal is None:
        return
    lineage = lineages(history, now=later.year, then=earlier.year)[goal.key]
    for key in lineage.ancestors:
        if (other := earlier.by_key[key]).line != line:
            yield Beside(earlier, other, later.year, lineage)


def _followers(history: History, line: str, earlier: Year, later: Year) -> Iterator[Beside]:
    goal = earlier.by_line.get(line)
    if goal is None:
        return
    found = lineages(history, now=later.year, then=earlier.year)
    for other in later.goals:
        if other.line != line and goal.key in found[other.key].ancestors:
            yield Beside(later, other, earlier.year, found[other.key])
