"""The forms of a self-assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import (
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice

from khoss import labels
from khoss.enums import Rating
from khoss.forms.answer_rules import (
    RATINGS,
    TEXT_LIMITS,
    Content,
    coverage_fault,
    rating_fault,
    version_fault,
    whole,
)
from khoss.forms.base import REASON_LIMIT, TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import NumberInput, Radios, TextArea

CHOICE = "choice_"
CHOICES: dict[str, LazyString] = {
    "mine": _l("Det jag skrev"),
    "saved": _l("Det som är sparat"),
    "both": _l("Båda, det sparade först"),
}
RATING_CHOICES = [SelectChoice(rating.value, labels.RATINGS[rating]) for rating in Rating]


class SavedAnswer(Protocol):
    """What the form is filled in from."""

    rating: Rating | None
    activities: str
    obstacles: str
    support_needs: str
    coverage: int | None
    change_reason: str
    version: int


class AnswerForm(PageForm):
    """One answer: rating and three texts, with the version that they were read from."""

    rating = RadioField(
        _l("Er bedömning"),
        choices=RATING_CHOICES,
        widget=Radios(),
        validate_choice=False,
        description=_l("Obesvarad räknas aldrig som nej."),
    )
    activities = TextAreaField(
        _l("Utförda aktiviteter"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
        description=_l("Vad har länsstyrelsen gjort under året?"),
    )
    obstacles = TextAreaField(
        _l("Hinder"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
        description=_l("Vad har stått i vägen?"),
    )
    support_needs = TextAreaField(
        _l("Stödbehov"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
        description=_l("Vilket stöd behöver länsstyrelsen, och från vem?"),
    )
    change_reason = TextAreaField(
        _l("Varför har bedömningen ändrats?"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Fyll i om bedömningen var ja förra året och nu är delvis eller nej."),
    )
    coverage = StringField(
        _l("Hur många av länets kommuner gäller svaret?"),
        widget=NumberInput(),
        filters=[clean_text],
        description=_l("Lämna tomt om frågan inte gäller enskilda kommuner."),
    )
    version = HiddenField()

    # How many municipalities the county has; the view sets it.
    municipalities: int = 0

    @classmethod
    def of(cls, answer: SavedAnswer) -> Self:
        """Return the form filled in with what is saved."""
        return cls(
            formdata=None,
            rating=answer.rating,
            activities=answer.activities,
            obstacles=answer.obstacles,
            support_needs=answer.support_needs,
            change_reason=answer.change_reason,
            coverage="" if answer.coverage is None else str(answer.coverage),
            version=str(answer.version),
        )

    def counting(self, municipalities: int) -> Self:
        """Let the form know how many municipalities there are to count."""
        self.municipalities = municipalities
        return self

    def validate_coverage(self, field: StringField) -> None:
        """Refuse what is not a number of the county's municipalities."""
        _refuse(coverage_fault(field.data or "", self.municipalities))

    def validate_rating(self, field: RadioField) -> None:
        """Refuse a rating that does not exist, and forget it: no choice of the page is that."""
        fault = rating_fault(field.data or "")
        field.data = None if fault else field.data
        _refuse(fault)

    def validate_version(self, field: HiddenField) -> None:
        """Refuse a version that no page of ours has sent."""
        fault = version_fault(field.data or "")
        field.data = "" if fault else field.data
        _refuse(fault)

    @property
    def expected_version(self) -> int:
        """Return the version that the texts were read from."""
        return int(self.version.data or 0)

    def expect(self, version: int) -> None:
        """Make the next save replace this version."""
        self.version.data = str(version)

    def content(self) -> Content:
        """Return what was filled in."""
        return Content(
            rating=RATINGS.get(self.rating.data),
            activities=self.activities.data or "",
            obstacles=self.obstacles.data or "",
            support_needs=self.support_needs.data or "",
            coverage=whole(self.coverage.data or ""),
            change_reason=self.change_reason.data or "",
        )


def _refuse(fault: str | None) -> None:
    if fault:
        raise ValidationError(fault)


class MergeForm(AnswerForm):
    """Two versions of one answer: for each field that differs, which of them is to hold."""

    # Which texts that were set aside the page shows: those alone are dealt with by the choice.
    shown = HiddenField()

    def show(self, ids: Iterable[int]) -> None:
        """Note which texts that were set aside the page shows."""
        self.shown.data = " ".join(str(one) for one in ids)

    @property
    def shown_ids(self) -> frozenset[int]:
        """Return which texts that were set aside the page showed."""
        words = (self.shown.data or "").split()
        return frozenset(
            int(one) for one in words if one.isascii() and one.isdigit() and len(one) <= 9
        )

    def add_choices(self, suggested: Mapping[str, str]) -> None:
        """Suggest a choice for each field that differs, where nobody has chosen yet."""
        for name, choice in suggested.items():
            field = self[f"{CHOICE}{name}"]
            if not field.data:
                field.data = choice

    def refuse_unchosen(self, shown: Sequence[Mapping[str, object]]) -> bool:
        """Refuse what was written on the page while the saved text was chosen.

        `shown` is what the page brought: what still says the same is not refused.
        """
        unchosen = [
            name
            for name, choice in self.choices().items()
            if shown
            and choice == "saved"
            and name in TEXT_LIMITS
            and self[name].data not in {"", *(one[name] for one in shown)}
        ]
        for name in unchosen:
            self.refuse(
                _(
                    "Du har skrivit här men valt det som är sparat. Välj vad som ska gälla. Inget "
                    "är sparat; texten står kvar i fältet."
                ),
                about=name,
            )
        return bool(unchosen)

    def choices(self) -> dict[str, str]:
        """Return what was chosen, by the field's name."""
        return {
            field.name.removeprefix(CHOICE): field.data
            for field in self
            if field.name.startswith(CHOICE) and field.data in CHOICES
        }


def _choice_field(label: LazyString, *, joined: bool) -> RadioField:
    choices = [SelectChoice(name, text) for name, text in CHOICES.items()]
    return RadioField(
        label,
        choices=choices if joined else choices[:2],
        widget=Radios(),
        validate_choice=False,
    )


for _name, _label, _joined in (
    ("rating", _l("Vilken bedömning ska gälla?"), False),
    ("activities", _l("Vilken text om utförda aktiviteter ska gälla?"), True),
    ("obstacles", _l("Vilken text om hinder ska gälla?"), True),
    ("support_needs", _l("Vilken text om stödbehov ska gälla?"), True),
    ("change_reason", _l("Vilken text om varför bedömningen ändrats ska gälla?"), True),
    ("coverage", _l("Vilket antal kommuner ska gälla?"), False),
):
    setattr(MergeForm, f"{CHOICE}{_name}", _choice_field(_label, joined=_joined))


class ConfirmForm(PageForm):
    """Last year's answer still holds: one sentence on what was done this year."""

    sentence = TextAreaField(
        _l("Vad har gjorts i år?"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(TEXT_LIMIT)],
        description=_l("En mening räcker. Den sparas som årets utförda aktiviteter."),
    )
    version = HiddenField()

    @property
    def expected_version(self) -> int:
        """Return the version that the page showed; 0 where the page has lost it."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
