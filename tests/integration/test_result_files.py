"""The files of a year say what its pages say, to whom its pages say it."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss import clock
from khoss.db import db
from khoss.enums import Rating, Role
from khoss.models import Answer, Assessment, County, Round, SubGoal
from khoss.services.users import create_user
from tests.support import files
from tests.support.files import (
    COUNTS,
    HANDED_IN,
    POPULATION,
    WORDS,
    official,
    official_counts,
    sheets,
    short,
    table,
    unpacked,
)
from tests.support.pages import Person, find_person

FILES = ("tabeller.xlsx", "svar.csv", "delmal.csv")


@pytest.fixture
def reader(example_app: Flask) -> Person:
    return find_person(example_app, Role.READER)


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def fetch(person: Person, name: str, year: int = 2024) -> bytes:
    return files.fetch(person, f"{year}{'' if name.startswith('.') else '/'}{name}")


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_official_rows_stand_in_every_file(reader: Person, year: int) -> None:
    flat = {row["delmål"]: row for row in table(fetch(reader, "delmal.csv", year))}
    _, in_book = sheets(fetch(reader, "tabeller.xlsx", year))["Delmål"]
    by_key = {str(row["delmål"]): row for row in in_book}
    data = json.loads(fetch(reader, ".json", year))
    in_data = {goal["key"]: goal for goal in data["goals"]}
    expected = official(year)
    assert list(flat) == list(by_key) == list(in_data) == list(expected)
    for key, row in expected.items():
        wanted = official_counts(row)
        base = wanted[4]
        assert [flat[key][name] for name in COUNTS] == [str(one) for one in wanted]
        assert [by_key[key][name] for name in COUNTS] == wanted
        assert flat[key]["bas"] == by_key[key]["bas"] == f"{base} av {POPULATION}"
        figure = in_data[key]["figure"]
        assert [figure[one] for one in ("yes", "partly", "no")] == wanted[:3]
        assert (figure["base"], figure["population"]) == (base, POPULATION)
        assert in_data[key]["line"] == flat[key]["mållinje"] == row["goal_line"]


@pytest.mark.parametrize(("year", "number"), [(2023, 6), (2024, 1)])
def test_short_bases_are_said_in_every_file(reader: Person, year: int, number: int) -> None:
    wanted = short(year)
    assert len(wanted) == number
    for lines, _ in sheets(fetch(reader, "tabeller.xlsx", year)).values():
        assert any(all(f"{key} {base}" in line for key, base in wanted.items()) for line in lines)
    by_goal = {row["delmål"]: row for row in table(fetch(reader, "delmal.csv", year))}
    answers = table(fetch(reader, "svar.csv", year))
    head = json.loads(fetch(reader, ".json", year))["year"]
    for key, base in wanted.items():
        assert f"{year}: {base} svarade" in by_goal[key]["att veta om basen"]
        assert {row["bas för delmålet"] for row in answers if row["delmål"] == key} == {base}
    assert {one["key"]: f"{one['base']} av 21" for one in head["short_bases"]} == wanted


@pytest.mark.parametrize("name", ["delmal.csv", "svar.csv", ".csv"])
def test_that_the_wording_of_2023_was_never_published_is_said_on_every_row(
    reader: Person, name: str
) -> None:
    said = "Frågornas lydelse 2023 har inte publicerats."
    for year in (2023, 2024):
        rows = table(fetch(reader, name, year))
        assert rows
        assert all(row["att veta om frågorna"].startswith(said) for row in rows)
    assert {row["att veta om frågorna"] for row in table(fetch(reader, name, 2025))} == {""}


def test_last_years_short_bases_are_said_beside_this_years(reader: Person) -> None:
    rows_2024 = table(fetch(reader, "delmal.csv", 2024))
    olds = short(2023)
    beside = {row["delmål då"]: row for row in rows_2024 if row["delmål då"] in olds}
    assert beside
    for key, row in beside.items():
        assert f"2023: {olds[key]} svarade på {key}" in row["att veta om basen"]
        assert row["skillnad i ja"] == ""
        assert row["skäl till att skillnad saknas"]


def test_the_shares_have_a_decimal_comma_in_the_flat_file_and_are_numbers_in_the_book(
    reader: Person,
) -> None:
    # 2024, PF 1: 18 ja, 3 delvis, 0 nej of 21 that all answered: 18 / 21 is 85,7 percent.
    flat = table(fetch(reader, "delmal.csv"))[0]
    assert (flat["ja, procent av svaren"], flat["ja eller delvis, procent av svaren"]) == (
        "85,7",
        "100,0",
    )
    _, in_book = sheets(fetch(reader, "tabeller.xlsx"))["Delmål"]
    assert in_book[0]["ja, procent av svaren"] == 85.7


def test_counties_and_goals_hold_the_answers_of_the_database(
    example_app: Flask, reader: Person
) -> None:
    with example_app.app_context():
        found = db.session.execute(
            select(Assessment.county_code, SubGoal.area_code, SubGoal.position, Answer.rating)
            .join(Answer.assessment)
            .join(Answer.sub_goal)
            .join(Assessment.round)
            .where(Round.year == 2025)
        ).all()
    expected = {(code, f"{area} {position}"): WORDS[one] for code, area, position, one in found}
    answers = table(fetch(reader, "svar.csv", 2025))
    assert {(row["län"][:2], row["delmål"]): row["svar"] for row in answers} == expected
    assert {row["län"] for row in answers} >= {"01 Stockholms län", "25 Norrbottens län"}
    assert len(answers) == len(expected)
    _, matrix = sheets(fetch(reader, "tabeller.xlsx", 2025))["Län × delmål"]
    in_book = {
        (str(row["länskod"]), key): row[key] for row in matrix if row["länskod"] for key in row
    }
    assert {pair: in_book[pair] for pair in expected} == expected
    data = json.loads(fetch(reader, ".json", 2025))["answers"]
    words = {(one["county"], one["key"]): WORDS[one["rating"]] for one in data}
    assert words == expected


def test_who_moved_is_named(example_app: Flask, reader: Person) -> None:
    ratings: dict[int, dict[str, dict[str, Rating | None]]] = {}
    with example_app.app_context():
        names = {one.code: one.name for one in db.session.scalars(select(County))}
        for year in (2024, 2025):
            ratings[year] = {}
            for code, line, rating in db.session.execute(
                select(Assessment.county_code, SubGoal.goal_line_code, Answer.rating)
                .join(Answer.assessment)
                .join(Answer.sub_goal)
                .join(Assessment.round)
                .where(Round.year == year)
            ):
                ratings[year].setdefault(line, {})[names[code]] = rating
    _, moves = sheets(fetch(reader, "tabeller.xlsx", 2025))["Förändringar"]
    told = [row for row in moves if row["svar då"]]
    assert told
    for row in told:
        line = str(row["mållinje"])
        moved = {
            name
            for name, now in ratings[2025][line].items()
            if WORDS[now] == row["svar nu"] and WORDS[ratings[2024][line][name]] == row["svar då"]
        }
        assert set(str(row["länsstyrelser"]).split(", ")) == moved
        assert row["antal"] == len(moved)
    lines = {str(row["mållinje"]) for row in told}
    assert all(
        sum(int(str(row["antal"])) for row in told if row["mållinje"] == line) == POPULATION
        for line in lines
    )


def test_what_is_not_handed_in_is_in_no_file(example_app: Flask, coordinator: Person) -> None:
    with example_app.app_context():
        status = {
            one.county_code: one.status
            for one in db.session.scalars(
                select(Assessment).join(Assessment.round).where(Round.year == 2026)
            )
        }
    drafts = {code for code, one in status.items() if one not in HANDED_IN}
    assert drafts
    assert drafts != set(status)
    answers = table(fetch(coordinator, "svar.csv", 2026))
    for row in answers:
        assert (row["svar"] == "inte inlämnad") == (row["län"][:2] in drafts)
        assert row["status"].startswith("preliminär")
    data = json.loads(fetch(coordinator, ".json", 2026))
    assert {one["county"] for one in data["answers"]} == set(status) - drafts


def test_texts_are_the_coordinators_alone(example_app: Flask, coordinator: Person) -> None:
    with example_app.app_context():
        for year, text in ((2025, "Årets hemliga text"), (2026, "Text i år")):
            ids = select(Assessment.id).join(Assessment.round).where(Round.year == year)
            for handed_in in (True, False):
                states = Assessment.status.in_(HANDED_IN)
                which = ids.where(states if handed_in else ~states)
                said = text if handed_in else "Utkastets text"
                db.session.execute(
                    update(Answer).where(Answer.assessment_id.in_(which)).values(obstacles=said)
                )
        db.session.commit()
    for role in Role:
        county = "07" if role in (Role.OFFICER, Role.APPROVER) else None
        person = find_person(example_app, role, county=county)
        plain = b"".join(unpacked(fetch(person, name, 2025)) for name in (*FILES, ".json"))
        assert b"hemliga" not in plain, role
        asked = person.client.get("/resultat/2025/tabeller.xlsx?texter=1")
        assert asked.status_code == (200 if role is Role.COORDINATOR else 403), role
    found = sheets(fetch(coordinator, "tabeller.xlsx?texter=1", 2026))
    lines, texts = found["Texter"]
    assert {row["hinder"] for row in texts} == {"Text i år"}
    assert any("bara för den nationella samordnaren" in line for line in lines)
    assert b"Utkastets" not in unpacked(fetch(coordinator, "tabeller.xlsx?texter=1", 2026))


def test_a_file_says_the_same_in_either_language(reader: Person) -> None:
    swedish = [fetch(reader, name) for name in (*FILES, ".json")]
    token = reader.token("/resultat/2024/")
    reader.client.post("/sprak/", data={"csrf_token": token, "language": "en", "next": "/"})
    assert [fetch(reader, name) for name in (*FILES, ".json")] == swedish


def test_every_sheet_says_where_it_comes_from(reader: Person) -> None:
    found = sheets(fetch(reader, "tabeller.xlsx"))
    assert list(found) == ["Delmål", "Län × delmål", "Förändringar", "Metod"]
    for lines, _ in found.values():
        assert any(line.startswith("EXEMPELDATA") for line in lines)
        assert any(line.startswith("Källa 2024:") for line in lines)
        assert any(line.startswith("Status 2024: publicerad") for line in lines)
    method = {str(row["vad"]): row["så är det räknat"] for row in found["Metod"][1]}
    assert method["ja, procent av svaren"] == "100 · ja / (ja + delvis + nej)"
    assert "EXEMPELDATA" in str(method["uppgifter"])


def test_published_totals_alone_have_no_counties_and_keep_their_bases(official_app: Flask) -> None:
    with official_app.app_context():
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
    person = Person(official_app, uniquifier)
    answers = table(fetch(person, "svar.csv", 2023))
    assert len(answers) == len(official(2023))
    assert {(row["län"], row["svar"]) for row in answers} == {("", "inte känt")}
    assert {row["uppgifter"] for row in answers} == {"verkliga"}
    assert {
        row["delmål"]: row["bas för delmålet"]
        for row in answers
        if row["svarande på delmålet"] != "21"
    } == short(2023)
    found = sheets(fetch(person, "tabeller.xlsx", 2024))
    assert not any("EXEMPELDATA" in line for lines, _ in found.values() for line in lines)
    assert {row["svar då"] for row in found["Förändringar"][1]} == {None}
    assert json.loads(fetch(person, ".json", 2024))["answers"] == []


def test_the_page_leads_to_the_files(reader: Person, coordinator: Person) -> None:
    for person, texts in ((reader, False), (coordinator, True)):
        links = {link.get("href") for link in person.get("/resultat/2025/").all("a")}
        wanted = {f"/resultat/2025/{name}" for name in FILES}
        wanted |= {"/resultat/2025.json", "/resultat/2025.csv"}
        assert wanted <= links
        assert ("/resultat/2025/tabeller.xlsx?texter=1" in links) is texts
        for address in wanted:
            assert person.client.get(address).status_code == 200
