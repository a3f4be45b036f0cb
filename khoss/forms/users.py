"""The administrator's forms for accounts."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length

from khoss import labels
from khoss.enums import Role
from khoss.forms.base import SHORT_LIMIT, PageForm, clean_text
from khoss.forms.widgets import Checkboxes, Select, TextInput


class AccountForm(PageForm):
    """Who a person is and may do."""

    email = EmailField(
        _l("E-postadress"),
        widget=TextInput(),
        filters=[clean_text],
        validators=[
            DataRequired(_l("Skriv en e-postadress.")),
            Length(max=254),
            Email(_l("Skriv e-postadressen så här: namn@lansstyrelsen.se.")),
        ],
    )
    name = StringField(
        _l("Namn"), widget=TextInput(), filters=[clean_text], validators=[Length(max=SHORT_LIMIT)]
    )
    roles = SelectMultipleField(
        _l("Roller"),
        choices=[SelectChoice(role.value, labels.ROLES[role]) for role in Role],
        widget=Checkboxes(),
        validators=[DataRequired(_l("Välj minst en roll."))],
        description=_l("Handläggare och godkännare hör till ett län, de andra inte."),
    )
    county = SelectField(_l("Län"), widget=Select())

    @classmethod
    def with_counties(cls, counties: Sequence[tuple[str, str]], **values: object) -> AccountForm:
        """Return the form with the counties to choose from."""
        form = cls(**values)
        form.county.choices = [
            SelectChoice("", _l("Inget län (nationell roll)")),
            *(SelectChoice(code, name) for code, name in counties),
        ]
        return form

    def chosen_roles(self) -> list[Role]:
        """Return the chosen roles."""
        return [Role(role) for role in self.roles.data or []]

    def chosen_county(self) -> str | None:
        """Return the chosen county's code, None for a national account."""
        return self.county.data or None


class ActiveForm(PageForm):
    """Closing an account, or opening it again: nothing but the click."""
