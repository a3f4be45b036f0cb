"""The counties' answers as rows: one for each county and goal, and counties × goals."""

from __future__ import annotations

from collections.abc import Collection

from khoss.enums import Rating, ShareKind
from khoss.exports.edition import Edition, base_text, percent_cell
from khoss.exports.goals import GOAL, goal_cells
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell
from khoss.figures.tally import Tally

NOT_KNOWN = "inte känt"
COUNTY = ("länskod", "länsstyrelse", "civilområde", "inlämnad")
ANSWER_HEAD = (
    *COUNTY,
    *GOAL,
    *("svar", "svarande på delmålet", "länsstyrelser", "bas för delmålet"),
)
MATRIX = (*COUNTY, "svarade", "av", "ja eller delvis, procent av svaren")
# What stands below the counties: the nation, goal by goal.
BELOW: tuple[tuple[str, Rating | None], ...] = (
    ("antal ja", Rating.YES),
    ("antal delvis", Rating.PARTLY),
    ("antal nej", Rating.NO),
    ("antal obesvarade", None),
)


def answer_rows(
    edition: Edition, keys: Collection[str] | None = None
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each county and goal, or some goals, in the order of `ANSWER_HEAD`.

    Where only totals are known there is one row for each goal, without a county, for its base.
    """
    year = edition.year
    counties = (
        [(county_cells(edition, code), code) for code in year.units]
        if year.has_answers
        else [((None, None, None, NOT_KNOWN), None)]
    )
    return tuple(
        (
            *county,
            *goal_cells(edition, goal),
            _answer(edition, code, goal.key),
            *_base(year.tally(goal.key)),
        )
        for county, code in counties
        for goal in year.goals
        if keys is None or goal.key in keys
    )


def matrix_head(edition: Edition) -> tuple[str, ...]:
    """Return the headings of counties × goals."""
    return (*MATRIX, *edition.year.by_key)


def matrix_rows(edition: Edition) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each county, and below them what each goal came to, with its base."""
    year = edition.year
    keys = tuple(year.by_key)
    tallies = [year.tally(key) for key in keys]
    counties = [_county_row(edition, code) for code in year.units if year.has_answers]
    indent: tuple[Cell, ...] = (None,) * (len(MATRIX) - 2)
    below = [
        (None, name, *indent, *(one.count(rating) if one else None for one in tallies))
        for name, rating in BELOW
    ]
    base = (None, "bas", *indent, *(base_text(one) if one else None for one in tallies))
    return (*counties, *below, base)


def county_cells(edition: Edition, code: str) -> tuple[Cell, ...]:
    """Return which county a row is about, in the order of `COUNTY`."""
    unit = edition.history.by_code[code]
    return code, unit.name, unit.civil_area, "ja" if code in edition.year.handed_in else "nej"


def _county_row(edition: Edition, code: str) -> tuple[Cell, ...]:
    keys = tuple(edition.year.by_key)
    own = edition.year.tally_by(code, keys) if code in edition.year.handed_in else None
    return (
        *county_cells(edition, code),
        *((own.base, own.population) if own else (None, None)),
        percent_cell(own, ShareKind.MET_OF_ANSWERS),
        *(_answer(edition, code, key) for key in keys),
    )


def _answer(edition: Edition, code: str | None, key: str) -> str:
    if code is None:
        return NOT_KNOWN
    if code not in edition.year.handed_in:
        return NOT_HANDED_IN
    return RATINGS[edition.year.given(key).get(code)]


def _base(tally: Tally | None) -> tuple[Cell, ...]:
    return (tally.base, tally.population, base_text(tally)) if tally else (None, None, None)
