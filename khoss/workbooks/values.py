"""What the cells that an officer fills in say, each checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from flask_babel import gettext as _

from khoss.enums import Rating
from khoss.texts import TEXT_LIMIT, clean_text
from khoss.workbooks import layout
from khoss.workbooks.cells import Cell, Kind, Sheet
from khoss.workbooks.faults import Fault
from khoss.workbooks.identity import Identity
from khoss.workbooks.layout import Workbook, cell_name

INTEGER = re.compile(r"-?[0-9]{1,15}(\.0+)?")
DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")


@dataclass
class Reading:
    """The answers' sheet while it is being read."""

    sheet: Sheet
    expected: Workbook
    identity: Identity
    faults: list[Fault] = field(default_factory=list)

    def find(self, row: int, column: int, sentence: str) -> None:
        """Note a fault in a cell."""
        self.faults.append(Fault(layout.ANSWER_SHEET, cell_name(row, column), sentence))


def rating_of(reading: Reading, row: int, place: int, cell: Cell | None) -> Rating | None:
    """Return the rating in a cell; an empty one is unanswered."""
    if cell is None:
        return None
    words = {word.casefold(): rating for rating, word in layout.RATING_WORDS.items()} | {"": None}
    said = clean_text(cell.text).casefold()
    if cell.kind is Kind.TEXT and said in words:
        return words[said]
    reading.find(
        *(row, place), _("Välj Ja, Delvis eller Nej i listan. Töm cellen om frågan är obesvarad.")
    )
    return None


def coverage_of(reading: Reading, row: int, place: int, cell: Cell | None) -> int | None:
    """Return how many municipalities a cell says; an empty one says none."""
    text = clean_text(cell.text) if cell else ""
    if cell is None or not text:
        return None
    most = reading.expected.municipalities
    plain = cell.kind in (Kind.TEXT, Kind.NUMBER, Kind.OTHER_NUMBER)
    if plain and INTEGER.fullmatch(text) and 0 <= int(text.partition(".")[0]) <= most:
        return int(text.partition(".")[0])
    reading.find(
        *(row, place),
        _(
            "Skriv ett heltal från 0 till %(most)d: så många kommuner har länet. Töm cellen om ni "
            "inte vet.",
            most=most,
        ),
    )
    return None


def text_of(reading: Reading, row: int, place: int, cell: Cell | None) -> str:
    """Return the text in a cell, cleaned as a form cleans it; a plain number is a text too."""
    if cell is None:
        return ""
    if cell.kind is Kind.NUMBER:
        number = _plain_number(cell.text)
        if number is not None:
            return number
    if cell.kind is not Kind.TEXT:
        reading.find(row, place, _not_text(cell.kind))
        return ""
    text = clean_text(cell.text)
    if len(text) > TEXT_LIMIT:
        reading.find(
            *(row, place),
            _(
                "Texten är %(length)d tecken, högst %(most)d får plats. Korta den och läs in igen.",
                length=len(text),
                most=TEXT_LIMIT,
            ),
        )
    return text


def _plain_number(text: str) -> str | None:
    """Return a number as a Swede writes it, where the file leaves no doubt; else None."""
    if INTEGER.fullmatch(text):
        return text.partition(".")[0]
    if DECIMAL.fullmatch(text) and math.isfinite(float(text)) and repr(float(text)) == text:
        return text.replace(".", ",")
    return None


def _not_text(kind: Kind) -> str:
    match kind:
        case Kind.DATE:
            return _("Cellen innehåller ett datum eller klockslag. Skriv det som text.")
        case Kind.BOOLEAN:
            return _("Cellen innehåller SANT eller FALSKT. Skriv svaret som text.")
        case Kind.ERROR:
            return _("Cellen innehåller ett felvärde från en beräkning. Skriv svaret som text.")
    return _(
        "Cellen innehåller ett tal som visas på annat sätt än det är lagrat, till exempel procent. "
        "Skriv det som text."
    )


def formula_sentence() -> str:
    """Return what to say of a formula, wherever it stands."""
    return _(
        "Cellen innehåller en formel. Formler körs aldrig här och resultatet läses inte: klistra "
        "in det som värde eller skriv det som text."
    )
