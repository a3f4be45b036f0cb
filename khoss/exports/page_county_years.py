"""One county's years as tables, with every break of comparability said."""

from __future__ import annotations

from collections.abc import Mapping

from khoss.enums import ShareKind
from khoss.exports.edition import (
    COUNTS,
    DATED,
    SOURCES,
    VERDICTS,
    counts,
    dated,
    dated_step,
    percent_cell,
)
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.change import subtract
from khoss.figures.county import county_development
from khoss.figures.development import Point, Step
from khoss.figures.history import History
from khoss.workbooks.tables import Table

YEARS_HEAD = (
    *(*DATED, "källa", "delmål i planen", *COUNTS[:4], "svar", "frågor", "bas"),
    *("ja eller delvis, procent av frågorna", "att veta"),
)
FIGURES = ("ja", "ja eller delvis", "bas")
STEPS_HEAD = (
    *("från år", "till år", *DATED, "delmål som får jämföras"),
    *(f"{name} då" for name in FIGURES),
    *(f"{name} nu" for name in FIGURES),
    *("skillnad i ja", "skillnad i ja eller delvis", "skäl till att skillnad saknas"),
    *("jämförbarheten bryts", "följs inte upp längre"),
)


def development_tables(wanted: Wanted, name: str) -> Mapping[str, Table]:
    """Return a county's years, latest first, and the steps between them."""
    found = county_development(wanted.history, wanted.subject)
    notes = wanted.notes_of_all()
    return {
        "ar": Table(
            *("År för år", f"{name} år för år", notes, YEARS_HEAD),
            rows=tuple(_year(wanted.history, one) for one in reversed(found.points)),
        ),
        "steg": Table(
            *("Mellan åren", f"{name} från år till år", notes, STEPS_HEAD),
            rows=tuple(_step(wanted.history, one) for one in reversed(found.steps)),
            kept=2,
        ),
    }


def _year(history: History, point: Point) -> tuple[Cell, ...]:
    year = history.year(point.year)
    return (
        *(*dated(year), SOURCES[year.source], len(year.goals)),
        *(*counts(point.tally), percent_cell(point.tally, ShareKind.MET_OF_ALL)),
        None if point.tally else _why_not(history, point.year),
    )


def _why_not(history: History, number: int) -> str:
    known = history.year(number).has_answers
    return "inga inlämnade svar" if known else "länets svar är inte känt"


def _step(history: History, step: Step) -> tuple[Cell, ...]:
    then, now = history.year(step.then_year), history.year(step.now_year)
    figures = [
        (one.yes, one.met, f"{one.base} av {one.population}") if one else (None,) * len(FIGURES)
        for one in (step.then, step.now)
    ]
    moved = subtract(step.now, step.then) if step.same_base and step.now and step.then else None
    reason = None if moved else _reason(step)
    broken = (f"{one.key} ({VERDICTS[one.verdict]})" for one in step.breaks)
    return (
        *(then.year, now.year, *dated_step(then, now), len(step.goals)),
        *(cell for cells in figures for cell in cells),
        *((moved.yes, moved.met) if moved else (None, None)),
        *(reason, ", ".join(broken), ", ".join(step.ended)),
    )


def _reason(step: Step) -> str:
    if step.now is None or step.then is None:
        return "ett av åren saknar inlämnade svar från länet"
    return "länet svarade inte på allt båda åren"
