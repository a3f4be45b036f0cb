"""What a text of an answer may be, wherever it comes from: a form, a workbook."""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 20_000

# Characters that no text needs, and that PostgreSQL or a workbook does not store.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str | None) -> str:
    """Return a text with one kind of line break, composed letters and no control characters."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    # Composed last: what a control character kept apart may belong together.
    return unicodedata.normalize("NFC", CONTROL_CHARACTERS.sub("", unified)).strip()
