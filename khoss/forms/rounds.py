"""The coordinator's forms for rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from khoss.enums import RoundStatus
from khoss.forms.base import REASON_LIMIT, TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import DateInput, Select, TextArea, TextInput

MOST_REMINDERS = 6


class RoundDates(Protocol):
    """What the dates are filled in from."""

    @property
    def opens_on(self) -> date | None:
        """The first day."""

    @property
    def closes_on(self) -> date | None:
        """The last day."""

    @property
    def remind_before(self) -> str:
        """Working days before the last day."""


def _check_order(opens_on: DateField, closes_on: DateField) -> None:
    if closes_on.data and opens_on.data and closes_on.data < opens_on.data:
        raise ValidationError(_("Sista dagen ligger före dagen då omgången öppnar."))


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
        _check_order(self.opens_on, field)

    @property
    def chosen_year(self) -> int:
        """Return the chosen plan's year."""
        return int(self.year.data)


class NextRoundForm(PageForm):
    """The next round: its dates and reminders."""

    opens_on = DateField(_l("Öppnar"), widget=DateInput(), validators=[Optional()])
    closes_on = DateField(_l("Sista dag för länen"), widget=DateInput(), validators=[Optional()])
    remind_before = StringField(
        _l("Påminn så många arbetsdagar före sista dagen"),
        widget=TextInput(),
        filters=[clean_text],
        description=_l(
            "Antal med mellanslag emellan, till exempel 10 3 0. 0 är sista dagen själv. "
            "Lämna tomt för att inte påminna."
        ),
    )

    @classmethod
    def of(cls, dates: RoundDates) -> Self:
        """Return the form filled in with dates."""
        return cls(
            formdata=None,
            opens_on=dates.opens_on,
            closes_on=dates.closes_on,
            remind_before=dates.remind_before,
        )

    def validate_closes_on(self, field: DateField) -> None:
        """Refuse a last day before the first."""
        _check_order(self.opens_on, field)

    def validate_remind_before(self, field: StringField) -> None:
        """Refuse what is not a few whole numbers."""
        words = (field.data or "").split()
        numbers = [word for word in words if word.isascii() and word.isdigit() and len(word) <= 2]
        if len(numbers) != len(words) or len(words) > MOST_REMINDERS:
            raise ValidationError(
                _(
                    "Skriv högst %(most)d hela tal mellan 0 och 99 med mellanslag emellan.",
                    most=MOST_REMINDERS,
                )
            )

    @property
    def reminders(self) -> str:
        """Return the reminders, furthest from the last day first."""
        words = {int(word) for word in (self.remind_before.data or "").split()}
        return " ".join(str(number) for number in sorted(words, reverse=True))


class RoundDatesForm(NextRoundForm):
    """Other dates for a round, with a reason where the counties already work toward them."""

    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Behövs när omgången är öppen eller stängd. Skälet förs in i loggen."),
    )

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


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
