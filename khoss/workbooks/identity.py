"""The hidden sheet that tells whose workbook it is, and what it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss.errors import FileRefused
from khoss.workbooks import layout
from khoss.workbooks.cells import Kind, Sheet
from khoss.workbooks.faults import refused
from khoss.workbooks.layout import LOCKED, Workbook

VERSION = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Identity:
    """The versions of the answers that a workbook was made from, and its locked cells' prints."""

    versions: dict[str, int]
    fingerprints: dict[str, tuple[str, ...]]


def read_identity(sheet: Sheet, expected: Workbook) -> Identity:
    """Return what the hidden sheet says, once it is this county's, this year's and this plan's.

    :raises FileRefused: when it is another's, or has been changed.
    """
    if any(cell.kind is not Kind.TEXT for cell in sheet.cells.values()) or sheet.merged:
        raise _changed()
    head = range(len(layout.IDENTITY_HEAD))
    if tuple(_text(sheet, row, 0) for row in head) != layout.IDENTITY_HEAD:
        raise _changed()
    _check_head(tuple(_text(sheet, row, 1) for row in head), expected)
    return _table(sheet, expected)


def _check_head(found: tuple[str, ...], expected: Workbook) -> None:
    wanted = layout.identity_head(expected)
    kind, version, county, year, plan = found
    if kind != layout.FORMAT:
        raise _changed()
    if version != layout.FORMAT_VERSION:
        raise _refused(
            _("Arbetsboken har ett annat format än dagens. Hämta en ny och kopiera in svaren.")
        )
    if county != expected.county_code:
        raise _refused(
            _(
                "Arbetsboken hör till ett annat län än %(county)s. Läs in den som är hämtad på "
                "den här sidan.",
                county=expected.county,
            )
        )
    if year != str(expected.year):
        raise _refused(
            _(
                "Arbetsboken hör till ett annat år än %(year)d. Läs in den på det årets sida, "
                "eller hämta årets arbetsbok här.",
                year=expected.year,
            )
        )
    if plan != wanted[-1]:
        raise _refused(
            _("Arbetsboken hör till en annan handlingsplan. Hämta en ny och kopiera in svaren.")
        )


def _table(sheet: Sheet, expected: Workbook) -> Identity:
    start = layout.IDENTITY_TABLE_ROW + 1
    width = len(layout.IDENTITY_COLUMNS) + len(LOCKED)
    rows = sorted({row for row, _column in sheet.cells if row >= start})
    versions: dict[str, int] = {}
    prints: dict[str, tuple[str, ...]] = {}
    for row in rows:
        key, version, *found = (_text(sheet, row, column) for column in range(width))
        if key in versions or not VERSION.fullmatch(version):
            raise _changed()
        versions[key] = int(version)
        prints[key] = tuple(found)
    now = {question.key: question.version for question in expected.questions}
    if versions.keys() != now.keys():
        raise _refused(
            _(
                "Arbetsboken har andra delmål än årets plan. Hämta en ny arbetsbok och kopiera in "
                "svaren i den."
            )
        )
    if any(versions[key] > now[key] for key in now):
        raise _refused(
            _(
                "Arbetsboken är gjord ur svar som inte finns här, till exempel i en annan "
                "installation. Hämta en ny arbetsbok och kopiera in svaren i den."
            )
        )
    return Identity(versions, prints)


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell else ""


def _refused(sentence: str) -> FileRefused:
    return refused(sentence, sheet=layout.IDENTITY_SHEET)


def _changed() -> FileRefused:
    return _refused(
        _(
            "Den dolda fliken som visar vilket län, år och vilka frågor arbetsboken gäller är "
            "ändrad. Hämta en ny arbetsbok och kopiera in svaren i den."
        )
    )
