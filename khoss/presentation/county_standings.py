"""One county against the country, its civil area and those of like size, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import ShareKind
from khoss.figures.county import CountyStanding, Reference
from khoss.figures.history import History, Unit
from khoss.figures.shares import FORMULAS
from khoss.figures.spread import Distribution
from khoss.presentation.charts import KeyEntry, class_name, key_entries
from khoss.presentation.numbers import count_of, tie
from khoss.presentation.standing_rows import (
    AreaRow,
    Figure,
    WhoRow,
    figure_of,
    own_row,
    reference_name,
    spread_text,
    who_row,
    who_text,
)


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
    overview: tuple[WhoRow, ...]
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
        headings=tuple(
            reference_name(one.kind, figures.unit.civil_area) for one in figures.references
        ),
        overview=(
            own_row(figures.unit.name, figures.own, handed_in=figures.handed_in),
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


def _reference_row(history: History, one: Reference, unit: Unit) -> WhoRow:
    units = [history.by_code[code] for code in one.units]
    return who_row(
        reference_name(one.kind, unit.civil_area),
        one.total,
        who=who_text(one.kind, [(each.name, each.municipalities) for each in units]),
        spread=_spread(one.spread),
    )


def _spread(found: Distribution | None) -> str:
    if found is None:
        return ""
    return spread_text(found.lowest, found.median, found.highest, len(found.units))
