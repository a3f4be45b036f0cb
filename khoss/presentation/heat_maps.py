"""The heat map page: counties down, goals across, a letter and words in every cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating, ShareKind, Verdict
from khoss.figures.heat_map import EVERY_RATING, HeatMap, HeatRow, HeatTable, Selection
from khoss.figures.history import History
from khoss.figures.lines import Lineage
from khoss.figures.shares import FORMULAS, share
from khoss.presentation.charts import ORDER, class_name
from khoss.presentation.heat_map_form import Field, chosen_in_words, form_fields
from khoss.presentation.numbers import count_of, listed, share_text, tie


@dataclass(frozen=True)
class Cell:
    """One rating: its colour, its letter, and all of it in words; without a letter it is hidden.

    On a phone it stands in no column, and carries the `key` of its goal.
    """

    name: str
    letter: str
    words: str
    key: str


@dataclass(frozen=True)
class Sign:
    """How every cell of one rating looks, and what it is called in a sentence."""

    name: str
    letter: str
    said: str


@dataclass(frozen=True)
class AreaHead:
    """One priority area over its goals."""

    code: str
    name: str
    span: int


@dataclass(frozen=True)
class GoalHead:
    """One goal over its column; `line` is for the address of its page."""

    key: str
    line: str
    question: str


@dataclass(frozen=True)
class Row:
    """One county; `note` says why it has no ratings."""

    code: str
    name: str
    note: str
    met: str
    share: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class CountRow:
    """How many gave one rating, goal by goal, each with the goal's key."""

    label: str
    counts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """One year as a table."""

    year: int
    anchor: str
    caption: str
    areas: tuple[AreaHead, ...]
    goals: tuple[GoalHead, ...]
    rows: tuple[Row, ...]
    counts: tuple[CountRow, ...]


@dataclass(frozen=True)
class HeatMapPage:
    """The page: the form, the year, the year before, and what has no counterpart."""

    title: str
    status: str
    fields: tuple[Field, ...]
    chosen: str
    shown: str
    nothing: str
    now_heading: str
    now: Table | None
    then_heading: str
    then: Table | None
    then_text: str
    unmatched: tuple[str, ...]
    formula: str


def heat_map_page(
    history: History, year: int, selection: Selection, figures: HeatMap | None, status: str
) -> HeatMapPage:
    """Arrange a heat map as its page shows it."""
    then = figures.then if figures else None
    then_year = figures.then_year if figures else None
    fields = form_fields(history, year, selection)
    return HeatMapPage(
        title=_("Värmekarta %(year)d", year=year),
        status=status,
        fields=fields,
        chosen=chosen_in_words(fields),
        shown=_shown(figures) if figures else "",
        nothing=_nothing(year, figures),
        now_heading=_("Svaren %(year)d", year=year),
        now=_table(history, figures.now, selection, "now")
        if figures and figures.now.rows
        else None,
        then_heading=_("Samma länsstyrelser %(year)d", year=then_year) if then_year else "",
        then=_table(history, then, selection, "then")
        if then and then.goals and then.rows
        else None,
        then_text=_then_text(figures) if figures else "",
        unmatched=_unmatched(figures) if figures else (),
        formula=FORMULAS[ShareKind.MET_OF_ALL],
    )


def _shown(figures: HeatMap) -> str:
    return tie(
        _(
            "Visar %(units)s och %(goals)s.",
            units=_("%(count)d av %(base)d län", count=len(figures.now.rows), base=figures.units),
            goals=_(
                "%(count)d av %(base)d delmål", count=len(figures.now.goals), base=figures.goals
            ),
        )
    )


def _nothing(year: int, figures: HeatMap | None) -> str:
    if figures is None:
        return _(
            "Länens egna svar %(year)d är inte kända, bara de nationella totalerna.", year=year
        )
    return "" if figures.now.rows else _("Inget svar passar in på urvalet.")


def _table(history: History, table: HeatTable, selection: Selection, anchor: str) -> Table:
    names = dict(history.areas)
    population = history.year(table.year).population
    signs = {rating: _sign(rating, selection) for rating in ORDER}
    return Table(
        year=table.year,
        anchor=anchor,
        caption=_caption(table.year, selection),
        areas=tuple(
            AreaHead(code, names[code], len(list(group)))
            for code, group in groupby(goal.area for goal in table.goals)
        ),
        goals=tuple(GoalHead(goal.key, goal.line, goal.question) for goal in table.goals),
        rows=tuple(_row(one, table, signs) for one in table.rows),
        counts=_counts(table, population),
    )


