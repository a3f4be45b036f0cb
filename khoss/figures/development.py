"""The years one after another, for everybody or for some, with every break of comparability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from khoss.enums import Verdict
from khoss.figures.history import History, Year
from khoss.figures.keeping import once
from khoss.figures.lines import Lineage, ended, lineages
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
class WholeStep:
    """The part of a step that the same whole population answered both years.

    The tallies may be subtracted from each other. `covers_all` tells whether the part is all that
    there is: every goal of both years, and everybody.
    """

    goals: tuple[tuple[str, str], ...]
    now: Tally
    then: Tally
    covers_all: bool


@dataclass(frozen=True)
class Step:
    """From one plan to the next, over the goals that may be compared and nothing else.

    `goals` are pairs of a goal now and what it was then. When the answers of both years are known
    unit by unit the tallies are over `units`, which handed in both years; else `units` is None
    and they are over everybody, each year its own base. `without_figure` could be compared, had
    both years a figure. `breaks` are the goals that may not be compared, `ended` those of the year
    before that nothing follows. `same_base` tells whether both tallies are the answers of the same
    whole population: then only may one be subtracted from the other. `whole` is the part of the
    step where it may be, and `short` are the other goals that may be compared and have figures.
    `moved_in` are goals that stood in another area or priority then, `moved_out` those of the year
    before that stand in another now.
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
    whole: WholeStep | None
    short: tuple[str, ...]
    moved_in: tuple[str, ...]
    moved_out: tuple[str, ...]

    @property
    def asked(self) -> int:
        """Return how many goals the later plan has."""
        return len(self.goals) + len(self.without_figure) + len(self.breaks)


