"""The files that a page of results leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class FileLink:
    """One file: its endpoint, what its address asks for, and what it holds."""

    endpoint: str
    label: str
    asked: Mapping[str, str | int]


@dataclass(frozen=True)
class FileLinks:
    """The files of a page, under a heading."""

    heading: str
    links: tuple[FileLink, ...]


def year_links(year: int, *, texts: bool) -> FileLinks:
    """Return the files of a whole year; `texts` for who may read what the counties wrote."""
    asked = {"year": year}
    with_texts = FileLink(
        "result_files.tables", _("Excel med länens texter"), {**asked, "texter": "1"}
    )
    return FileLinks(
        _("Hämta %(year)d som fil", year=year),
        (
            FileLink("result_files.tables", _("Excel: delmål, län, förändringar, metod"), asked),
            *((with_texts,) if texts else ()),
            FileLink("result_files.goals", _("CSV: en rad per delmål"), asked),
            FileLink("result_files.answers", _("CSV: en rad per län och delmål"), asked),
            FileLink("results.csv", _("CSV: delmålen med en kolumn per län"), asked),
            FileLink("result_files.data", _("JSON: allt, för andra program"), asked),
        ),
    )


def target_links() -> FileLinks:
    """Return the files of the target picture."""
    return FileLinks(
        _("Hämta sidan som fil"),
        (
            FileLink("targets.file", _("CSV: målen och delmålen som leder dit"), {"kind": "csv"}),
            FileLink("targets.file", _("JSON: allt, för andra program"), {"kind": "json"}),
        ),
    )


def page_links(
    asked: Mapping[str, str | int], tables: Mapping[str, LazyString], *, texts: bool = False
) -> FileLinks:
    """Return the files of one page, with what its address asks for and the names of its tables.

    `texts` is for who may read what the counties wrote, where the page shows it.
    """
    endpoint = "page_files.page"
    with_texts = FileLink(
        endpoint,
        _("Excel: alla tabeller och de texter som du får läsa"),
        {**asked, "kind": "xlsx", "texter": "1"},
    )
    return FileLinks(
        _("Hämta sidan som fil"),
        (
            FileLink(endpoint, _("Excel: alla tabeller"), {**asked, "kind": "xlsx"}),
            *((with_texts,) if texts else ()),
            *(
                FileLink(
                    endpoint,
                    _("CSV: %(table)s", table=label),
                    {**asked, "kind": "csv", "tabell": name},
                )
                for name, label in tables.items()
            ),
            FileLink(
                endpoint, _("JSON: alla tabeller, för andra program"), {**asked, "kind": "json"}
            ),
        ),
    )
