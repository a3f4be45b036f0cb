"""The files of the pages that compare: the same figures, with the same filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from khoss.access import requires
from khoss.exports.pages import PAGES, PageFiles, find_page, page_csv, page_json, page_xlsx
from khoss.exports.wanted import Wanted
from khoss.figures.history import History
from khoss.services.goal_texts import GoalText
from khoss.services.installation import holds_examples
from khoss.views.comparisons import check_year, load_history
from khoss.views.readable_texts import find_readable, load_texts
from khoss.views.result_files import WORKBOOK, sent

blueprint = Blueprint("page_files", __name__, url_prefix="/resultat")

# What the name of a file says that has headings alone.
EMPTY = "inga-rader"

Kind = Literal["xlsx", "csv", "json"]


@requires("results:read")
def page(name: str, kind: Kind, year: int | None = None, subject: str | None = None) -> Response:
    """Send what a page shows, as a file."""
    found = find_page(name, by_year=year is not None, by_subject=subject is not None)
    if found is None:
        abort(404)
    wanted = _wanted(found, load_history(), year, subject or "")
    said = _name(year, name, subject)
    if kind == "xlsx":
        return sent(page_xlsx(found, wanted), WORKBOOK, f"{said}.xlsx")
    if kind == "json":
        return sent(page_json(found, wanted), "application/json", f"{said}.json")
    table = request.args.get("tabell", "")
    flat = page_csv(found, wanted, table)
    if flat is None:
        abort(404)
    said = _name(flat.year, name, subject, table or None, EMPTY if flat.is_empty else None)
    return sent(flat.content, "text/csv", f"{said}.csv")


def _name(*parts: int | str | None) -> str:
    return "-".join(str(one) for one in ("khoss", *parts) if one is not None)


def _wanted(page: PageFiles, history: History, year: int | None, subject: str) -> Wanted:
    """Return what the address asks for, where the user may see it."""
    if year is not None:
        check_year(history, year)
    if page.subjects is not None and subject not in page.subjects(history):
        abort(404)
    asked = Wanted(
        history,
        holds_examples(),
        year=None if year is None else history.year(year),
        subject=subject,
        filters={name: said for name in page.filters if (said := request.args.get(name))},
        texts=_texts(page, history, subject),
    )
    filters = page.chosen(asked)
    return replace(asked, filters=filters, address=_page_address(filters))


def _page_address(filters: Mapping[str, str]) -> str:
    """Return where the page is that the file is of: a slash stands where its form does here."""
    page = request.base_url.rpartition(".")[0]
    return f"{page}/?{urlencode(filters)}" if filters else f"{page}/"


def _texts(page: PageFiles, history: History, line: str) -> tuple[GoalText, ...] | None:
    """Return the texts of a goal line, where they are asked for by who may read them."""
    if not page.has_texts or request.args.get("texter") != "1":
        return None
    readable = find_readable()
    if readable is None:
        abort(403)
    return load_texts(history, line, readable)


def _address(page: PageFiles) -> str:
    """Return where a page's files are: where the page is, with the form for the last slash."""
    year = "/<int:year>" if page.by_year else ""
    subject = "/<subject>" if page.subjects is not None else ""
    return f"{year}/{page.name}{subject}.<any(xlsx, csv, json):kind>"


# By name: a file's address is to win over that of a page about `PF-1.csv`.
for one in PAGES:
    blueprint.add_url_rule(_address(one), view_func=page, defaults={"name": one.name})