def _caption(year: int, selection: Selection) -> str:
    letters = _(
        "Svaren %(year)d, län för län och delmål för delmål: J ja, D delvis, N nej, – obesvarad.",
        year=year,
    )
    if selection.ratings == EVERY_RATING:
        return letters
    return f"{letters} {_('En tom ruta är ett annat svar.')}"


def _counts(table: HeatTable, population: int) -> tuple[CountRow, ...]:
    """Return how many gave each rating, and last how many answered: the base of the others."""
    keys = [goal.key for goal in table.goals]

    def row(label: str, counts: Iterable[int]) -> CountRow:
        return CountRow(label, tuple(zip(keys, map(str, counts), strict=True)))

    ratings = (
        row(
            _("%(rating)s, av %(base)d", rating=labels.RATINGS[rating], base=population),
            [one.count(rating) for one in table.tallies],
        )
        for rating in ORDER
    )
    base = row(_("Svarade, av %(base)d", base=population), [one.base for one in table.tallies])
    return (*ratings, base)


def _row(row: HeatRow, table: HeatTable, signs: Mapping[Rating | None, Sign]) -> Row:
    found = share(row.total, ShareKind.MET_OF_ALL) if row.total else None
    return Row(
        code=row.unit.code,
        name=row.unit.name,
        note="" if row.handed_in else _not_there(row),
        met=tie(count_of(row.total.met, row.total.population)) if row.total else "–",
        share=share_text(found) if found is not None else "–",
        cells=tuple(
            Cell(
                signs[rating].name,
                signs[rating].letter,
                f"{row.unit.name}, {goal.key}: {signs[rating].said}",
                goal.key,
            )
            for goal, rating in zip(table.goals, row.ratings, strict=False)
        ),
    )


def _not_there(row: HeatRow) -> str:
    return _("har inte lämnat in") if row.total else _("tillfrågades inte")


def _sign(rating: Rating | None, selection: Selection) -> Sign:
    """Return how a rating is shown, looked up once for all the cells that have it."""
    if rating not in selection.ratings:
        return Sign("hidden", "", _("annat svar"))
    said = str(labels.RATINGS[rating]).lower()
    return Sign(class_name(rating), str(labels.RATING_LETTERS[rating]), said)


def _then_text(figures: HeatMap) -> str:
    if figures.then_year is None:
        return _("Det finns inget tidigare år att jämföra med.")
    if figures.then is None:
        return _("Länens egna svar %(year)d är inte kända.", year=figures.then_year)
    if not figures.then.goals:
        return _("Inget av delmålen ovan hade en motsvarighet %(year)d.", year=figures.then_year)
    return _(
        "Samma län i samma ordning. Varje delmål står där det delmål står som följer på det, under "
        "det namn som det hade %(year)d.",
        year=figures.then_year,
    )


def _unmatched(figures: HeatMap) -> tuple[str, ...]:
    """Say of each goal that has no counterpart, or one that asked something else, why."""
    year = figures.then_year
    if year is None:
        return ()
    sentences = [
        _unmatched_goal(key, lineage, year)
        for key, lineage in figures.lineages
        if not lineage.subtractable
    ]
    if figures.ended:
        keys = [goal.key for goal in figures.ended]
        sentences.append(
            _(
                "%(keys)s fanns %(year)d och följs inte upp längre.",
                keys=listed(keys),
                year=year,
            )
        )
    return tuple(tie(one) for one in sentences)


def _unmatched_goal(key: str, lineage: Lineage, year: int) -> str:
    if lineage.verdict is Verdict.NEW:
        return _("%(key)s är ny: den har ingen motsvarighet %(year)d.", key=key, year=year)
    return _(
        "%(key)s: %(verdict)s. %(ancestors)s %(year)d frågade efter något annat, och svaren "
        "jämförs inte.",
        key=key,
        verdict=str(labels.VERDICTS[lineage.verdict]).lower(),
        ancestors=listed(list(lineage.ancestors)),
        year=year,
    )
