"""Tables written as a workbook: numbers as numbers, texts as texts, and nothing that runs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from khoss.workbooks.files import MADE, OPTIONS, put_text

A4 = 9
# Characters of a column, and the points of a line of text.
NARROWEST, WIDEST, MOST_IN_SIGHT = 8, 60, 3
LINE, MOST_HEIGHT = 15, 405
# The most that a cell of the format holds.
MOST_TEXT = 32_767

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Table:
    """One sheet: its title, what has to be known to read it, and rows under their headings.

    `kept` is how many columns stay in sight far to the right. `lines` are the goal lines of the
    columns that are headed by a goal's key, which another year's plan may give to another goal.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    kept: int = 1
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Formats:
    title: Any
    note: Any
    heading: Any
    text: Any
    whole: Any
    decimal: Any
    day: Any
    fragment: Any


def write_tables(tables: Sequence[Table], *, title: str) -> bytes:
    """Return tables as a workbook for Excel and LibreOffice, one sheet each."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties({"title": title, "created": MADE})
    formats = _formats(book)
    for table in tables:
        _write_table(book.add_worksheet(table.name), table, formats)
    book.close()
    return file.getvalue()


def _formats(book: Any) -> _Formats:
    plain = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    boxed = {**plain, "border": 1, "border_color": "#B9C5CD"}
    return _Formats(
        title=book.add_format({**plain, "bold": True, "font_size": 16}),
        note=book.add_format(plain),
        heading=book.add_format(
            {
                **boxed,
                "bold": True,
                "text_wrap": True,
                "bg_color": "#002B45",
                "font_color": "#FFFFFF",
            }
        ),
        text=book.add_format({**boxed, "text_wrap": True, "num_format": "@"}),
        whole=book.add_format({**boxed, "num_format": "0"}),
        decimal=book.add_format({**boxed, "num_format": "0.0"}),
        day=book.add_format({**boxed, "num_format": "yyyy-mm-dd"}),
        fragment=book.add_format({"font_name": "Calibri", "font_size": 11}),
    )


def _write_table(sheet: Any, table: Table, formats: _Formats) -> None:
    put_text(sheet, 0, 0, table.title, formats.title, formats.fragment)
    for row, note in enumerate(table.notes, start=1):
        put_text(sheet, row, 0, note, formats.note, formats.fragment)
    head = len(table.notes) + 2
    widths = [_width(table, place) for place in range(len(table.head))]
    for place, (heading, width) in enumerate(zip(table.head, widths, strict=True)):
        sheet.set_column(place, place, width)
        put_text(sheet, head, place, heading, formats.heading, formats.fragment)
    sheet.set_row(head, _height(table.head, widths))
    for row, values in enumerate(table.rows, start=head + 1):
        sheet.set_row(row, _height([str(value or "") for value in values], widths))
        for place, value in enumerate(values):
            _put(sheet, row, place, value, formats)
    sheet.freeze_panes(head + 1, min(table.kept, MOST_IN_SIGHT))
    if table.rows:
        sheet.autofilter(head, 0, head + len(table.rows), len(table.head) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer(f"&L{table.title.replace('&', '&&')}&R&P (&N)")


def _put(sheet: Any, row: int, place: int, value: Value, formats: _Formats) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, formats.text)
    elif isinstance(value, str):
        put_text(sheet, row, place, value[:MOST_TEXT], formats.text, formats.fragment)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, formats.day)
    else:
        whole = isinstance(value, int)
        sheet.write_number(row, place, value, formats.whole if whole else formats.decimal)


def _width(table: Table, place: int) -> int:
    """Return how wide a column is: as its longest text, or its heading's longest word."""
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    word = max(len(word) for word in table.head[place].split() or [""])
    return min(max(longest, word, NARROWEST) + 2, WIDEST)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how high a row has to be: LibreOffice does not find it out when it opens a file."""
    lines = max(
        sum(1 + len(line) // width for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * LINE, MOST_HEIGHT)
