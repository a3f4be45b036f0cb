"""Figures → the documents of record: the same figures, the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import force_locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from config import ROOT
from khoss.enums import ReportKind
from khoss.exports import results_csv, target_picture_csv
from khoss.figures.national import NationalComparison
from khoss.figures.targets import TargetPictureFigures
from khoss.pdf import Attachment, Document, Part, normalise_text
from khoss.presentation.results import National, national
from khoss.presentation.targets import target_picture
from khoss.services.reports import FrozenReport

TEMPLATES = ROOT / "templates"
STYLESHEET = TEMPLATES / "reports" / "results.css"
AUTHOR = "Länsstyrelserna"
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


def build_document(frozen: FrozenReport) -> Document:
    """Return the document of a report from nothing but what was frozen with it.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    if frozen.kind is ReportKind.NATIONAL:
        return national_document(
            NationalComparison.from_json(frozen.figures),
            case_number=frozen.case_number,
            created=frozen.created_at,
            is_example=frozen.is_example,
        )
    return target_picture_document(
        TargetPictureFigures.from_json(frozen.figures),
        case_number=frozen.case_number,
        created=frozen.created_at,
        is_example=frozen.is_example,
    )


def national_document(
    figures: NationalComparison, *, case_number: str, created: datetime, is_example: bool
) -> Document:
    """Return the national comparison of a year as a document."""
    with force_locale(LANGUAGE):
        report = national(figures)
    shared = {"report": report, "is_example": is_example}
    parts = [
        _part(
            "national/front",
            **shared,
            chapters=_chapters(report),
            case_number=case_number,
            created=_day(created),
        ),
        _part("national/summary", **shared),
        _part(
            "national/reading",
            **shared,
            short=[goal for goal in report.goals if goal.base_notes],
            plan_source=figures.plan_source,
        ),
        _part("national/overview", **shared),
        *(_part("national/area", area=area, **shared) for area in report.areas),
        _part("national/counties", **shared),
        *([_part("national/heatmap", **shared)] if report.heat_map else []),
        _part("national/appendix", **shared, goals=report.goals),
    ]
    return Document(
        title=report.title,
        author=AUTHOR,
        description=(
            f"Hur länsstyrelserna bedömer sitt stöd till kommunerna {figures.year}, "
            "delmål för delmål"
        ),
        keywords=("KHOSS", "beredskap", "handlingsplan", str(figures.year)),
        language=LANGUAGE,
        created=created,
        stylesheet=STYLESHEET,
        parts=tuple(parts),
        classes=("example",) if is_example else (),
        attachments=_attachments(
            f"resultat-{figures.year}", results_csv(figures), figures.to_json()
        ),
    )


def target_picture_document(
    figures: TargetPictureFigures, *, case_number: str, created: datetime, is_example: bool
) -> Document:
    """Return the target picture, and where the country stood, as a document."""
    with force_locale(LANGUAGE):
        picture = target_picture(figures)
    shared = {"picture": picture, "is_example": is_example}
    return Document(
        title=picture.title,
        author=AUTHOR,
        description=(
            f"Vad beredskapen i kommunal hälso- och sjukvård och socialtjänst ska vara "
            f"{figures.year}, och läget på vägen dit"
        ),
        keywords=("KHOSS", "beredskap", "målbild", str(figures.year)),
        language=LANGUAGE,
        created=created,
        stylesheet=STYLESHEET,
        parts=(
            _part("target_picture/front", **shared, case_number=case_number, created=_day(created)),
            _part("target_picture/targets", **shared),
            _part("target_picture/progress", **shared),
        ),
        classes=("example",) if is_example else (),
        attachments=_attachments(
            f"malbild-{figures.year}", target_picture_csv(figures), figures.to_json()
        ),
    )


def _chapters(report: National) -> list[Chapter]:
    counties = (Section("lan-for-lan", "Alla delmål, län för län"),) if report.heat_map else ()
    ended = (Section("utgangna", "Delmål som har utgått"),) if report.ended else ()
    return [
        Chapter("sammanfattning", "Sammanfattning"),
        Chapter("lasa", "Så läses rapporten"),
        Chapter(
            "omraden",
            "Stöd inom de prioriterade områdena",
            tuple(Section(area.anchor, area.name) for area in report.areas),
        ),
        Chapter("lanen", "Länsstyrelserna", counties),
        Chapter("bilaga", "Bilaga: alla delmål", ended),
    ]


def _attachments(name: str, table: bytes, frozen: str) -> tuple[Attachment, ...]:
    return (
        Attachment(f"{name}.csv", table, "text/csv", "Data", "Siffrorna som tabell"),
        Attachment(
            f"{name}.json",
            frozen.encode(),
            "application/json",
            "Source",
            "Allt som rapporten är gjord av",
        ),
    )


def _part(name: str, **values: object) -> Part:
    area = getattr(values.get("area"), "anchor", "")
    html = _templates().get_template(f"reports/{name}.html").render(values)
    return Part(f"{name}/{area}".rstrip("/"), html)


def _day(moment: datetime) -> str:
    return format_date(moment.astimezone(SWEDEN).date(), "d MMMM y", locale=LANGUAGE)


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
