"""The map as tables: every county by its share or its rating of one goal, and how many where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss.enums import Rating, ShareKind
from khoss.exports.edition import COUNTS, base_text, counts, percent_cell
from khoss.exports.goals import GOAL, goal_cells
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell
from khoss.exports.wanted import Wanted
from khoss.figures.county_map import RatingMap, RatingPlace, ShareMap, rating_map, share_map
from khoss.figures.history import Unit, Year
from khoss.presentation.map_form import line_of
from khoss.workbooks.tables import Table

COUNTY = ("länskod", "bokstav", "länsstyrelse", "inlämnad")
SHARES_HEAD = (
    *COUNTY,
    *(*COUNTS[:4], "svar", "frågor", "bas", "ja eller delvis, procent av frågorna"),
)
RATINGS_HEAD = (*COUNTY, *GOAL, "svar")
STEPS_HEAD = (
    *("från och med procent", "till men inte med procent", "från antal frågor"),
    *("till antal frågor", "frågor", "län", "av inlämnade"),
)
COUNTS_HEAD = (*GOAL, "svar", "län", "av", "svarande", "bas")
NOT_ASKED = "tillfrågades inte"


def map_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the counties of a year as its map shows them, and how many stand where."""
    year, line = wanted.edition.year, _line(wanted)
    title = f"Karta {year.year}: {line or 'alla frågor'}"
    notes = (*wanted.notes(), *_notes(year, line))
    if line:
        by_rating = rating_map(wanted.history, line, year=year.year)
        ratings = tuple(_rating_rows(wanted, by_rating)) if by_rating else ()
        counted = tuple(_rating_counts(wanted, by_rating)) if by_rating else ()
        return {
            "lan": Table("Län", title, notes, RATINGS_HEAD, ratings),
            "antal": Table("Hur många", f"{title}, antal län", notes, COUNTS_HEAD, counted),
        }
    by_share = share_map(wanted.history, year=year.year)
    shares = tuple(_share_rows(wanted, by_share)) if by_share else ()
    steps = tuple(_step_rows(by_share)) if by_share else ()
    return {
        "lan": Table("Län", title, notes, SHARES_HEAD, shares),
        "antal": Table("Hur många", f"{title}, antal län", notes, STEPS_HEAD, steps),
    }


def map_filters(wanted: Wanted) -> Mapping[str, str]:
    """Return the goal line that is shown, as the page's address says it."""
    line = _line(wanted)
    return {"delmal": line} if line else {}


def _line(wanted: Wanted) -> str:
    return line_of(wanted.history, wanted.filters.get("delmal", ""))


def _notes(year: Year, line: str) -> tuple[str, ...]:
    if not year.has_answers:
        return (f"Länens egna svar {year.year} är inte kända, bara de nationella totalerna.",)
    if line and line not in year.by_line:
        return (f"Planen {year.year} har inte mållinjen {line}.",)
    return ()


def _share_rows(wanted: Wanted, figures: ShareMap) -> Iterator[tuple[Cell, ...]]:
    year = wanted.edition.year
    for place in figures.places:
        known = place.unit.code in year.handed_in
        total = place.total if known else None
        yield (
            *_county(place.unit, asked=place.total is not None, handed_in=known),
            *(*counts(total), percent_cell(total, ShareKind.MET_OF_ALL)),
        )


def _rating_rows(wanted: Wanted, figures: RatingMap) -> Iterator[tuple[Cell, ...]]:
    for place in figures.places:
        yield (
            *_county(place.unit, asked=place.asked, handed_in=place.handed_in),
            *(*goal_cells(wanted.edition, figures.goal), _rating(place)),
        )


def _step_rows(figures: ShareMap) -> Iterator[tuple[Cell, ...]]:
    for step in figures.steps:
        questions = (step.fewest, step.most, figures.questions)
        yield (step.lowest, step.below, *questions, step.units, figures.handed_in)


def _rating_counts(wanted: Wanted, figures: RatingMap) -> Iterator[tuple[Cell, ...]]:
    goal, total = goal_cells(wanted.edition, figures.goal), figures.total
    for rating in (*Rating, None):
        counted = (total.count(rating), total.population, total.base, base_text(total))
        yield (*goal, RATINGS[rating], *counted)


def _county(unit: Unit, *, asked: bool, handed_in: bool) -> tuple[Cell, ...]:
    said = "ja" if handed_in else "nej" if asked else NOT_ASKED
    return unit.code, unit.letter, unit.name, said


def _rating(place: RatingPlace) -> Cell:
    if place.handed_in:
        return RATINGS[place.rating]
    return NOT_HANDED_IN if place.asked else NOT_ASKED
