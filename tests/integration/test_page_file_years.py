"""Each row of a file says the year that its figures are of, and whether they are preliminary."""

from __future__ import annotations

import pytest
from flask import Flask

from khoss.enums import Role
from tests.support.files import fetch, sheets, table
from tests.support.page_files import data, rows
from tests.support.pages import Person, find_person

PRELIMINARY = "preliminär"
STEPS = ("2026/lan/09.csv?tabell=steg", "2024/lan/09.csv?tabell=steg")


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def status(year: int) -> str:
    """Return how the status of a year begins: 2026 is open, the others are published."""
    return PRELIMINARY if year == 2026 else "publicerad"


def check(row: dict[str, str], year: int) -> None:
    assert row["år"] == str(year)
    assert row["status"].startswith(status(year))


@pytest.mark.parametrize(("year", "before"), [(2024, 2023), (2026, 2025)])
def test_the_year_before_in_a_heat_map_says_that_it_is_another_year(
    coordinator: Person, year: int, before: int
) -> None:
    flat = table(fetch(coordinator, f"{year}/varmekarta.csv?tabell=aret-fore"))
    assert flat
    for row in flat:
        check(row, before)
    for row in table(fetch(coordinator, f"{year}/varmekarta.csv")):
        check(row, year)
    assert {row["år"] for row in rows(coordinator, f"{year}/varmekarta", "aret-fore")} == {before}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("2024/varmekarta.csv?tabell=aret-fore", "khoss-2023-varmekarta-aret-fore.csv"),
        ("2024/varmekarta.csv?tabell=svar", "khoss-2024-varmekarta-svar.csv"),
        ("2024/varmekarta.csv", "khoss-2024-varmekarta.csv"),
        ("2024/lan/09.csv?tabell=steg", "khoss-2024-lan-09-steg.csv"),
        ("2024/skillnader.csv?tabell=andring", "khoss-2024-skillnader-andring.csv"),
        ("utveckling.csv?tabell=steg", "khoss-utveckling-steg.csv"),
    ],
)
def test_a_file_is_named_by_the_year_that_it_holds(
    coordinator: Person, path: str, name: str
) -> None:
    response = coordinator.client.get(f"/resultat/{path}")
    assert f"filename={name}" in response.headers["Content-Disposition"].replace('"', "")


@pytest.mark.parametrize(
    "path",
    [*STEPS, "utveckling.csv?tabell=steg", "delmal/UP-1.csv?tabell=andringar"],
)
def test_a_step_is_of_its_later_year_and_preliminary_while_that_is(
    coordinator: Person, path: str
) -> None:
    flat = table(fetch(coordinator, path))
    assert {"2025", "2026"} <= {row["till år"] for row in flat}
    for row in flat:
        check(row, int(row["till år"]))


def test_a_change_of_the_spread_says_the_year_of_each_row(coordinator: Person) -> None:
    flat = table(fetch(coordinator, "2026/skillnader.csv?tabell=andring"))
    held = {row["år"] for row in flat}
    assert held == {"2025", "2026"}
    for row in flat:
        check(row, int(row["år"]))
        open_choice = row["att veta"] == "urvalet av län är preliminärt: 2026 är inte publicerat"
        assert open_choice is (row["år"] == "2025")
    published = table(fetch(coordinator, "2025/skillnader.csv?tabell=andring"))
    assert {row["att veta"] for row in published if row["svar"]} == {""}


def test_a_row_of_another_year_says_what_is_not_known_of_its_own_questions(
    coordinator: Person,
) -> None:
    for row in table(fetch(coordinator, "2026/lan/09.csv?tabell=steg")):
        said = row["att veta om frågorna"].startswith("Frågornas lydelse 2023 har inte publicerats")
        assert said is (row["från år"] == "2023")


@pytest.mark.parametrize("path", ["2024", "2026"])
def test_a_year_says_its_status_and_its_bases(coordinator: Person, path: str) -> None:
    flat = table(fetch(coordinator, f"{path}.csv"))
    assert flat
    for row in flat:
        check(row, int(path))
        if row["delmål"]:
            assert row["bas"] == f"{row['svarande']} av {row['länsstyrelser']}"
        if row["ja året före"]:
            base = f"{row['svarande året före']} av {row['länsstyrelser året före']}"
            assert row["bas året före"] == base


def test_a_year_says_the_same_in_either_language(coordinator: Person) -> None:
    swedish = fetch(coordinator, "2026.csv")
    token = coordinator.token("/resultat/2024/")
    coordinator.client.post("/sprak/", data={"csrf_token": token, "language": "en", "next": "/"})
    assert fetch(coordinator, "2026.csv") == swedish


@pytest.mark.parametrize("name", ["lan/09", "skillnader", "varmekarta"])
def test_the_workbook_says_the_years_too(coordinator: Person, name: str) -> None:
    for one in data(coordinator, f"2026/{name}")["tables"]:
        if one["id"] in ("steg", "andring", "aret-fore"):
            assert {row["år"]: row["status"].startswith(PRELIMINARY) for row in one["rows"]} == {
                row["år"]: row["år"] == 2026 for row in one["rows"]
            }
    found = sheets(fetch(coordinator, f"2026/{name}.xlsx"))
    assert any("status" in row for _, held in found.values() for row in held)


def test_every_row_of_an_area_or_a_county_has_its_code(coordinator: Person) -> None:
    for name in ("ar", "steg"):
        found = rows(coordinator, "utveckling", name)
        areas = {row["områdeskod"] for row in found if row["indelning"] == "område"}
        assert {"PF", "SL", "UP"} <= areas
        assert None not in areas
        assert {row["områdeskod"] for row in found if row["indelning"] != "område"} == {None}
    names = {row["länskod"]: row["länsstyrelse"] for row in rows(coordinator, "2025/lan", "lan")}
    moves = [row for row in rows(coordinator, "delmal/UP-1", "andringar") if row["länsstyrelser"]]
    assert moves
    for row in moves:
        said = [names[code] for code in row["länskoder"].split(", ")]
        assert said == row["länsstyrelser"].split(", ")
    texts = rows(coordinator, "delmal/UP-1", "texter", "texter=1")
    assert texts
    for row in texts:
        assert names[row["länskod"]] == row["länsstyrelse"]
        assert row["status"].startswith(status(row["år"]))
