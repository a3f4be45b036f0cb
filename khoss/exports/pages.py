"""Every page of figures as files: which tables it has, and the three forms they come in.

A page that is added has one entry here; its addresses and its links follow from that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.exports.edition import LANGUAGE
from khoss.exports.page_counties import counties_tables, county_tables
from khoss.exports.page_development import development_page_tables
from khoss.exports.page_heat_map import heat_map_filters, heat_map_tables
from khoss.exports.page_lines import line_filters, line_tables, lines_of, lines_tables
from khoss.exports.page_map import map_filters, map_tables
from khoss.exports.page_picture import picture_tables
from khoss.exports.page_reconciliation import reconciliation_tables
from khoss.exports.page_spread import spread_filters, spread_tables
from khoss.exports.rows import Cell, semicolons, with_counties
from khoss.exports.wanted import Wanted
from khoss.figures.history import History
from khoss.workbooks.tables import Table, write_tables


def no_filters(_wanted: Wanted) -> Mapping[str, str]:
    """Return the filters of a page that has none."""
    return {}


@dataclass(frozen=True)
class PageFiles:
    """The files of one page: its name in addresses, its tables as links call them, their maker.

    A page about one of many counties or goal lines tells which there are as its `subjects`.
    `filters` are what its address may ask for by these names, and `chosen` what of that holds, as
    the page's own address says it: what there is not is no filter. A page that `has_texts` shows
    what the counties wrote to who may read it; its files hold that only where it is asked for.
    """

    name: str
    by_year: bool
    tables: Mapping[str, LazyString]
    make: Callable[[Wanted], Mapping[str, Table]]
    subjects: Callable[[History], Collection[str]] | None = None
    filters: tuple[str, ...] = ()
    chosen: Callable[[Wanted], Mapping[str, str]] = no_filters
    has_texts: bool = False


PAGES: tuple[PageFiles, ...] = (
    PageFiles(
        "bild",
        by_year=True,
        tables={
            "omraden": _l("områdena"),
            "delmal": _l("delmålen som nämns"),
            "saknas": _l("svar som saknas"),
        },
        make=picture_tables,
    ),
    PageFiles(
        "varmekarta",
        by_year=True,
        tables={
            "svar": _l("årets svar"),
            "aret-fore": _l("svaren året före"),
            "delmal": _l("delmålen, med siffror och förhållande"),
        },
        make=heat_map_tables,
        filters=("sortera", "omrade", "prio", "bedomning"),
        chosen=heat_map_filters,
    ),
    PageFiles(
        "skillnader",
        by_year=True,
        tables={
            "spridning": _l("spridningen, område för område"),
            "andring": _l("ändringen sedan året före"),
            "grupper": _l("grupper av län"),
            "kommuner": _l("räknat per kommun"),
        },
        make=spread_tables,
        filters=("andel",),
        chosen=spread_filters,
    ),
    PageFiles(
        "avstamning",
        by_year=True,
        tables={
            "delmal": _l("delmålen, publicerat och svarat"),
            "pastaenden": _l("påståenden i rapporten"),
            "andelar": _l("rapportens andelar för länen"),
        },
        make=reconciliation_tables,
    ),
    PageFiles(
        "karta",
        by_year=True,
        tables={"lan": _l("länen"), "antal": _l("hur många län")},
        make=map_tables,
        filters=("delmal",),
        chosen=map_filters,
    ),
    PageFiles(
        "utveckling",
        by_year=False,
        tables={"ar": _l("år för år"), "steg": _l("från år till år")},
        make=development_page_tables,
    ),
    PageFiles("delmal", by_year=False, tables={"linjer": _l("alla delmål")}, make=lines_tables),
    PageFiles(
        "delmal",
        by_year=False,
        tables={
            "ar": _l("år för år"),
            "bredvid": _l("delmål som det följer på, eller som följer på det"),
            "andringar": _l("vem som gick från vad till vad"),
            "svar": _l("länens svar"),
        },
        make=line_tables,
        subjects=lines_of,
        filters=("sok",),
        chosen=line_filters,
        has_texts=True,
    ),
    PageFiles("lan", by_year=True, tables={"lan": _l("länen")}, make=counties_tables),
    PageFiles(
        "lan",
        by_year=True,
        tables={
            "bredvid": _l("länet bredvid andra"),
            "omraden": _l("område för område"),
            "delmal": _l("delmål för delmål"),
            "ar": _l("år för år"),
            "steg": _l("från år till år"),
        },
        make=county_tables,
        subjects=lambda history: history.by_code,
    ),
)


def find_page(name: str, *, by_year: bool, by_subject: bool) -> PageFiles | None:
    """Return the files of a page; None where there is no such page."""
    wanted = (name, by_year, by_subject)
    return next(
        (one for one in PAGES if (one.name, one.by_year, one.subjects is not None) == wanted), None
    )


def page_xlsx(page: PageFiles, wanted: Wanted) -> bytes:
    """Return a page as a workbook with a sheet for each table."""
    with force_locale(LANGUAGE):
        tables = list(page.make(wanted).values())
        return write_tables(tables, title=f"KHOSS, {tables[0].title}")


@dataclass(frozen=True)
class FlatFile:
    """One table of a page as a file, and the year that it is of: None when it is of all.

    A file that `is_empty` is its headings alone. No row says so, for a program would count it.
    """

    content: bytes
    year: int | None
    is_empty: bool


def page_csv(page: PageFiles, wanted: Wanted, table: str) -> FlatFile | None:
    """Return one table of a page, the first when none is named; None where it has no such one."""
    with force_locale(LANGUAGE):
        tables = page.make(wanted)
        found = tables.get(table or next(iter(tables)))
        if found is None:
            return None
        rows = [_flat_row(wanted, found, row) for row in found.rows]
        head = tuple(dict.fromkeys((*wanted.start, *found.head)))
        names = {code: unit.name for code, unit in wanted.history.by_code.items()}
        flat = with_counties(head, [tuple(row.values()) for row in rows], names)
        return FlatFile(semicolons(*flat), _year(wanted, rows), is_empty=not rows)


def _flat_row(wanted: Wanted, table: Table, row: Sequence[Cell]) -> dict[str, Cell]:
    """Return a row with its start; one of another year than its page's says that itself."""
    said = dict(zip(table.head, row, strict=True))
    return {**wanted.start_of(said.get("år")), **said}


