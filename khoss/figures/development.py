"""The years one after another, for everybody or for some, with every break of comparability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khoss.enums import Verdict
from khoss.figures.history import History, Year
from khoss.figures.lines import ended, lineages
from khoss.figures.tally import Tally, total


@dataclass(frozen=True)
class Point:
    """One year over all the goals of it that have a figure; those that have none are named."""

    year: int
    keys: tuple[str, ...]
    without_figure: tuple[str, ...]
    tally: Tally | None


@dataclass(frozen=True)
class Break:
    """A goal that may not be compared with the plan before, and why."""

    key: str
    verdict: Verdict


@dataclass(frozen=True)
class Step:
    """From one plan to the next, over the goals that may be compared and nothing else.

    `goals` are pairs of a goal now and what it was then. When the answers of both years are known
    unit by unit the tallies are over `units`, which handed in both years; else `units` is None
    and they are over everybody, each year its own base. `without_figure` could be compared, had
    both years a figure. `breaks` are the goals that may not be compared, `ended` those of the year
    before that nothing follows. `same_base` tells whether both tallies are the answers of the same
    whole population: then only may one be subtracted from the other.
    """

    now_year: int
    then_year: int
    goals: tuple[tuple[str, str], ...]
    without_figure: tuple[str, ...]
    units: tuple[str, ...] | None
    now: Tally | None
    then: Tally | None
    same_base: bool
    breaks: tuple[Break, ...]
    ended: tuple[str, ...]


@dataclass(frozen=True)
class Development:
    """The years, earliest first, and the steps between them."""

    points: tuple[Point, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Scope:
    """What a development is over; None is all."""

    units: frozenset[str] | None
    area: str | None
    priority: int | None

    def keys(self, year: Year) -> tuple[str, ...]:
        return year.keys(area=self.area, priority=self.priority)

    def members(self, year: Year) -> frozenset[str]:
        return year.asked if self.units is None else year.asked & self.units

    def figure(self, year: Year, key: str) -> Tally | None:
        """Return what a goal came to among those of the scope, if any of them handed in."""
        if not year.has_answers:
            return year.tally(key) if self.units is None else None
        members = self.members(year)
        if not members & year.handed_in:
            return None
        # A year has counted everybody already, and keeps it.
        return year.tally(key) if members == year.asked else year.tally_of(key, members)


def development(
    history: History,
    *,
    units: Iterable[str] | None = None,
    area: str | None = None,
    priority: int | None = None,
) -> Development:
    """Return the years one after another over the goals of an area or a priority, or over all.

    With `units` the figures are of just these; a year in which none of them handed in has no
    figure for them, and neither has a year of which only totals are known.
    """
    scope = _Scope(None if units is None else frozenset(units), area, priority)
    return Development(
        points=tuple(_point(year, scope) for year in history.years),
        steps=tuple(
            _step(history, earlier, later, scope)
            for earlier, later in zip(history.years, history.years[1:], strict=False)
        ),
    )


def _point(year: Year, scope: _Scope) -> Point:
    figures = [(key, scope.figure(year, key)) for key in scope.keys(year)]
    return Point(
        year=year.year,
        keys=tuple(key for key, one in figures if one is not None),
        without_figure=tuple(key for key, one in figures if one is None),
        tally=_sum(one for _, one in figures if one is not None),
    )


def _step(history: History, earlier: Year, later: Year, scope: _Scope) -> Step:
    found = lineages(history, now=later.year, then=earlier.year)
    keys = scope.keys(later)
    pairs = [(key, old) for key in keys if (old := found[key].ancestor) is not None]
    scope, units = _same_units(earlier, later, scope)
    figures = [(scope.figure(later, key), scope.figure(earlier, old)) for key, old in pairs]
    rows = list(zip(pairs, figures, strict=True))
    known = [(pair, now, then) for pair, (now, then) in rows if now and then]
    compared = {pair for pair, _, _ in known}
    whole = not any(now.is_short or then.is_short for _, now, then in known)
    return Step(
        now_year=later.year,
        then_year=earlier.year,
        goals=tuple(pair for pair, _, _ in known),
        without_figure=tuple(key for key, old in pairs if (key, old) not in compared),
        units=units,
        now=_sum(now for _, now, _ in known),
        then=_sum(then for _, _, then in known),
        same_base=bool(known) and whole and scope.members(later) == scope.members(earlier),
        breaks=tuple(Break(key, found[key].verdict) for key in keys if found[key].ancestor is None),
        ended=_ended(history, earlier, later, scope),
    )


def _same_units(earlier: Year, later: Year, scope: _Scope) -> tuple[_Scope, tuple[str, ...] | None]:
    """Return the scope over just the units of it that handed in both years, where that is known."""
    if not (earlier.has_answers and later.has_answers):
        return scope, None
    both = scope.members(later) & later.handed_in & earlier.handed_in
    return replace(scope, units=both), tuple(sorted(both))


def _ended(history: History, earlier: Year, later: Year, scope: _Scope) -> tuple[str, ...]:
    asked = set(scope.keys(earlier))
    gone = ended(history, now=later.year, then=earlier.year)
    return tuple(goal.key for goal in gone if goal.key in asked)


def _sum(tallies: Iterable[Tally]) -> Tally | None:
    """Return the sum of tallies; None of none, which is not zero."""
    known = list(tallies)
    return total(known) if known else None
