"""The heat map as tables: the ratings that its filters show, in its order, and last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from khoss.enums import Rating, ShareKind
from khoss.exports.counties import BELOW
from khoss.exports.edition import DATED, base_text, dated, percent_cell
from khoss.exports.goals import HEAD, ended_rows, goal_rows
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell
from khoss.exports.wanted import Wanted
from khoss.figures.heat_map import EVERY_RATING, HeatMap, HeatRow, HeatTable, Selection, heat_map
from khoss.figures.history import Year
from khoss.presentation.heat_map_form import chosen, selection_of
from khoss.workbooks.tables import Table

START = (
    *("länskod", "länsstyrelse", "civilområde", "inlämnad"),
    *("ja eller delvis", "frågor", "ja eller delvis, procent av frågorna"),
)
# What stands in a cell whose rating the filter leaves out.
ANOTHER = "annat svar"
NOT_ASKED = "inte tillfrågad"


def heat_map_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the tables of a heat map, with what the address filters and sorts."""
    year = wanted.edition.year
    selection = _selection(wanted)
    figures = heat_map(wanted.history, year=year.year, selection=selection)
    before = wanted.edition.before
    notes = (*wanted.notes(), *_notes(year, figures, selection))
    return {
        "svar": _matrix(
            f"Svar {year.year}", notes, year, figures.now if figures else None, selection
        ),
        "aret-fore": _of_its_year(
            before,
            _matrix(
                f"Svar {before.year}" if before else "Året före",
                *(notes, before, figures.then if figures else None, selection),
            ),
        ),
        "delmal": Table(
            *("Delmål", f"Delmål i värmekartan {year.year}", notes, HEAD),
            rows=_goal_rows(wanted, before, figures),
        ),
    }


def heat_map_filters(wanted: Wanted) -> Mapping[str, str]:
    """Return what is filtered and sorted, as the page's address says it."""
    return chosen(_selection(wanted))


def _selection(wanted: Wanted) -> Selection:
    return selection_of(wanted.history, wanted.edition.year.year, dict(wanted.filters))


def _notes(year: Year, figures: HeatMap | None, selection: Selection) -> tuple[str, ...]:
    if figures is None:
        return (f"Länens egna svar {year.year} är inte kända, bara de nationella totalerna.",)
    said = "; ".join(f"{name}={value}" for name, value in chosen(selection).items())
    return (
        f"Urval: {said or 'allt'}. Visar {len(figures.now.rows)} av {figures.units} län och "
        f"{len(figures.now.goals)} av {figures.goals} delmål.",
        "Andelen är ja eller delvis av alla frågor i området och prioriteringen, obesvarade "
        "medräknade.",
    )


def _matrix(
    name: str,
    notes: tuple[str, ...],
    year: Year | None,
    table: HeatTable | None,
    selection: Selection,
) -> Table:
    goals = table.goals if table else ()
    rows = tuple(_row(one, selection) for one in table.rows) if table else ()
    return Table(
        *(name, f"Värmekarta: {name.lower()}", notes),
        head=(*START, *(goal.key for goal in goals)),
        rows=(*rows, *_below(year, table)) if rows else (),
        kept=2,
        lines=tuple((goal.key, goal.line) for goal in goals),
    )


def _of_its_year(year: Year | None, table: Table) -> Table:
    """Return a table of another year than its page's, where each row says which."""
    start = dated(year) if year else (None,) * len(DATED)
    # After the columns that stay in sight.
    kept = table.kept
    return replace(
        table,
        head=(*table.head[:kept], *DATED, *table.head[kept:]),
        rows=tuple((*row[:kept], *start, *row[kept:]) for row in table.rows),
    )


def _row(row: HeatRow, selection: Selection) -> tuple[Cell, ...]:
    unit, total = row.unit, row.total
    handed_in = ("ja" if row.handed_in else "nej") if total else NOT_ASKED
    return (
        *(unit.code, unit.name, unit.civil_area, handed_in),
        *((total.met, total.population) if total else (None, None)),
        percent_cell(total, ShareKind.MET_OF_ALL),
        *(_answer(row, rating, selection) for rating in row.ratings),
    )


def _answer(row: HeatRow, rating: Rating | None, selection: Selection) -> str:
    if not row.handed_in:
        return NOT_HANDED_IN
    # Unanswered is a rating of the filter too.
    shown = selection.ratings == EVERY_RATING or rating in selection.ratings
    return RATINGS[rating] if shown else ANOTHER


def _below(year: Year | None, table: HeatTable | None) -> tuple[tuple[Cell, ...], ...]:
    """Return what stands below the counties: each goal among all that were asked, with its base."""
    if year is None or table is None:
        return ()
    indent: tuple[Cell, ...] = (None,) * (len(START) - 2)
    return (
        *(
            (None, f"{name}, av {year.population}", *indent, *(t.count(one) for t in table.tallies))
            for name, one in BELOW
        ),
        (None, "bas", *indent, *(base_text(one) for one in table.tallies)),
    )


def _goal_rows(
    wanted: Wanted, before: Year | None, figures: HeatMap | None
) -> tuple[tuple[Cell, ...], ...]:
    if figures is None:
        return ()
    rows = goal_rows(wanted.edition, [goal.key for goal in figures.now.goals])
    gone = ended_rows(wanted.edition, before, figures.ended) if before else ()
    return (*rows, *gone)
