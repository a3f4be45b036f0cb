"""Files of figures, fetched and read by other programs than the one that wrote them."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path

import openpyxl

from khoss.enums import AssessmentStatus, Rating
from tests.support.official import rows
from tests.support.pages import Person

POPULATION = 21
WORDS = {Rating.YES: "ja", Rating.PARTLY: "delvis", Rating.NO: "nej", None: "obesvarad"}
HANDED_IN = (AssessmentStatus.SUBMITTED, AssessmentStatus.APPROVED, AssessmentStatus.ACCEPTED)
COUNTS = ("ja", "delvis", "nej", "obesvarade", "svarande", "länsstyrelser")
# What a spreadsheet takes for a formula, for markup or for another character, if it is let.
ODD = ('=1+1;HYPERLINK("x")', "+46 åäö", "-5 tjänster", "@SUMMA(A1)", "<r>ÅÄÖ</r> _x000D_")

Row = dict[str, object]


def fetch(person: Person, path: str) -> bytes:
    """Return a file below the results."""
    response = person.client.get(f"/resultat/{path}")
    assert response.status_code == 200, path
    assert "attachment" in response.headers["Content-Disposition"]
    return bytes(response.data)


def table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a flat file."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";", strict=True))


def sheets(content: bytes) -> dict[str, tuple[list[str], list[Row]]]:
    """Return each sheet: the lines above its table, and its rows by heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book:
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        # The title, the notes and an empty row; below it are the headings.
        start = next(place for place, row in enumerate(cells) if row[0] is None) + 1
        lines = [str(row[0]) for row in cells[: start - 1]]
        head = [str(value) for value in cells[start]]
        found[sheet.title] = (
            lines,
            [dict(zip(head, row, strict=True)) for row in cells[start + 1 :]],
        )
    return found


def official(year: int) -> dict[str, dict[str, str]]:
    """Return the official rows of a year by goal."""
    return {f"{row['area']} {row['position']}": row for row in rows(f"plan-{year}.csv")}


def official_counts(row: dict[str, str]) -> list[int]:
    """Return an official row's counts, in the order of `COUNTS`."""
    counts = [int(row[name]) for name in ("yes", "partly", "no")]
    base = sum(counts)
    return [*counts, POPULATION - base, base, POPULATION]


def short(year: int) -> dict[str, str]:
    """Return the short bases by goal as the files are to say them, from the official data."""
    bases = {key: official_counts(row)[4] for key, row in official(year).items()}
    return {key: f"{base} av {POPULATION}" for key, base in bases.items() if base < POPULATION}


def convert(folder: Path, name: str, *options: str) -> bytes:
    """Return a file of the folder as LibreOffice opens it and saves it again as a workbook."""
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *(*options, "--convert-to", "xlsx", "--outdir", str(folder / "out")),
            str(folder / name),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / name).with_suffix(".xlsx").read_bytes()


def unpacked(content: bytes) -> bytes:
    """Return what a file says; a workbook's parts are packed."""
    if not content.startswith(b"PK"):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\n".join(values).encode()
