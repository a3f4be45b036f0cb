"""LibreOffice opens the files: numbers are numbers, days are days, and nothing runs."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.clock import SWEDEN
from khoss.db import db
from khoss.enums import Role
from khoss.models import Answer, Assessment, County, Round, SubGoal
from tests.support.files import ODD, convert, fetch, sheets, unpacked
from tests.support.pages import Person, find_person

# Semicolons, UTF-8, every column as Swedish reads it.
SWEDISH_CSV = "--infilter=CSV:59,34,76,1,,1053"
# The same, and what looks like a number becomes one, as in Excel.
DETECTING_CSV = f"{SWEDISH_CSV},false,true"


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    """Return the coordinator, where counties have written what a spreadsheet would run."""
    with example_app.app_context():
        ids = db.session.scalars(
            select(Answer.id)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(Answer.sub_goal)
            .where(Round.year == 2025, SubGoal.goal_line_code == "PF-1")
            .order_by(Assessment.county_code)
            .limit(len(ODD))
        ).all()
        for answer_id, text in zip(ids, ODD, strict=True):
            db.session.execute(update(Answer).where(Answer.id == answer_id).values(activities=text))
        db.session.commit()
    return find_person(example_app, Role.COORDINATOR)


def opened(folder: Path, name: str, content: bytes, how: str = SWEDISH_CSV) -> bytes:
    (folder / name).write_bytes(content)
    return convert(folder, name, *([how] if name.endswith(".csv") else []))


def test_a_workbook_is_the_same_when_libreoffice_has_opened_it(
    example_app: Flask, coordinator: Person, tmp_path: Path
) -> None:
    with example_app.app_context():
        handed_in = {
            code: at.astimezone(SWEDEN).date()
            for code, at in db.session.execute(
                select(Assessment.county_code, Assessment.submitted_at)
                .join(Assessment.round)
                .where(Round.year == 2025)
            )
            if at is not None
        }
    for name, path in (
        ("ar.xlsx", "2025/tabeller.xlsx?texter=1"),
        ("delmal.xlsx", "delmal/PF-1.xlsx?texter=1"),
        ("karta.xlsx", "2025/varmekarta.xlsx?sortera=andel"),
        ("lan.xlsx", "2025/lan/07.xlsx"),
    ):
        content = fetch(coordinator, path)
        saved = opened(tmp_path, name, content)
        assert sheets(saved) == sheets(content), name
        for sheet in openpyxl.load_workbook(io.BytesIO(saved)):
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        if "texter" in path:
            _, texts = sheets(saved)["Texter"]
            assert {row["utförda aktiviteter"] for row in texts} >= set(ODD)
        if name == "ar.xlsx":
            for row in texts:
                day = row["inlämnad den"]
                assert isinstance(day, datetime)
                assert day.date() == handed_in[str(row["länskod"])]
        assert "Östra".encode() in unpacked(saved) or name == "lan.xlsx"


def test_a_flat_file_opens_with_its_numbers_letters_and_texts(
    coordinator: Person, tmp_path: Path
) -> None:
    def first_rows(name: str, path: str) -> list[dict[str, object]]:
        saved = opened(tmp_path, name, fetch(coordinator, path))
        sheet = openpyxl.load_workbook(io.BytesIO(saved)).worksheets[0]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]

    row = first_rows("delmal.csv", "2024/delmal.csv")[0]
    assert (row["delmål"], row["ja"], row["ja, procent av svaren"]) == ("PF 1", 18, 85.7)
    assert row["områdets namn"] == "Planeringsförutsättningar"
    assert row["bas"] == "21 av 21"
    row = first_rows("karta.csv", "2024/varmekarta.csv?tabell=delmal")[0]
    assert (row["delmål"], row["ja"], row["ja, procent av svaren"]) == ("PF 1", 18, 85.7)
    assert row["status"] == "publicerad"
    texts = first_rows("texter.csv", "delmal/PF-1.csv?tabell=texter&texter=1")
    said = {str(one["utförda aktiviteter"]) for one in texts}
    # What would be a formula is kept from being one by an apostrophe; nothing else is changed.
    assert said >= {f"'{text}" if text[0] in "=+-@" else text for text in ODD}


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("2025/svar.csv", "län"),
        ("2025/lan.csv?tabell=lan", "län"),
        ("2025/skillnader.csv?tabell=grupper", "län"),
        ("2025/lan/07.csv?tabell=bredvid", "län"),
    ],
)
def test_a_countys_code_keeps_its_zero_where_numbers_are_detected(
    example_app: Flask, coordinator: Person, tmp_path: Path, path: str, column: str
) -> None:
    with example_app.app_context():
        names = {f"{one.code} {one.name}" for one in db.session.scalars(select(County))}
    saved = opened(tmp_path, "fil.csv", fetch(coordinator, path), DETECTING_CSV)
    sheet = openpyxl.load_workbook(io.BytesIO(saved)).worksheets[0]
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    cells = [row[head.index(column)] for row in rows]
    assert any(str(one).startswith("0") for one in cells)
    assert {name for one in cells if one for name in str(one).split(", ")} <= names
    # The rest is numbers, and not texts that look so.
    assert any(isinstance(value, int | float) for value in rows[0])
