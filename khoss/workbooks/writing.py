"""An assessment written as a workbook: the same bytes from the same content."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from khoss.texts import TEXT_LIMIT, clean_text
from khoss.workbooks import layout
from khoss.workbooks.files import MADE, OPTIONS, put_text
from khoss.workbooks.layout import COLUMNS, FILLED, LOCKED, Question, Workbook

A4 = 9
PRINT_SCALE = 55
# Points. A row has room to write in, and no program makes it higher than the last.
LINE = 15
LEAST_HEIGHT = 90
MOST_HEIGHT = 405
SECRECY = "Skriv inga säkerhetsskyddsklassificerade uppgifter här."


@dataclass(frozen=True)
class _Formats:
    heading: Any
    locked: Any
    locked_strong: Any
    open: Any
    number: Any
    fragment: Any
    title: Any
    line: Any
    strong_line: Any


def write_workbook(workbook: Workbook) -> bytes:
    """Return the workbook as a file for Excel and LibreOffice."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    book.set_properties(
        {
            "title": f"Självskattning {workbook.year}, {workbook.county}",
            "author": workbook.exported_by,
            "created": MADE,
        }
    )
    formats = _formats(book)
    _write_readme(book.add_worksheet(layout.README_SHEET), workbook, formats)
    answers = book.add_worksheet(layout.ANSWER_SHEET)
    _write_answers(answers, workbook, formats)
    _write_identity(book.add_worksheet(layout.IDENTITY_SHEET), workbook)
    answers.activate()
    book.close()
    return file.getvalue()


def _formats(book: Any) -> _Formats:
    plain = {"font_name": "Calibri", "font_size": 11, "text_wrap": True, "valign": "top"}
    boxed = {**plain, "border": 1, "border_color": "#B9C5CD"}
    # "@" keeps what is typed as text: "=1" stays "=1", "1-2" never becomes a day.
    return _Formats(
        heading=book.add_format(
            {**boxed, "bold": True, "bg_color": "#002B45", "font_color": "#FFFFFF"}
        ),
        locked=book.add_format({**boxed, "bg_color": "#EEF3F6", "num_format": "@"}),
        locked_strong=book.add_format(
            {**boxed, "bg_color": "#EEF3F6", "num_format": "@", "bold": True}
        ),
        open=book.add_format({**boxed, "locked": False, "num_format": "@"}),
        number=book.add_format({**boxed, "locked": False, "num_format": "0"}),
        fragment=book.add_format({"font_name": "Calibri", "font_size": 11}),
        title=book.add_format({**plain, "bold": True, "font_size": 16}),
        line=book.add_format(plain),
        strong_line=book.add_format({**plain, "bold": True}),
    )


def _write_readme(sheet: Any, workbook: Workbook, formats: _Formats) -> None:
    lines = [
        (f"Självskattning {workbook.year}, {workbook.county}", formats.title),
        *([("EXEMPELDATA", formats.strong_line)] if workbook.is_example else []),
        (SECRECY, formats.strong_line),
        (f"Hämtad av {workbook.exported_by}.", formats.line),
        ("Så fyller du i", formats.strong_line),
        (
            f"Gå till fliken {layout.ANSWER_SHEET}. De vita cellerna är era svar, de grå är låsta: "
            "frågan, vägledningen och förra årets svar.",
            formats.line,
        ),
        (
            "Välj bedömning i listan: Ja, Delvis eller Nej. En tom cell är obesvarad, och räknas "
            "aldrig som nej.",
            formats.line,
        ),
        (
            f"Gäller antal kommuner: ett heltal från 0 till {workbook.municipalities}, av länets "
            f"{workbook.municipalities} kommuner.",
            formats.line,
        ),
        (
            "Varför bedömningen ändrats: fyll i när bedömningen var ja förra året och nu är "
            "delvis eller nej.",
            formats.line,
        ),
        (
            f"En text får vara högst {TEXT_LIMIT} tecken. Ny rad i en cell: Alt+Enter i Excel, "
            "Ctrl+Enter i LibreOffice.",
            formats.line,
        ),
        (
            "Formler räknas inte och tas inte emot. Infoga inte rader, kolumner eller flikar, och "
            "slå inte ihop celler.",
            formats.line,
        ),
        (
            "Spara filen som en Excel-arbetsbok (.xlsx) och läs in den i programmet. Du ser vad "
            "som ändras innan något sparas, och ingen annans svar skrivs över utan att du väljer.",
            formats.line,
        ),
    ]
    sheet.set_column(0, 0, 100)
    for row, (text, line_format) in enumerate(lines):
        put_text(sheet, row, 0, text, line_format, formats.fragment)
        sheet.set_row(row, _height([(text, 95)], least=22 if row == 0 else LINE))
    _protect(sheet)
    _set_up_print(sheet, workbook)
    sheet.fit_to_pages(1, 0)


