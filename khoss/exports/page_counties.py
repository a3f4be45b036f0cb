"""The counties as tables: all of them in a year, and one beside others and through the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khoss.enums import ReferenceKind, ShareKind
from khoss.exports.counties import COUNTY, NOT_KNOWN, county_cells
from khoss.exports.edition import COUNTS, Edition, counts, percent_cell
from khoss.exports.goals import GOAL, goal_cells
from khoss.exports.page_county_years import development_tables
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell
from khoss.exports.wanted import Wanted
from khoss.figures.county import CountyStanding, Reference, county_standing
from khoss.figures.tally import Tally
from khoss.presentation.numbers import rounded_percent
from khoss.workbooks.tables import Table

# Over a county, or some of them, the base counts questions.
QUESTIONS = (*COUNTS[:4], "svar", "frågor", "bas", "ja eller delvis, procent av frågorna")
COUNTIES_HEAD = (*COUNTY, "kommuner", "storstadslän", *QUESTIONS)
WHO = ("vem", "länskoder")
SPREAD = ("lägst, procent", "median, procent", "högst, procent", "inlämnade i spridningen")
BESIDE_HEAD = (*WHO, *QUESTIONS, *SPREAD)
AREAS_HEAD = ("område", "områdets namn", *WHO, *QUESTIONS)
GOALS_HEAD = (*GOAL, "länets svar", *WHO, *COUNTS, "ja eller delvis, procent av länsstyrelserna")
REFERENCES: dict[ReferenceKind, str] = {
    ReferenceKind.EVERYBODY: "alla länsstyrelser",
    ReferenceKind.CIVIL_AREA: "civilområdet",
    ReferenceKind.LIKE_SIZE: "län av liknande storlek",
}


def counties_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the counties that were asked in a year."""
    edition = wanted.edition
    rows = tuple(_county(edition, code) for code in edition.year.units)
    title = f"Länen {edition.year.year}"
    return {"lan": Table("Län", title, wanted.notes(), COUNTIES_HEAD, rows, kept=2)}


def county_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return one county beside the country, its civil area and those of like size."""
    edition = wanted.edition
    number, name = edition.year.year, wanted.history.by_code[wanted.subject].name
    figures = county_standing(wanted.history, wanted.subject, year=number)
    notes = (*wanted.notes(), *_notes(edition, wanted.subject, figures))
    held = _held(figures) if figures else ()
    return {
        "bredvid": Table(
            *("Bredvid andra", f"{name} {number} bredvid andra", notes, BESIDE_HEAD),
            rows=tuple(_beside_rows(figures)) if figures else (),
        ),
        "omraden": Table(
            *("Områden", f"{name} {number}, område för område", notes, AREAS_HEAD),
            rows=tuple(_area_rows(wanted, figures, held)) if figures else (),
            kept=3,
        ),
        "delmal": Table(
            *("Delmål", f"{name} {number}, delmål för delmål", notes, GOALS_HEAD),
            rows=tuple(_goal_rows(edition, figures)) if figures else (),
        ),
        **development_tables(wanted, name),
    }


def _county(edition: Edition, code: str) -> tuple[Cell, ...]:
    unit, year = edition.history.by_code[code], edition.year
    known = code in year.handed_in
    found = year.tally_by(code, year.by_key) if known else None
    *who, handed_in = county_cells(edition, code)
    return (
        *(*who, handed_in if year.has_answers else NOT_KNOWN, unit.municipalities),
        *("ja" if unit.metropolitan else "nej", *_questions(found)),
    )


def _notes(edition: Edition, code: str, figures: CountyStanding | None) -> tuple[str, ...]:
    number, name = edition.year.year, edition.history.by_code[code].name
    if figures is None:
        if edition.year.has_answers:
            return (f"{name} tillfrågades inte {number}.",)
        return (f"Länens egna svar {number} är inte kända, bara de nationella totalerna.",)
    return (
        *(() if figures.handed_in else (f"{name} har inte lämnat in för {number}.",)),
        "Länet ingår i landet och i civilområdet, men inte i länen av liknande storlek: de fem "
        f"med närmast så många kommuner. Länet har {figures.unit.municipalities}.",
    )


def _held(figures: CountyStanding) -> tuple[tuple[Cell, Cell], ...]:
    """Return the county, and after it whom it is held against, by name and codes."""
    return (
        (figures.unit.name, figures.unit.code),
        *((REFERENCES[one.kind], ", ".join(one.units)) for one in figures.references),
    )


def _beside_rows(figures: CountyStanding) -> Iterator[tuple[Cell, ...]]:
    own, *others = _held(figures)
    yield (*own, *_questions(figures.own), *(None,) * len(SPREAD))
    for who, one in zip(others, figures.references, strict=True):
        yield (*who, *_questions(one.total), *_spread(one))


def _area_rows(
    wanted: Wanted, figures: CountyStanding, held: Sequence[tuple[Cell, Cell]]
) -> Iterator[tuple[Cell, ...]]:
    names = dict(wanted.history.areas)
    for area in figures.areas:
        for who, tally in zip(held, (area.own, *area.references), strict=True):
            yield (area.area, names[area.area], *who, *_questions(tally))


def _goal_rows(edition: Edition, figures: CountyStanding) -> Iterator[tuple[Cell, ...]]:
    _, *others = _held(figures)
    for goal in figures.goals:
        said = RATINGS[goal.rating] if figures.handed_in else NOT_HANDED_IN
        start = (*goal_cells(edition, edition.year.by_key[goal.key]), said)
        for who, tally in zip(others, goal.references, strict=True):
            yield (*start, *who, *counts(tally), percent_cell(tally, ShareKind.MET_OF_ALL))


def _questions(tally: Tally | None) -> tuple[Cell, ...]:
    return (*counts(tally), percent_cell(tally, ShareKind.MET_OF_ALL))


def _spread(one: Reference) -> tuple[Cell, ...]:
    if one.spread is None:
        return (None,) * len(SPREAD)
    found = (one.spread.lowest, one.spread.median, one.spread.highest)
    return (*map(rounded_percent, found), len(one.spread.units))
