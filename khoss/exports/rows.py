"""Rows as Excel in Swedish reads them, in a file that no cell of can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from khoss.enums import Rating

# A cell that begins like this is a formula to a spreadsheet, whatever it says in the file.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

RATINGS: dict[Rating | None, str] = {
    Rating.YES: "ja",
    Rating.PARTLY: "delvis",
    Rating.NO: "nej",
    None: "obesvarad",
}
NOT_HANDED_IN = "inte inlämnad"
# What the headings of columns with the codes of one county or several begin with.
COUNTY_CODE = "länskod"

# A number stays a number, in the file too; None is an empty cell, which is not zero.
Cell = str | int | Decimal | date | None


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def semicolons(head: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table with semicolons, decimal commas and a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_written(cell) for cell in head])
    for row in rows:
        writer.writerow([_written(cell) for cell in (*row, *[""] * (len(head) - len(row)))])
    return text.getvalue().encode("utf-8-sig")


def with_counties(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], names: Mapping[str, str]
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return a flat table whose county codes stand with their names: `01 Stockholms län`.

    A spreadsheet that opens a flat file takes `01` for the number 1, whatever stands around it, and
    so does many a program. With the name after it the code stays whole; its two digits come first.
    """
    places = [place for place, name in enumerate(head) if name.startswith(COUNTY_CODE)]
    named = tuple(
        name.replace("länskoder", "län").replace(COUNTY_CODE, "län") if place in places else name
        for place, name in enumerate(head)
    )
    return named, [
        tuple(_counties(cell, names) if place in places else cell for place, cell in enumerate(row))
        for row in rows
    ]


def _counties(codes: Cell, names: Mapping[str, str]) -> Cell:
    if not codes:
        return codes
    return ", ".join(f"{code} {names[code]}" for code in str(codes).split(", "))


def origin(is_example: bool) -> str:
    """Return the word that every file says of where its answers come from."""
    return "EXEMPELDATA" if is_example else "verkliga"


def _written(cell: Cell) -> str | int:
    """Return a cell as the file says it."""
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    safe = guarded(cell)
    return safe if isinstance(safe, int) else str(safe or "")
