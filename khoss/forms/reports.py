"""The forms that order a report: which kind, then what that kind needs; and the list's filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from khoss import labels
from khoss.enums import ReportKind, ReportStatus
from khoss.forms.base import PageForm
from khoss.forms.covers import (
    case_number_field,
    recipient_field,
    sender_field,
    with_texts_field,
)
from khoss.forms.widgets import Radios, Select

EVERY_COUNTY = "alla"
NO_COUNTY = _l("Inget län: bara frågorna")
ALL_FIELDS = ("year", "county", "with_texts", "case_number", "sender", "recipient")
OF_AN_ACCOUNT = ("year", "case_number", "sender", "recipient")
# What each kind is asked for; the target picture has but one year, that of the latest figures.
ASKED: Mapping[ReportKind, tuple[str, ...]] = {
    ReportKind.NATIONAL: ("year", "with_texts", "case_number"),
    ReportKind.INTERIM_ACCOUNT: OF_AN_ACCOUNT,
    ReportKind.FINAL_ACCOUNT: OF_AN_ACCOUNT,
    ReportKind.COUNTY: ("year", "county", "with_texts", "case_number"),
    ReportKind.TARGET_PICTURE: ("case_number",),
    ReportKind.TARGET_POSTER: (),
    ReportKind.QUESTIONS: ("year", "county", "with_texts"),
}


class ReportKindForm(PageForm):
    """Which report: a plain GET that leads to what it needs."""

    class Meta:
        """Ask for no token: nothing is changed."""

        csrf = False

    kind = RadioField(
        _l("Vilken rapport?"),
        widget=Radios(),
        validators=[InputRequired(_l("Välj vilken rapport du vill göra."))],
    )

    @classmethod
    def from_address(cls, kinds: Sequence[ReportKind]) -> ReportKindForm:
        """Return the form as the page's address fills it in, with the kinds to choose from."""
        form = cls(formdata=request.args or None)
        form.kind.choices = [SelectChoice(kind.value, labels.REPORT_KINDS[kind]) for kind in kinds]
        return form

    @property
    def purposes(self) -> list[dict[str, object]]:
        """Return what stands below each kind: what it is for."""
        kinds = [ReportKind(choice.value) for choice in self.kind.choices]
        return [{"hint": {"text": str(labels.REPORT_PURPOSES[kind])}} for kind in kinds]


class OrderForm(PageForm):
    """What a report of one kind needs."""

    year = SelectField(_l("År"), widget=Select())
    county = SelectField(_l("Län"), widget=Select())
    with_texts = with_texts_field()
    case_number = case_number_field(
        _l("Valfritt tills rapporten publiceras. Står på omslaget och i sidhuvudet.")
    )
    sender = sender_field()
    recipient = recipient_field()

    @classmethod
    def for_kind(
        cls,
        kind: ReportKind,
        *,
        years: Sequence[int],
        counties: Sequence[tuple[str, str]],
    ) -> OrderForm:
        """Return the form of a kind; without counties the report is of one's own."""
        form = cls()
        for name in ALL_FIELDS:
            if name not in ASKED[kind] or (name == "county" and not counties):
                del form[name]
        if form.year:
            form.year.choices = [SelectChoice(str(year)) for year in years]
        if form.county:
            every = SelectChoice(EVERY_COUNTY, _l("Alla län, en rapport för varje"))
            none = SelectChoice("", NO_COUNTY)
            form.county.choices = [
                *([every] if kind is ReportKind.COUNTY else []),
                *([none] if kind is ReportKind.QUESTIONS else []),
                *(SelectChoice(code, name) for code, name in counties),
            ]
        if form.with_texts and not form.is_submitted():
            # A county's own texts are its own to bring along.
            form.with_texts.data = "county" in ASKED[kind] and not counties
        return form

    @property
    def chosen_year(self) -> int | None:
        """Return the chosen year, None where none is asked for."""
        return int(self.year.data) if self.year else None

    @property
    def chosen_county(self) -> str:
        """Return the chosen county's code, empty for every county and where none is asked for."""
        code = self.county.data if self.county else ""
        return "" if code == EVERY_COUNTY else str(code)

    @property
    def wants_every_county(self) -> bool:
        """Tell whether a report for each county is asked for."""
        return bool(self.county and self.county.data == EVERY_COUNTY)

    @property
    def wants_texts(self) -> bool:
        """Tell whether the counties' own texts are to be in it."""
        return bool(self.with_texts and self.with_texts.data)

    def text(self, name: str) -> str:
        """Return a line of the cover, empty where it is not asked for."""
        return str(self[name].data or "") if name in self else ""


class ReportFilterForm(PageForm):
    """Which reports are listed: a plain GET, any choice may be empty."""

    class Meta:
        """Ask for no token: nothing is changed."""

        csrf = False

    kind = SelectField(_l("Slag"), widget=Select())
    year = SelectField(_l("År"), widget=Select())
    status = SelectField(
        _l("Läge"),
        widget=Select(),
        choices=[
            SelectChoice("", _l("Alla lägen")),
            *(SelectChoice(status.value, text) for status, text in labels.REPORT_STATUSES.items()),
        ],
    )

    @classmethod
    def from_address(cls, *, kinds: Sequence[ReportKind], years: Sequence[int]) -> ReportFilterForm:
        """Return the form as the page's address fills it in; what it does not know is any."""
        form = cls(formdata=request.args)
        form.kind.choices = [
            SelectChoice("", _l("Alla slag")),
            *(SelectChoice(kind.value, labels.REPORT_KINDS[kind]) for kind in kinds),
        ]
        form.year.choices = [
            SelectChoice("", _l("Alla år")),
            *(SelectChoice(str(year)) for year in years),
        ]
        for field in (form.kind, form.year, form.status):
            known = {choice.value for choice in field.choices or []}
            field.data = field.data if field.data in known else ""
        return form

    @property
    def chosen_kind(self) -> ReportKind | None:
        """Return the chosen kind."""
        return ReportKind(self.kind.data) if self.kind.data else None

    @property
    def chosen_year(self) -> int | None:
        """Return the chosen year."""
        return int(self.year.data) if self.year.data else None

    @property
    def chosen_status(self) -> ReportStatus | None:
        """Return the chosen state."""
        return ReportStatus(self.status.data) if self.status.data else None
