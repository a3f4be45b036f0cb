"""The form of one of the coordinator's texts, with the picker of figures in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from khoss import labels
from khoss.enums import FigureForm, FigureKind, Measure
from khoss.figures.placeholders import EVERYTHING, Request, forms_of, write_placeholder
from khoss.figures.words import WORDS
from khoss.forms.answers import CHOICES
from khoss.forms.base import PageForm, TextLength, clean_text
from khoss.forms.widgets import Radios, Select, TextArea

NARRATIVE_LIMIT = 100_000
PICK = "pick_"
MEASURED = frozenset(FigureKind) - {FigureKind.BASE, FigureKind.ASKED}


class NarrativeForm(PageForm):
    """One text with the version that it was read from, and a figure that may be picked into it.

    `caret` is where a picked figure goes, counted as a browser counts; without it, last.
    """

    body = TextAreaField(
        _l("Text"),
        widget=TextArea(),
        filters=[clean_text],
        validators=[TextLength(NARRATIVE_LIMIT)],
    )
    version = HiddenField()
    caret = HiddenField()
    choice = RadioField(
        _l("Vilken text ska gälla?"),
        choices=[SelectChoice(name, text) for name, text in CHOICES.items()],
        widget=Radios(),
        validate_choice=False,
    )
    pick_kind = SelectField(
        _l("Vad"),
        choices=[SelectChoice(kind.value, text) for kind, text in labels.FIGURE_KINDS.items()],
        widget=Select(),
    )
    pick_goal = SelectField(_l("Delmål eller område"), widget=Select())
    pick_measure = SelectField(
        _l("Svar"),
        choices=[
            SelectChoice(one.value, labels.MEASURES[one])
            for one in (Measure.MET, *(one for one in Measure if one is not Measure.MET))
        ],
        widget=Select(),
    )
    pick_word = SelectField(
        _l("Ord, när siffran ska sägas med ett ord"),
        choices=[SelectChoice(word, word) for word in WORDS],
        widget=Select(),
    )
    pick_form = SelectField(
        _l("Hur antalet skrivs"),
        choices=[SelectChoice(form.value, text) for form, text in labels.FIGURE_FORMS.items()],
        widget=Select(),
    )
    pick_whole = SelectField(
        _l("Andelen är av"),
        choices=[
            SelectChoice("all", _l("alla länsstyrelser")),
            SelectChoice("answers", _l("svar")),
        ],
        widget=Select(),
    )
    pick_year = SelectField(_l("År"), widget=Select())

    def choosing(self, *, goals: Sequence[tuple[str, str]], years: Sequence[int]) -> Self:
        """Let figures be picked of some goals and years; what is no choice is the first.

        A text is saved whatever became of the picker beside it.
        """
        self.pick_goal.choices = [SelectChoice(key, text) for key, text in goals]
        self.pick_year.choices = [SelectChoice(str(year), str(year)) for year in years]
        for field in self:
            if field.name.startswith(PICK):
                values = [choice.value for choice in field.choices]
                field.data = field.data if field.data in values else values[0]
        return self

    @property
    def expected_version(self) -> int:
        """Return the version that the text was read from; 0 is no text at all."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0

    def placeholder(self, *, year: int) -> str:
        """Return what is picked, as it stands between braces in a text of a year."""
        kind = FigureKind(self.pick_kind.data)
        picked = int(self.pick_year.data)
        everything = self.pick_goal.data == EVERYTHING
        goals = () if everything else (self.pick_goal.data,)
        form = FigureForm(self.pick_form.data)
        with_goal = kind is not FigureKind.ASKED
        return write_placeholder(
            Request(
                kind,
                goals=goals if with_goal else (),
                every_goal=everything and with_goal,
                measure=Measure(self.pick_measure.data) if kind in MEASURED else None,
                of_answers=kind is FigureKind.SHARE and self.pick_whole.data == "answers",
                word=self.pick_word.data if kind is FigureKind.WORD else "",
                form=form if form in forms_of(kind) else FigureForm.USUAL,
                year=0 if picked == year else picked,
            )
        )

    def insert(self, placeholder: str) -> None:
        """Put a placeholder where the caret was, else last, and the caret after it."""
        body = self.body.data or ""
        place = _place(body, self.caret.data or "")
        before, after = body[:place], body[place:]
        space = " " if before and not before[-1].isspace() else ""
        before = f"{before}{space}{{{placeholder}}}"
        self.body.data = before + after
        self.caret.data = str(_units(before))


class RestoreForm(PageForm):
    """Make an earlier text hold again, from the version that the page showed."""

    version = HiddenField()

    @property
    def expected_version(self) -> int:
        """Return the version that the page showed; 0 where the page has lost it."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _place(body: str, caret: str) -> int:
    """Return the place in a text that a browser's count of characters says."""
    if not (caret.isascii() and caret.isdigit() and len(caret) <= 9):
        return len(body)
    units = body.encode("utf-16-le")[: 2 * int(caret)]
    return len(units.decode("utf-16-le", errors="ignore"))


def _units(text: str) -> int:
    """Return how long a text is as a browser counts: some characters are two."""
    return len(text.encode("utf-16-le")) // 2
