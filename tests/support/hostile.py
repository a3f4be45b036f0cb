"""Damaged and hostile workbooks, each made from a good one, and what has to be said of it."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from khoss.workbooks.layout import ANSWER_SHEET, IDENTITY_SHEET, README_SHEET, fingerprint
from tests.support.workbooks import edited, filled, packed, parts, replaced, with_part

SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"

Make = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Hostile:
    """How a file is made, and the words and the cell that its answer has."""

    make: Make
    words: str
    cell: str = ""


def _fixed(data: bytes) -> Make:
    return lambda good: data


def _cells(**values: object) -> Make:
    return lambda good: filled(good, values)


def _book(change: Callable[[Any], object]) -> Make:
    return lambda good: edited(good, lambda book: _done(change(book)))


def _done(anything: object) -> None:
    """Take what a change gives back, and forget it."""


def _part(name: str, content: bytes) -> Make:
    return lambda good: with_part(good, name, content)


def _without(name: str) -> Make:
    return lambda good: packed({key: part for key, part in parts(good).items() if key != name})


def _swap(name: str, old: bytes, new: bytes) -> Make:
    return lambda good: replaced(good, name, old, new)


def _flipped(good: bytes) -> bytes:
    """Return the file with some bytes of one packed part turned around."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        part = archive.getinfo(SHEET)
    middle = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    turned = bytes(byte ^ 0xFF for byte in good[middle : middle + 40])
    return good[:middle] + turned + good[middle + 40 :]


def _lying(good: bytes) -> bytes:
    """Return the file with a part that is larger than its list says."""
    large = with_part(good, SHEET, b"<x>" + b" " * 40_000_000 + b"</x>")
    with zipfile.ZipFile(io.BytesIO(large)) as archive:
        size = struct.pack("<L", archive.getinfo(SHEET).file_size)
    return large.replace(size, struct.pack("<L", 1000))


def _locked_flag(good: bytes) -> bytes:
    """Return the file with the parts marked as encrypted."""
    data = bytearray(good)
    for start in re.finditer(rb"PK\x01\x02", good):
        data[start.start() + 8] |= 1
    return bytes(data)


def _bomb(size: int) -> Make:
    """Return how to make a file that is unpacked to so many bytes, without ever holding them."""

    def make(good: bytes) -> bytes:
        file = io.BytesIO(good)
        with (
            zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("xl/media/bild.png", "w", force_zip64=True) as part,
        ):
            for _ in range(size // 1_000_000):
                part.write(bytes(1_000_000))
        return file.getvalue()

    return make


def _many_elements(name: str) -> Make:
    """Return how to put a million empty elements beside what cannot be packed."""

    def make(good: bytes) -> bytes:
        noise = Random(1).randbytes(400_000)
        start, _, end = parts(good)[name].rpartition(b"</")
        return with_part(
            with_part(good, name, start + b"<x/>" * 1_000_000 + b"</" + end),
            "xl/media/brus.bin",
            noise,
        )

    return make


def _twice(good: bytes) -> bytes:
    """Return the file with one name of a part twice."""
    file = io.BytesIO(good)
    with zipfile.ZipFile(file, "a") as archive:
        info = zipfile.ZipInfo("xl/worksheets/sheet9.xml")
        archive.writestr(info, b"<x/>")
    return file.getvalue().replace(b"xl/worksheets/sheet9.xml", b"xl/worksheets/sheet2.xml")


def _move_columns(book: Any) -> None:
    sheet = book[ANSWER_SHEET]
    for row in range(1, sheet.max_row + 1):
        first, second = sheet.cell(row, 11), sheet.cell(row, 12)
        first.value, second.value = second.value, first.value


def _copy_row(book: Any) -> None:
    sheet = book[ANSWER_SHEET]
    for cell in sheet[2]:
        sheet.cell(3, cell.column).value = cell.value


def _forge_question(book: Any) -> None:
    """Change a question, and the hidden sheet with it."""
    book[ANSWER_SHEET]["B2"] = "Är allt bra?"
    book[IDENTITY_SHEET]["D8"] = fingerprint("Är allt bra?")


def _boolean(book: Any) -> None:
    book[ANSWER_SHEET]["K2"] = True


def _percent(book: Any) -> None:
    cell = book[ANSWER_SHEET]["K2"]
    cell.value, cell.number_format = 0.5, "0%"


def _array(book: Any) -> None:
    book[ANSWER_SHEET]["K2"] = "=SUM(N2:N5)"
    book[ANSWER_SHEET].formula_attributes = {}


def _cell_xml(cell: bytes) -> Make:
    """Return how to write cell K2 by hand."""

    def make(good: bytes) -> bytes:
        content = parts(good)
        found = re.search(rb'<c r="K2"[^>]*?(/>|>.*?</c>)', content[SHEET])
        assert found
        content[SHEET] = content[SHEET].replace(found[0], cell)
        return packed(content)

    return make


def _entities(kind: bytes) -> Make:
    return lambda good: with_part(
        good,
        STRINGS,
        b'<?xml version="1.0"?><!DOCTYPE sst [' + kind + b"]><sst><si><t>&a;</t></si></sst>",
    )


_LAUGHS = b'<!ENTITY z "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter + 1) * 10)
    for letter in range(ord("a"), ord("z"))
)