@dataclass(frozen=True)
class Development:
    """The years, earliest first, and the steps between them."""

    points: tuple[Point, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Developments:
    """The years over everything, and over each area (by code) and priority that has goals."""

    everything: Development
    areas: tuple[tuple[str, Development], ...]
    priorities: tuple[tuple[int, Development], ...]


_Row = tuple[tuple[str, str], Tally, Tally]


@dataclass(frozen=True)
class _Between:
    """From one plan to the next: what each goal was, and the goals that nothing follows."""

    earlier: Year
    later: Year
    lineages: Mapping[str, Lineage]
    ended: tuple[str, ...]

    @cached_property
    def followers(self) -> Mapping[str, frozenset[str]]:
        """Return by which goals each goal of the year before is followed."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, one in self.lineages.items():
            for old in one.ancestors:
                found[old].add(key)
        return {old: frozenset(keys) for old, keys in found.items()}


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

    def figures(self, year: Year) -> Callable[[str], Tally | None]:
        """Return what tells what a goal came to among those of the scope that year, if any."""
        if not year.has_answers:
            return year.tally if self.units is None else _no_figure
        members = self.members(year)
        if not members & year.handed_in:
            return _no_figure
        # A year has counted everybody already, and keeps it.
        return year.tally if members == year.asked else partial(year.tally_of, units=members)


def _no_figure(key: str) -> Tally | None:
    return None


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
    return _development(history, _betweens(history), scope)


def _betweens(history: History) -> tuple[_Between, ...]:
    return tuple(
        _Between(
            earlier,
            later,
            lineages(history, now=later.year, then=earlier.year),
            tuple(goal.key for goal in ended(history, now=later.year, then=earlier.year)),
        )
        for earlier, later in zip(history.years, history.years[1:], strict=False)
    )


def _development(history: History, betweens: Iterable[_Between], scope: _Scope) -> Development:
    return Development(
        points=tuple(_point(year, scope) for year in history.years),
        steps=tuple(_step(one, scope) for one in betweens),
    )


@once
def developments(history: History) -> Developments:
    """Return the years over everything and over each part of the plans."""
    goals = [goal for year in history.years for goal in year.goals]
    asked = {goal.area for goal in goals}
    # What each goal was is the same whatever part is looked at.
    betweens = _betweens(history)

    def part(area: str | None = None, priority: int | None = None) -> Development:
        return _development(history, betweens, _Scope(None, area, priority))

    return Developments(
        everything=part(),
        areas=tuple((code, part(area=code)) for code, _ in history.areas if code in asked),
        priorities=tuple(
            (priority, part(priority=priority))
            for priority in sorted({goal.priority for goal in goals})
        ),
    )


def _point(year: Year, scope: _Scope) -> Point:
    figure = scope.figures(year)
    figures = [(key, figure(key)) for key in scope.keys(year)]
    return Point(
        year=year.year,
        keys=tuple(key for key, one in figures if one is not None),
        without_figure=tuple(key for key, one in figures if one is None),
        tally=_sum(one for _, one in figures if one is not None),
    )


def _step(between: _Between, scope: _Scope) -> Step:
    earlier, later, found = between.earlier, between.later, between.lineages
    keys, everybody = scope.keys(later), scope
    pairs = [(key, old) for key in keys if (old := found[key].ancestor) is not None]
    scope, units = _same_units(earlier, later, scope)
    now_figure, then_figure = scope.figures(later), scope.figures(earlier)
    asked_before = frozenset(scope.keys(earlier))
    figures = [(now_figure(key), then_figure(old)) for key, old in pairs]
    rows = list(zip(pairs, figures, strict=True))
    known = [(pair, now, then) for pair, (now, then) in rows if now and then]
    compared = {pair for pair, _, _ in known}
    same_members = scope.members(later) == scope.members(earlier)
    firm = [row for row in known if same_members and not (row[1].is_short or row[2].is_short)]
    firm_keys = {pair[0] for pair, _, _ in firm}
    return Step(
        now_year=later.year,
        then_year=earlier.year,
        goals=tuple(pair for pair, _, _ in known),
        without_figure=tuple(key for key, old in pairs if (key, old) not in compared),
        units=units,
        now=_sum(now for _, now, _ in known),
        then=_sum(then for _, _, then in known),
        same_base=bool(known) and len(firm) == len(known),
        breaks=tuple(Break(key, found[key].verdict) for key in keys if found[key].ancestor is None),
        ended=_ended(between, scope),
        whole=_whole(earlier, later, firm, scope, everybody),
        short=tuple(pair[0] for pair, _, _ in known if pair[0] not in firm_keys),
        moved_in=tuple(key for key, old in pairs if old not in asked_before),
        moved_out=_moved_out(between, scope),
    )


def _whole(
    earlier: Year, later: Year, firm: list[_Row], scope: _Scope, everybody: _Scope
) -> WholeStep | None:
    """Return the firm part of a step; None when nothing of it is firm."""
    if not firm:
        return None
    pairs = [pair for pair, _, _ in firm]
    every_goal = [key for key, _ in pairs] == list(scope.keys(later)) and sorted(
        old for _, old in pairs
    ) == sorted(scope.keys(earlier))
    years = (earlier, later)
    return WholeStep(
        goals=tuple(pairs),
        now=total(now for _, now, _ in firm),
        then=total(then for _, _, then in firm),
        covers_all=every_goal
        and all(scope.members(year) == everybody.members(year) for year in years),
    )


def _moved_out(between: _Between, scope: _Scope) -> tuple[str, ...]:
    """Return the goals of the year before that are followed, and by none of the scope."""
    own = frozenset(scope.keys(between.later))
    return tuple(
        key
        for key in scope.keys(between.earlier)
        if (followers := between.followers.get(key)) and followers.isdisjoint(own)
    )


def _same_units(earlier: Year, later: Year, scope: _Scope) -> tuple[_Scope, tuple[str, ...] | None]:
    """Return the scope over just the units of it that handed in both years, where that is known."""
    if not (earlier.has_answers and later.has_answers):
        return scope, None
    both = scope.members(later) & later.handed_in & earlier.handed_in
    return replace(scope, units=both), tuple(sorted(both))


def _ended(between: _Between, scope: _Scope) -> tuple[str, ...]:
    asked = set(scope.keys(between.earlier))
    return tuple(key for key in between.ended if key in asked)


def _sum(tallies: Iterable[Tally]) -> Tally | None:
    """Return the sum of tallies; None of none, which is not zero."""
    known = list(tallies)
    return total(known) if known else None
