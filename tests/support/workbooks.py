"""Workbooks as people and programs change them, well and badly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.models import Answer, AnswerRevision, Assessment, Event, WorkbookImport
from khoss.workbooks.archive import Archive
from khoss.workbooks.cells import Sheet, read_sheets
from khoss.workbooks.layout import ANSWER_SHEET
from tests.support.pages import Page, Person

FOLDER = "/sjalvskattning/2026/07/arbetsbok/"
FILE = f"{FOLDER}sjalvskattning-2026-07.xlsx"
# The columns that an officer fills in.
RATING, ACTIVITIES, OBSTACLES, SUPPORT, COVERAGE, REASON = "JKLMNO"

Content = dict[str, bytes]


def export(person: Person, path: str = FILE) -> bytes:
    """Fetch a workbook."""
    response = person.client.get(path)
    assert response.status_code == 200
    return bytes(response.data)


def send(
    person: Person,
    data: bytes,
    *,
    status: int = 303,
    folder: str = FOLDER,
    name: str = "ifylld.xlsx",
) -> Page:
    """Send a workbook in, from the page that takes it."""
    file = (io.BytesIO(data), name)
    page = person.post(folder, {"file": file}, status=status, token_from=folder)
    # The test's own client leaves the file open in which it wraps a large upload.
    page.response.request.environ["wsgi.input"].close()
    return page


def staged(person: Person, data: bytes) -> tuple[str, Page]:
    """Send a workbook in; return the address of what it changes, and that page."""
    address = send(person, data).response.location
    return address, person.get(address)


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Let another program open a workbook, change it and save it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled(data: bytes, values: Mapping[str, object]) -> bytes:
    """Fill in cells of the answers' sheet, by their names."""

    def change(book: Any) -> None:
        for cell, value in values.items():
            book[ANSWER_SHEET][cell] = value

    return edited(data, change)


def parts(data: bytes) -> Content:
    """Return the parts of a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Content) -> bytes:
    """Return a workbook of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return file.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one part added or replaced."""
    return packed({**parts(data), name: part})


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with a text of one part replaced, once."""
    content = parts(data)
    assert old in content[name], (name, old)
    return packed({**content, name: content[name].replace(old, new, 1)})


def answer_cells(data: bytes) -> Sheet:
    """Return the cells of the answers' sheet."""
    return read_sheets(Archive(data))[ANSWER_SHEET]


def state(app: Flask) -> list[object]:
    """Return everything that an import could change."""
    with app.app_context():
        rows: list[object] = []
        for model in (Answer, AnswerRevision, Assessment, Event, WorkbookImport):
            table = model.__table__
            rows += [tuple(row) for row in db.session.execute(select(table).order_by(table.c.id))]
        db.session.rollback()
    return [repr(row) for row in rows]
