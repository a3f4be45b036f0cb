"""A workbook read back: every cell checked against the workbook as it would be written now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from khoss.errors import FileRefused
from khoss.texts import clean_text
from khoss.workbooks import layout
from khoss.workbooks.archive import Archive
from khoss.workbooks.cells import Kind, Sheet, read_sheets
from khoss.workbooks.faults import Fault
from khoss.workbooks.identity import read_identity
from khoss.workbooks.layout import COLUMNS, FILLED, LOCKED, Filled, Question, Workbook, cell_name
from khoss.workbooks.values import Reading, coverage_of, formula_sentence, rating_of, text_of

# More faults than this help nobody.
MOST_FAULTS = 200


@dataclass(frozen=True)
class ReadAnswer:
    """One sub-goal's answer from a workbook, and the version that the workbook was made from.

    `left_out` are the fields that the workbook could not hold.
    """

    key: str
    version: int
    filled: Filled
    left_out: tuple[str, ...] = ()


def read_workbook(data: bytes, expected: Workbook) -> tuple[ReadAnswer, ...]:
    """Return the answers in a workbook that was sent in, in the order of the plan.

    `expected` is the county's workbook of the year as it would be written now.

    :raises FileRefused: with every fault in the file; nothing of it holds then.
    """
    sheets = read_sheets(Archive(data))
    _check_sheets(sheets)
    identity = read_identity(sheets[layout.IDENTITY_SHEET], expected)
    reading = Reading(sheets[layout.ANSWER_SHEET], expected, identity)
    _check_shape(reading)
    _stop_at_faults(reading)
    rows = _rows_by_key(reading)
    answers = [
        _read_row(reading, rows[question.key], question)
        for question in expected.questions
        if question.key in rows
    ]
    _stop_at_faults(reading)
    return tuple(answers)


def _stop_at_faults(reading: Reading) -> None:
    if not reading.faults:
        return
    faults = reading.faults[:MOST_FAULTS]
    more = len(reading.faults) - len(faults)
    if more:
        sentence = _("Och %(more)d fel till. Rätta de här först och läs in igen.", more=more)
        faults.append(Fault(layout.ANSWER_SHEET, "", sentence))
    raise FileRefused(faults)


def _check_sheets(sheets: dict[str, Sheet]) -> None:
    """Check that the sheets are ours; what somebody wrote on one of their own would be lost."""
    faults = [
        Fault(
            name,
            "",
            _(
                "Fliken hör inte till arbetsboken, och det som står där läses inte in. Flytta "
                "texten till rätt cell, ta bort fliken och läs in igen."
            ),
        )
        for name in sheets
        if name not in (layout.README_SHEET, layout.ANSWER_SHEET, layout.IDENTITY_SHEET)
    ]
    faults += [
        Fault(
            name,
            "",
            _(
                "Fliken saknas eller har bytt namn, så det går inte att se vad svaren hör till. "
                "Hämta en ny arbetsbok och kopiera in svaren i den."
            ),
        )
        for name in (layout.ANSWER_SHEET, layout.IDENTITY_SHEET)
        if name not in sheets
    ]
    if faults:
        raise FileRefused(faults[:MOST_FAULTS])


def _check_shape(reading: Reading) -> None:
    """Check the headings, that nothing is merged, and that nothing stands outside the table."""
    sheet = reading.sheet
    for reference in sheet.merged[:MOST_FAULTS]:
        sentence = _(
            "Cellerna är sammanslagna, så att svar kan ha försvunnit. Dela upp dem igen, "
            "kontrollera texten och läs in på nytt."
        )
        reading.faults.append(Fault(layout.ANSWER_SHEET, reference[:20], sentence))
    for place, column in enumerate(COLUMNS):
        cell = sheet.cells.get((0, place))
        if cell is None or cell.kind is not Kind.TEXT or clean_text(cell.text) != column.heading:
            reading.find(
                *(0, place),
                _(
                    "Här ska rubriken ”%(heading)s” stå. Kolumnerna får inte flyttas, tas bort "
                    "eller byta namn: hämta en ny arbetsbok och kopiera in svaren i den.",
                    heading=column.heading,
                ),
            )
    last = len(reading.expected.questions)
    for (row, column_place), cell in sorted(sheet.cells.items()):
        outside = column_place >= len(COLUMNS) or (row > last and column_place >= len(LOCKED))
        if outside and cell.kind is Kind.FORMULA:
            reading.find(row, column_place, formula_sentence())
        elif outside and clean_text(cell.text):
            reading.find(
                *(row, column_place),
                _(
                    "Cellen ligger utanför tabellen och läses inte in. Flytta texten till rätt "
                    "cell i tabellen, töm den här och läs in igen."
                ),
            )


def _rows_by_key(reading: Reading) -> dict[str, int]:
    """Return each sub-goal's row; every one has to stand there once."""
    rows: dict[str, int] = {}
    known = {question.key for question in reading.expected.questions}
    taken = sorted({row for row, column in reading.sheet.cells if row > 0})
    for row in taken:
        cell = reading.sheet.cells.get((row, 0))
        key = clean_text(cell.text) if cell and cell.kind is Kind.TEXT else ""
        if key not in known:
            reading.find(
                *(row, 0),
                _(
                    "Raden hör inte till något delmål i årets plan. Cellen är låst i arbetsboken "
                    "och har ändrats: hämta en ny arbetsbok och kopiera in svaren i den."
                ),
            )
        elif key in rows:
            reading.find(row, 0, _("Delmålet %(key)s står på två rader. Ta bort en.", key=key))
        else:
            rows[key] = row
    for key in sorted(known - rows.keys()):
        reading.find(
            *(0, 0),
            _(
                "Raden för delmålet %(key)s saknas. Hämta en ny arbetsbok och kopiera in svaren.",
                key=key,
            ),
        )
    return rows


