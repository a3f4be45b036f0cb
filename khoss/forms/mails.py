"""The coordinator's forms for mails: the filter of the log, and a letter to chosen counties."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from khoss import labels
from khoss.enums import MailKind, MailStatus, Role
from khoss.forms.base import SHORT_LIMIT, TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import Checkboxes, Select, TextArea, TextInput

KEY = re.compile(r"[0-9a-f]{32}")


def _one_line(text: str | None) -> str:
    """Return a text as a header holds it."""
    return " ".join(clean_text(text).split())


class MailFilterForm(PageForm):
    """Which mails of the log are shown: a plain GET, any choice may be empty."""

    class Meta:
        """Ask for no token: nothing is changed."""

        csrf = False

    kind = SelectField(
        _l("Slag"),
        widget=Select(),
        choices=[
            SelectChoice("", _l("Alla slag")),
            *(SelectChoice(kind.value, text) for kind, text in labels.MAIL_KINDS.items()),
        ],
    )
    county = SelectField(_l("Län"), widget=Select())
    status = SelectField(
        _l("Läge"),
        widget=Select(),
        choices=[
            SelectChoice("", _l("Alla lägen")),
            *(SelectChoice(status.value, text) for status, text in labels.MAIL_STATUSES.items()),
        ],
    )

    @classmethod
    def from_address(cls, counties: Sequence[tuple[str, str]]) -> MailFilterForm:
        """Return the form as the page's address fills it in; what it does not know is any."""
        form = cls(formdata=request.args)
        form.county.choices = [
            SelectChoice("", _l("Alla län")),
            *(SelectChoice(code, name) for code, name in counties),
        ]
        for field in (form.kind, form.county, form.status):
            known = {choice.value for choice in field.choices or [] if choice.value}
            field.data = field.data if field.data in known else ""
        return form

    @property
    def chosen_kind(self) -> MailKind | None:
        """Return the chosen kind."""
        return MailKind(self.kind.data) if self.kind.data else None

    @property
    def chosen_county(self) -> str | None:
        """Return the chosen county's code."""
        return self.county.data or None

    @property
    def chosen_status(self) -> MailStatus | None:
        """Return the chosen status."""
        return MailStatus(self.status.data) if self.status.data else None


class LetterForm(PageForm):
    """A letter: to which counties and roles, and what it says."""

    # Names the letter from its first page on, so that sending it twice sends it once.
    letter = HiddenField(default=lambda: uuid.uuid4().hex)
    to_counties = SelectMultipleField(
        _l("Län"), widget=Checkboxes(), validators=[DataRequired(_l("Välj minst ett län."))]
    )
    to_roles = SelectMultipleField(
        _l("Till vem i länet"),
        widget=Checkboxes(),
        choices=[
            SelectChoice(role.value, labels.ROLES[role]) for role in (Role.OFFICER, Role.APPROVER)
        ],
        validators=[DataRequired(_l("Välj handläggare, godkännare eller båda."))],
    )
    subject = StringField(
        _l("Ämne"),
        widget=TextInput(),
        filters=[_one_line],
        validators=[DataRequired(_l("Skriv ett ämne.")), TextLength(SHORT_LIMIT)],
    )
    body = TextAreaField(
        _l("Text"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[DataRequired(_l("Skriv en text.")), TextLength(TEXT_LIMIT)],
        description=_l(
            "Går som vanlig e-post. Säkerhetsskyddsklassificerade uppgifter hör inte hemma här."
        ),
    )

    @classmethod
    def with_counties(cls, counties: Sequence[tuple[str, str]]) -> LetterForm:
        """Return the form with the counties to choose from; a new one is for the officers."""
        form = cls()
        form.to_counties.choices = [SelectChoice(code, name) for code, name in counties]
        if not form.is_submitted():
            form.to_roles.data = [Role.OFFICER.value]
        return form

    def choose_counties(self, codes: Sequence[str]) -> None:
        """Tick these counties and no others."""
        self.to_counties.data = list(codes)

    @property
    def chosen_counties(self) -> list[str]:
        """Return the codes of the counties that it goes to."""
        return list(self.to_counties.data or [])

    @property
    def picked(self) -> str:
        """Return the quick choice whose button was pressed, if one was."""
        return request.form.get("pick", "")

    @property
    def goes_back(self) -> bool:
        """Tell whether the letter is to be changed once more."""
        return request.form.get("act") == "edit"

    @property
    def sends(self) -> bool:
        """Tell whether the letter is to be sent; anything else shows it first."""
        return request.form.get("act") == "send"

    @property
    def key(self) -> str:
        """Return the letter's name; one that no page of ours gave is replaced."""
        if not KEY.fullmatch(self.letter.data or ""):
            self.letter.data = uuid.uuid4().hex
        return str(self.letter.data)

    @property
    def chosen_roles(self) -> list[Role]:
        """Return whom it goes to in the counties."""
        return [Role(role) for role in self.to_roles.data or []]
