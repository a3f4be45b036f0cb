"""What the forms share."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import ValidationError

TEXT_LIMIT = 20_000
REASON_LIMIT = 2_000
SHORT_LIMIT = 120

# Control characters that no text needs and that PostgreSQL does not store.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class PageForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A form that a service may refuse after the fields themselves were found right."""

    def refuse(self, sentence: str, *, about: str | None = None) -> None:
        """Show a sentence at the top of the form, and at the field that it is about."""
        if about is None:
            self.form_errors.append(sentence)
        else:
            self[about].errors = [*self[about].errors, sentence]


def clean_text(text: str | None) -> str:
    """Return a text with one kind of line break, composed letters and no control characters."""
    unified = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_CHARACTERS.sub("", unicodedata.normalize("NFC", unified)).strip()


class TextLength:
    """Check that a text is not too long, saying how long it is and that it was kept."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a longer text."""
        length = len(field.data or "")
        if length > self.most:
            raise ValidationError(
                _(
                    "Texten är %(length)s tecken, högst %(most)s får plats. Inget är sparat; "
                    "texten står kvar i fältet. Korta den och spara igen.",
                    length=_grouped(length),
                    most=_grouped(self.most),
                )
            )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
