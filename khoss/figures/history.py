"""Every year's plan and answers together: what figures over the years are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.tally import Tally, tally


@dataclass(frozen=True)
class Unit:
    """One county: who answers.

    :raises ValueError: when it has no municipality.
    """

    code: str
    name: str
    letter: str
    civil_area: str
    metropolitan: bool
    municipalities: int

    def __post_init__(self) -> None:
        if self.municipalities < 1:
            raise ValueError(f"{self.code} has no municipality")


@dataclass(frozen=True)
class Link:
    """What a goal follows in the plan before, by its key there, and what the plan says of it."""

    predecessor: str
    relation: Relation
    comparable: bool


@dataclass(frozen=True)
class Goal:
    """One sub-goal as worded in one year's plan; without links it is new."""

    key: str
    line: str
    area: str
    priority: int
    question: str
    links: tuple[Link, ...]


@dataclass(frozen=True, eq=False)
class Year:
    """One year's plan and what was answered.

    `units` are the codes of those that were asked. `ratings` are by goal key and unit code, and
    hold only ratings that were given and handed in. `totals` are the published ones; a year with
    answers may have them too, to be held against each other. `source` says what the figures rest
    on; None is a year whose plan is known and that has no figures yet. `wording_note` says what is
    not known of how the year's questions were worded.

    :raises ValueError: when something is said of a goal or a unit that the year does not have.
    """

    year: int
    status: RoundStatus
    source: Source | None
    goals: tuple[Goal, ...]
    units: tuple[str, ...]
    handed_in: frozenset[str]
    ratings: Mapping[str, Mapping[str, Rating]]
    totals: Mapping[str, Tally]
    wording_note: str = ""

    def __post_init__(self) -> None:
        _refuse_twice("goals", [goal.key for goal in self.goals])
        _refuse_twice("goal lines", [goal.line for goal in self.goals])
        _refuse_twice("units", self.units)
        for goal in self.goals:
            _refuse_twice(f"links of {goal.key}", [link.predecessor for link in goal.links])
        _refuse_strange("handed in", self.handed_in, self.units)
        _refuse_strange("ratings", self.ratings, self.by_key)
        _refuse_strange("totals", self.totals, self.by_key)
        for key, given in self.ratings.items():
            _refuse_strange(f"ratings of {key}", given, self.handed_in)
        self._refuse_another_source()

    def _refuse_another_source(self) -> None:
        if self.source is not None and not self.units:
            raise ValueError(f"{self.year}: figures, and nobody was asked")
        if self.source is not Source.ANSWERS and (self.ratings or self.handed_in):
            raise ValueError(f"{self.year}: answers that the year does not rest on")
        if self.source is None and self.totals:
            raise ValueError(f"{self.year}: totals of a year without figures")
        if self.source is Source.PUBLISHED_TOTALS:
            for key, published in self.totals.items():
                if published.population != len(self.units):
                    raise ValueError(f"{self.year}: {key} is of another population")

    @cached_property
    def by_key(self) -> Mapping[str, Goal]:
        """Return the goals by their keys."""
        return {goal.key: goal for goal in self.goals}

    @cached_property
    def by_line(self) -> Mapping[str, Goal]:
        """Return the goals by their goal lines."""
        return {goal.line: goal for goal in self.goals}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the codes of the units that were asked."""
        return frozenset(self.units)

    @property
    def has_answers(self) -> bool:
        """Tell whether the answers of single units are known."""
        return self.source is Source.ANSWERS

    @property
    def population(self) -> int:
        """Return how many units were asked."""
        return len(self.units)

    def keys(self, *, area: str | None = None, priority: int | None = None) -> tuple[str, ...]:
        """Return the keys of the goals, or of those of an area or a priority."""
        return tuple(
            goal.key
            for goal in self.goals
            if area in (None, goal.area) and priority in (None, goal.priority)
        )

    def given(self, key: str) -> Mapping[str, Rating]:
        """Return the ratings that a goal was given, by unit."""
        return self.ratings.get(key, {})

    def tally(self, key: str) -> Tally | None:
        """Return what a goal came to among all that were asked; None when it has no figure.

        :raises KeyError: when the plan has no such goal.
        """
        return self._tallies[key]

    @cached_property
    def _tallies(self) -> Mapping[str, Tally | None]:
        if self.has_answers:
            return {
                key: tally(self.given(key).values(), population=self.population)
                for key in self.by_key
            }
        return {key: self.totals.get(key) for key in self.by_key}

    def tally_of(self, key: str, units: Iterable[str]) -> Tally:
        """Return what a goal came to among some units, each of them in the population."""
        given = self.given(key)
        among = list(units)
        return tally((given.get(code) for code in among), population=len(among))

    def tally_by(self, code: str, keys: Iterable[str]) -> Tally:
        """Return what one unit answered to some goals; the population then counts questions."""
        asked = list(keys)
        return tally((self.given(key).get(code) for key in asked), population=len(asked))


@dataclass(frozen=True, eq=False)
class History:
    """Every year, earliest first, with all units and priority areas (code, name) there are.

    The plan before a year is that of the year before it here. The first year's links lead out of
    the history, and are not followed.

    :raises ValueError: when the years are out of order or name what is not there.
    """

    units: tuple[Unit, ...]
    areas: tuple[tuple[str, str], ...]
    years: tuple[Year, ...]

    def __post_init__(self) -> None:
        _refuse_twice("units", [unit.code for unit in self.units])
        _refuse_twice("areas", [code for code, _ in self.areas])
        numbers = [year.year for year in self.years]
        if numbers != sorted(set(numbers)):
            raise ValueError("the years are not in order")
        known = {code for code, _ in self.areas}
        for year in self.years:
            _refuse_strange(f"units of {year.year}", year.units, self.by_code)
            _refuse_strange(f"areas of {year.year}", (goal.area for goal in year.goals), known)
        for before, year in zip(self.years, self.years[1:], strict=False):
            linked = (link.predecessor for goal in year.goals for link in goal.links)
            _refuse_strange(f"predecessors of {year.year}", linked, before.by_key)

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Return the units by their codes."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def goal_keys(self) -> frozenset[str]:
        """Return the keys of the goals of every year."""
        return frozenset(key for year in self.years for key in year.by_key)

    @cached_property
    def found(self) -> dict[object, object]:
        """Hold what has been computed from the history, by what was asked."""
        return {}

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {year.year: place for place, year in enumerate(self.years)}

    def year(self, number: int) -> Year:
        """Return one year.

        :raises KeyError: when the history has no such year.
        """
        return self.years[self._places[number]]

    def previous(self, number: int) -> Year | None:
        """Return the year of the plan before; None for the first.

        :raises KeyError: when the history has no such year.
        """
        place = self._places[number]
        return self.years[place - 1] if place else None

    def line(self, goal_line: str) -> tuple[tuple[Year, Goal], ...]:
        """Return a goal line through the years that asked it, earliest first."""
        return tuple(
            (year, year.by_line[goal_line]) for year in self.years if goal_line in year.by_line
        )


def _refuse_twice(what: str, names: Iterable[str]) -> None:
    held = list(names)
    if len(set(held)) < len(held):
        raise ValueError(f"{what}: the same twice")


def _refuse_strange(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    strange = sorted(set(names) - set(known))
    if strange:
        raise ValueError(f"{what}: {', '.join(strange)} is not known")
