"""The form that picks two reports to hold against each other."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from khoss.forms.base import PageForm
from khoss.forms.widgets import Select


class DifferencesForm(PageForm):
    """Two reports: a plain GET."""

    class Meta:
        """Ask for no token: nothing is changed."""

        csrf = False

    a = SelectField(_l("Från"), widget=Select())
    b = SelectField(_l("Till"), widget=Select())

    @classmethod
    def from_address(cls, reports: Sequence[tuple[int, str]]) -> DifferencesForm:
        """Return the form as the page's address fills it in."""
        form = cls(formdata=request.args)
        for field in (form.a, form.b):
            field.choices = [SelectChoice(str(number), text) for number, text in reports]
        return form

    @property
    def chosen(self) -> tuple[str, str]:
        """Return what the address names, known or not."""
        return request.args.get("a", ""), request.args.get("b", "")
