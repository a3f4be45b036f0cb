"""The coordinator's forms for rounds."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from khoss.enums import RoundStatus
from khoss.forms.base import REASON_LIMIT, TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import DateInput, Select, TextArea


class RoundForm(PageForm):
    """A new round for an adopted plan."""

    year = SelectField(_l("Handlingsplan"), widget=Select())
    opens_on = DateField(_l("Öppnar"), widget=DateInput(), validators=[Optional()])
    closes_on = DateField(_l("Sista dag för länen"), widget=DateInput(), validators=[Optional()])

    @classmethod
    def for_years(cls, years: Sequence[int]) -> RoundForm:
        """Return the form for the plans that no round follows up."""
        form = cls()
        form.year.choices = [SelectChoice(str(year)) for year in years]
        return form

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse a last day before the first."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("Sista dagen ligger före dagen då omgången öppnar."))

    @property
    def chosen_year(self) -> int:
        """Return the chosen plan's year."""
        return int(self.year.data)


class RoundStepForm(PageForm):
    """One step of a round, with a reason where it goes back."""

    to = HiddenField()
    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Behövs bara för steg bakåt. Skälet förs in i loggen."),
    )

    def validate_to(self, field: HiddenField) -> None:
        """Refuse a state that does not exist."""
        if field.data not in list(RoundStatus):
            raise ValidationError(_("Välj ett av stegen på sidan."))

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class ExtensionForm(PageForm):
    """A later last day for one county."""

    closes_on = DateField(_l("Länets egen sista dag"), widget=DateInput(), validators=[Optional()])
    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Länet kan läsa skälet i loggen."),
    )

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class ReplyForm(PageForm):
    """The coordinator's reply to a county's question."""

    comment = TextAreaField(
        _l("Ert svar"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
    )

    def validate_comment(self, field: TextAreaField) -> None:
        """Refuse an empty reply."""
        if not field.data:
            raise ValidationError(_("Skriv ett svar på frågan."))
