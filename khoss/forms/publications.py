"""The forms around publishing a report: its readers, its case number, reasons and steps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from khoss.forms.base import REASON_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.covers import case_number_field
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
