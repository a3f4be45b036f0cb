"""The years one after another as tables: everything, each area and each priority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss.enums import ShareKind
from khoss.exports.edition import SOURCES, base_text, counts, percent_cell, status_text
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.change import subtract
from khoss.figures.development import Development, Point, Step, developments
from khoss.figures.history import History
from khoss.figures.tally import Tally
from khoss.presentation.development_breaks import reasons
from khoss.workbooks.tables import Table

WHAT = ("indelning", "vad")
YEARS_HEAD = (
    *(*WHAT, "år", "status", "källa", "delmål med siffra", "delmål utan siffra"),
    *("ja", "delvis", "nej", "obesvarade", "svar", "frågor", "bas"),
    "ja eller delvis, procent av svaren",
)
FIGURES = ("ja", "ja eller delvis", "bas")
STEPS_HEAD = (
    *(*WHAT, "från år", "till år", "delmål som får jämföras", "av delmål", "länsstyrelser"),
    *(f"{name} då" for name in FIGURES),
    *(f"{name} nu" for name in FIGURES),
    *("skillnad i ja", "skillnad i ja eller delvis", "att veta"),
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
        "räknas av mot varandra; det andra står bredvid.",
    )


def _parts(history: History) -> Iterator[tuple[tuple[str, str], Development]]:
    found, names = developments(history), dict(history.areas)
    yield ("allt", "alla delmål"), found.everything
    for code, one in found.areas:
        yield ("område", names[code]), one
    for priority, one in found.priorities:
        yield ("prioritet", f"prio {priority}"), one


def _year(history: History, point: Point) -> tuple[Cell, ...]:
    year = history.year(point.year)
    return (
        *(year.year, status_text(year), SOURCES[year.source]),
        *(len(point.keys), ", ".join(point.without_figure), *counts(point.tally)),
        percent_cell(point.tally, ShareKind.MET_OF_ANSWERS),
    )


def _step(history: History, step: Step) -> tuple[Cell, ...]:
    moved = subtract(step.now, step.then) if step.same_base and step.now and step.then else None
    return (
        *(step.then_year, step.now_year, len(step.goals), step.asked),
        *(len(step.units) if step.units is not None else "alla, varje år för sig",),
        *(*_figures(step.then), *_figures(step.now)),
        *((moved.yes, moved.met) if moved else (None, None)),
        " ".join(reasons(history, step)),
    )


def _figures(tally: Tally | None) -> tuple[Cell, ...]:
    return (tally.yes, tally.met, base_text(tally)) if tally else (None,) * len(FIGURES)
