"""The cells of a workbook as they stand in the file: nothing is computed, fetched or run.

A small reader of its own, on a parser that refuses entities: the general ones drop part of texts
that look like `_x005F_`, do not tell which cells are merged when they read a row at a time, and
repair silently what an officer should hear about.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from khoss.workbooks.archive import Archive, damaged

# What no workbook of ours comes near; a file with more is not one.
MOST_ELEMENTS = 100_000
MOST_SHEETS = 50
MOST_ROW = 1_048_576
MOST_COLUMN = 16_384
MOST_DEPTH = 60

ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    OTHER_NUMBER = "other_number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True)
class Cell:
    """One cell that is not empty; numbers as the file writes them."""

    kind: Kind
    text: str


@dataclass
class Sheet:
    """One sheet: its cells by row and column, counted from 0, and its merged ranges."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


def read_sheets(archive: Archive) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, in order.

    :raises FileRefused: when a part is missing or damaged.
    """
    try:
        targets = _targets(archive)
        strings = _strings(archive, targets)
        formats = _number_kinds(archive, targets)
        sheets: dict[str, Sheet] = {}
        for name, relation in _listed_sheets(archive):
            if name in sheets or len(sheets) >= MOST_SHEETS:
                raise damaged()
            sheets[name] = _sheet(archive.read(targets[relation][1]), strings, formats)
        return sheets
    except (ParseError, DefusedXmlException, LookupError, ValueError, OverflowError) as error:
        raise damaged() from error


def unescaped(text: str) -> str:
    """Return a text with the format's `_x000A_` as the characters that they stand for."""
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Two halves of one character come as two escapes; half a one is none.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _events(data: bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield each element's start and end, by its local name: the strict format has other spaces."""
    depth = count = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth, count = depth + 1, count + 1
            if depth > MOST_DEPTH or count > MOST_ELEMENTS:
                raise ValueError("not a workbook of ours")
        else:
            depth -= 1
        yield event, _local(element.tag), element


def _elements(data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield each element once it is whole."""
    for event, tag, element in _events(data):
        if event == "end":
            yield tag, element


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its local name."""
    for key, value in element.attrib.items():
        if _local(key) == name:
            return str(value)
    return None


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """Return the parts that the workbook points to: kind and name by relation."""
    targets = {}
    for tag, element in _elements(archive.read("xl/_rels/workbook.xml.rels")):
        if tag == "Relationship" and element.get("TargetMode") != "External":
            name = posixpath.normpath(posixpath.join("xl", element.attrib["Target"])).lstrip("/")
            kind = element.attrib["Type"].rpartition("/")[2]
            targets[element.attrib["Id"]] = (kind, name)
    return targets


def _listed_sheets(archive: Archive) -> list[tuple[str, str]]:
    """Return name and relation of each sheet."""
    listed = []
    for tag, element in _elements(archive.read("xl/workbook.xml")):
        if tag == "sheet":
            # The relation's attribute is called id, in whatever space; sheetId is another.
            listed.append((element.attrib["name"], str(_attribute(element, "id"))))
    return listed


def _strings(archive: Archive, targets: dict[str, tuple[str, str]]) -> list[str]:
    found: list[str] = []
    for kind, name in targets.values():
        if kind != "sharedStrings":
            continue
        for tag, element in _elements(archive.read(name)):
            if tag == "si":
                found.append(_text_of(element))
                element.clear()
    return found


def _text_of(element: Any) -> str:
    """Return a string's text, in one piece or several, without its reading aids."""
    pieces = []
    for child in element:
        if _local(child.tag) == "t":
            pieces.append(child.text or "")
        elif _local(child.tag) == "r":
            pieces += [part.text or "" for part in child if _local(part.tag) == "t"]
    return "".join(unescaped(piece) for piece in pieces)


def _number_kinds(archive: Archive, targets: dict[str, tuple[str, str]]) -> list[Kind]:
    """Return what a number is in each of the workbook's cell styles."""
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    kinds: list[Kind] = []
    for part_kind, name in targets.values():
        if part_kind != "styles":
            continue
        for tag, element in _elements(archive.read(name)):
            if tag == "numFmt" and "numFmtId" in element.attrib:
                codes[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
            elif tag == "cellXfs":
                kinds = [_number_kind(int(xf.get("numFmtId", "0")), codes) for xf in element]
    return kinds


def _number_kind(number: int, codes: dict[int, str]) -> Kind:
    """Tell a plain number from a day, and from one that is shown as something else, like 50 %."""
    code = codes.get(number, "")
    if code in ("General", "@", "0") or code.lower() == "general":
        return Kind.NUMBER
    # 27 to 36 and 50 to 58 are days in East Asia, with no format of their own in the file.
    if 27 <= number <= 36 or 50 <= number <= 58 or is_date_format(code):
        return Kind.DATE
    return Kind.OTHER_NUMBER


def _sheet(data: bytes, strings: list[str], formats: list[Kind]) -> Sheet:
    sheet = Sheet()
    seen: set[tuple[int, int]] = set()
    row, column = -1, -1
    for event, tag, element in _events(data):
        if event == "start":
            if tag == "row":
                row, column = _row_number(element, after=row), -1
            continue
        if tag == "c":
            reference = element.get("r")
            row, column = _place(reference) if reference else (row, column + 1)
            # A cell that stands twice says two things.
            if (row, column) in seen:
                raise damaged()
            seen.add((row, column))
            cell = _cell(element, strings, formats)
            if cell is not None:
                sheet.cells[row, column] = cell
        elif tag == "mergeCell":
            sheet.merged.append(str(element.attrib["ref"]))
        if tag in ("c", "row", "mergeCell"):
            element.clear()
    return sheet


def _row_number(element: Any, *, after: int) -> int:
    number = int(element.get("r", after + 2))
    if not 1 <= number <= MOST_ROW:
        raise ValueError("no such row")
    return number - 1


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a cell's name, counted from 0."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError("no such cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    if row > MOST_ROW or column > MOST_COLUMN:
        raise ValueError("no such cell")
    return row - 1, column - 1


def _cell(element: Any, strings: list[str], formats: list[Kind]) -> Cell | None:
    parts = {_local(child.tag): child for child in element}
    if "f" in parts:
        return Cell(Kind.FORMULA, "")
    kind = element.get("t", "n")
    if kind == "inlineStr":
        text = _text_of(parts["is"]) if "is" in parts else ""
        return Cell(Kind.TEXT, text) if text else None
    value = (parts["v"].text or "") if "v" in parts else ""
    if not value:
        return None
    return _valued(kind, value, element.get("s"), strings, formats)


def _valued(
    kind: str, value: str, style: str | None, strings: list[str], formats: list[Kind]
) -> Cell | None:
    match kind:
        case "s":
            place = int(value)
            if place < 0:
                raise ValueError("no such string")
            return Cell(Kind.TEXT, strings[place]) if strings[place] else None
        case "str":
            return Cell(Kind.TEXT, unescaped(value))
        case "b":
            return Cell(Kind.BOOLEAN, value)
        case "e":
            return Cell(Kind.ERROR, value)
        case "d":
            return Cell(Kind.DATE, value)
        case "n":
            number_kind = formats[int(style)] if style and formats else Kind.NUMBER
            return Cell(number_kind, value)
    raise ValueError("no such kind of cell")
