"""The forms of a self-assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypedDict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from khoss import labels
from khoss.enums import Rating
from khoss.forms.base import REASON_LIMIT, TEXT_LIMIT, PageForm, TextLength, clean_text
from khoss.forms.widgets import Checkbox, Radios, TextArea

RATING_CHOICES = [SelectChoice(rating.value, labels.RATINGS[rating]) for rating in Rating]


class Content(TypedDict):
    """What the answer form holds, cleaned."""

    rating: Rating | None
    activities: str
    obstacles: str
    support_needs: str


class SavedAnswer(Protocol):
    """What the form is filled in from."""

    rating: Rating | None
    activities: str
    obstacles: str
    support_needs: str
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
    version = HiddenField()

    @classmethod
    def of(cls, answer: SavedAnswer) -> AnswerForm:
        """Return the form filled in with what is saved."""
        return cls(
            formdata=None,
            rating=answer.rating,
            activities=answer.activities,
            obstacles=answer.obstacles,
            support_needs=answer.support_needs,
            version=str(answer.version),
        )

    def validate_rating(self, field: RadioField) -> None:
        """Refuse a rating that does not exist; none at all is unanswered."""
        if field.data and field.data not in list(Rating):
            field.data = None
            raise ValidationError(
                _("Välj ja, delvis eller nej. Inget är sparat; texterna står kvar.")
            )

    def validate_version(self, field: HiddenField) -> None:
        """Refuse a version that no page of ours has sent."""
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9):
            field.data = ""
            raise ValidationError(
                _(
                    "Sidan har tappat uppgiften om vilken version den visar. Inget är sparat; "
                    "texterna står kvar. Jämför med det sparade och spara igen."
                )
            )

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
            rating=Rating(self.rating.data) if self.rating.data else None,
            activities=self.activities.data or "",
            obstacles=self.obstacles.data or "",
            support_needs=self.support_needs.data or "",
        )


class StepForm(PageForm):
    """A step that asks for nothing but the click."""


class ReasonForm(StepForm):
    """A step that needs a reason; whether it is given is for the service to judge."""

    reason = TextAreaField(
        _l("Skäl"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(REASON_LIMIT)],
        description=_l("Länet och samordnaren kan läsa skälet i loggen."),
    )

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class ReviewForm(ReasonForm):
    """Accepting; without the county's own approval it takes a reason."""


class SubmitForm(StepForm):
    """Handing in, with what is unanswered confirmed."""

    goals = HiddenField()
    confirm = BooleanField(_l("Ja, lämna in utan bedömning av de här delmålen"), widget=Checkbox())

    @classmethod
    def for_goals(cls, keys: Sequence[str]) -> SubmitForm:
        """Return the form for the sub-goals that are unanswered now."""
        form = cls()
        form.shown = ",".join(keys)
        if not form.is_submitted():
            form.goals.data = form.shown
        return form

    shown: str = ""

    def confirmed_goals(self) -> frozenset[str]:
        """Return the sub-goals that were named on the page and confirmed."""
        named = (self.goals.data or "") if self.confirm.data else ""
        self.goals.data = self.shown
        return frozenset(key for key in named.split(",") if key)
