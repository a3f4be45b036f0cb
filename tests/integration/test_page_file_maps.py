"""The files of the map and of the years, held against the database and the official rows."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from khoss.enums import Rating, Role
from tests.support.files import official, official_counts
from tests.support.page_files import given, rows
from tests.support.pages import Person, find_person

SAID = {Rating.YES: "ja", Rating.PARTLY: "delvis", Rating.NO: "nej", None: "obesvarad"}


@pytest.fixture
def reader(example_app: Flask) -> Person:
    return find_person(example_app, Role.READER)


def test_the_map_holds_every_county_with_its_base(example_app: Flask, reader: Person) -> None:
    answers = given(example_app, 2025)
    held = rows(reader, "2025/karta", "lan")
    assert len(held) == 21
    for row in held:
        own = [rating for (code, _), rating in answers.items() if code == row["länskod"]]
        counted = Counter(own)
        assert [row[SAID[rating]] for rating in Rating] == [counted[rating] for rating in Rating]
        assert row["bas"] == f"{len(own) - counted[None]} av {len(own)}"
        met = counted[Rating.YES] + counted[Rating.PARTLY]
        share = row["ja eller delvis, procent av frågorna"]
        assert share == pytest.approx(100 * met / len(own), abs=0.0501)


def test_the_map_of_a_goal_holds_every_rating(example_app: Flask, reader: Person) -> None:
    answers = given(example_app, 2025)
    held = rows(reader, "2025/karta", "lan", "delmal=SL-2")
    assert {row["länskod"]: row["svar"] for row in held} == {
        code: SAID[rating] for (code, line), rating in answers.items() if line == "SL-2"
    }
    assert {row["mållinje"] for row in held} == {"SL-2"}


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_years_hold_the_official_sums_with_their_bases(reader: Person, year: int) -> None:
    held = rows(reader, "utveckling", "ar")
    [everything] = [row for row in held if row["indelning"] == "allt" and row["år"] == year]
    counts = [official_counts(row) for row in official(year).values()]
    yes, partly, no, _unanswered, base, population = (sum(one) for one in zip(*counts, strict=True))
    assert [everything[name] for name in ("ja", "delvis", "nej")] == [yes, partly, no]
    assert everything["bas"] == f"{base} av {population}"
