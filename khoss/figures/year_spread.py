"""One year's differences between units: spread, its change, groups, and municipalities."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.enums import GroupKind, ShareKind
from khoss.figures.groups import GroupFigures, WeightedTally, group_figures, weighted_total
from khoss.figures.history import History, Year
from khoss.figures.keeping import once
from khoss.figures.spread import SpreadChange, UnitSpread, spread_change, spreads
from khoss.figures.tally import Tally, total


@dataclass(frozen=True)
class AreaSpread:
    """One area, or everything when `area` is None, in every way that units can differ.

    `change` is None when the year before has nothing to compare. `counted` has every unit that was
    asked once, `weighted` once for each of its municipalities.
    """

    area: str | None
    spread: UnitSpread
    change: SpreadChange | None
    counted: Tally
    weighted: WeightedTally


@dataclass(frozen=True)
class YearSpread:
    """Everything first, then each area; the groups of each kind are over everything.

    `municipalities` are those of all units that were asked.
    """

    year: int
    kind: ShareKind
    everything: AreaSpread
    areas: tuple[AreaSpread, ...]
    groups: tuple[tuple[GroupKind, tuple[GroupFigures, ...]], ...]
    municipalities: int

    @property
    def rows(self) -> tuple[AreaSpread, ...]:
        """Return everything and the areas in one row."""
        return (self.everything, *self.areas)


@once
def year_spread(history: History, *, year: int, kind: ShareKind) -> YearSpread | None:
    """Return how units differ in a year; None when nobody's own answers are handed in.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    if not found.handed_in:
        return None
    everything, *areas = (
        _area(history, found, one) for one in spreads(history, year=year, kind=kind)
    )
    return YearSpread(
        year=year,
        kind=kind,
        everything=everything,
        areas=tuple(areas),
        groups=tuple((one, group_figures(history, year=year, kind=one)) for one in GroupKind),
        municipalities=sum(history.by_code[code].municipalities for code in found.units),
    )


def _area(history: History, year: Year, found: UnitSpread) -> AreaSpread:
    before = history.previous(year.year)
    units = [history.by_code[code] for code in year.units]
    tallies = (year.tally(key) for key in found.keys)
    return AreaSpread(
        area=found.area,
        spread=found,
        change=spread_change(
            history, now=year.year, then=before.year, kind=found.kind, area=found.area
        )
        if before
        else None,
        counted=total(one for one in tallies if one is not None),
        weighted=weighted_total(year, found.keys, units),
    )
