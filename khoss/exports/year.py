"""The files of a year: a workbook of tables, and two flat files."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import force_locale

from khoss.exports import counties, goals, method, moves
from khoss.exports.edition import LANGUAGE, START, Edition
from khoss.exports.rows import RATINGS, Cell, semicolons, with_counties
from khoss.services.result_texts import HandedInText
from khoss.workbooks.tables import Table, write_tables

TEXT_HEAD = (
    *("länskod", "länsstyrelse", "delmål", "mållinje", "fråga", "svar"),
    *("utförda aktiviteter", "hinder", "stödbehov", "gäller antal kommuner"),
    *("varför bedömningen har ändrats", "inlämnad den"),
)


def goals_csv(edition: Edition) -> bytes:
    """Return the goals of a year, a row each."""
    with force_locale(LANGUAGE):
        rows = [(*edition.start, *row) for row in goals.goal_rows(edition)]
        return semicolons((*START, *goals.HEAD), rows)


def answers_csv(edition: Edition) -> bytes:
    """Return the answers of a year, a row for each county and goal."""
    with force_locale(LANGUAGE):
        rows = [(*edition.start, *row) for row in counties.answer_rows(edition)]
        names = {code: unit.name for code, unit in edition.history.by_code.items()}
        return semicolons(*with_counties((*START, *counties.ANSWER_HEAD), rows, names))


def tables_xlsx(edition: Edition, texts: Sequence[HandedInText] | None = None) -> bytes:
    """Return the year as a workbook; `texts` only for who may read them."""
    number = edition.year.year
    with force_locale(LANGUAGE):
        tables = _tables(edition)
        if texts is not None:
            tables.append(_text_table(edition, texts))
        return write_tables(tables, title=f"KHOSS, resultat {number}")


def _tables(edition: Edition) -> list[Table]:
    number, notes = edition.year.year, edition.notes()
    before = edition.before.year if edition.before else None
    since = f"Förändringar {before}–{number}" if before else f"Förändringar till {number}"
    return [
        Table(
            *("Delmål", f"Delmål {number}", notes, goals.HEAD, goals.goal_rows(edition)),
        ),
        Table(
            *("Län × delmål", f"Län × delmål {number}", notes),
            head=counties.matrix_head(edition),
            rows=counties.matrix_rows(edition),
            kept=2,
        ),
        Table("Förändringar", since, notes, moves.HEAD, moves.move_rows(edition)),
        Table("Metod", f"Metod {number}", notes, method.HEAD, method.method_rows(edition)),
    ]


def _text_table(edition: Edition, texts: Sequence[HandedInText]) -> Table:
    number = edition.year.year
    notes = (
        "Texterna är bara för den nationella samordnaren. De får inte spridas vidare.",
        *edition.notes(),
    )
    rows = tuple(_text_row(edition, one) for one in texts)
    return Table("Texter", f"Inlämnade texter {number}", notes, TEXT_HEAD, rows, kept=3)


def _text_row(edition: Edition, one: HandedInText) -> tuple[Cell, ...]:
    goal, content = edition.year.by_key[one.key], one.content
    return (
        *(one.county, edition.history.by_code[one.county].name, goal.key, goal.line),
        *(goal.question, RATINGS[content.rating]),
        *(content.activities, content.obstacles, content.support_needs, content.coverage),
        *(content.change_reason, one.submitted_on),
    )
