"""The year in one screen as tables: its areas, the goals that it names and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from khoss import labels
from khoss.enums import ShareKind
from khoss.exports.edition import COUNTS, Edition, base_text, counts, percent_cell
from khoss.exports.goals import GOAL, goal_cells
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.change import Change
from khoss.figures.national_year import HIGHEST_PRIORITY, NationalYear, Standing, national_year
from khoss.figures.tally import Tally
from khoss.workbooks.tables import Table

AREA_HEAD = (
    *("områdeskod", "urval", "delmål", "ja av alla", "ja eller delvis av alla", "utan siffra"),
    *("ja", "delvis", "nej", "obesvarade", "svar", "frågor", "bas"),
    "ja eller delvis, procent av svaren",
)
NAMED_HEAD = (
    *("vad", *GOAL, *COUNTS, "ja eller delvis", "ja eller delvis, procent av alla länsstyrelser"),
    *("jämförs med år", "skillnad i ja", "skillnad i ja eller delvis"),
    "skäl till att skillnad saknas",
)
MISSING_HEAD = ("vad", "länskod", "länsstyrelse", "delmål", "mållinje", "saknade svar", "av", "bas")


def picture_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the tables of a year in one screen."""
    edition, notes = wanted.edition, wanted.notes()
    figures, number = national_year(wanted.history, year=edition.year.year), edition.year.year
    return {
        "omraden": Table(
            *("Områden", f"Område för område {number}"),
            notes=(
                *notes,
                "Basen räknar svar av frågor: varje delmål ställs till varje länsstyrelse.",
            ),
            head=AREA_HEAD,
            rows=tuple(_area_rows(figures)),
            kept=2,
        ),
        "delmal": Table(
            *("Delmål som nämns", f"Delmål som bilden av {number} nämner", notes, NAMED_HEAD),
            rows=tuple(_named_rows(edition, figures)),
            kept=2,
        ),
        "saknas": Table(
            *("Svar som saknas", f"Svar som saknas {number}", notes, MISSING_HEAD),
            rows=tuple(_missing_rows(edition, figures)),
        ),
    }


def _area_rows(figures: NationalYear) -> Iterator[tuple[Cell, ...]]:
    yield _standing(None, "alla delmål", figures.everything)
    yield _standing(None, f"prio {HIGHEST_PRIORITY}-mål", figures.first_priority)
    for area in figures.areas:
        yield _standing(area.code, area.name, area.standing)


def _standing(code: str | None, name: str, one: Standing) -> tuple[Cell, ...]:
    return (
        *(code, name, one.goals, one.yes_by_all, one.met_by_all, one.without_figure),
        *counts(one.answers),
        percent_cell(one.answers, ShareKind.MET_OF_ANSWERS),
    )


def _named_rows(edition: Edition, figures: NationalYear) -> Iterator[tuple[Cell, ...]]:
    moved = figures.moved_in_met
    for what, found in (
        ("mest uppåt i ja eller delvis", moved.up),
        ("mest nedåt i ja eller delvis", moved.down),
        ("mest uppåt i ja", figures.moved_in_yes.up),
        ("mest nedåt i ja", figures.moved_in_yes.down),
    ):
        for one in found:
            yield _named(edition, what, one.key, one)
    for key in figures.holding_back.keys if figures.holding_back else ():
        yield _named(edition, "håller tillbaka", key, None)
    for one in figures.left_out:
        yield _named(edition, "jämförs inte", one.key, one)


def _named(edition: Edition, what: str, key: str, change: Change | None) -> tuple[Cell, ...]:
    tally = edition.year.tally(key)
    step = change.difference if change else None
    return (
        *(what, *goal_cells(edition, edition.year.by_key[key]), *counts(tally)),
        tally.met if tally else None,
        percent_cell(tally, ShareKind.MET_OF_ALL),
        change.then_year if change else None,
        step.yes if step else None,
        step.met if step else None,
        str(labels.NO_DIFFERENCES[change.reason]) if change and change.reason else None,
    )


def _missing_rows(edition: Edition, figures: NationalYear) -> Iterator[tuple[Cell, ...]]:
    missing, year = figures.missing, edition.year
    asked = len(year.goals)
    for code in missing.not_handed_in or ():
        yield _of_county(edition, "har inte lämnat in", code, asked)
    for code, count in missing.by_unit or ():
        yield _of_county(edition, "lämnade delmål obesvarade", code, count)
    yield from _of_goals(edition, missing.by_goal)


def _of_county(edition: Edition, what: str, code: str, count: int) -> tuple[Cell, ...]:
    asked = len(edition.year.goals)
    name = edition.history.by_code[code].name
    return what, code, name, None, None, count, asked, f"{asked - count} av {asked}"


def _of_goals(edition: Edition, found: Iterable[tuple[str, int]]) -> Iterator[tuple[Cell, ...]]:
    for key, count in found:
        goal, tally = edition.year.by_key[key], edition.year.tally(key)
        yield (
            *("alla svarade inte", None, None, key, goal.line, count, edition.year.population),
            _base(tally),
        )


def _base(tally: Tally | None) -> str | None:
    return base_text(tally) if tally else None
