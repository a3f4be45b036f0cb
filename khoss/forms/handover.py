"""The form of a county's note to whoever takes over."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from khoss.forms.base import TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import TextArea


class HandoverForm(PageForm):
    """One free text with the version that it was read from."""

    body = TextAreaField(
        _l("Till dig som tar över"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
        description=_l(
            "Vem du behöver prata med, vad som är på gång, var underlaget finns. Skriv inga "
            "säkerhetsskyddsklassificerade uppgifter."
        ),
    )
    version = HiddenField()

    @property
    def expected_version(self) -> int:
        """Return the version that the text was read from; 0 is no text at all."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
