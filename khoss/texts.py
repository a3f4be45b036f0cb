"""What a text may be, wherever it comes from: a form, a workbook, a command."""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 20_000
# What stands on the cover of a report, in letters.
COVER_LINE_LIMIT = 120
CASE_NUMBER_LIMIT = 60

# Characters that no text needs, and that PostgreSQL or a workbook does not store.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# What pages and covers write before the number themselves.
WORD_BEFORE_NUMBER = re.compile(r"(?:dnr(?:[\s.:–-]+|(?=\d)|$))+", re.IGNORECASE)


def clean_text(text: str | None) -> str:
    """Return a text with one kind of line break, composed letters and no control characters."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    # Composed last: what a control character kept apart may belong together.
    return unicodedata.normalize("NFC", CONTROL_CHARACTERS.sub("", unified)).strip()


def one_line(text: str | None) -> str:
    """Return a text as a cover holds it."""
    return " ".join(clean_text(text).split())


def clean_case_number(text: str | None) -> str:
    """Return a case number as it is kept: one line, without the word Dnr before it."""
    line = one_line(text)
    found = WORD_BEFORE_NUMBER.match(line)
    return line[found.end() :] if found else line
