"""Rows as Excel in Swedish reads them, in a file that no cell of can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
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
