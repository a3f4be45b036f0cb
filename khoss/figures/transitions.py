"""Who moved between nej, delvis and ja, goal by goal and unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khoss.enums import Rating
from khoss.figures.history import History, Year
from khoss.figures.lines import lineages

# Unanswered is no step of the ladder: it comes first in the table and is never up or down.
COLUMNS: tuple[Rating | None, ...] = (None, Rating.NO, Rating.PARTLY, Rating.YES)
LADDER = (Rating.NO, Rating.PARTLY, Rating.YES)


@dataclass(frozen=True)
class Cell:
    """The units that went from one rating to another; None is unanswered."""

    then: Rating | None
    now: Rating | None
    units: tuple[str, ...]

    @property
    def steps(self) -> int | None:
        """Return how many steps up (or, below 0, down); None when a year is unanswered."""
        if self.now is None or self.then is None:
            return None
        return LADDER.index(self.now) - LADDER.index(self.then)


@dataclass(frozen=True)
class Transitions:
    """One goal in two years over the units that were asked both times, in sixteen cells.

    `only_now` and `only_then` were asked in just one of the years, and are in no cell.
    """

    key: str
    ancestor: str
    cells: tuple[Cell, ...]
    only_now: tuple[str, ...]
    only_then: tuple[str, ...]

    def cell(self, then: Rating | None, now: Rating | None) -> Cell:
        """Return the cell of two ratings."""
        return self.cells[COLUMNS.index(then) * len(COLUMNS) + COLUMNS.index(now)]

    @property
    def up(self) -> tuple[str, ...]:
        """Return the units that moved up, by code."""
        return self._units(lambda steps: steps > 0)

    @property
    def down(self) -> tuple[str, ...]:
        """Return the units that moved down, by code."""
        return self._units(lambda steps: steps < 0)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """Return the units that gave the same rating both years, by code."""
        return self._units(lambda steps: steps == 0)

    def _units(self, wanted: Callable[[int], bool]) -> tuple[str, ...]:
        moved = [cell for cell in self.cells if cell.steps is not None and wanted(cell.steps)]
        return tuple(sorted(code for cell in moved for code in cell.units))


@dataclass(frozen=True)
class UnitMovement:
    """How one unit moved over the goals that may be compared, by key in the plan's order."""

    code: str
    up: tuple[str, ...]
    down: tuple[str, ...]
    unchanged: tuple[str, ...]


def transitions(history: History, *, now: int, then: int) -> tuple[Transitions, ...]:
    """Return the goals that may be compared with who went from what to what.

    There are none when the answers of a year are not known unit by unit.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`.
    """
    later, earlier = history.year(now), history.year(then)
    found = lineages(history, now=now, then=then)
    if not (later.has_answers and earlier.has_answers):
        return ()
    return tuple(
        _transitions(later, earlier, key, lineage.ancestor)
        for key, lineage in found.items()
        if lineage.ancestor is not None
    )


def transition(history: History, key: str, *, now: int, then: int) -> Transitions | None:
    """Return who went from what to what on one goal; None when that is not known.

    :raises KeyError: when the history has no such year, or the year no such goal.
    :raises ValueError: when `then` is after `now`.
    """
    later, earlier = history.year(now), history.year(then)
    ancestor = lineages(history, now=now, then=then)[key].ancestor
    if ancestor is None or not (later.has_answers and earlier.has_answers):
        return None
    return _transitions(later, earlier, key, ancestor)


def unit_movements(found: Iterable[Transitions], units: Iterable[str]) -> tuple[UnitMovement, ...]:
    """Return how each unit moved over many goals, in the order of the units."""
    up, down, unchanged = (defaultdict[str, list[str]](list) for _ in range(3))
    for one in found:
        for moved, codes in ((up, one.up), (down, one.down), (unchanged, one.unchanged)):
            for code in codes:
                moved[code].append(one.key)
    return tuple(
        UnitMovement(code, tuple(up[code]), tuple(down[code]), tuple(unchanged[code]))
        for code in units
    )


def _transitions(later: Year, earlier: Year, key: str, ancestor: str) -> Transitions:
    rated_now, rated_then = later.given(key), earlier.given(ancestor)
    held = defaultdict[tuple[Rating | None, Rating | None], list[str]](list)
    for code in sorted(later.asked & earlier.asked):
        held[rated_then.get(code), rated_now.get(code)].append(code)
    return Transitions(
        key=key,
        ancestor=ancestor,
        cells=tuple(Cell(old, new, tuple(held[old, new])) for old in COLUMNS for new in COLUMNS),
        only_now=tuple(sorted(later.asked - earlier.asked)),
        only_then=tuple(sorted(earlier.asked - later.asked)),
    )
