"""One county against all, its civil area and those of like size, and through the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khoss.enums import Rating, ReferenceKind, ShareKind
from khoss.figures.development import Development, development
from khoss.figures.groups import like_size
from khoss.figures.history import History, Unit, Year
from khoss.figures.spread import Distribution, distribution, unit_shares
from khoss.figures.tally import Tally, total

_Held = Sequence[tuple[ReferenceKind, tuple[str, ...]]]


@dataclass(frozen=True)
class Reference:
    """Whom the county is held against, by code, and what they answered.

    Everybody and the civil area hold the county itself, as the published figures do; those of like
    size do not. `total` counts every question put to each of them; `spread` is of the shares of
    those that handed in.
    """

    kind: ReferenceKind
    units: tuple[str, ...]
    total: Tally
    spread: Distribution | None


@dataclass(frozen=True)
class AreaRow:
    """The county's answers to the goals of one area, beside those of each reference in order."""

    area: str
    own: Tally
    references: tuple[Tally, ...]


@dataclass(frozen=True)
class GoalRow:
    """The county's rating of one goal, beside what each reference in order came to."""

    key: str
    rating: Rating | None
    references: tuple[Tally, ...]


@dataclass(frozen=True)
class CountyStanding:
    """One county in one year; a county that has not handed in has no ratings here."""

    unit: Unit
    year: int
    handed_in: bool
    own: Tally
    references: tuple[Reference, ...]
    areas: tuple[AreaRow, ...]
    goals: tuple[GoalRow, ...]


def county_standing(
    history: History, code: str, *, year: int, kind: ShareKind = ShareKind.MET_OF_ALL
) -> CountyStanding | None:
    """Return one county in one year; None when its answers are not known or it was not asked.

    :raises KeyError: when the history has no such year or unit.
    """
    unit, found = history.by_code[code], history.year(year)
    if not found.has_answers or code not in found.asked:
        return None
    held = _references(history, found, unit)
    named = [(area, found.keys(area=area)) for area, _ in history.areas]
    return CountyStanding(
        unit=unit,
        year=year,
        handed_in=code in found.handed_in,
        own=found.tally_by(code, found.by_key),
        references=tuple(_reference(found, one, codes, kind) for one, codes in held),
        areas=tuple(_area_row(found, code, area, keys, held) for area, keys in named if keys),
        goals=tuple(_goal_row(found, code, key, held) for key in found.by_key),
    )


def county_development(
    history: History, code: str, *, area: str | None = None, priority: int | None = None
) -> Development:
    """Return one county through the years, over all goals and over those that may be compared.

    :raises KeyError: when the history has no such unit.
    """
    return development(history, units=(history.by_code[code].code,), area=area, priority=priority)


def _references(history: History, year: Year, unit: Unit) -> _Held:
    asked = [history.by_code[code] for code in year.units]
    area = [one.code for one in asked if one.civil_area == unit.civil_area]
    return (
        (ReferenceKind.EVERYBODY, tuple(sorted(year.units))),
        (ReferenceKind.CIVIL_AREA, tuple(sorted(area))),
        (ReferenceKind.LIKE_SIZE, tuple(one.code for one in like_size(asked, unit.code))),
    )


def _reference(
    year: Year, kind: ReferenceKind, units: tuple[str, ...], shares: ShareKind
) -> Reference:
    handed_in = [code for code in units if code in year.handed_in]
    return Reference(
        kind=kind,
        units=units,
        total=_total(year, tuple(year.by_key), units),
        spread=distribution(unit_shares(year, kind=shares, keys=year.by_key, units=handed_in)),
    )


def _area_row(year: Year, code: str, area: str, keys: tuple[str, ...], held: _Held) -> AreaRow:
    return AreaRow(
        area=area,
        own=year.tally_by(code, keys),
        references=tuple(_total(year, keys, units) for _, units in held),
    )


def _goal_row(year: Year, code: str, key: str, held: _Held) -> GoalRow:
    return GoalRow(
        key=key,
        rating=year.given(key).get(code),
        references=tuple(year.tally_of(key, units) for _, units in held),
    )


def _total(year: Year, keys: tuple[str, ...], units: tuple[str, ...]) -> Tally:
    return total(year.tally_of(key, units) for key in keys)
