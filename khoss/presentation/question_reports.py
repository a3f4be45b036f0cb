"""The questions of a year to bring to a meeting: guidance, last year's answers, room for notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from khoss import labels
from khoss.enums import PlanStatus, Rating, Relation
from khoss.figures.question_record import EarlierQuestion, LastAnswer, Question, QuestionRecord
from khoss.presentation.charts import KeyEntry, anchor, key_entries
from khoss.presentation.numbers import count_of, tie
from khoss.presentation.report_cells import (
    RatingCell,
    TextBlock,
    paragraphs,
    rating_cell,
    text_blocks,
)


@dataclass(frozen=True)
class LastYear:
    """What the county answered to one question of the plan before, which calls it `key`.

    `question` is how it was asked then, where that is not how it is asked now.
    """

    key: str
    heading: str
    rating: RatingCell
    coverage: str
    question: str
    texts: tuple[TextBlock, ...]


@dataclass(frozen=True)
class QuestionView:
    """One question with all that helps to answer it."""

    key: str
    anchor: str
    question: str
    guidance: tuple[tuple[str, ...], ...]
    suggestions: tuple[tuple[str, ...], ...]
    relation: str
    last: tuple[LastYear, ...]


@dataclass(frozen=True)
class PriorityView:
    """The questions of one priority in an area: its name, and what it means that year."""

    tag: str
    meaning: str
    questions: tuple[QuestionView, ...]

    @property
    def has_one(self) -> bool:
        """Tell whether its heading is that of a single question."""
        return len(self.questions) == 1


@dataclass(frozen=True)
class QuestionAreaView:
    """One priority area."""

    anchor: str
    name: str
    priorities: tuple[PriorityView, ...]


@dataclass(frozen=True)
class QuestionReport:
    """The whole report."""

    title: str
    subtitle: str
    year: int
    before: int | None
    code: str
    sentences: tuple[str, ...]
    areas: tuple[QuestionAreaView, ...]
    choices: tuple[str, ...]
    key: tuple[KeyEntry, ...]


def question_report(figures: QuestionRecord) -> QuestionReport:
    """Arrange the questions."""
    return QuestionReport(
        title=_title(figures),
        subtitle=_subtitle(figures),
        year=figures.year,
        before=figures.previous_year,
        code=figures.code,
        sentences=tuple(tie(one) for one in _sentences(figures) if one),
        areas=tuple(
            QuestionAreaView(
                anchor=f"fragor-{area.code.lower()}",
                name=area.name,
                priorities=tuple(
                    _priority(priority, area.questions, figures)
                    for priority in sorted({one.priority for one in area.questions})
                ),
            )
            for area in figures.areas
        ),
        choices=tuple(str(labels.RATINGS[rating]) for rating in Rating),
        key=key_entries(),
    )


def _title(figures: QuestionRecord) -> str:
    if figures.name:
        return _("Frågeunderlag %(year)d, %(name)s", year=figures.year, name=figures.name)
    return _("Frågeunderlag %(year)d", year=figures.year)


def _subtitle(figures: QuestionRecord) -> str:
    if figures.name and figures.previous_year is not None:
        return _(
            "Årets frågor med vägledning, och vad länet svarade %(before)d",
            before=figures.previous_year,
        )
    return _("Årets frågor med vägledning")


def _sentences(figures: QuestionRecord) -> tuple[str, ...]:
    asked = len(figures.questions)
    return (
        ngettext(
            "Handlingsplanen %(year)d har %(num)d delmål.",
            "Handlingsplanen %(year)d har %(num)d delmål.",
            asked,
            year=figures.year,
        ),
        _("Planen är ett utkast: frågorna kan ändras innan omgången öppnas.")
        if figures.plan_status is PlanStatus.DRAFT
        else "",
        _("Sista dag att lämna in: %(day)s.", day=_day(figures.last_day))
        if figures.last_day
        else "",
        _about_last(figures),
    )


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso), "d MMMM y", locale=str(get_locale() or "sv"))


def _about_last(figures: QuestionRecord) -> str:
    if not figures.name or figures.previous_year is None:
        return ""
    if not figures.before_handed_in:
        return _(
            "%(name)s svar %(before)d är inte kända: inget är inlämnat för det året.",
            name=f"{figures.name}s",
            before=figures.previous_year,
        )
    told = _(
        "Det som länet svarade %(before)d står under varje fråga. Det räknas inte som svar i år.",
        before=figures.previous_year,
    )
    if figures.with_texts:
        return told
    return _("%(told)s Länets texter är inte med.", told=told)


def _priority(
    priority: int, questions: tuple[Question, ...], figures: QuestionRecord
) -> PriorityView:
    tag, meaning = labels.priority_parts(priority, figures.year)
    return PriorityView(
        tag=tag,
        meaning=meaning,
        questions=tuple(_question(one, figures) for one in questions if one.priority == priority),
    )


def _question(one: Question, figures: QuestionRecord) -> QuestionView:
    return QuestionView(
        key=one.key,
        anchor=f"fraga-{anchor(one.key)}",
        question=one.question,
        guidance=paragraphs(one.guidance),
        suggestions=paragraphs(one.suggested_activities),
        relation=_relation(one, figures.previous_year),
        last=tuple(
            _last_year(earlier, one, figures)
            for earlier in one.earlier
            if figures.name and earlier.answer is not None
        ),
    )


def _relation(one: Question, before: int | None) -> str:
    """Say how the question has changed since the plan before; the same question says nothing."""
    if before is None:
        return ""
    if not one.earlier:
        return _("Ny fråga i år.")
    changed = [earlier for earlier in one.earlier if earlier.relation is not Relation.SAME]
    if not changed:
        return ""
    said = str(labels.RELATIONS[changed[0].relation])
    if all(earlier.comparable for earlier in one.earlier):
        return _("%(relation)s; innebörden är densamma.", relation=said)
    return _("%(relation)s; innebörden är en annan än %(before)d.", relation=said, before=before)


def _last_year(earlier: EarlierQuestion, one: Question, figures: QuestionRecord) -> LastYear:
    answer = earlier.answer or LastAnswer(None, None, "", "", "")
    same = earlier.question == one.question
    return LastYear(
        key=earlier.key,
        heading=tie(
            _(
                "Länets svar %(before)d på %(key)s",
                before=figures.previous_year,
                key=earlier.key,
            )
        ),
        rating=rating_cell(answer.rating),
        coverage=""
        if answer.coverage is None
        else tie(_("%(count)s kommuner", count=count_of(answer.coverage, figures.municipalities))),
        question="" if same else earlier.question,
        texts=text_blocks(
            activities=answer.activities,
            obstacles=answer.obstacles,
            support_needs=answer.support_needs,
        ),
    )
