"""Every page of figures has its files: the same figures, the same filters, for the same people."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.db import db
from khoss.enums import Role
from khoss.exports.pages import PAGES
from khoss.models import Answer, Assessment, SubGoal
from tests.support.files import (
    HANDED_IN,
    fetch,
    sheets,
    table,
    unpacked,
)
from tests.support.page_files import PATHS, data, rows
from tests.support.pages import Person, find_person

OPEN = (
    "2026/bild",
    "2026/varmekarta",
    "2026/skillnader",
    "2026/avstamning",
    "2026/karta",
    "2026/lan",
    "2026/lan/07",
)
COUNTY = (Role.OFFICER, Role.APPROVER)


@pytest.fixture
def reader(example_app: Flask) -> Person:
    return find_person(example_app, Role.READER)


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def in_swedish(value: object) -> str:
    """Return a value as a flat file says it."""
    text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    return "" if value is None else text


def in_flat(names: dict[str, str], row: dict[str, object]) -> dict[str, str]:
    """Return a row as a flat file says it: each county's code with its name."""
    found = {}
    for key, value in row.items():
        if not key.startswith("länskod"):
            found[key] = in_swedish(value)
            continue
        codes = str(value).split(", ") if value else []
        heading = key.replace("länskoder", "län").replace("länskod", "län")
        found[heading] = ", ".join(f"{code} {names[code]}" for code in codes)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_row_says_that_the_wording_of_2023_was_never_published(
    reader: Person, path: str
) -> None:
    said = "Frågornas lydelse 2023 har inte publicerats."
    for row in table(fetch(reader, f"{path.replace('2025', '2024')}.csv")):
        assert row["att veta om frågorna"].startswith(said)


def test_every_page_of_figures_has_an_address_here() -> None:
    pages = {(one.name, one.by_year, one.subjects is not None) for one in PAGES}
    assert len(pages) == len(PAGES)
    found = set()
    for path in PATHS:
        *year, name = [part for part in path.split("/") if part not in ("07", "UP-1")]
        found.add((name, bool(year), path.endswith(("07", "UP-1"))))
    assert found == pages


@pytest.mark.parametrize("path", list(PATHS))
def test_the_three_forms_say_the_same(reader: Person, path: str) -> None:
    asked = PATHS[path]
    said = data(reader, path, asked)
    assert said["address"] == f"http://localhost/resultat/{path}/{'?' if asked else ''}{asked}"
    names = {row["länskod"]: row["länsstyrelse"] for row in rows(reader, "2025/lan", "lan")}
    book = sheets(fetch(reader, f"{path}.xlsx?{asked}"))
    assert said["example_data"] is True
    assert said["filters"] == dict(pair.split("=") for pair in asked.split("&") if pair)
    assert len(book) == len(said["tables"]) > 0
    for one, (lines, in_book) in zip(said["tables"], book.values(), strict=True):
        assert len(set(one["columns"])) == len(one["columns"])
        assert lines == [one["title"], *one["notes"]]
        assert any(note.startswith("EXEMPELDATA") for note in one["notes"])
        assert in_book == one["rows"]
        flat = table(fetch(reader, f"{path}.csv?tabell={one['id']}&{asked}"))
        expected = [in_flat(names, row) for row in one["rows"]]
        assert [
            {key: row[key] for key in wanted} for row, wanted in zip(flat, expected, strict=True)
        ] == expected
        assert {row["uppgifter"] for row in flat} <= {"EXEMPELDATA"}
        if said["year"] and "år" not in one["columns"]:
            assert {(row["status"], row["år"]) for row in flat} <= {
                ("publicerad", str(said["year"]))
            }
    assert {one["id"] for one in said["tables"]} == names_of(path)
    first = fetch(reader, f"{path}.csv?{asked}")
    assert first == fetch(reader, f"{path}.csv?tabell={said['tables'][0]['id']}&{asked}")


