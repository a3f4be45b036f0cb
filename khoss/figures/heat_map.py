"""Counties against goals: every rating of a year, beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import HeatOrder, Rating, ShareKind
from khoss.figures.history import Goal, History, Unit, Year
from khoss.figures.lines import Lineage, ended, lineages
from khoss.figures.shares import share
from khoss.figures.tally import Tally

EVERY_RATING: frozenset[Rating | None] = frozenset({*Rating, None})


@dataclass(frozen=True)
class Selection:
    """What is shown of a year, and in what order; None is all.

    With fewer than every rating the goals and units without any of them are left out.
    """

    order: HeatOrder = HeatOrder.CODE
    area: str | None = None
    priority: int | None = None
    ratings: frozenset[Rating | None] = EVERY_RATING


@dataclass(frozen=True)
class HeatRow:
    """One unit: its ratings of the goals shown, in their order.

    `total` is over every goal of the area and the priority, whatever ratings are shown. A unit
    that was not asked that year has no total and no ratings.
    """

    unit: Unit
    handed_in: bool
    total: Tally | None
    ratings: tuple[Rating | None, ...]


@dataclass(frozen=True)
class HeatTable:
    """One year of a heat map: its goals with their figures among all that were asked."""

    year: int
    goals: tuple[Goal, ...]
    tallies: tuple[Tally, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class HeatMap:
    """A year, and the year before with the goals that those shown follow, in the same order.

    `lineages` tell of each goal shown what it was the year before; `ended` are the goals of the
    selection then that nothing follows. `goals` and `units` are how many there were to choose from.
    `then` is None when the answers of the year before are not known unit by unit.
    """

    now: HeatTable
    goals: int
    units: int
    then_year: int | None
    then: HeatTable | None
    lineages: tuple[tuple[str, Lineage], ...]
    ended: tuple[Goal, ...]


def heat_map(history: History, *, year: int, selection: Selection) -> HeatMap | None:
    """Return what is selected of a year; None when its answers are not known unit by unit.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    if not found.has_answers:
        return None
    keys = found.keys(area=selection.area, priority=selection.priority)
    shown = tuple(key for key in keys if _holds(found, found.units, [key], selection))
    codes = [code for code in found.units if _holds(found, [code], shown, selection)]
    units = _ordered(found, [history.by_code[code] for code in codes], keys, selection.order)
    before = history.previous(year)
    held = lineages(history, now=year, then=before.year) if before else {}
    return HeatMap(
        now=_table(found, units, shown, keys),
        goals=len(keys),
        units=found.population,
        then_year=before.year if before else None,
        then=_then(before, units, shown, {key: held[key] for key in keys}) if before else None,
        lineages=tuple((key, held[key]) for key in shown) if before else (),
        ended=_ended(history, found, before, selection) if before else (),
    )


def _holds(year: Year, units: Sequence[str], keys: Sequence[str], selection: Selection) -> bool:
    """Tell whether some units gave some goals any of the ratings that are shown."""
    return any(year.given(key).get(code) in selection.ratings for key in keys for code in units)


def _ordered(
    year: Year, units: Sequence[Unit], keys: Sequence[str], order: HeatOrder
) -> tuple[Unit, ...]:
    by_code = sorted(units, key=lambda unit: unit.code)
    if order is HeatOrder.CIVIL_AREA:
        # The areas come as their first counties do.
        first: dict[str, str] = {}
        for unit in by_code:
            first.setdefault(unit.civil_area, unit.code)
        return tuple(sorted(by_code, key=lambda unit: first[unit.civil_area]))
    if order is HeatOrder.SHARE:
        return tuple(sorted(by_code, key=lambda unit: _place(year, unit, keys)))
    return tuple(by_code)


def _place(year: Year, unit: Unit, keys: Sequence[str]) -> tuple[bool, Fraction]:
    """Return a place by share, highest first; who has not handed in comes last."""
    found = share(year.tally_by(unit.code, keys), ShareKind.MET_OF_ALL)
    return unit.code not in year.handed_in, -(found or Fraction(0))


def _table(
    year: Year, units: Sequence[Unit], shown: Sequence[str], keys: Sequence[str]
) -> HeatTable:
    return HeatTable(
        year=year.year,
        goals=tuple(year.by_key[key] for key in shown),
        tallies=tuple(year.tally_of(key, year.units) for key in shown),
        rows=tuple(
            HeatRow(
                unit=unit,
                handed_in=unit.code in year.handed_in,
                total=year.tally_by(unit.code, keys),
                ratings=tuple(year.given(key).get(unit.code) for key in shown),
            )
            if unit.code in year.asked
            else HeatRow(unit, False, None, ())
            for unit in units
        ),
    )


def _then(
    before: Year, units: Sequence[Unit], shown: Sequence[str], held: Mapping[str, Lineage]
) -> HeatTable | None:
    """Return the year before: each goal that one shown follows, once, in the order of those.

    Totals are over what the whole selection follows, as those of the year itself are.
    """
    if not before.has_answers:
        return None
    return _table(before, units, _followed(held, shown), _followed(held, held))


def _followed(held: Mapping[str, Lineage], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(old for key in keys for old in held[key].ancestors))


def _ended(history: History, now: Year, before: Year, selection: Selection) -> tuple[Goal, ...]:
    asked = before.keys(area=selection.area, priority=selection.priority)
    gone = ended(history, now=now.year, then=before.year)
    return tuple(goal for goal in gone if goal.key in asked)
