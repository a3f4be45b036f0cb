"""Units in groups, and what the groups answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from khoss.enums import GroupKind, Rating
from khoss.figures.history import History, Unit, Year
from khoss.figures.tally import Tally, total

LIKE_SIZE = 5
METROPOLITAN, OTHER = "metropolitan", "other"


@dataclass(frozen=True)
class Band:
    """So many municipalities; without `most` there is no upper end."""

    least: int
    most: int | None

    @property
    def name(self) -> str:
        """Return the band as it is named: `10-14`, `15-`."""
        return f"{self.least}-{'' if self.most is None else self.most}"

    def holds(self, municipalities: int) -> bool:
        """Tell whether a number of municipalities is in the band."""
        return self.least <= municipalities and (self.most is None or municipalities <= self.most)


# The counties have 1 to 49 municipalities. These three bands hold 8, 7 and 6 of the 21: as near
# thirds as they come without parting two counties of the same number.
BANDS = (Band(1, 9), Band(10, 14), Band(15, None))


@dataclass(frozen=True)
class Group:
    """Some units under the name they have in common, by code."""

    kind: GroupKind
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class WeightedTally:
    """Municipalities instead of units: each unit counts as many times as it has municipalities.

    It says in how many municipalities' counties the answer was given, not what a municipality
    answered, and stands only where that is said. `units` is how many units it is made of.
    """

    municipalities: Tally
    units: int


@dataclass(frozen=True)
class GroupFigures:
    """What one group answered: each goal by key in the plan's order, and all of them together."""

    group: Group
    handed_in: tuple[str, ...]
    tallies: tuple[tuple[str, Tally], ...]
    total: Tally
    weighted: WeightedTally


def groups(units: Iterable[Unit], kind: GroupKind) -> tuple[Group, ...]:
    """Return units in groups; a group without units is not there.

    Civil areas come in the order of their first unit, by code; the other kinds in the order they
    have: metropolitan first, fewer municipalities first.
    """
    held = defaultdict[str, list[str]](list)
    for unit in sorted(units, key=lambda unit: unit.code):
        held[_name(unit, kind)].append(unit.code)
    order = {
        GroupKind.CIVIL_AREA: tuple(held),
        GroupKind.METROPOLITAN: (METROPOLITAN, OTHER),
        GroupKind.MUNICIPALITIES: tuple(band.name for band in BANDS),
    }[kind]
    return tuple(Group(kind, name, tuple(held[name])) for name in order if name in held)


def _name(unit: Unit, kind: GroupKind) -> str:
    if kind is GroupKind.CIVIL_AREA:
        return unit.civil_area
    if kind is GroupKind.METROPOLITAN:
        return METROPOLITAN if unit.metropolitan else OTHER
    return next(band.name for band in BANDS if band.holds(unit.municipalities))


def like_size(units: Iterable[Unit], code: str, *, most: int = LIKE_SIZE) -> tuple[Unit, ...]:
    """Return the units nearest to one in number of municipalities, nearest first.

    The unit itself is not among them; of two that are equally near, the lower code comes first.

    :raises KeyError: when the unit is not among the units.
    """
    others = {unit.code: unit for unit in units}
    own = others.pop(code)
    nearest = sorted(
        others.values(),
        key=lambda unit: (abs(unit.municipalities - own.municipalities), unit.code),
    )
    return tuple(nearest[:most])


def group_figures(
    history: History, *, year: int, kind: GroupKind, area: str | None = None
) -> tuple[GroupFigures, ...]:
    """Return what each group of the units that were asked answered, over an area or everything.

    There are none when the answers of the year are not known unit by unit.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    if not found.has_answers:
        return ()
    asked = [history.by_code[code] for code in found.units]
    keys = found.keys(area=area)
    return tuple(_figures(history, found, group, keys) for group in groups(asked, kind))


def _figures(history: History, year: Year, group: Group, keys: tuple[str, ...]) -> GroupFigures:
    tallies = tuple((key, year.tally_of(key, group.units)) for key in keys)
    members = [history.by_code[code] for code in group.units]
    return GroupFigures(
        group=group,
        handed_in=tuple(code for code in group.units if code in year.handed_in),
        tallies=tallies,
        total=total(one for _, one in tallies),
        weighted=weighted_total(year, keys, members),
    )


def weighted_total(year: Year, keys: Iterable[str], units: Iterable[Unit]) -> WeightedTally:
    """Return what some goals together came to with each unit counted for each municipality."""
    members = list(units)
    found = total(weighted_tally(year, key, members).municipalities for key in keys)
    return WeightedTally(found, len(members))


def weighted_tally(year: Year, key: str, units: Iterable[Unit]) -> WeightedTally:
    """Return what a goal came to with each unit counted once for each of its municipalities."""
    members = list(units)
    given = year.given(key)
    counts = Counter[Rating | None]()
    for unit in members:
        counts[given.get(unit.code)] += unit.municipalities
    everybody = counts.total()
    counted = Tally(counts[Rating.YES], counts[Rating.PARTLY], counts[Rating.NO], everybody)
    return WeightedTally(counted, len(members))