def _write_answers(sheet: Any, workbook: Workbook, formats: _Formats) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        put_text(sheet, 0, place, column.heading, formats.heading, formats.fragment)
    sheet.set_row(0, 3 * LINE)
    for row, question in enumerate(workbook.questions, start=1):
        _write_row(sheet, row, question, workbook, formats)
    _validate(sheet, workbook)
    # Which goal and question it is stays in sight, also far to the right.
    sheet.freeze_panes(1, layout.QUESTION_COLUMN + 1)
    _protect(sheet)
    _set_up_print(sheet, workbook)
    # Three sheets of paper beside each other, each with the goals' names.
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_v_pagebreaks(layout.PAGE_BREAKS)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def _write_row(
    sheet: Any, row: int, question: Question, workbook: Workbook, formats: _Formats
) -> None:
    locked = layout.locked_cells(question, year=workbook.year)
    filled = [_filled_text(question, str(column.field)) for column in FILLED]
    widths = [column.width for column in COLUMNS]
    sheet.set_row(
        row, _height(list(zip((*locked, *filled), widths, strict=True)), least=LEAST_HEIGHT)
    )
    for place, text in enumerate(locked):
        strong = place <= layout.QUESTION_COLUMN
        put_text(
            sheet,
            row,
            place,
            text,
            formats.locked_strong if strong else formats.locked,
            formats.fragment,
        )
    for place, (column, text) in enumerate(zip(FILLED, filled, strict=True), start=len(LOCKED)):
        if column.field != "coverage":
            cell = formats.locked if text == layout.NOT_HERE else formats.open
            put_text(sheet, row, place, text, cell, formats.fragment)
        elif text:
            sheet.write_number(row, place, int(text), formats.number)
        else:
            sheet.write_blank(row, place, None, formats.number)


def _filled_text(question: Question, name: str) -> str:
    """Return what stands in a cell to fill in; one that is not filled in is empty."""
    value = getattr(question.filled, name)
    if name == "rating":
        return layout.RATING_WORDS[value] if value else ""
    return "" if value is None else layout.fitting(clean_text(str(value)))


def _height(texts: list[tuple[str, int]], *, least: int) -> int:
    """Return how high a row has to be for its texts, each in a column of a width.

    LibreOffice does not find it out when it opens a workbook. In points, as high as a row may be.
    """
    lines = max(sum(1 + len(line) // width for line in text.split("\n")) for text, width in texts)
    return min(max(lines * LINE, least), MOST_HEIGHT)


def _validate(sheet: Any, workbook: Workbook) -> None:
    """Give the fields their list, their numbers and their length, each with a sentence."""
    last = max(len(workbook.questions), 1)
    for place, column in enumerate(FILLED, start=len(LOCKED)):
        rules: dict[str, Any]
        if column.field == "rating":
            words = [word for rating, word in layout.RATING_WORDS.items() if rating]
            rules = {
                "validate": "list",
                "source": words,
                "error_message": "Välj Ja, Delvis eller Nej. Töm cellen om frågan är obesvarad.",
            }
        elif column.field == "coverage":
            rules = {
                "validate": "integer",
                "criteria": "between",
                "minimum": 0,
                "maximum": workbook.municipalities,
                "error_message": f"Skriv ett heltal från 0 till {workbook.municipalities}.",
            }
        else:
            rules = {
                "validate": "length",
                "criteria": "<=",
                "value": TEXT_LIMIT,
                "error_message": f"Texten får vara högst {TEXT_LIMIT} tecken.",
            }
        rules["error_title"] = "KHOSS"
        sheet.data_validation(1, place, last, place, rules)


def _write_identity(sheet: Any, workbook: Workbook) -> None:
    """Write what tells a workbook of ours apart, as text: programs rewrite numbers and styles."""
    for row, (name, value) in enumerate(
        zip(layout.IDENTITY_HEAD, layout.identity_head(workbook), strict=True)
    ):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    for place, name in enumerate(
        (*layout.IDENTITY_COLUMNS, *(column.heading for column in LOCKED))
    ):
        sheet.write_string(layout.IDENTITY_TABLE_ROW, place, name)
    for row, question in enumerate(workbook.questions, start=layout.IDENTITY_TABLE_ROW + 1):
        prints = (
            layout.fingerprint(text) for text in layout.locked_cells(question, year=workbook.year)
        )
        for place, value in enumerate((question.key, str(question.version), *prints)):
            sheet.write_string(row, place, value)
    _protect(sheet)
    sheet.very_hidden()


def _protect(sheet: Any) -> None:
    """Lock what may not change against slips; without a password, it is no secret.

    Whoever takes the protection away is met by the checks when the workbook is read.
    """
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _set_up_print(sheet: Any, workbook: Workbook) -> None:
    mark = " EXEMPELDATA" if workbook.is_example else ""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    county = workbook.county.replace("&", "&&")
    sheet.set_header(f"&LSjälvskattning {workbook.year}, {county}&R{mark.strip()}")
    sheet.set_footer(f"&L{SECRECY}&R&P (&N)")