def names_of(path: str) -> set[str]:
    """Return the tables that the registry names for an address."""
    parts = path.split("/")
    by_year = parts[0].isdigit()
    name, *subject = parts[by_year:]
    [found] = [
        one
        for one in PAGES
        if (one.name, one.by_year, one.subjects is not None) == (name, by_year, bool(subject))
    ]
    return set(found.tables)


@pytest.mark.parametrize(
    ("path", "asked", "held"),
    [
        ("2025/varmekarta", "omrade=XX&prio=9&bedomning=no&sortera=lan", {}),
        ("2025/varmekarta", "omrade=PF&bedomning=nix", {"omrade": "pf"}),
        ("2025/skillnader", "andel=nix", {}),
        ("2025/karta", "delmal=XX-1", {}),
        ("delmal/UP-1", "sok=samverkan", {}),
        ("delmal/UP-1", "sok=+samverkan++nu&texter=1", {"sok": "samverkan nu"}),
    ],
)
def test_a_file_names_the_filters_that_it_holds_to_and_no_others(
    coordinator: Person, path: str, asked: str, held: dict[str, str]
) -> None:
    said = data(coordinator, path, asked)
    assert said["filters"] == held
    query = f"?{urlencode(held)}" if held else ""
    assert said["address"] == f"http://localhost/resultat/{path}/{query}"


@pytest.mark.parametrize("role", list(Role))
def test_an_open_round_is_in_the_coordinators_files_alone(example_app: Flask, role: Role) -> None:
    person = find_person(example_app, role, county="07" if role in COUNTY else None)
    sees = role is Role.COORDINATOR
    for path in OPEN:
        for form in ("xlsx", "csv", "json"):
            status = person.client.get(f"/resultat/{path}.{form}").status_code
            assert status == (200 if sees else 404), (path, form)
    for path in ("delmal.xlsx", "delmal.csv", "delmal/PF-1.xlsx", "delmal/PF-1.csv"):
        assert (b"2026" in unpacked(fetch(person, path))) is sees, path
    for path in ("delmal.json", "delmal/PF-1.json", "2025/lan/07.json", "2025/lan/07.xlsx"):
        assert (b"2026" in unpacked(fetch(person, path))) is sees, path


@pytest.mark.parametrize("role", list(Role))
def test_texts_are_in_the_files_of_who_may_read_them(example_app: Flask, role: Role) -> None:
    with example_app.app_context():
        for handed_in in (True, False):
            for code in db.session.scalars(select(Assessment.county_code).distinct()):
                states = Assessment.status.in_(HANDED_IN)
                which = select(Assessment.id).where(
                    Assessment.county_code == code, states if handed_in else ~states
                )
                said = f"Hemligt {code}" if handed_in else f"Utkastet {code}"
                db.session.execute(
                    update(Answer).where(Answer.assessment_id.in_(which)).values(obstacles=said)
                )
        db.session.commit()
    person = find_person(example_app, role, county="07" if role in COUNTY else None)
    for form in ("xlsx", "csv", "json"):
        for path in PATHS:
            assert b"Hemligt" not in unpacked(fetch(person, f"{path}.{form}")), path
        asked = person.client.get(f"/resultat/delmal/PF-1.{form}?texter=1&tabell=texter")
        if role in (Role.READER, Role.ADMIN):
            assert asked.status_code == 403
            continue
        said = unpacked(asked.data).decode()
        assert "Hemligt 07" in said
        assert "Utkastet" not in said
        assert ("Hemligt 08" in said) is (role is Role.COORDINATOR)
    # Only the page that shows texts has them, whoever asks.
    assert b"Hemligt" not in unpacked(fetch(person, "2025/lan/07.xlsx?texter=1"))


