"""How far apart the units stand, and whether they are coming closer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from khoss.enums import Levelling, ShareKind
from khoss.figures.history import History, Year
from khoss.figures.lines import lineages
from khoss.figures.shares import share
from khoss.figures.tally import Tally, total


@dataclass(frozen=True)
class Distribution:
    """Five numbers and the mean of the shares of some units, each unit counted once."""

    units: tuple[str, ...]
    lowest: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    highest: Fraction
    mean: Fraction

    @property
    def range(self) -> Fraction:
        """Return the distance between the highest and the lowest."""
        return self.highest - self.lowest

    @property
    def quartile_range(self) -> Fraction:
        """Return the distance between the quartiles, which a single outlier does not move."""
        return self.upper_quartile - self.lower_quartile


@dataclass(frozen=True)
class UnitSpread:
    """The spread over the goals of one area, or of all when `area` is None.

    It is over the units that handed in, and `answers` are theirs. `left_out` handed in without a
    share to count: they answered none of the goals, and the share is of answers. `lowest` and
    `highest` are the units at the ends. Without units there is no distribution.
    """

    area: str | None
    kind: ShareKind
    keys: tuple[str, ...]
    distribution: Distribution | None
    lowest: tuple[str, ...]
    highest: tuple[str, ...]
    left_out: tuple[str, ...]
    answers: Tally


@dataclass(frozen=True)
class SpreadChange:
    """The spread of two years over the same units and, for each, the same questions.

    `goals` are pairs of a goal now and what it was then, those that may be compared. Each unit
    counts with those of them that it answered both years: a question that it left out one year is
    no change of the other. The answers are those, out of all goals and units that are compared.
    """

    area: str | None
    kind: ShareKind
    goals: tuple[tuple[str, str], ...]
    now: Distribution
    then: Distribution
    now_answers: Tally
    then_answers: Tally

    @property
    def range_change(self) -> Fraction:
        """Return how much wider the range has become; below 0 is levelling out."""
        return self.now.range - self.then.range

    @property
    def quartile_range_change(self) -> Fraction:
        """Return how much wider the middle half has become; below 0 is levelling out."""
        return self.now.quartile_range - self.then.quartile_range

    @property
    def levelling(self) -> Levelling:
        """Tell whether the units have come closer, by both measures or the one that moved."""
        steps = {step for step in (self.range_change, self.quartile_range_change) if step}
        if not steps:
            return Levelling.UNCHANGED
        if min(steps) < 0 < max(steps):
            return Levelling.MIXED
        return Levelling.CLOSER if min(steps) < 0 else Levelling.APART


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """Return the value below which a part of an ordered, non-empty sequence lies.

    Of n values in order, x0 … x(n-1), the quantile of part p stands at place h = p * (n - 1). When
    h is whole it is that value; else it lies between the two values around it, as far from the
    lower one as h is: x[i] + (h - i) * (x[i + 1] - x[i]) with i = floor(h). That is type 7 of
    Hyndman and Fan, and KVARTIL.INK of a Swedish Excel, so that anybody can compute it again.
    """
    place = part * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def distribution(shares: Mapping[str, Fraction]) -> Distribution | None:
    """Return the spread of shares by unit; None of nobody."""
    if not shares:
        return None
    ordered = sorted(shares.values())
    return Distribution(
        units=tuple(sorted(shares)),
        lowest=ordered[0],
        lower_quartile=quantile(ordered, Fraction(1, 4)),
        median=quantile(ordered, Fraction(1, 2)),
        upper_quartile=quantile(ordered, Fraction(3, 4)),
        highest=ordered[-1],
        mean=sum(ordered, Fraction(0)) / len(ordered),
    )


def unit_shares(
    year: Year, *, kind: ShareKind, keys: Iterable[str], units: Iterable[str]
) -> dict[str, Fraction]:
    """Return the share of each unit over some goals; who has none is left out."""
    return _shares(_unit_tallies(year, keys, units), kind)


def _unit_tallies(year: Year, keys: Iterable[str], units: Iterable[str]) -> dict[str, Tally]:
    asked = list(keys)
    return {code: year.tally_by(code, asked) for code in units}


def _shares(tallies: Mapping[str, Tally], kind: ShareKind) -> dict[str, Fraction]:
    found = ((code, share(one, kind)) for code, one in tallies.items())
    return {code: one for code, one in found if one is not None}


def spread(year: Year, *, kind: ShareKind, area: str | None = None) -> UnitSpread:
    """Return how far apart the units that handed in stand over an area, or over everything."""
    keys = year.keys(area=area)
    tallies = _unit_tallies(year, keys, year.handed_in)
    shares = _shares(tallies, kind)
    found = distribution(shares)
    return UnitSpread(
        area=area,
        kind=kind,
        keys=keys,
        distribution=found,
        lowest=_those_at(shares, found.lowest) if found else (),
        highest=_those_at(shares, found.highest) if found else (),
        left_out=tuple(sorted(year.handed_in - shares.keys())),
        answers=total(tallies.values()),
    )


def _those_at(shares: Mapping[str, Fraction], value: Fraction) -> tuple[str, ...]:
    return tuple(sorted(code for code, one in shares.items() if one == value))


def spreads(history: History, *, year: int, kind: ShareKind) -> tuple[UnitSpread, ...]:
    """Return the spread over everything, then over each area that the plan has goals of.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    areas = [code for code, _ in history.areas if found.keys(area=code)]
    return tuple(spread(found, kind=kind, area=area) for area in (None, *areas))


def spread_change(
    history: History, *, now: int, then: int, kind: ShareKind, area: str | None = None
) -> SpreadChange | None:
    """Return how the spread has changed over an area as it is now, or over everything.

    None when no goal may be compared or no unit answered one of them both years.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`.
    """
    later, earlier = history.year(now), history.year(then)
    found = lineages(history, now=now, then=then)
    ancestors = {key: found[key].ancestor for key in later.keys(area=area)}
    goals = tuple((key, old) for key, old in ancestors.items() if old is not None)
    both = later.handed_in & earlier.handed_in
    answered = {code: _answered_both(later, earlier, goals, code) for code in both}
    tallies = {
        code: later.tally_by(code, [key for key, _ in pairs]) for code, pairs in answered.items()
    }
    earlier_tallies = {
        code: earlier.tally_by(code, [old for _, old in pairs]) for code, pairs in answered.items()
    }
    shares, before = _shares(tallies, kind), _shares(earlier_tallies, kind)
    same = shares.keys() & before.keys()
    asked = len(goals) * len(same)
    after_shares = distribution({code: shares[code] for code in same})
    before_shares = distribution({code: before[code] for code in same})
    if after_shares is None or before_shares is None:
        return None
    return SpreadChange(
        area=area,
        kind=kind,
        goals=goals,
        now=after_shares,
        then=before_shares,
        now_answers=replace(total(tallies[code] for code in same), population=asked),
        then_answers=replace(total(earlier_tallies[code] for code in same), population=asked),
    )


def _answered_both(
    later: Year, earlier: Year, goals: Iterable[tuple[str, str]], code: str
) -> list[tuple[str, str]]:
    """Return the pairs of goals to which a unit gave an answer both years."""
    return [
        (key, old) for key, old in goals if code in later.given(key) and code in earlier.given(old)
    ]
