"""The official years of 2023 and 2024 as a history, read from the files that the program loads."""

from __future__ import annotations

import csv

from config import ROOT
from khoss.enums import Relation, RoundStatus, Source
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.tally import Tally

DATA = ROOT / "khoss" / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def official_units() -> tuple[Unit, ...]:
    """Return the 21 counties."""
    return tuple(
        Unit(
            code=row["code"],
            name=row["name"],
            letter=row["letter"],
            civil_area=row["civil_area"],
            metropolitan=row["metropolitan"] == "yes",
            municipalities=int(row["municipalities"]),
        )
        for row in rows("counties.csv")
    )


def official_history() -> History:
    """Return both years; only their totals were ever published."""
    units = official_units()
    areas = tuple((row["code"], row["name"]) for row in rows("areas.csv"))
    codes = tuple(unit.code for unit in units)
    return History(units, areas, tuple(_year(number, codes) for number in (2023, 2024)))


def _year(number: int, codes: tuple[str, ...]) -> Year:
    found = rows(f"plan-{number}.csv")
    return Year(
        year=number,
        status=RoundStatus.PUBLISHED,
        source=Source.PUBLISHED_TOTALS,
        goals=tuple(_goal(row) for row in found),
        units=codes,
        handed_in=frozenset(),
        ratings={},
        totals={
            _key(row): Tally(int(row["yes"]), int(row["partly"]), int(row["no"]), len(codes))
            for row in found
        },
    )


def _key(row: dict[str, str]) -> str:
    return f"{row['area']} {row['position']}"


def _goal(row: dict[str, str]) -> Goal:
    links: tuple[Link, ...] = ()
    if row["predecessor"]:
        relation = Relation(row["relation"])
        links = tuple(
            Link(key, relation, row["comparable"] == "yes")
            for key in row["predecessor"].split(" + ")
        )
    return Goal(
        _key(row), row["goal_line"], row["area"], int(row["priority"]), row["question"], links
    )
