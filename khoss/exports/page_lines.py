"""The goal lines as tables: all of them as last asked, and one of them through its years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khoss.enums import ShareKind
from khoss.exports import moves
from khoss.exports.counties import ANSWER_HEAD, answer_rows
from khoss.exports.edition import (
    COUNTS,
    DATED,
    SOURCES,
    VERDICTS,
    base_text,
    counts,
    dated,
    dated_step,
    percent_cell,
)
from khoss.exports.goals import GOAL, HEAD, SHARES, goal_cells, goal_rows
from khoss.exports.rows import RATINGS, Cell
from khoss.exports.wanted import Wanted
from khoss.figures.history import Goal, History, Year
from khoss.figures.line_steps import Beside, beside_line, line_steps
from khoss.presentation.goal_texts import matching, searched
from khoss.services.goal_texts import GoalText
from khoss.workbooks.tables import Table

LINES_HEAD = (
    *("mållinje", "delmål", "område", "områdets namn", "fråga", "år i planen"),
    *("senaste år", "status", *COUNTS, "ja eller delvis, procent av svaren", "att veta om basen"),
)
YEAR = (*DATED, "källa")
BESIDE_HEAD = (
    *(*YEAR, "står som", "till mållinjens år", "förhållande", "får jämföras"),
    *(*GOAL, *COUNTS, *(name for name, _ in SHARES)),
)
TEXT_HEAD = (
    *("länskod", "länsstyrelse", *DATED, "svar"),
    *("utförda aktiviteter", "hinder", "stödbehov", "adress"),
)


def lines_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the list of goal lines."""
    rows = tuple(_line(wanted.history, line) for line in lines_of(wanted.history))
    return {"linjer": Table("Delmål", "Delmål genom åren", wanted.notes(), LINES_HEAD, rows)}


def lines_of(history: History) -> tuple[str, ...]:
    """Return every goal line, as their areas come and the latest plan first."""
    last = {goal.line: (year.year, goal.area) for year in history.years for goal in year.goals}
    areas = [code for code, _ in history.areas]
    return tuple(sorted(last, key=lambda line: (areas.index(last[line][1]), -last[line][0])))


def line_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return one line: its years, who moved, who answered what, and texts when there are any."""
    held = tuple(reversed(wanted.history.line(wanted.subject)))
    name = f"{wanted.subject} genom åren"
    tables = {
        "ar": Table(
            *("År för år", f"{name}: siffror och formuleringar", wanted.notes()),
            head=(*YEAR, *HEAD),
            rows=tuple(row for year, goal in held for row in _year_rows(wanted, year, goal)),
        ),
        "bredvid": Table(
            *("Bredvid", f"{name}: delmål som det följer på, eller som följer på det"),
            *(wanted.notes(), BESIDE_HEAD),
            rows=tuple(
                _beside_row(wanted, one)
                for one in reversed(beside_line(wanted.history, wanted.subject))
            ),
        ),
        "andringar": Table(
            *("Vem som gick", f"{name}: från vad till vad", wanted.notes()),
            head=(*DATED, *moves.HEAD),
            rows=tuple(_move_rows(wanted)),
            kept=3,
        ),
        "svar": Table(
            *("Länen", f"{name}: länens svar", wanted.notes()),
            head=(*YEAR, *ANSWER_HEAD),
            rows=tuple(row for year, goal in held for row in _answers(wanted, year, goal)),
            kept=3,
        ),
    }
    if wanted.texts is not None:
        tables["texter"] = _text_table(name, wanted, wanted.texts)
    return tables


def _line(history: History, line: str) -> tuple[Cell, ...]:
    held = history.line(line)
    year, goal = held[-1]
    tally = year.tally(goal.key)
    asked = ", ".join(str(one.year) for one, _ in held)
    return (
        *(line, goal.key, goal.area, dict(history.areas)[goal.area], goal.question, asked),
        *(*dated(year), *counts(tally)),
        percent_cell(tally, ShareKind.MET_OF_ANSWERS),
        f"{year.year}: {base_text(tally)} svarade" if tally and tally.is_short else None,
    )


def _start(year: Year) -> tuple[Cell, ...]:
    return *dated(year), SOURCES[year.source]


def _year_rows(wanted: Wanted, year: Year, goal: Goal) -> Iterator[tuple[Cell, ...]]:
    for row in goal_rows(wanted.edition_of(year), [goal.key]):
        yield (*_start(year), *row)


def _beside_row(wanted: Wanted, one: Beside) -> tuple[Cell, ...]:
    tally = one.year.tally(one.goal.key)
    return (
        *_start(one.year),
        "föregångare" if one.is_before else "efterföljare",
        *(one.own_year, VERDICTS[one.lineage.verdict]),
        "ja" if one.lineage.subtractable else "nej",
        *goal_cells(wanted.edition_of(one.year), one.goal),
        *counts(tally),
        *(percent_cell(tally, kind) for _, kind in SHARES),
    )


def _move_rows(wanted: Wanted) -> Iterator[tuple[Cell, ...]]:
    for change, moved in reversed(line_steps(wanted.history, wanted.subject)):
        edition = wanted.edition_of(wanted.history.year(change.now_year))
        if edition.before is not None:
            start = dated_step(edition.before, edition.year)
            for row in moves.goal_moves(edition, edition.before, change, moved):
                yield (*start, *row)


def _answers(wanted: Wanted, year: Year, goal: Goal) -> Iterator[tuple[Cell, ...]]:
    for row in answer_rows(wanted.edition_of(year), {goal.key}):
        yield (*_start(year), *row)


def line_filters(wanted: Wanted) -> Mapping[str, str]:
    """Return what is searched for, where there are texts to search in."""
    search = searched(wanted.filters.get("sok", "")) if wanted.texts is not None else ""
    return {"sok": search} if search else {}


def _text_table(name: str, wanted: Wanted, texts: Sequence[GoalText]) -> Table:
    found = matching(texts, wanted.filters.get("sok", ""))
    notes = (
        "Texterna är bara för den som får läsa dem. De får inte spridas vidare.",
        *wanted.notes(),
    )
    address = f"{wanted.address.partition('?')[0]}#texter"
    rows = tuple(
        (
            *(one.county_code, one.county, *dated(wanted.history.year(one.year))),
            RATINGS[one.rating],
            *(one.activities, one.obstacles, one.support_needs, address),
        )
        for one in found
    )
    return Table("Texter", f"{name}: vad länen skriver", notes, TEXT_HEAD, rows, kept=3)
