"""The map page: every county by its share or by its rating of one goal, drawn and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import ShareKind
from khoss.figures.county_map import RatingMap, RatingPlace, ShareMap, SharePlace, ShareStep
from khoss.figures.history import History
from khoss.figures.shares import FORMULAS
from khoss.presentation.charts import ORDER, class_name, in_words
from khoss.presentation.heat_map_form import Field
from khoss.presentation.heat_maps import GoalHead
from khoss.presentation.map_form import form_fields
from khoss.presentation.map_marks import (
    Drawing,
    LegendEntry,
    Mark,
    blank_paint,
    drawing,
    not_asked_paint,
    rating_paint,
    step_paint,
    with_those_not_drawn,
)
from khoss.presentation.numbers import count_of, tie
from khoss.presentation.standing_rows import Figure, figure_of

NO_ANSWER = "–"
NOT_ASKED = "×"
SHORT = "*"


@dataclass(frozen=True)
class Row:
    """One county in the table: its share, or its rating with its colour; `note` says more."""

    code: str
    name: str
    letter: str
    figure: Figure | None
    rating: str
    rating_class: str
    note: str


@dataclass(frozen=True)
class Picture:
    """The map with its legend, and its table; `goal` is there when it is of one goal's ratings."""

    lead: str
    goal: GoalHead | None
    drawing: Drawing
    reading: str
    legend: tuple[LegendEntry, ...]
    caption: str
    headings: tuple[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MapPage:
    """The page: the form and the picture, or why there is none."""

    title: str
    status: str
    fields: tuple[Field, ...]
    nothing: str
    picture: Picture | None


def map_page(
    history: History, year: int, line: str, figures: ShareMap | RatingMap | None, *, status: str
) -> MapPage:
    """Arrange a map, or say why there is none."""
    answered = history.year(year).has_answers
    return MapPage(
        title=_("Karta %(year)d", year=year),
        status=status,
        fields=form_fields(history, year, line) if answered else (),
        nothing="" if figures else _nothing(year, answered=answered),
        picture=_picture(history, figures),
    )


def _picture(history: History, figures: ShareMap | RatingMap | None) -> Picture | None:
    if figures is None:
        return None
    return (
        _by_share(history, figures)
        if isinstance(figures, ShareMap)
        else _by_rating(history, figures)
    )


def _nothing(year: int, *, answered: bool) -> str:
    if answered:
        return _("Planen %(year)d har inte det delmålet.", year=year)
    return _("Länens egna svar %(year)d är inte kända, bara de nationella totalerna.", year=year)


def _by_share(history: History, figures: ShareMap) -> Picture:
    lead = _share_lead(figures)
    marks = {one.unit.code: _share_mark(one) for one in figures.places}
    return Picture(
        lead=lead,
        goal=None,
        drawing=drawing(marks, history.units, title=lead),
        reading=with_those_not_drawn(
            _(
                "Länets bokstav står överst, under den hur många av %(questions)d frågor som fått "
                "ja eller delvis.",
                questions=figures.questions,
            ),
            history.units,
        ),
        legend=_share_legend(figures),
        caption=_(
            "Ja eller delvis %(year)d av planens alla frågor, län för län. Andel: %(formula)s",
            year=figures.year,
            formula=FORMULAS[ShareKind.MET_OF_ALL],
        ),
        headings=(_("Län"), _("Ja eller delvis")),
        rows=tuple(_share_row(one) for one in figures.places),
    )


def _by_rating(history: History, figures: RatingMap) -> Picture:
    goal = figures.goal
    lead = tie(in_words(f"{goal.key} {figures.year}", figures.total))
    marks = {one.unit.code: _rating_mark(one, goal.key) for one in figures.places}
    return Picture(
        lead=lead,
        goal=GoalHead(goal.key, goal.line, goal.question),
        drawing=drawing(marks, history.units, title=lead),
        reading=with_those_not_drawn(
            _("Länets bokstav står överst, under den bedömningen."), history.units
        ),
        legend=_rating_legend(figures),
        caption=_("%(key)s %(year)d: bedömningen län för län", key=goal.key, year=figures.year),
        headings=(_("Län"), _("Bedömning")),
        rows=tuple(_rating_row(one) for one in figures.places),
    )


def _share_lead(figures: ShareMap) -> str:
    handed_in = _(
        "%(count)s länsstyrelser har lämnat in.", count=count_of(figures.handed_in, figures.asked)
    )
    if figures.fewest is None or figures.most is None:
        return tie(handed_in)
    spread = _(
        "Lägst är %(fewest)s frågor med ja eller delvis, högst %(most)s.",
        fewest=count_of(figures.fewest, figures.questions),
        most=count_of(figures.most, figures.questions),
    )
    return tie(f"{handed_in} {spread}")


def _share_mark(place: SharePlace) -> Mark:
    if place.total is None:
        return Mark(not_asked_paint(), NOT_ASKED, _said(place.unit.name, _not_asked()))
    if place.step is None:
        return Mark(rating_paint(None), NO_ANSWER, _said(place.unit.name, _not_handed_in()))
    total = place.total
    met = _("ja eller delvis på %(met)s frågor", met=count_of(total.met, total.population))
    return Mark(
        paint=step_paint(place.step),
        label=f"{total.met}{SHORT if total.is_short else ''}",
        words=_said(place.unit.name, f"{met} ({_answered(place)})" if total.is_short else met),
    )


def _answered(place: SharePlace) -> str:
    total = place.total
    return _("svarade på %(base)s", base=count_of(total.base, total.population)) if total else ""


def _share_legend(figures: ShareMap) -> tuple[LegendEntry, ...]:
    entries = [
        LegendEntry(step_paint(one.number), _counts(one), _step(one, figures))
        for one in figures.steps
    ]
    held = {_share_mark(one).label[-1:]: one for one in figures.places}
    if SHORT in held:
        entries.append(
            LegendEntry(
                blank_paint(),
                SHORT,
                _("Har lämnat in utan att svara på allt; också det obesvarade räknas i basen"),
            )
        )
    if NO_ANSWER in held:
        entries.append(LegendEntry(rating_paint(None), NO_ANSWER, _("Har inte lämnat in")))
    if NOT_ASKED in held:
        entries.append(LegendEntry(not_asked_paint(), NOT_ASKED, _("Tillfrågades inte")))
    return tuple(entries)


def _counts(step: ShareStep) -> str:
    return str(step.most) if step.fewest == step.most else f"{step.fewest}–{step.most}"


def _step(step: ShareStep, figures: ShareMap) -> str:
    units = _("%(count)d av %(base)d län", count=step.units, base=figures.asked)
    if step.below is None:
        return tie(_("%(lowest)d procent eller mer: %(units)s", lowest=step.lowest, units=units))
    return tie(
        _(
            "%(lowest)d till under %(below)d procent: %(units)s",
            lowest=step.lowest,
            below=step.below,
            units=units,
        )
    )


def _share_row(place: SharePlace) -> Row:
    unit = place.unit
    if place.total is None or place.step is None:
        why = _not_asked() if place.total is None else _not_handed_in()
        return Row(unit.code, unit.name, unit.letter, None, "", "", why)
    return Row(unit.code, unit.name, unit.letter, figure_of(place.total), "", "", "")


def _rating_mark(place: RatingPlace, key: str) -> Mark:
    if not place.asked:
        return Mark(not_asked_paint(), NOT_ASKED, _said(place.unit.name, _not_asked()))
    said = f"{key} {str(labels.RATINGS[place.rating]).lower()}"
    return Mark(
        paint=rating_paint(place.rating),
        label=str(labels.RATING_LETTERS[place.rating]),
        words=_said(place.unit.name, said if place.handed_in else f"{said}, {_not_handed_in()}"),
    )


def _rating_legend(figures: RatingMap) -> tuple[LegendEntry, ...]:
    total = figures.total
    entries = [
        LegendEntry(
            rating_paint(rating),
            str(labels.RATING_LETTERS[rating]),
            tie(
                _(
                    "%(rating)s: %(count)s",
                    rating=labels.RATINGS[rating],
                    count=count_of(total.count(rating), total.population),
                )
            ),
        )
        for rating in ORDER
    ]
    away = sum(not one.asked for one in figures.places)
    if away:
        entries.append(
            LegendEntry(
                not_asked_paint(),
                NOT_ASKED,
                ngettext("Tillfrågades inte: %(num)d län", "Tillfrågades inte: %(num)d län", away),
            )
        )
    return tuple(entries)


def _rating_row(place: RatingPlace) -> Row:
    unit = place.unit
    if not place.asked:
        return Row(unit.code, unit.name, unit.letter, None, "", "", _not_asked())
    return Row(
        code=unit.code,
        name=unit.name,
        letter=unit.letter,
        figure=None,
        rating=str(labels.RATINGS[place.rating]),
        rating_class=class_name(place.rating),
        note="" if place.handed_in else _not_handed_in(),
    )


def _said(name: str, what: str) -> str:
    return f"{name}: {what}"


def _not_handed_in() -> str:
    return _("har inte lämnat in")


def _not_asked() -> str:
    return _("tillfrågades inte")
