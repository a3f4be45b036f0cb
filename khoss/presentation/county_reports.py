"""A county's report: its own answers, area by area, beside those of the year before."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import RoundStatus, Source, Verdict
from khoss.figures.county_record import CountyRecord, OwnArea, OwnGoal
from khoss.presentation.charts import KeyEntry, anchor, key_entries
from khoss.presentation.county_summaries import Management, management
from khoss.presentation.county_years import CountyYears, county_years
from khoss.presentation.numbers import count_of, figures_in_words, tie
from khoss.presentation.report_cells import (
    RatingCell,
    TextBlock,
    is_short,
    rating_cell,
    text_blocks,
)


@dataclass(frozen=True)
class ReportGoal:
    """One sub-goal: the ratings of both years beside each other, notes and texts."""

    key: str
    anchor: str
    question: str
    now: RatingCell
    before: tuple[RatingCell, ...]
    no_before: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    texts: tuple[TextBlock, ...]
    no_texts: str

    @property
    def is_short(self) -> bool:
        """Tell whether its texts are so short that a page holds it whole."""
        return is_short(
            line for block in self.texts for lines in block.paragraphs for line in lines
        )


@dataclass(frozen=True)
class ReportArea:
    """One priority area."""

    anchor: str
    name: str
    sentence: str
    goals: tuple[ReportGoal, ...]


@dataclass(frozen=True)
class CountyReport:
    """The whole report, but for what stands beside others and what remains."""

    title: str
    year: int
    before: int | None
    code: str
    name: str
    status: str
    preliminary: str
    management: Management
    lead: str
    about_texts: str
    wording_notes: tuple[str, ...]
    areas: tuple[ReportArea, ...]
    key: tuple[KeyEntry, ...]
    years: CountyYears


def county_report(figures: CountyRecord) -> CountyReport:
    """Arrange a county's report."""
    return CountyReport(
        title=_("Länsrapport %(year)d, %(name)s", year=figures.year, name=figures.name),
        year=figures.year,
        before=figures.previous_year,
        code=figures.code,
        name=figures.name,
        status=_status(figures),
        preliminary=_preliminary(figures),
        management=management(figures),
        lead=_lead(figures),
        about_texts=_about_texts(figures),
        wording_notes=figures.wording_notes,
        areas=tuple(_area(area, figures) for area in figures.areas),
        key=key_entries(),
        years=county_years(figures.development, answered=figures.answered_years),
    )


def _status(figures: CountyRecord) -> str:
    if figures.status is None:
        return ""
    said = str(labels.ASSESSMENT_STATUSES[figures.status])
    return _("Självskattningens läge: %(status)s.", status=said[:1].lower() + said[1:])


def _preliminary(figures: CountyRecord) -> str:
    if figures.round_status is RoundStatus.PUBLISHED:
        return ""
    return _(
        "Preliminär: uppföljningen %(year)d är inte publicerad. Vad andra har svarat visas därför "
        "inte.",
        year=figures.year,
    )


def _lead(figures: CountyRecord) -> str:
    if figures.source is Source.PUBLISHED_TOTALS:
        return _("Länets egna svar %(year)d är inte kända. Här står frågorna.", year=figures.year)
    if not figures.handed_in:
        return _(
            "Länet har inte lämnat in för %(year)d. Här står frågorna och det som är känt sedan "
            "förut.",
            year=figures.year,
        )
    if figures.previous_year is None:
        return _("Länets bedömning av varje delmål %(year)d.", year=figures.year)
    return _(
        "Länets bedömning av varje delmål %(year)d, och %(before)d års bedömning bredvid.",
        year=figures.year,
        before=figures.previous_year,
    )


def _about_texts(figures: CountyRecord) -> str:
    if not figures.handed_in:
        return ""
    if figures.with_texts:
        return _("Under varje delmål står det som länet har skrivit, ord för ord.")
    return _("Det som länet har skrivit om aktiviteter, hinder och stödbehov är inte med.")


