"""Damaged and hostile files: each gets a clear answer, and changes nothing."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from flask import Flask

from khoss.enums import Role
from khoss.errors import FileRefused
from khoss.workbooks.archive import Archive
from khoss.workbooks.cells import read_sheets
from tests.support.hostile import FILES
from tests.support.pages import Page, Person, find_person
from tests.support.workbooks import FOLDER, export, send, state

LARGEST_PEAK = 64 * 1024 * 1024


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def rows(page: Page) -> list[list[str]]:
    """Return the faults in the table: sheet, cell, sentence."""
    return [
        [page.text(cell) for cell in row if cell.tag.endswith("}td")] for row in page.all("tr")[1:]
    ]


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_is_refused_with_a_sentence_and_changes_nothing(
    example_app: Flask, officer: Person, name: str
) -> None:
    hostile = FILES[name]
    data = hostile.make(export(officer))
    before = state(example_app)
    page = send(officer, data, status=422)
    found = rows(page)
    said = [row for row in found if hostile.words in row[2]]
    assert said, found
    if hostile.cell:
        assert hostile.cell in [row[1] for row in said]
        assert {row[0] for row in said} == {"Svar"}
    assert all(row[0] and row[1] and row[2].endswith(".") for row in found)
    assert "Inget är ändrat" in page.text()
    assert state(example_app) == before


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 50


def test_a_good_file_is_taken(officer: Person) -> None:
    """What all of them are made from is not refused itself."""
    send(officer, export(officer))


def test_a_hundred_megabytes_are_turned_away_at_the_door(
    example_app: Flask, officer: Person
) -> None:
    token = officer.token(FOLDER)
    before = state(example_app)
    response = officer.client.post(
        FOLDER,
        data={
            "csrf_token": token,
            "file": (io.BytesIO(b"PK" + bytes(100_000_000)), "stor.xlsx"),
        },
    )
    response.request.environ["wsgi.input"].close()
    page = Page(response)
    page.check()
    assert response.status_code == 413
    assert "Filen är för stor" in page.text()
    assert "inget är ändrat" in page.text()
    assert state(example_app) == before


@pytest.mark.parametrize("name", [name for name in FILES if "million" in name or "bomb" in name])
def test_a_bomb_takes_no_memory(officer: Person, name: str) -> None:
    data = FILES[name].make(export(officer))
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused):
            read_sheets(Archive(data))
        assert tracemalloc.get_traced_memory()[1] < LARGEST_PEAK
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "<script>alert(1)</script>.xlsx", "å" * 300 + ".xlsx", "a"]
)
def test_the_name_of_a_file_is_only_a_name(officer: Person, name: str) -> None:
    page = send(officer, b"nej", status=422, name=name)
    assert "<script>alert" not in page.html
    address = send(officer, export(officer), name=name).response.location
    assert officer.get(address).status == 200


@pytest.mark.parametrize("field", ["", "annat", "file"])
def test_a_form_whose_file_is_no_file_is_refused(
    example_app: Flask, officer: Person, field: str
) -> None:
    before = state(example_app)
    officer.post(FOLDER, {field: "text"} if field else {}, status=422)
    assert state(example_app) == before
