"""The forms around publishing a report: its readers, its case number, reasons and steps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from khoss.enums import ReportKind
from khoss.forms.base import REASON_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.covers import (
    case_number_field,
    recipient_field,
    sender_field,
    with_texts_field,
)
from khoss.forms.reports import ASKED
from khoss.forms.widgets import Select, TextArea


class StepForm(PageForm):
    """A step that asks for nothing but that it was meant."""


class CaseNumberForm(PageForm):
    """The case number of a draft."""

    case_number = case_number_field(
        _l("Står på omslaget och i sidhuvudet. Utkastet görs om med det.")
    )

    def validate_case_number(self, field: StringField) -> None:
        """Refuse an empty number."""
        if not field.data:
            raise ValidationError(_("Skriv diarienumret."))


class ReasonForm(PageForm):
    """A reason for a step."""

    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """Refuse a step without its reason."""
        if not field.data:
            raise ValidationError(_("Skriv ett skäl."))


class CorrectionForm(ReasonForm):
    """Why a published report is corrected, and what its next edition is ordered with."""

    with_texts = with_texts_field()
    case_number = case_number_field(_l("Står på omslaget och i sidhuvudet."))
    sender = sender_field()
    recipient = recipient_field()

    @classmethod
    def for_kind(
        cls, kind: ReportKind, *, with_texts: bool, case_number: str, sender: str, recipient: str
    ) -> CorrectionForm:
        """Return the form of a kind, filled in with what the edition before was ordered with."""
        form = cls(
            data={
                "with_texts": with_texts,
                "case_number": case_number,
                "sender": sender,
                "recipient": recipient,
            }
        )
        if "with_texts" not in ASKED[kind]:
            del form.with_texts
        if kind is ReportKind.TARGET_POSTER:  # one page, without whom it is from and to
            del form.sender, form.recipient
        return form

    def validate_case_number(self, field: StringField) -> None:
        """Refuse an empty number: no edition is published without one."""
        if not field.data:
            raise ValidationError(_("Skriv diarienumret."))

    @property
    def ordered(self) -> dict[str, Any]:
        """Return what the next edition is ordered with, by the name of the field."""
        asked = ("with_texts", "case_number", "sender", "recipient")
        return {name: self[name].data for name in asked if name in self}


class SignOffForm(ReasonForm):
    """A finding that somebody stands by, and why."""

    finding = HiddenField()


class ReaderForm(PageForm):
    """Somebody who may read a draft."""

    reader = SelectField(_l("Konto"), widget=Select())

    @classmethod
    def with_accounts(cls, accounts: Sequence[tuple[int, str]]) -> ReaderForm:
        """Return the form for the accounts that may be named."""
        form = cls()
        form.reader.choices = [
            SelectChoice("", _("Välj ett konto")),
            *(SelectChoice(str(number), text) for number, text in accounts),
        ]
        return form

    def leave_out(self, named: Collection[int]) -> None:
        """Offer no account that reads the draft already; who chose one meanwhile is told so."""
        taken = {str(number) for number in named}
        self.reader.choices = [one for one in self.reader.choices if one.value not in taken]

    def validate_reader(self, field: SelectField) -> None:
        """Refuse that nobody is chosen."""
        if not field.data:
            raise ValidationError(_("Välj vem som ska läsa utkastet."))

    @property
    def chosen(self) -> int:
        """Return the chosen account."""
        return int(self.reader.data)