def test_the_texts_are_those_that_the_page_found(coordinator: Person) -> None:
    page = coordinator.get("/resultat/delmal/PF-1/?sok=samverkan")
    links = [link.get("href") for link in page.all("a") if "texter=1" in (link.get("href") or "")]
    assert links == ["/resultat/delmal/PF-1.xlsx?sok=samverkan&texter=1"]
    found = rows(coordinator, "delmal/PF-1", "texter", "texter=1&sok=samverkan")
    everything = rows(coordinator, "delmal/PF-1", "texter", "texter=1")
    said = [" ".join(str(value) for value in row.values()).casefold() for row in everything]
    assert 0 < len(found) == len([one for one in said if "samverkan" in one]) < len(said)
    assert f"{len(found)} av {len(everything)}" in page.text().replace("\xa0", " ")


def test_each_text_carries_the_address_where_it_stands(coordinator: Person) -> None:
    found = rows(coordinator, "delmal/PF-1", "texter", "texter=1&sok=samverkan")
    assert {row["adress"] for row in found} == {"http://localhost/resultat/delmal/PF-1/#texter"}
    page = coordinator.get("/resultat/delmal/PF-1/")
    assert [one for one in page.all("section") if one.get("id") == "texter"]


def test_a_file_without_rows_is_its_headings_and_says_so_in_its_name(reader: Person) -> None:
    def named(path: str) -> str:
        response = reader.client.get(f"/resultat/{path}")
        return response.headers["Content-Disposition"].partition("filename=")[2]

    # Of the first year there is none before.
    path = "2023/varmekarta.csv?tabell=aret-fore"
    assert table(fetch(reader, path)) == []
    assert named(path) == "khoss-2023-varmekarta-aret-fore-inga-rader.csv"
    assert named("2023/varmekarta.csv?tabell=svar") == "khoss-2023-varmekarta-svar.csv"


def test_the_columns_of_a_heat_map_carry_the_lines_of_their_goals(
    example_app: Flask, reader: Person
) -> None:
    with example_app.app_context():
        found = db.session.scalars(select(SubGoal).where(SubGoal.plan.has(year=2024))).all()
        lines = {one.key: one.goal_line_code for one in found}
    held = {one["id"]: one for one in data(reader, "2025/varmekarta")["tables"]}
    before = held["aret-fore"]
    assert before["column_lines"]
    assert before["column_lines"].items() <= lines.items()
    assert set(before["column_lines"]) <= set(before["columns"])
    assert held["delmal"]["column_lines"] == {}


@pytest.mark.parametrize(
    "path",
    [
        "2025/varmekarta.csv?tabell=finns-inte",
        "2025/lan/99.csv",
        "2025/lan/7.csv",
        "delmal/XX-1.json",
        "1999/bild.xlsx",
        "2025/bild.pdf",
        "2025/finns-inte.csv",
        "bild.csv",
        "2025/lan/07/x.csv",
        "delmal/PF-1.csv?tabell=texter",
    ],
)
def test_there_is_no_other_file(coordinator: Person, path: str) -> None:
    assert coordinator.client.get(f"/resultat/{path}").status_code == 404


@pytest.mark.parametrize("path", list(PATHS))
def test_the_page_leads_to_its_files(reader: Person, path: str) -> None:
    asked = PATHS[path]
    page = reader.get(f"/resultat/{path}/?{asked}")
    links = [link.get("href") or "" for link in page.all("a")]
    files = [link for link in links if link.startswith(f"/resultat/{path}.")]
    assert len(files) == len(set(files)) == 2 + len(names_of(path))
    for link in files:
        assert set(asked.split("&")) - {""} <= set(link.partition("?")[2].split("&"))
        assert reader.client.get(link).status_code == 200
    assert not [link for link in links if "texter=1" in link]


def test_a_file_says_the_same_in_either_language(reader: Person) -> None:
    def everything() -> list[bytes]:
        return [fetch(reader, f"{path}.{form}") for path in PATHS for form in ("xlsx", "json")]

    swedish = everything()
    token = reader.token("/resultat/2024/")
    reader.client.post("/sprak/", data={"csrf_token": token, "language": "en", "next": "/"})
    assert everything() == swedish
