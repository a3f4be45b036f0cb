"""What the documents of every kind are put together from: templates, contents, attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from config import ROOT
from khoss.documents.marks import counted, goal_id
from khoss.pdf import Attachment, Part, normalise_text

TEMPLATES = ROOT / "templates"
STYLESHEET = TEMPLATES / "reports" / "results.css"
AUTHOR = "Länsstyrelserna"
SUBTITLE = (
    "Länsstyrelsernas stöd till kommunerna för beredskapen inom kommunal hälso- och sjukvård och "
    "socialtjänst"
)
SWEDEN = ZoneInfo("Europe/Stockholm")
LANGUAGE = "sv"
# Words joined by a hyphen or a stroke, with the marks that follow.
COMPOUND = re.compile(r"(\w+(?:[-/]\w+)+[.,:?!)]*)")
UNBROKEN = Markup('<span class="unbroken">{}</span>')


@dataclass(frozen=True)
class Section:
    """A line of the contents."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """A chapter of the contents with what stands below it."""

    anchor: str
    title: str
    sections: tuple[Section, ...] = ()


def part(template: str, /, **values: object) -> Part:
    """Return one part of a document from its template."""
    return part_of(template, "", **values)


def part_of(template: str, name: str, /, **values: object) -> Part:
    """Return one of several parts of a document from one template, told apart by a name."""
    html = _templates().get_template(f"reports/{template}.html").render(values)
    return Part(f"{template}/{name}".rstrip("/"), html)


def day(moment: datetime) -> str:
    """Return a moment's day in Sweden, in words."""
    return format_date(moment.astimezone(SWEDEN).date(), "d MMMM y", locale=LANGUAGE)


def classes(*, is_example: bool, is_draft: bool) -> tuple[str, ...]:
    """Return what every page of a document says of itself."""
    return tuple(name for name, wanted in (("example", is_example), ("draft", is_draft)) if wanted)


def attachments(
    name: str, table: bytes, frozen: str, questions: bytes = b"", method: str = ""
) -> tuple[Attachment, ...]:
    """Return the files that travel inside a report.

    They are the figures as a table and as they were frozen, the questions as they were worded
    (CSV), and how the figures were counted.
    """
    files = (
        Attachment(f"{name}.csv", table, "text/csv", "Data", "Siffrorna som tabell"),
        Attachment(
            f"{name}.json",
            frozen.encode(),
            "application/json",
            "Source",
            "Allt som rapporten är gjord av",
        ),
        Attachment(
            f"{name}-fragor.csv",
            questions,
            "text/csv",
            "Supplement",
            "Frågorna som de var formulerade",
        ),
        Attachment(
            f"{name}-metod.txt",
            method.encode(),
            "text/plain",
            "Supplement",
            "Så är siffrorna räknade",
        ),
    )
    return tuple(file for file in files if file.content)


@cache
def _templates() -> Environment:
    """Return the templates of reports: they know no request and no page."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["unbroken"] = _unbroken
    templates.filters["goal_id"] = goal_id
    templates.filters["counted"] = counted
    return templates


def _unbroken(text: str) -> Markup:
    """Return text whose compounds no line break divides, so that it can be found word for word."""
    pieces = COMPOUND.split(normalise_text(text))
    # What the pattern captures stands at every second place.
    return Markup("").join(
        UNBROKEN.format(piece) if place % 2 else piece for place, piece in enumerate(pieces)
    )


def _printable(value: object) -> object:
    """Return a value whose every character the fonts of the reports can show."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return normalise_text(value)
    return value
