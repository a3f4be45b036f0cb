"""The form that says which report is previewed before it is ordered."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from khoss.enums import ReportKind
from khoss.forms.base import PageForm
from khoss.forms.covers import WITH_TEXTS
from khoss.forms.reports import ASKED, NO_COUNTY
from khoss.forms.widgets import Checkbox, Select


class PreviewForm(PageForm):
    """What a preview is of: a plain GET; what the address does not say is the first choice."""

    class Meta:
        """Ask for no token: nothing is changed."""

        csrf = False

    year = SelectField(_l("År"), widget=Select())
    county = SelectField(_l("Län"), widget=Select())
    with_texts = BooleanField(WITH_TEXTS, widget=Checkbox())

    @classmethod
    def from_address(
        cls, kind: ReportKind, *, years: Sequence[int], counties: Sequence[tuple[str, str]]
    ) -> PreviewForm:
        """Return the form as the page's address fills it in; without counties it is of one's own.

        Its choices are those of ordering, the first of them too.
        """
        form = cls(formdata=request.args)
        form.year.choices = [SelectChoice(str(year)) for year in years]
        form.county.choices = [
            *([SelectChoice("", NO_COUNTY)] if kind is ReportKind.QUESTIONS else []),
            *(SelectChoice(code, name) for code, name in counties),
        ]
        for name in ("year", "county", "with_texts"):
            if name not in ASKED[kind] or (name == "county" and not counties):
                del form[name]
        for field in (form.year, form.county):
            if field is not None and not field.data:
                field.data = field.choices[0].value if field.choices else ""
        if form.with_texts and not request.args:
            form.with_texts.data = "county" in ASKED[kind] and not counties
        return form

    @property
    def chosen_year(self) -> int | None:
        """Return the chosen year, None where none is asked for."""
        return int(self.year.data) if self.year else None

    @property
    def wants_texts(self) -> bool:
        """Tell whether the counties' own texts are to be in it."""
        return bool(self.with_texts and self.with_texts.data)

    @property
    def chosen_county(self) -> str:
        """Return the chosen county's code, empty where none is asked for."""
        return str(self.county.data) if self.county else ""