def _area(area: OwnArea, figures: CountyRecord) -> ReportArea:
    return ReportArea(
        anchor=f"lanets-{area.code.lower()}",
        name=area.name,
        sentence=_area_sentence(area, figures),
        goals=tuple(_goal(goal, figures) for goal in area.goals),
    )


def _area_sentence(area: OwnArea, figures: CountyRecord) -> str:
    if not figures.handed_in:
        return ""
    return tie(
        _(
            "%(figures)s på områdets frågor; svar finns på %(base)s.",
            figures=figures_in_words(area.own),
            base=count_of(area.own.base, area.own.population),
        )
    )


def _goal(goal: OwnGoal, figures: CountyRecord) -> ReportGoal:
    texts = goal.texts
    blocks = text_blocks(
        activities=texts.activities,
        obstacles=texts.obstacles,
        support_needs=texts.support_needs,
        change_reason=texts.change_reason,
    )
    return ReportGoal(
        key=goal.key,
        anchor=f"svar-{anchor(goal.key)}",
        question=goal.question,
        now=rating_cell(goal.rating)
        if figures.handed_in
        else RatingCell(_not_known(figures.source), ""),
        before=_before(goal, figures),
        no_before=_no_before(goal, figures),
        facts=tuple(one for one in _facts(goal, figures) if one),
        notes=_notes(goal, figures),
        texts=blocks,
        no_texts=_("Länet har inte skrivit något här.")
        if figures.handed_in and figures.with_texts and not blocks
        else "",
    )


def _not_known(source: Source) -> str:
    if source is Source.PUBLISHED_TOTALS:
        return _("inte känd")
    return _("inte inlämnad")


def _before(goal: OwnGoal, figures: CountyRecord) -> tuple[RatingCell, ...]:
    if not figures.before_handed_in:
        return ()
    return tuple(
        rating_cell(one.rating, key=one.key if one.key != goal.key or not goal.comparable else "")
        for one in goal.earlier
    )


def _no_before(goal: OwnGoal, figures: CountyRecord) -> str:
    if not goal.earlier:
        return _("ny fråga")
    return _("inte känd") if not figures.before_handed_in else ""


def _facts(goal: OwnGoal, figures: CountyRecord) -> tuple[str, ...]:
    """Return which way the rating went, the priority, and how many municipalities it is for."""
    return (
        _move(goal, figures),
        tie(_("Prio %(priority)d", priority=goal.priority)),
        ""
        if goal.texts.coverage is None
        else tie(
            _(
                "%(count)s kommuner",
                count=count_of(goal.texts.coverage, figures.municipalities),
            )
        ),
    )


def _move(goal: OwnGoal, figures: CountyRecord) -> str:
    if goal.steps is not None:
        return _("uppåt") if goal.steps > 0 else _("nedåt") if goal.steps < 0 else _("oförändrat")
    if goal.earlier and figures.before_handed_in and not goal.comparable:
        return _("jämförs inte")
    return ""


def _notes(goal: OwnGoal, figures: CountyRecord) -> tuple[str, ...]:
    """Say how the question has changed; another question stands beside, word for word."""
    if goal.verdict in (None, Verdict.SAME) or figures.previous_year is None:
        return ()
    if not goal.earlier:
        return (_("Ny fråga %(year)d: bedömning från året före finns inte.", year=figures.year),)
    said = str(labels.VERDICTS[goal.verdict]) if goal.verdict else ""
    held = (
        _("bedömningarna får jämföras")
        if goal.comparable
        else _("bedömningarna står bredvid varandra och jämförs inte")
    )
    return (
        tie(_("%(verdict)s: %(held)s.", verdict=said, held=held)),
        *(
            tie(
                _(
                    "%(key)s %(year)d: %(question)s",
                    key=one.key,
                    year=figures.previous_year,
                    question=one.question,
                )
            )
            for one in goal.earlier
            if one.question != goal.question
        ),
    )