DAMAGED = "skadad"
LARGE = "orimligt stor"
MACROS = "makron"
FOREIGN = "länkar till andra filer"
NO_EXCEL = "inte en Excel-arbetsbok"
FORMULA = "en formel"
LOCKED = "låst i arbetsboken och har ändrats"
HEADING = "ska rubriken"
HIDDEN = "dolda fliken"
OUTSIDE = "utanför tabellen"
MERGED = "sammanslagna"
LIST = "Välj Ja, Delvis eller Nej"
WHOLE = "heltal från 0 till 8"

FILES: dict[str, Hostile] = {
    # Not a workbook.
    "an empty file": Hostile(_fixed(b""), "Filen är tom"),
    "plain text": Hostile(_fixed("Hej, här är våra svar åäö".encode()), NO_EXCEL),
    "a table as text": Hostile(_fixed(b"PF 1;ja;text\r\n"), NO_EXCEL),
    "a web page": Hostile(_fixed(b"<html><script>alert(1)</script></html>"), NO_EXCEL),
    "a PDF": Hostile(_fixed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), NO_EXCEL),
    "a picture": Hostile(_fixed(b"\x89PNG\r\n\x1a\n" + bytes(100)), NO_EXCEL),
    "an old or locked workbook": Hostile(
        _fixed(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)), "lösenord"
    ),
    "a text of another office program": Hostile(
        _fixed(packed({TYPES: b"<Types/>", "word/document.xml": b"<x/>"})), NO_EXCEL
    ),
    "a binary workbook": Hostile(
        _fixed(packed({TYPES: b"<Types/>", "xl/workbook.bin": b"\x83\x01"})), NO_EXCEL
    ),
    "an open document": Hostile(
        _fixed(packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"})),
        "annat format",
    ),
    "a zip with nothing in it": Hostile(_fixed(packed({})), NO_EXCEL),
    "letters that begin like a zip": Hostile(_fixed(b"PK\x03\x04" + b"nej" * 500), DAMAGED),
    # Damaged.
    "half a file": Hostile(lambda good: good[: len(good) // 2], DAMAGED),
    "a file without its end": Hostile(lambda good: good[:-30], DAMAGED),
    "turned bytes in the middle": Hostile(_flipped, DAMAGED),
    "a part that lies about its size": Hostile(_lying, DAMAGED),
    "parts marked as encrypted": Hostile(_locked_flag, DAMAGED),
    "a part of the same name twice": Hostile(_twice, DAMAGED),
    "no shared strings": Hostile(_without(STRINGS), DAMAGED),
    "no sheet": Hostile(_without(SHEET), DAMAGED),
    "no relations": Hostile(_without("xl/_rels/workbook.xml.rels"), DAMAGED),
    "a sheet that is no XML": Hostile(_part(SHEET, b"<worksheet><sheetData>"), DAMAGED),
    "a sheet of another encoding": Hostile(_part(SHEET, b"\xff\xfe<\x00x"), DAMAGED),
    "a sheet outside the file": Hostile(
        _swap("xl/_rels/workbook.xml.rels", b"worksheets/sheet2.xml", b"../../../etc/passwd"),
        DAMAGED,
    ),
    "two sheets of one name": Hostile(
        _swap(BOOK, f'name="{README_SHEET}"'.encode(), b'name="Svar"'), DAMAGED
    ),
    "a cell that stands twice": Hostile(
        _cell_xml(b'<c r="K2" t="str"><v>a</v></c><c r="K2" t="str"><v>b</v></c>'), DAMAGED
    ),
    "a string that does not exist": Hostile(
        _cell_xml(b'<c r="K2" t="s"><v>999999</v></c>'), DAMAGED
    ),
    "a string of a negative number": Hostile(_cell_xml(b'<c r="K2" t="s"><v>-1</v></c>'), DAMAGED),
    "a kind of cell that does not exist": Hostile(
        _cell_xml(b'<c r="K2" t="dl"><v>1</v></c>'), DAMAGED
    ),
    "a cell beyond the sheet": Hostile(
        _cell_xml(b'<c r="K99999999" t="str"><v>a</v></c>'), DAMAGED
    ),
    "a column beyond the sheet": Hostile(_cell_xml(b'<c r="ZZZ2" t="str"><v>a</v></c>'), DAMAGED),
    "a row of no number": Hostile(_swap(SHEET, b'<row r="2"', b'<row r="tv\xc3\xa5"'), DAMAGED),
    "a row beyond the sheet": Hostile(_swap(SHEET, b'<row r="2"', b'<row r="9999999"'), DAMAGED),
    # Bombs.
    "a zip bomb": Hostile(_bomb(300_000_000), LARGE),
    "a small zip bomb": Hostile(_bomb(20_000_000), LARGE),
    "thousands of parts": Hostile(
        lambda good: packed(parts(good) | {f"xl/media/{n}": b"" for n in range(2000)}), LARGE
    ),
    "a billion laughs": Hostile(_entities(_LAUGHS), DAMAGED),
    "an entity of a file": Hostile(_entities(b'<!ENTITY a SYSTEM "file:///etc/passwd">'), DAMAGED),
    "an entity of a web address": Hostile(
        _entities(b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p; <!ENTITY a "x">'), DAMAGED
    ),
    "a large entity many times": Hostile(
        _part(
            STRINGS,
            b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]><x>' + b"&a;" * 50_000 + b"</x>",
        ),
        DAMAGED,
    ),
    "elements in elements": Hostile(_part(SHEET, b"<a>" * 100_000 + b"</a>" * 100_000), DAMAGED),
    "a million strings": Hostile(_many_elements(STRINGS), DAMAGED),
    "a million elements in the sheet": Hostile(_many_elements(SHEET), DAMAGED),
    "a million styles": Hostile(_many_elements("xl/styles.xml"), DAMAGED),
    "eleven megabytes": Hostile(
        lambda good: with_part(good, "xl/media/bild.jpeg", Random(2).randbytes(11_000_000)),
        "större än 10 MB",
    ),
    # What runs, and what fetches.
    "macros": Hostile(_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), MACROS),
    "a workbook with macros by its type": Hostile(
        _swap(TYPES, b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"), MACROS
    ),
    "a sheet of old macros": Hostile(_part("xl/macrosheets/sheet1.xml", b"<x/>"), MACROS),
    "an external link": Hostile(_part("xl/externalLinks/externalLink1.xml", b"<x/>"), FOREIGN),
    "an embedded object": Hostile(_part("xl/embeddings/oleObject1.bin", b"MZ"), FOREIGN),
    "a control": Hostile(_part("xl/activeX/activeX1.bin", b"MZ"), FOREIGN),
    "a connection to a database": Hostile(_part("xl/connections.xml", b"<x/>"), FOREIGN),
    # Another's.
    "a sheet of another name": Hostile(
        _book(lambda book: setattr(book[ANSWER_SHEET], "title", "Blad1")), "saknas eller har bytt"
    ),
    "no hidden sheet": Hostile(
        _book(lambda book: book.remove(book[IDENTITY_SHEET])), "saknas eller har bytt"
    ),
    "a sheet of one's own": Hostile(
        _book(lambda book: book.create_sheet("Anteckningar")), "hör inte till arbetsboken"
    ),
    "somebody else's workbook": Hostile(
        _book(lambda book: [book.remove(sheet) for sheet in book.worksheets[1:]]),
        "saknas eller har bytt",
    ),
    "another county": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B3", "08")), "ett annat län"
    ),
    "another year": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B4", "2025")), "ett annat år"
    ),
    "another plan": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B5", "2025")), "annan handlingsplan"
    ),
    "another format": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B2", "2")), "annat format"
    ),
    "another program's name": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B1", "annat")), HIDDEN
    ),
    "a hidden sheet that is empty": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].delete_rows(1, 99)), HIDDEN
    ),
    "a formula in the hidden sheet": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B3", '="07"')), HIDDEN
    ),
    "a version of no number": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B8", "1; DROP TABLE answer")), HIDDEN
    ),
    "the version zero": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B8", "0")), HIDDEN
    ),
    "a version that has not been": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("B8", "99999")), "inte finns här"
    ),
    "a goal missing in the hidden sheet": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].delete_rows(8)), "andra delmål"
    ),
    "a goal twice in the hidden sheet": Hostile(
        _book(lambda book: book[IDENTITY_SHEET].__setitem__("A9", "PF 1")), HIDDEN
    ),
    # Columns, rows and questions.
    "swapped columns": Hostile(_book(_move_columns), HEADING, "K1"),
    "a column too many": Hostile(
        _book(lambda book: book[ANSWER_SHEET].insert_cols(11)), HEADING, "K1"
    ),
    "a column too few": Hostile(
        _book(lambda book: book[ANSWER_SHEET].delete_cols(3)), HEADING, "C1"
    ),
    "a heading of another name": Hostile(_cells(L1="Utmaningar"), HEADING, "L1"),
    "no headings": Hostile(_book(lambda book: book[ANSWER_SHEET].delete_rows(1)), HEADING, "A1"),
    "an edited question": Hostile(_cells(B2="Är allt bra?"), LOCKED, "B2"),
    "an edited question with a forged mark": Hostile(
        _book(_forge_question), "inte den som står i planen", "B2"
    ),
    "an edited priority": Hostile(_cells(D2="Prio 3"), LOCKED, "D2"),
    "an answer in last year's column": Hostile(_cells(G2="Årets aktiviteter"), LOCKED, "G2"),
    "a goal that does not exist": Hostile(_cells(A2="PF 99"), "inte till något delmål", "A2"),
    "a goal without its name": Hostile(_cells(A2=None), "inte till något delmål", "A2"),
    "a goal on two rows": Hostile(_book(_copy_row), "två rader", "A3"),
    "a row too few": Hostile(
        _book(lambda book: book[ANSWER_SHEET].delete_rows(25)), "saknas", "A1"
    ),
    "a text below the table": Hostile(_cells(K40="Övrigt"), OUTSIDE, "K40"),
    "a text beside the table": Hostile(_cells(P2="Kommentar"), OUTSIDE, "P2"),
    "merged answers": Hostile(
        _book(lambda book: book[ANSWER_SHEET].merge_cells("K2:K4")), MERGED, "K2:K4"
    ),
    "a merged row": Hostile(
        _book(lambda book: book[ANSWER_SHEET].merge_cells("K2:M2")), MERGED, "K2:M2"
    ),
    # Cells.
    "a formula": Hostile(_cells(K2="=1+1"), FORMULA, "K2"),
    "a formula that fetches": Hostile(_cells(K2='=WEBSERVICE("http://127.0.0.1:9/")'), FORMULA),
    "a formula that runs": Hostile(_cells(M3="=cmd|'/C calc'!A0"), FORMULA, "M3"),
    "a formula as a rating": Hostile(_cells(J2='=IF(1,"Ja","Nej")'), FORMULA, "J2"),
    "a formula in a locked cell": Hostile(_cells(E2="=A1"), FORMULA, "E2"),
    "a formula below the table": Hostile(_cells(K40="=1+1"), FORMULA, "K40"),
    "a formula with a finished value": Hostile(
        _cell_xml(b'<c r="K2" t="str"><f>1+1</f><v>text</v></c>'), FORMULA, "K2"
    ),
    "a formula of several cells": Hostile(
        _cell_xml(b'<c r="K2"><f t="array" ref="K2:L4">N2:N4</f><v>1</v></c>'), FORMULA, "K2"
    ),
    "a rating that does not exist": Hostile(_cells(J2="Kanske"), LIST, "J2"),
    "a rating of two words": Hostile(_cells(J2="Ja/Nej"), LIST, "J2"),
    "a rating as a number": Hostile(_cells(J2=1), LIST, "J2"),
    "a rating as a truth value": Hostile(_cells(J2=True), LIST, "J2"),
    "fewer municipalities than none": Hostile(_cells(N2=-1), WHOLE, "N2"),
    "more municipalities than there are": Hostile(_cells(N2=9), WHOLE, "N2"),
    "half a municipality": Hostile(_cells(N2=2.5), WHOLE, "N2"),
    "municipalities in words": Hostile(_cells(N2="åtta"), WHOLE, "N2"),
    "municipalities as a day": Hostile(_cells(N2=dt.date(1900, 1, 5)), WHOLE, "N2"),
    "more municipalities than a number holds": Hostile(_cells(N2="9" * 400), WHOLE, "N2"),
    "a day in a text": Hostile(_cells(K2=dt.date(2026, 5, 3)), "ett datum", "K2"),
    "a time in a text": Hostile(_cells(K2=dt.time(12, 30)), "klockslag", "K2"),
    "a truth value in a text": Hostile(_book(_boolean), "SANT eller FALSKT", "K2"),
    "an error in a text": Hostile(
        _cell_xml(b'<c r="K2" t="e"><v>#REF!</v></c>'), "ett felvärde", "K2"
    ),
    "a percentage in a text": Hostile(_book(_percent), "till exempel procent", "K2"),
    "a number beyond all numbers": Hostile(_cell_xml(b'<c r="K2"><v>1e999</v></c>'), "ett tal"),
    "a text too long": Hostile(_cells(K2="å" * 20_001), "högst 20000", "K2"),
}
