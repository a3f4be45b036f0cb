"""The files of the map and of the years, held against the database and the official rows."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from khoss.enums import Rating, Role
from tests.support.files import official, official_counts, short
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


def test_the_map_says_how_many_stand_where_and_of_how_many(
    example_app: Flask, reader: Person
) -> None:
    answers = given(example_app, 2025)
    counted = Counter(SAID[rating] for (_, line), rating in answers.items() if line == "UP-1")
    held = rows(reader, "2025/karta", "antal", "delmal=UP-1")
    assert {row["svar"]: row["län"] for row in held} == {one: counted[one] for one in SAID.values()}
    assert {(row["av"], row["bas"]) for row in held} == {(21, f"{21 - counted['obesvarad']} av 21")}
    shares = [
        row["ja eller delvis, procent av frågorna"] for row in rows(reader, "2025/karta", "lan")
    ]
    for row in rows(reader, "2025/karta", "antal"):
        below = row["till men inte med procent"] or 101
        assert row["län"] == len(
            [one for one in shares if row["från och med procent"] <= one < below]
        )
        assert row["av inlämnade"] == 21
    assert rows(reader, "2023/karta", "antal", "delmal=UO-4") == []


def test_a_step_is_over_what_everybody_answered_both_years_as_on_the_page(reader: Person) -> None:
    [step] = [
        row
        for row in rows(reader, "utveckling", "steg")
        if row["indelning"] == "allt" and row["till år"] == 2024
    ]
    now, then = official(2024), official(2023)
    pairs = [
        (official_counts(row), official_counts(then[row["predecessor"]]))
        for row in now.values()
        if row["comparable"] == "yes" and row["predecessor"] in then
    ]
    whole = [(a, b) for a, b in pairs if a[4] == b[4] == 21]
    assert 0 < len(whole) < len(pairs)
    met_now, met_then = (sum(pair[place][0] + pair[place][1] for pair in whole) for place in (0, 1))
    assert (step["delmål som jämförs"], step["av delmål"]) == (len(whole), len(now))
    assert step["skillnad i ja"] == sum(a[0] - b[0] for a, b in whole)
    assert (step["ja eller delvis nu"], step["ja eller delvis då"]) == (met_now, met_then)
    assert step["skillnad i ja eller delvis"] == met_now - met_then
    assert step["gäller allt"] == "nej"
    # A short base of either year is named as what keeps its goal out.
    assert all(key in step["att veta"] for key in short(2024))
    page = reader.get("/resultat/utveckling/").text().replace("\xa0", " ")
    assert f"{met_then} av {21 * len(whole)} {met_now} av {21 * len(whole)}" in page


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_years_hold_the_official_sums_with_their_bases(reader: Person, year: int) -> None:
    held = rows(reader, "utveckling", "ar")
    [everything] = [row for row in held if row["indelning"] == "allt" and row["år"] == year]
    counts = [official_counts(row) for row in official(year).values()]
    yes, partly, no, _unanswered, base, population = (sum(one) for one in zip(*counts, strict=True))
    assert [everything[name] for name in ("ja", "delvis", "nej")] == [yes, partly, no]
    assert everything["bas"] == f"{base} av {population}"
