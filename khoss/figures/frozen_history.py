"""The history as it is frozen with a report: some of its years, and back again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khoss.enums import Rating, RoundStatus, Source
from khoss.figures.history import Goal, History, Unit, Year
from khoss.figures.tally import Tally


@dataclass(frozen=True)
class UnitRatings:
    """What one unit that handed in gave the year's goals, in their order."""

    code: str
    ratings: tuple[Rating | None, ...]


@dataclass(frozen=True)
class FrozenYear:
    """One year; `totals` are the published ones, in the order of the goals."""

    year: int
    status: RoundStatus
    source: Source | None
    goals: tuple[Goal, ...]
    units: tuple[str, ...]
    handed_in: tuple[UnitRatings, ...]
    totals: tuple[Tally | None, ...]


@dataclass(frozen=True)
class FrozenArea:
    """A priority area by code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class FrozenHistory:
    """Some years with the units and areas of all."""

    units: tuple[Unit, ...]
    areas: tuple[FrozenArea, ...]
    years: tuple[FrozenYear, ...]

    def thaw(self) -> History:
        """Return the history that the figures are made of.

        :raises ValueError: when the years do not hold together.
        """
        return History(
            units=self.units,
            areas=tuple((area.code, area.name) for area in self.areas),
            years=tuple(_thaw_year(year) for year in self.years),
        )


def freeze_history(history: History, years: Iterable[int]) -> FrozenHistory:
    """Return some years of a history as they are frozen.

    :raises KeyError: when the history has no such year.
    """
    return FrozenHistory(
        units=history.units,
        areas=tuple(FrozenArea(code, name) for code, name in history.areas),
        years=tuple(_freeze_year(history.year(number)) for number in sorted(years)),
    )


def without_figures(year: FrozenYear) -> FrozenYear:
    """Return a year's plan alone, as a round is shown whose figures are not published."""
    return replace(
        year,
        source=None,
        units=(),
        handed_in=(),
        totals=tuple(None for _ in year.goals),
    )


def _freeze_year(year: Year) -> FrozenYear:
    return FrozenYear(
        year=year.year,
        status=year.status,
        source=year.source,
        goals=year.goals,
        units=year.units,
        handed_in=tuple(
            UnitRatings(code, tuple(year.given(goal.key).get(code) for goal in year.goals))
            for code in sorted(year.handed_in)
        ),
        totals=tuple(year.totals.get(goal.key) for goal in year.goals),
    )


def _thaw_year(year: FrozenYear) -> Year:
    keys = [goal.key for goal in year.goals]
    columns = [dict(zip(keys, unit.ratings, strict=True)) for unit in year.handed_in]
    ratings = {
        key: {
            unit.code: rating
            for unit, column in zip(year.handed_in, columns, strict=True)
            if (rating := column[key]) is not None
        }
        for key in keys
    }
    totals = zip(keys, year.totals, strict=True)
    return Year(
        year=year.year,
        status=year.status,
        source=year.source,
        goals=year.goals,
        units=year.units,
        handed_in=frozenset(unit.code for unit in year.handed_in),
        ratings={key: given for key, given in ratings.items() if given},
        totals={key: total for key, total in totals if total is not None},
    )
