"""The figures a second time: plain loops over raw rows, slow and easy to follow.

Nothing here uses the arithmetic of khoss.figures; only its raw fields are read.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from khoss.enums import Source
from khoss.figures.history import History, Year
from khoss.figures.tally import Tally

Counts = tuple[int, int, int, int]  # ja, delvis, nej, everybody


EMPTY: Counts = (0, 0, 0, 0)


def plus(one: Counts, other: Counts | None) -> Counts:
    """Add two counts; no figure adds nothing."""
    more = other or EMPTY
    return one[0] + more[0], one[1] + more[1], one[2] + more[2], one[3] + more[3]


def summed(figures: list[Counts | None]) -> Counts:
    """Add many counts."""
    found = EMPTY
    for figure in figures:
        found = plus(found, figure)
    return found


def counts(one: Tally | None) -> Counts | None:
    """Return a tally as counts."""
    return (one.yes, one.partly, one.no, one.population) if one else None


class Row(NamedTuple):
    """One expected answer; nobody rated it when `rating` is empty."""

    year: int
    key: str
    unit: str
    rating: str


class Raw:
    """A history as rows, the way a spreadsheet would hold it."""

    def __init__(self, history: History) -> None:
        self.numbers = [year.year for year in history.years]
        self.rows: list[Row] = []
        self.links: list[tuple[int, str, str, str, bool]] = []
        self.published: dict[tuple[int, str], Counts] = {}
        self.goals: list[tuple[int, str, str, int]] = []
        self.known: list[int] = []
        self.with_totals: list[int] = []
        self.asked: dict[int, list[str]] = {}
        self.handed_in: dict[int, list[str]] = {}
        self.sizes = {unit.code: unit.municipalities for unit in history.units}
        for year in history.years:
            self._read(year)

    def _read(self, year: Year) -> None:
        self.asked[year.year] = list(year.units)
        self.handed_in[year.year] = sorted(year.handed_in)
        if year.source is Source.ANSWERS:
            self.known.append(year.year)
        if year.source is Source.PUBLISHED_TOTALS:
            self.with_totals.append(year.year)
        for goal in year.goals:
            self.goals.append((year.year, goal.key, goal.area, goal.priority))
            for link in goal.links:
                self.links.append(
                    (year.year, goal.key, link.predecessor, str(link.relation), link.comparable)
                )
            if goal.key in year.totals:
                one = year.totals[goal.key]
                self.published[year.year, goal.key] = (one.yes, one.partly, one.no, one.population)
            for unit in year.units:
                rating = year.ratings.get(goal.key, {}).get(unit)
                self.rows.append(Row(year.year, goal.key, unit, str(rating) if rating else ""))

    def count(self, year: int, key: str, units: list[str]) -> Counts:
        """Count the ratings of one goal among some units."""
        found = {"yes": 0, "partly": 0, "no": 0, "": 0}
        for row in self.rows:
            if row.year == year and row.key == key and row.unit in units:
                found[row.rating] += 1
        return found["yes"], found["partly"], found["no"], sum(found.values())

    def figure(self, year: int, key: str) -> Counts | None:
        """Return what a goal came to, from answers or as published."""
        if year in self.known:
            return self.count(year, key, self.asked[year])
        return self.published.get((year, key)) if year in self.with_totals else None

    def rating(self, year: int, key: str, unit: str) -> str:
        """Return what one unit said of one goal, empty when it said nothing."""
        for row in self.rows:
            if (row.year, row.key, row.unit) == (year, key, unit):
                return row.rating
        return ""

    def keys(self, year: int, area: str | None = None, priority: int | None = None) -> list[str]:
        """Return the keys of a year's goals."""
        return [
            key
            for of, key, in_area, prio in self.goals
            if of == year and area in (None, in_area) and priority in (None, prio)
        ]

    def paths(self, year: int, key: str, then: int) -> list[list[tuple[int, str]]]:
        """Return every way back from a goal to a goal of an earlier year, both ends included."""
        if year == then:
            return [[(year, key)]]
        before = self.numbers[self.numbers.index(year) - 1]
        found = []
        for of, goal, predecessor, _, _ in self.links:
            if (of, goal) == (year, key):
                for path in self.paths(before, predecessor, then):
                    found.append([(year, key), *path])
        return found

    def ancestors(self, year: int, key: str, then: int) -> set[str]:
        """Return the goals of an earlier year that a goal comes from."""
        return {path[-1][1] for path in self.paths(year, key, then)}

    def verdict(self, year: int, key: str, then: int) -> str:
        """Return the worst that is said of any plan on the way back."""
        paths = self.paths(year, key, then)
        if not paths:
            return "new"
        said = {"same"}
        for path in paths:
            for of, goal in path[:-1]:
                said |= self._said(of, goal)
        for worst in ("merged", "split", "reworded"):
            if worst in said:
                return worst
        return "same"

    def _said(self, year: int, key: str) -> set[str]:
        own = [link for link in self.links if link[:2] == (year, key)]
        said = {link[3] for link in own}
        if len(own) > 1:
            said.add("merged")
        for link in own:
            if sum(other[0] == year and other[2] == link[2] for other in self.links) > 1:
                said.add("split")
        return said

    def subtracted_from(self, year: int, key: str, then: int) -> str | None:
        """Return the one goal that a figure may be subtracted from, step by step back."""
        while year != then:
            own = [link for link in self.links if link[:2] == (year, key)]
            if len(own) != 1 or not own[0][4]:
                return None
            year, key = self.numbers[self.numbers.index(year) - 1], own[0][2]
        return key

    def unit_count(self, year: int, unit: str, keys: list[str]) -> tuple[int, int, int]:
        """Count one unit's ja, ja or delvis, and answers over some goals."""
        given = [self.rating(year, key, unit) for key in keys]
        yes = given.count("yes")
        return yes, yes + given.count("partly"), len(given) - given.count("")


def five_numbers(values: list[Fraction]) -> list[Fraction]:
    """Return lowest, quartiles, median and highest, by walking along the sorted values.

    The walk from the first to the last value is cut in four equal parts.
    """
    ordered = sorted(values)
    found = []
    for quarter in range(5):
        # Distances are in quarters of a step between two values, so that they are whole.
        whole, rest = divmod(quarter * (len(ordered) - 1), 4)
        value = ordered[whole]
        for _ in range(rest):
            value += (ordered[whole + 1] - ordered[whole]) / 4
        found.append(value)
    return found
