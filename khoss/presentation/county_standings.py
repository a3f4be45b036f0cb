"""One county against the country, its civil area and those of like size, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import Rating, ReferenceKind, ShareKind
from khoss.figures.county import CountyStanding, Reference
from khoss.figures.history import History, Unit
from khoss.figures.shares import FORMULAS, share
from khoss.figures.spread import Distribution
from khoss.figures.tally import Tally
from khoss.presentation.charts import Bars, KeyEntry, class_name, key_entries, single_bar
from khoss.presentation.numbers import count_of, listed, percent, tie


@dataclass(frozen=True)
class Figure:
    """A share with its base; `note` says when answers are missing."""

    share: str
    base: str
    note: str


@dataclass(frozen=True)
class OverviewRow:
    """The county, or those that it is held against."""

    name: str
    who: str
    counts: tuple[str, ...]
    figure: Figure
    spread: str
    bar: Bars


@dataclass(frozen=True)
class AreaRow:
    """One area: the county first, then each that it is held against."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class GoalRow:
    """One goal: the county's rating, and how many gave ja or delvis elsewhere."""

    key: str
    line: str
    question: str
    rating: str
    rating_class: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Standing:
    """The county in the year."""

    lead: str
    headings: tuple[str, ...]
    overview: tuple[OverviewRow, ...]
    areas: tuple[AreaRow, ...]
    goals: tuple[GoalRow, ...]
    key: tuple[KeyEntry, ...]
    formula: str


@dataclass(frozen=True)
class CountyLink:
    """A county to go to."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True)
class CountyRow:
    """One county in the list."""

    code: str
    name: str
    civil_area: str
    municipalities: str
    figure: Figure


def standing(history: History, figures: CountyStanding) -> Standing:
    """Arrange a county's standing in a year."""
    year = history.year(figures.year)
    names = dict(history.areas)
    return Standing(
        lead=_lead(figures),
        headings=tuple(_reference_name(one, figures.unit) for one in figures.references),
        overview=(
            _own_row(figures),
            *(_reference_row(history, one, figures.unit) for one in figures.references),
        ),
        areas=tuple(
            AreaRow(names[one.area], tuple(figure_of(t) for t in (one.own, *one.references)))
            for one in figures.areas
        ),
        goals=tuple(
            GoalRow(
                key=one.key,
                line=year.by_key[one.key].line,
                question=year.by_key[one.key].question,
                rating=str(labels.RATINGS[one.rating]),
                rating_class=class_name(one.rating),
                figures=tuple(figure_of(tally) for tally in one.references),
            )
            for one in figures.goals
        ),
        key=key_entries(),
        formula=FORMULAS[ShareKind.MET_OF_ALL],
    )


def county_links(history: History, current: str) -> tuple[CountyLink, ...]:
    """Return every county to go to."""
    return tuple(CountyLink(one.code, one.name, one.code == current) for one in history.units)


def county_rows(history: History, year: int) -> tuple[CountyRow, ...]:
    """Return every county that was asked, with its share of ja or delvis."""
    found = history.year(year)
    return tuple(
        CountyRow(
            code=unit.code,
            name=unit.name,
            civil_area=unit.civil_area,
            municipalities=str(unit.municipalities),
            figure=figure_of(found.tally_by(unit.code, found.by_key))
            if unit.code in found.handed_in
            else Figure("–", "–", _not_known(has_answers=found.has_answers)),
        )
        for unit in history.units
        if unit.code in found.asked
    )


def no_standing(history: History, code: str, year: int) -> str:
    """Say why a county has no figures in a year."""
    found, name = history.year(year), history.by_code[code].name
    if not found.has_answers:
        return _(
            "Länens egna svar %(year)d är inte kända, bara de nationella totalerna.", year=year
        )
    return _("%(name)s tillfrågades inte %(year)d.", name=name, year=year)


def figure_of(tally: Tally) -> Figure:
    """Return ja or delvis of every question with its base, a short base said."""
    found = share(tally, ShareKind.MET_OF_ALL)
    return Figure(
        share=percent(found) if found is not None else "–",
        base=tie(count_of(tally.met, tally.population)),
        note=tie(_("%(base)s svarade", base=count_of(tally.base, tally.population)))
        if tally.is_short
        else "",
    )


def _not_known(*, has_answers: bool) -> str:
    return _("har inte lämnat in") if has_answers else _("länets svar är inte känt")


def _lead(figures: CountyStanding) -> str:
    if not figures.handed_in:
        return _(
            "%(name)s har inte lämnat in för %(year)d, och har därför inga svar här.",
            name=figures.unit.name,
            year=figures.year,
        )
    own = figures.own
    sentences = [
        _(
            "%(name)s svarade ja eller delvis på %(met)s frågor %(year)d, och ja på %(yes)s.",
            name=figures.unit.name,
            met=count_of(own.met, own.population),
            yes=count_of(own.yes, own.population),
            year=figures.year,
        )
    ]
    if own.is_short:
        sentences.append(
            ngettext("%(num)d fråga är obesvarad.", "%(num)d frågor är obesvarade.", own.unanswered)
        )
    return tie(" ".join(sentences))


def _own_row(figures: CountyStanding) -> OverviewRow:
    return OverviewRow(
        name=figures.unit.name,
        who="" if figures.handed_in else _("har inte lämnat in"),
        counts=_counts(figures.own),
        figure=figure_of(figures.own),
        spread="–",
        bar=single_bar(figures.own, heading=figures.unit.name),
    )


def _reference_row(history: History, one: Reference, unit: Unit) -> OverviewRow:
    name = _reference_name(one, unit)
    return OverviewRow(
        name=name,
        who=_who(history, one),
        counts=_counts(one.total),
        figure=figure_of(one.total),
        spread=_spread(one.spread),
        bar=single_bar(one.total, heading=name),
    )


def _reference_name(one: Reference, unit: Unit) -> str:
    if one.kind is ReferenceKind.CIVIL_AREA:
        return _("%(name)s civilområdet", name=unit.civil_area)
    return str(labels.REFERENCES[one.kind])


def _who(history: History, one: Reference) -> str:
    if one.kind is ReferenceKind.EVERYBODY:
        return ngettext("%(num)d länsstyrelse", "%(num)d länsstyrelser", len(one.units))
    units = [history.by_code[code] for code in one.units]
    if one.kind is ReferenceKind.CIVIL_AREA:
        return listed([unit.name for unit in units])
    return listed(
        [_("%(name)s (%(count)d)", name=unit.name, count=unit.municipalities) for unit in units]
    )


def _counts(tally: Tally) -> tuple[str, ...]:
    return tuple(
        str(tally.count(rating)) for rating in (Rating.YES, Rating.PARTLY, Rating.NO, None)
    )


def _spread(found: Distribution | None) -> str:
    if found is None:
        return "–"
    return tie(
        _(
            "lägst %(lowest)s, median %(median)s, högst %(highest)s (%(count)d som lämnat in)",
            lowest=percent(found.lowest),
            median=percent(found.median),
            highest=percent(found.highest),
            count=len(found.units),
        )
    )
