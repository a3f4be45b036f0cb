"""The files of the pages hold the figures of the database and of the official data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from flask import Flask

from khoss import clock
from khoss.db import db
from khoss.enums import Rating, Role
from khoss.services.users import create_user
from tests.support.files import (
    COUNTS,
    WORDS,
    fetch,
    official,
    official_counts,
    sheets,
    short,
    table,
)
from tests.support.page_files import PATHS, data, given, rows
from tests.support.pages import NAMESPACE, Page, Person, find_person

LETTERS = {"ja": "J", "delvis": "D", "nej": "N", "obesvarad": "–", "annat svar": ""}
# A goal line's years, as each form has them.
LINE_YEARS: dict[str, Callable[[bytes], Any]] = {
    "json": lambda said: json.loads(said)["tables"][0]["rows"],
    "csv": table,
    "xlsx": lambda said: sheets(said)["År för år"][1],
}
SIGNS = set(LETTERS.values()) - {""}
QUESTIONS = ("ja", "delvis", "nej", "obesvarade", "svar", "frågor")


@pytest.fixture
def reader(example_app: Flask) -> Person:
    return find_person(example_app, Role.READER)


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_official_rows_stand_in_the_files_of_the_heat_map(reader: Person, year: int) -> None:
    path = f"{year}/varmekarta"
    in_book = sheets(fetch(reader, f"{path}.xlsx"))["Delmål"][1]
    flat = table(fetch(reader, f"{path}.csv?tabell=delmal"))
    expected = official(year)
    for found in (rows(reader, path, "delmal"), in_book, flat):
        held = {str(row["delmål"]): row for row in found if row["delmål"]}
        assert list(held) == list(expected)
        for key, row in expected.items():
            wanted = official_counts(row)
            assert [int(str(held[key][name])) for name in COUNTS] == wanted
            assert held[key]["bas"] == f"{wanted[4]} av 21"
            note = str(held[key]["att veta om basen"] or "")
            assert (f"{year}: {wanted[4]} av 21 svarade" in note) is (key in short(year))
    below = {row["länsstyrelse"]: row for row in rows(reader, path, "svar") if not row["länskod"]}
    for key, row in expected.items():
        counts = [below[f"antal {name}, av 21"][key] for name in ("ja", "delvis", "nej")]
        assert counts == official_counts(row)[:3]
        assert below["bas"][key] == f"{official_counts(row)[4]} av 21"


@pytest.mark.parametrize("form", ["json", "xlsx", "csv"])
def test_the_official_rows_stand_in_the_files_of_their_goals(reader: Person, form: str) -> None:
    expected = {(year, key): row for year in (2023, 2024) for key, row in official(year).items()}
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for line in sorted({row["goal_line"] for row in expected.values()}):
        content = fetch(reader, f"delmal/{line}.{form}")
        for row in LINE_YEARS[form](content):
            if int(row["år"]) < 2025:
                found[int(row["år"]), row["delmål"]] = row
    assert set(found) == set(expected)
    for (year, key), row in expected.items():
        wanted = official_counts(row)
        said = found[year, key]
        assert [int(said[name]) for name in COUNTS] == wanted
        assert said["bas"] == f"{wanted[4]} av 21"
        assert (f"{year}: {wanted[4]} av 21 svarade" in (said["att veta om basen"] or "")) is (
            key in short(year)
        )


@pytest.mark.parametrize("path", list(PATHS))
@pytest.mark.parametrize(("year", "number"), [(2023, 6), (2024, 1)])
def test_short_bases_are_said_over_every_table(
    reader: Person, path: str, year: int, number: int
) -> None:
    assert len(short(year)) == number
    path = path.replace("2025", str(year)).replace("2024", str(year))
    notes = [one["notes"] for one in data(reader, path)["tables"]]
    notes += [lines for lines, _ in sheets(fetch(reader, f"{path}.xlsx")).values()]
    for lines in notes:
        assert any(
            all(f"{key} {base}" in line for key, base in short(year).items()) for line in lines
        )


@pytest.mark.parametrize("path", ["2024/bild", "delmal", "delmal/UP-1", "utveckling"])
def test_a_wording_that_was_never_published_is_said_over_every_table(
    reader: Person, path: str
) -> None:
    notes = [one["notes"] for one in data(reader, path)["tables"]]
    notes += [lines for lines, _ in sheets(fetch(reader, f"{path}.xlsx")).values()]
    for lines in notes:
        assert any(line.startswith("Frågornas lydelse 2023 har inte publicerats") for line in lines)


def test_the_goals_that_not_everybody_answered_are_named_where_only_totals_are_known(
    official_app: Flask,
) -> None:
    person = reader_of(official_app)
    for year in (2023, 2024):
        found = rows(person, f"{year}/bild", "saknas")
        assert {row["delmål"]: row["bas"] for row in found} == short(year)
        assert data(person, f"{year}/bild")["example_data"] is False
        assert rows(person, f"{year}/varmekarta", "svar") == []
        assert {row["inlämnad"] for row in rows(person, f"{year}/lan", "lan")} == {"inte känt"}
        notes = data(person, f"{year}/lan/07")["tables"][0]["notes"]
        assert any("inte kända, bara de nationella totalerna" in line for line in notes)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "sortera=andel",
        "sortera=civilomrade&omrade=pf",
        "prio=2&bedomning=nej",
        "omrade=uo&prio=1&bedomning=obesvarad",
        "omrade=finns-inte",
    ],
)
def test_the_files_of_the_heat_map_are_filtered_and_sorted_as_the_page(
    reader: Person, asked: str
) -> None:
    page = reader.get(f"/resultat/2025/varmekarta/?{asked}")
    said = {one["id"]: one for one in data(reader, "2025/varmekarta", asked)["tables"]}
    shown = page.all("table")
    for name, found in zip(("svar", "aret-fore"), shown, strict=False):
        head = [texts(page, row) for row in found.iter(f"{NAMESPACE}tr")]
        goals = head[1]
        assert [key for key in said[name]["columns"] if key in goals] == goals
        counties = [row for row in said[name]["rows"] if row["länskod"]]
        on_page = [row for row in head[2:] if row[0] in {one["länsstyrelse"] for one in counties}]
        assert [one["länsstyrelse"] for one in counties] == [row[0] for row in on_page]
        for one, row in zip(counties, on_page, strict=True):
            letters = [cell[:1] if cell[:2].strip() in SIGNS else "" for cell in row[1:-2]]
            assert [LETTERS[one[key]] for key in goals] == letters
            assert row[-2] == f"{one['ja eller delvis']} av {one['frågor']}"
    if not shown:
        assert said["svar"]["rows"] == []


def texts(page: Page, row: Any) -> list[str]:
    """Return what a reader sees in each cell of a row."""
    return [page.text(cell) for cell in row if cell.tag in (f"{NAMESPACE}th", f"{NAMESPACE}td")]


def test_the_counties_hold_the_answers_of_the_database(example_app: Flask, reader: Person) -> None:
    held = given(example_app, 2025)
    found = {row["länskod"]: row for row in rows(reader, "2025/lan", "lan")}
    assert set(found) == {code for code, _ in held}
    for code, row in found.items():
        counted = Counter(rating for (one, _), rating in held.items() if one == code)
        counts = [counted[rating] for rating in (*Rating, None)]
        wanted = [*counts, sum(counts[:3]), sum(counts)]
        assert [row[name] for name in QUESTIONS] == wanted
        assert row["bas"] == f"{wanted[4]} av {wanted[5]}"
        share = (counts[0] + counts[1]) * 100 / wanted[5]
        assert row["ja eller delvis, procent av frågorna"] == pytest.approx(share, abs=0.0501)
    own = rows(reader, "2025/lan/07", "bredvid")[0]
    assert {name: own[name] for name in QUESTIONS} == {
        name: found["07"][name] for name in QUESTIONS
    }
    every = rows(reader, "2025/lan/07", "bredvid")[1]
    whole = Counter(held.values())
    assert [every[name] for name in QUESTIONS[:4]] == [whole[one] for one in (*Rating, None)]


def test_a_county_stands_beside_those_that_its_page_names(
    example_app: Flask, reader: Person
) -> None:
    held = given(example_app, 2025)
    for row in rows(reader, "2025/lan/07", "delmal"):
        line, codes = row["mållinje"], row["länskoder"].split(", ")
        assert row["länets svar"] == WORDS[held["07", line]]
        counted = Counter(held[code, line] for code in codes)
        assert [row[name] for name in COUNTS[:4]] == [counted[one] for one in (*Rating, None)]
        assert row["länsstyrelser"] == len(codes)
    who = {
        row["vem"]: row["länskoder"].split(", ") for row in rows(reader, "2025/lan/07", "delmal")
    }
    assert len(who["alla länsstyrelser"]) == 21
    assert "07" in who["civilområdet"]
    assert "07" not in who["län av liknande storlek"]
    assert len(who["län av liknande storlek"]) == 5


def test_a_goal_names_who_answered_what_and_who_moved(example_app: Flask, reader: Person) -> None:
    held = {year: given(example_app, year) for year in (2023, 2024, 2025)}
    found = rows(reader, "delmal/PF-1", "svar")
    assert {(row["år"], row["länskod"]): row["svar"] for row in found} == {
        (year, code): WORDS[rating]
        for year, ratings in held.items()
        for (code, line), rating in ratings.items()
        if line == "PF-1"
    }
    moves = rows(reader, "delmal/PF-1", "andringar")
    assert {row["till år"] for row in moves} == {2024, 2025}
    for row in moves:
        wanted = [
            code
            for (code, line), now in held[row["till år"]].items()
            if line == "PF-1"
            and WORDS[now] == row["svar nu"]
            and WORDS[held[row["från år"]][code, line]] == row["svar då"]
        ]
        assert row["antal"] == len(wanted) == len(row["länsstyrelser"].split(", "))


@pytest.mark.parametrize(
    ("asked", "met", "of_answers"),
    [
        ("", True, False),
        ("andel=ja", False, False),
        ("andel=ja-eller-delvis-av-svar", True, True),
        ("andel=ja-av-svar", False, True),
    ],
)
def test_the_differences_are_those_of_the_share_that_is_asked_for(
    example_app: Flask, reader: Person, asked: str, met: bool, of_answers: bool
) -> None:
    held = given(example_app, 2025)
    shares = {}
    for code in {code for code, _ in held}:
        counted = Counter(rating for (one, _), rating in held.items() if one == code)
        part = counted[Rating.YES] + (counted[Rating.PARTLY] if met else 0)
        whole = sum(counted.values()) - (counted[None] if of_answers else 0)
        shares[code] = part * 100 / whole
    row = rows(reader, "2025/skillnader", "spridning", asked)[0]
    assert row["områdets namn"] == "alla områden"
    assert row["lägst"] == pytest.approx(min(shares.values()), abs=0.0501)
    assert row["högst"] == pytest.approx(max(shares.values()), abs=0.0501)
    assert row["median"] == pytest.approx(median(shares.values()), abs=0.0501)
    lowest = sorted(code for code, one in shares.items() if one == min(shares.values()))
    assert row["länskoder lägst"].split(", ") == lowest
    answered = [rating for rating in held.values() if rating is not None]
    assert row["bas"] == f"{len(answered)} av {len(held)}"
    groups = rows(reader, "2025/skillnader", "grupper", asked)
    for one in groups:
        codes = one["länskoder"].split(", ")
        counted = Counter(rating for (code, _), rating in held.items() if code in codes)
        assert [one[name] for name in QUESTIONS[:4]] == [
            counted[rating] for rating in (*Rating, None)
        ]


@pytest.mark.parametrize("year", [2023, 2024])
def test_published_totals_stand_beside_the_answers_with_their_bases(
    reader: Person, year: int
) -> None:
    path = f"{year}/avstamning"
    in_book = sheets(fetch(reader, f"{path}.xlsx"))["Delmål"][1]
    flat = table(fetch(reader, f"{path}.csv"))
    for found in (rows(reader, path, "delmal"), in_book, flat):
        held = {str(row["delmål"]): row for row in found}
        assert list(held) == list(official(year))
        for key, row in official(year).items():
            *counts, _, base, population = official_counts(row)
            wanted = [*counts, base, population]
            for side in ("publicerat", "länens svar"):
                names = ("ja", "delvis", "nej", "svarande", "länsstyrelser")
                assert [int(str(held[key][f"{name}, {side}"])) for name in names] == wanted
                assert held[key][f"bas, {side}"] == f"{base} av 21"
            assert held[key]["utfall"] == "stämmer"


def test_the_reports_sentences_are_those_of_the_page(reader: Person) -> None:
    page = reader.get("/resultat/2024/avstamning/").text().replace("\xa0", " ")
    found = rows(reader, "2024/avstamning", "pastaenden")
    assert len(found) > 10
    wrong = [row for row in found if row["utfall"].startswith("håller inte")]
    assert f"{len(wrong)} av {len(found)} påståenden håller inte" in page
    for row in found:
        assert row["påstående"] in page
        if row["mållinjer"]:
            keys = {one["goal_line"]: one for one in official(row["år"]).values()}
            named = row["mållinjer"].split(", ")
            lines = [keys[line] for line in (keys if named == ["alla"] else named)]
            assert row["ja"] == sum(int(one["yes"]) for one in lines)
            assert row["frågor"] == 21 * len(lines)
    assert len(rows(reader, "2024/avstamning", "andelar")) == 3
    assert rows(reader, "2025/avstamning", "pastaenden") == []


def test_what_may_not_be_compared_is_not_subtracted_in_any_file(reader: Person) -> None:
    expected = {key: row for key, row in official(2024).items() if row["comparable"] != "yes"}
    assert expected
    for row in rows(reader, "2024/varmekarta", "delmal"):
        if row["delmål"] in expected:
            assert row["skillnad i ja"] is None
            assert row["skäl till att skillnad saknas"]
            assert row["får jämföras"] == "nej"


def reader_of(app: Flask) -> Person:
    """Return a reader of an installation without examples."""
    with app.app_context():
        user = create_user(
            "lasare@lansstyrelsen.example",
            name="",
            roles=[Role.READER],
            county_code=None,
            by=None,
            now=clock.now(),
        )
        uniquifier = user.fs_uniquifier
        db.session.commit()
    return Person(app, uniquifier)
