"""What the forms share."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.i18n import get_translations

from khoss.texts import TEXT_LIMIT, clean_text

REASON_LIMIT = 2_000
SHORT_LIMIT = 120

__all__ = [
    "REASON_LIMIT",
    "SHORT_LIMIT",
    "TEXT_LIMIT",
    "PageForm",
    "TextLength",
    "clean_text",
    "length_fault",
]


class PageForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A form that a service may refuse after the fields themselves were found right."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # the library is untyped
        """Keep the library's messages in memory: it would read their file with every form."""

        def get_translations(self, form: Any) -> Any:
            """Return the messages of the fields in the language of the page."""
            return _messages(str(get_locale()))

    def refuse(self, sentence: str, *, about: str | None = None) -> None:
        """Show a sentence at the top of the form, and at the field that it is about."""
        if about is None:
            self.form_errors.append(sentence)
        else:
            self[about].errors = [*self[about].errors, sentence]


class TextLength:
    """Check that a text is not too long, saying how long it is and that it was kept."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a longer text."""
        fault = length_fault(field.data or "", self.most)
        if fault:
            raise ValidationError(fault)


def length_fault(text: str, most: int) -> str | None:
    """Refuse a text that is too long, saying how long it is and that it was kept."""
    if len(text) <= most:
        return None
    return _(
        "Texten är %(length)s tecken, högst %(most)s får plats. Inget är sparat; "
        "texten står kvar i fältet. Korta den och spara igen.",
        length=_grouped(len(text)),
        most=_grouped(most),
    )


@cache
def _messages(language: str) -> Any:
    return get_translations([language])


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