def _year(wanted: Wanted, rows: Iterable[Mapping[str, Cell]]) -> int | None:
    """Return the only year of a page's rows where they have one, else that of the page."""
    if wanted.year is None:
        return None
    found = {row["år"] for row in rows}
    only = found.pop() if len(found) == 1 else None
    return only if isinstance(only, int) else wanted.year.year


def page_json(page: PageFiles, wanted: Wanted) -> bytes:
    """Return a page for other programs: what has to be known, and rows by heading."""
    with force_locale(LANGUAGE):
        said = {
            "page": page.name,
            "year": wanted.year.year if wanted.year else None,
            "subject": wanted.subject or None,
            "filters": dict(wanted.filters),
            "address": wanted.address,
            "example_data": wanted.is_example,
            "tables": [_table(name, one) for name, one in page.make(wanted).items()],
        }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _table(name: str, table: Table) -> dict[str, object]:
    return {
        "id": name,
        "title": table.title,
        "notes": list(table.notes),
        "columns": list(table.head),
        "column_lines": dict(table.lines),
        "rows": [dict(zip(table.head, map(_value, row), strict=True)) for row in table.rows],
    }


def _value(cell: Cell) -> str | int | float | None:
    """Return a cell as JSON has it: numbers are numbers, days are ISO 8601, nothing is null."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return float(cell)
    return None if cell == "" else cell