def _read_row(reading: Reading, row: int, question: Question) -> ReadAnswer:
    _check_locked(reading, row, question)
    values: dict[str, Any] = {}
    left_out = []
    for place, column in enumerate(FILLED, start=len(LOCKED)):
        name = str(column.field)
        cell = reading.sheet.cells.get((row, place))
        if cell is not None and cell.kind is Kind.FORMULA:
            reading.find(row, place, formula_sentence())
        elif cell is not None and cell.text == layout.NOT_HERE:
            left_out.append(name)
        elif name == "rating":
            values[name] = rating_of(reading, row, place, cell)
        elif name == "coverage":
            values[name] = coverage_of(reading, row, place, cell)
        else:
            values[name] = text_of(reading, row, place, cell)
    return ReadAnswer(
        question.key,
        reading.identity.versions[question.key],
        Filled(**values),
        tuple(left_out),
    )


def _check_locked(reading: Reading, row: int, question: Question) -> None:
    """Check that the question is the plan's, and that what is locked says what was written."""
    prints = reading.identity.fingerprints[question.key]
    now = layout.locked_cells(question, year=reading.expected.year)
    for place, (kept, text) in enumerate(zip(prints, now, strict=True)):
        cell = reading.sheet.cells.get((row, place))
        if cell is not None and cell.kind is Kind.FORMULA:
            reading.find(row, place, formula_sentence())
        elif layout.fingerprint(cell.text if cell else "") != kept:
            reading.find(
                *(row, place),
                _(
                    "Cellen är låst i arbetsboken och har ändrats. Återställ den, eller hämta en "
                    "ny arbetsbok och kopiera in svaren. Det ni själva skriver hör hemma i "
                    "kolumnerna %(first)s till %(last)s.",
                    first=cell_name(0, len(LOCKED))[:-1],
                    last=cell_name(0, len(COLUMNS) - 1)[:-1],
                ),
            )
        elif place in layout.ASKED and layout.fingerprint(text) != kept:
            reading.find(
                *(row, place),
                _(
                    "Frågan är inte den som står i planen. Hämta en ny arbetsbok, läs frågan och "
                    "kopiera in svaret om det passar."
                ),
            )
