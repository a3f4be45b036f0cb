"""The forms of a person's own keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from khoss import labels
from khoss.enums import Role
from khoss.forms.base import SHORT_LIMIT, PageForm, clean_text
from khoss.forms.widgets import Radios, TextInput

# The last is the longest that a key may hold.
TIMES = (
    ("30", _l("30 dagar")),
    ("90", _l("90 dagar")),
    ("365", _l("Ett år")),
)


class TokenForm(PageForm):
    """What a key is for, what it may, and for how long."""

    name = StringField(
        _l("Vad ska nyckeln användas till?"),
        widget=TextInput(),
        filters=[clean_text],
        validators=[
            DataRequired(_l("Skriv vad nyckeln ska användas till.")),
            Length(max=SHORT_LIMIT),
        ],
        description=_l("Till exempel ”Power BI på min dator”. Du känner igen nyckeln på namnet."),
    )
    role = RadioField(
        _l("Roll"),
        widget=Radios(),
        validators=[DataRequired(_l("Välj en roll."))],
        description=_l("Nyckeln ser det som rollen får se, och aldrig mer än du själv."),
    )
    days = RadioField(
        _l("Gäller i"),
        choices=[SelectChoice(days, text) for days, text in TIMES],
        default=TIMES[1][0],
        widget=Radios(),
        validators=[DataRequired(_l("Välj hur länge nyckeln ska gälla."))],
    )

    @classmethod
    def for_roles(cls, roles: Sequence[Role], *, empty: bool = False) -> TokenForm:
        """Return the form with the roles to choose from; `empty` without what was sent."""
        form = cls(formdata=MultiDict(), role=roles[0]) if empty else cls(role=roles[0])
        form.role.choices = [SelectChoice(role.value, labels.ROLES[role]) for role in roles]
        return form

    def chosen_role(self) -> Role:
        """Return the chosen role."""
        return Role(self.role.data)

    def chosen_time(self) -> timedelta:
        """Return for how long the key is to hold."""
        return timedelta(days=int(self.days.data))


class RevokeForm(PageForm):
    """Ending a key: nothing but the click."""
