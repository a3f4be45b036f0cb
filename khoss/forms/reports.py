"""The form that orders a report."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from khoss import labels
from khoss.enums import ReportKind
from khoss.forms.base import PageForm, clean_text
from khoss.forms.widgets import Radios, Select, TextInput


class ReportForm(PageForm):
    """Which report, of which year."""

    kind = RadioField(
        _l("Rapport"),
        default=ReportKind.NATIONAL.value,
        widget=Radios(),
    )
    year = SelectField(_l("År"), widget=Select())
    case_number = StringField(
        _l("Diarienummer"),
        widget=TextInput(),
        filters=[clean_text],
        validators=[Length(max=60)],
        description=_l("Valfritt. Står på omslaget och i sidhuvudet."),
    )

    @classmethod
    def with_choices(cls, *, kinds: Sequence[ReportKind], years: Sequence[int]) -> ReportForm:
        """Return the form for the kinds there are and the years that have figures."""
        form = cls()
        form.kind.choices = [SelectChoice(kind.value, labels.REPORT_KINDS[kind]) for kind in kinds]
        form.year.choices = [SelectChoice(str(year)) for year in years]
        return form

    @property
    def chosen_year(self) -> int:
        """Return the chosen year."""
        return int(self.year.data)
