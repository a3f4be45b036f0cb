"""The forms of working together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, Label, TextAreaField, ValidationError

from khoss.enums import Audience
from khoss.forms.base import TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import TextArea

NOBODY = ""
COMMENT_LABELS = {
    Audience.COUNTY: _l("Ny kommentar inom länet"),
    Audience.COORDINATOR: _l("Ny fråga till samordnaren"),
}


class CommentForm(PageForm):
    """One entry of a thread."""

    audience = HiddenField()
    comment = TextAreaField(
        _l("Ny kommentar"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
    )

    def validate_audience(self, field: HiddenField) -> None:
        """Refuse a thread that does not exist."""
        if field.data not in list(Audience):
            raise ValidationError(_("Välj en av trådarna på sidan."))

    def validate_comment(self, field: TextAreaField) -> None:
        """Refuse an empty entry."""
        if not field.data:
            raise ValidationError(_("Skriv något i kommentaren."))

    def of_thread(self, audience: Audience) -> CommentForm:
        """Return the form of one thread: this one where it was sent for it, else an empty one."""
        form = self if self.audience.data == audience else CommentForm(formdata=None)
        form.comment.id = f"comment-{audience}"
        form.comment.label = Label(form.comment.id, COMMENT_LABELS[audience])
        form.audience.data = audience.value
        return form

    @property
    def chosen_audience(self) -> Audience:
        """Return which thread it is for."""
        return Audience(self.audience.data)


class ThreadForm(PageForm):
    """A step about a thread that asks for nothing but the click."""

    audience = HiddenField()

    def validate_audience(self, field: HiddenField) -> None:
        """Refuse a thread that does not exist."""
        if field.data not in list(Audience):
            raise ValidationError(_("Välj en av trådarna på sidan."))


class AssignForm(PageForm):
    """Who takes which question: a select for each area and for each question."""

    def chosen(
        self, areas: Mapping[str, Sequence[int]], answer_ids: Sequence[int]
    ) -> dict[int, int | None]:
        """Return the colleague's id by answer id, None for nobody; an area's choice comes first.

        :raises ValueError: when something is not a number.
        """
        wanted: dict[int, int | None] = {}
        for answer_id in answer_ids:
            if (text := request.form.get(f"goal-{answer_id}")) is not None:
                wanted[answer_id] = int(text) if text else None
        for code, members in areas.items():
            if text := request.form.get(f"area-{code}"):
                wanted |= dict.fromkeys(members, int(text))
        return wanted
