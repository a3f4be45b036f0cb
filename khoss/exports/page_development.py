"""The years one after another as tables: everything, each area and each priority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss.enums import ShareKind
from khoss.exports.edition import (
    DATED,
    SOURCES,
    base_text,
    counts,
    dated,
    dated_step,
    percent_cell,
)
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.change import subtract
from khoss.figures.development import Development, Point, Step, developments
from khoss.figures.history import History
from khoss.figures.tally import Tally
from khoss.presentation.development_breaks import reasons
from khoss.workbooks.tables import Table

WHAT = ("indelning", "vad", "områdeskod")
YEARS_HEAD = (
    *(*WHAT, *DATED, "källa", "delmål med siffra", "delmål utan siffra"),
    *("ja", "delvis", "nej", "obesvarade", "svar", "frågor", "bas"),
    "ja eller delvis, procent av svaren",
)
FIGURES = ("ja", "ja eller delvis", "bas")
STEPS_HEAD = (
    *(*WHAT, *DATED, "från år", "till år", "delmål som jämförs", "av delmål"),
    *("länsstyrelser", "av"),
    *(f"{name} då" for name in FIGURES),
    *(f"{name} nu" for name in FIGURES),
    *("skillnad i ja", "skillnad i ja eller delvis", "gäller allt", "att veta"),
)


def development_page_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the years and the steps between them, over everything and part by part."""
    held = list(_parts(wanted.history))
    notes = (*wanted.notes_of_all(), *_notes())
    return {
        "ar": Table(
            *("År för år", "Utveckling år för år", notes, YEARS_HEAD),
            rows=tuple(
                (*what, *_year(wanted.history, point))
                for what, found in held
                for point in reversed(found.points)
            ),
            kept=3,
        ),
        "steg": Table(
            *("Mellan åren", "Utveckling från år till år", notes, STEPS_HEAD),
            rows=tuple(
                (*what, *_step(wanted.history, step))
                for what, found in held
                for step in reversed(found.steps)
            ),
            kept=4,
        ),
    }


def _notes() -> tuple[str, ...]:
    return (
        "Bara delmål som frågar efter samma sak, och som samma länsstyrelser svarade på båda åren, "
        "jämförs och räknas av mot varandra. Vad som bryter står i sista kolumnen.",
    )


def _parts(history: History) -> Iterator[tuple[tuple[Cell, ...], Development]]:
    found, names = developments(history), dict(history.areas)
    yield ("allt", "alla delmål", None), found.everything
    for code, one in found.areas:
        yield ("område", names[code], code), one
    for priority, one in found.priorities:
        yield ("prioritet", f"prio {priority}", None), one


def _year(history: History, point: Point) -> tuple[Cell, ...]:
    year = history.year(point.year)
    return (
        *(*dated(year), SOURCES[year.source]),
        *(len(point.keys), ", ".join(point.without_figure), *counts(point.tally)),
        percent_cell(point.tally, ShareKind.MET_OF_ANSWERS),
    )


def _step(history: History, step: Step) -> tuple[Cell, ...]:
    """Return what the page says of a step: the part of it that may be subtracted, and no more."""
    then, now, whole = history.year(step.then_year), history.year(step.now_year), step.whole
    years, asked = (*dated_step(then, now), then.year, now.year), now.population
    said = " ".join(reasons(history, step)).replace("\N{NO-BREAK SPACE}", " ")
    if whole is None:
        return (*years, 0, step.asked, *(None,) * (2 * len(FIGURES) + 4), "nej", said)
    moved = subtract(whole.now, whole.then)
    counties = asked if step.units is None else len(step.units)
    return (
        *(*years, len(whole.goals), step.asked, counties, asked),
        *(*_figures(whole.then), *_figures(whole.now), moved.yes, moved.met),
        *(("ja", None) if whole.covers_all else ("nej", said)),
    )


def _figures(tally: Tally) -> tuple[Cell, ...]:
    return tally.yes, tally.met, base_text(tally)
