"""The map as a table: every county with its share, or with its rating of one goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss.enums import ShareKind
from khoss.exports.counties import NOT_KNOWN
from khoss.exports.edition import COUNTS, counts, percent_cell
from khoss.exports.goals import GOAL, goal_cells
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell
from khoss.exports.wanted import Wanted
from khoss.figures.county_map import RatingMap, RatingPlace, rating_map, share_map
from khoss.figures.history import Unit
from khoss.presentation.map_form import line_of
from khoss.workbooks.tables import Table

COUNTY = ("länskod", "bokstav", "länsstyrelse", "inlämnad")
SHARES_HEAD = (
    *COUNTY,
    *(*COUNTS[:4], "svar", "frågor", "bas", "ja eller delvis, procent av frågorna"),
)
RATINGS_HEAD = (*COUNTY, *GOAL, "svar")
NOT_ASKED = "tillfrågades inte"


def map_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the counties of a year as its map shows them."""
    number = wanted.edition.year.year
    line = line_of(wanted.history, wanted.filters.get("delmal", ""))
    figures = rating_map(wanted.history, line, year=number) if line else None
    title = f"Karta {number}: {line or 'alla frågor'}"
    head = RATINGS_HEAD if line else SHARES_HEAD
    found = _rating_rows(wanted, figures) if figures else () if line else _share_rows(wanted)
    return {"lan": Table("Län", title, (*wanted.notes(), *_notes(wanted)), head, tuple(found))}


def _notes(wanted: Wanted) -> tuple[str, ...]:
    year = wanted.edition.year
    if year.has_answers:
        return ()
    return (f"Länens egna svar {year.year} är inte kända, bara de nationella totalerna.",)


def _share_rows(wanted: Wanted) -> Iterator[tuple[Cell, ...]]:
    year = wanted.edition.year
    figures = share_map(wanted.history, year=year.year)
    for place in figures.places if figures else ():
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


def _county(unit: Unit, *, asked: bool, handed_in: bool) -> tuple[Cell, ...]:
    said = "ja" if handed_in else "nej" if asked else NOT_ASKED
    return unit.code, unit.letter, unit.name, said


def _rating(place: RatingPlace) -> Cell:
    if place.handed_in:
        return RATINGS[place.rating]
    return NOT_HANDED_IN if place.asked else NOT_KNOWN
