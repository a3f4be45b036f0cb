"""The forms of an assessment's steps."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField

from khoss.forms.base import REASON_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import Checkbox, TextArea


class StepForm(PageForm):
    """A step that asks for nothing but the click, taken on the version that the page showed."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """Return the version that was shown; 0, which never is, where the page has lost it."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


class ReasonForm(StepForm):
    """A step that needs a reason; whether it is given is for the service to judge."""

    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Länet och samordnaren kan läsa skälet i loggen."),
    )

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class ReturnForm(ReasonForm):
    """Giving an assessment back, as a whole or single questions with a reason each."""

    def questions(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return the reasons that were written, by the questions' address names."""
        return {
            slug: reason
            for slug in slugs
            if (reason := clean_text(request.form.get(f"question-{slug}")))
        }


class ReviewForm(ReasonForm):
    """Accepting; without the county's own approval it takes a reason."""


class SubmitForm(PageForm):
    """Handing in, with what is unanswered confirmed."""

    goals = HiddenField()
    confirm = BooleanField(_l("Ja, lämna in utan bedömning av de här delmålen"), widget=Checkbox())

    @classmethod
    def for_goals(cls, keys: Sequence[str]) -> SubmitForm:
        """Return the form for the sub-goals that are unanswered now."""
        form = cls()
        form.shown = ",".join(keys)
        if not form.is_submitted():
            form.goals.data = form.shown
        return form

    shown: str = ""

    def confirmed_goals(self) -> frozenset[str]:
        """Return the sub-goals that were named on the page and confirmed."""
        named = (self.goals.data or "") if self.confirm.data else ""
        self.goals.data = self.shown
        return frozenset(key for key in named.split(",") if key)
