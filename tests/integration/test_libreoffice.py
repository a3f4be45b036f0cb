"""Workbooks that LibreOffice has opened and saved come back right."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from khoss.enums import Role
from khoss.workbooks.layout import ANSWER_SHEET, IDENTITY_SHEET
from tests.integration.test_workbooks import answer, save, write_online
from tests.support.pages import Person, find_person
from tests.support.workbooks import (
    ACTIVITIES,
    COVERAGE,
    OBSTACLES,
    RATING,
    REASON,
    SUPPORT,
    answer_cells,
    export,
    filled,
    send,
    staged,
)

ODD = "=1+1\n+46 åäö ”citat” 😀 <r>x</r> & _x000D_ x005F_\tslut"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def saved_by_libreoffice(folder: Path, books: Sequence[bytes]) -> list[bytes]:
    """Open workbooks in LibreOffice and save them again."""
    for number, data in enumerate(books):
        (folder / f"{number}.xlsx").write_bytes(data)
    out = folder / "out"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(out)),
            *(str(folder / f"{number}.xlsx") for number in range(len(books))),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [(out / f"{number}.xlsx").read_bytes() for number in range(len(books))]


def test_what_libreoffice_saves_comes_back_right(
    example_app: Flask, officer: Person, tmp_path: Path
) -> None:
    start = export(officer)
    typed = filled(
        start,
        {
            f"{RATING}3": "Nej",
            f"{ACTIVITIES}3": "Skrivet i ett annat program\nåäö 😀",
            f"{OBSTACLES}3": "-5 tjänster",
            f"{SUPPORT}3": 12,
            f"{COVERAGE}3": 5,
            f"{REASON}3": "Vi räknar strängare",
        },
    )
    formula = filled(start, {f"{ACTIVITIES}3": "=1+1"})
    write_online(officer, activities=ODD, rating="yes")
    untouched = export(officer)
    same, changed, computed = saved_by_libreoffice(tmp_path, [untouched, typed, formula])

    # Other bytes, the same cells: the program did save it anew.
    assert same != untouched
    assert answer_cells(same).cells == answer_cells(untouched).cells
    assert "Inget ändras" in staged(officer, same)[1].text()

    assert "en formel" in send(officer, computed, status=422).text()

    address, page = staged(officer, changed)
    save(officer, address, page)
    now = answer(example_app, goal=("PF", 2))
    assert now.rating == "no"
    assert now.activities == "Skrivet i ett annat program\nåäö 😀"
    assert (now.obstacles, now.support_needs, now.coverage) == ("-5 tjänster", "12", 5)
    assert now.change_reason == "Vi räknar strängare"
    assert answer(example_app).activities == ODD


def test_libreoffice_keeps_what_is_hidden_and_locked(officer: Person, tmp_path: Path) -> None:
    data = export(officer)
    [once] = saved_by_libreoffice(tmp_path, [data])
    [twice] = saved_by_libreoffice(tmp_path, [once])
    assert answer_cells(twice).cells == answer_cells(data).cells
    book = openpyxl.load_workbook(io.BytesIO(twice))
    assert book[IDENTITY_SHEET].sheet_state != "visible"
    sheet = book[ANSWER_SHEET]
    assert sheet.protection.sheet
    assert sheet["B2"].protection.locked
    assert not sheet[f"{ACTIVITIES}2"].protection.locked
    assert next(str(rule.formula1) for rule in sheet.data_validations.dataValidation) == (
        '"Ja,Delvis,Nej"'
    )
