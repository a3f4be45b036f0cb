"""What every workbook that we write has in common: fixed bytes, and texts that stay texts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

# A workbook carries the time it was made; this one is fixed, so that equal content is equal bytes.
# Without a zone, as the library wants it.
MADE = datetime(2000, 1, 1)  # noqa: DTZ001
OPTIONS = {
    "in_memory": False,
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# Where a text says `_x0000_` itself, which the format takes for a character.
LIKE_ESCAPE = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{4}_)")


def put_text(sheet: Any, row: int, place: int, text: str, cell: Any, fragment: Any) -> None:
    """Write a text as text, whatever it begins with.

    The library takes a text of the form `<r>…</r>` for markup of its own, and escapes only every
    second of the `_x0000_` that share an underscore: those texts are written in pieces, none of
    which looks so.
    """
    pieces = LIKE_ESCAPE.split(text)
    if len(pieces) == 1 and text.startswith("<r>") and text.endswith("</r>"):
        pieces = [text[:1], text[1:]]
    if len(pieces) == 1:
        sheet.write_string(row, place, text, cell)
        return
    fragments = [part for piece in pieces for part in (fragment, piece)]
    sheet.write_rich_string(row, place, *fragments, cell)
