"""The national comparison of a year as a document."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import force_locale

from khoss.documents.covers import cover_of
from khoss.documents.national_files import national_attachments
from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    STYLESHEET,
    SUBTITLE,
    Chapter,
    Section,
    classes,
    part,
    part_of,
)
from khoss.documents.texts import Texts
from khoss.enums import NarrativeSection, ShareKind
from khoss.figures.history import History
from khoss.figures.national_record import NationalRecord
from khoss.figures.year_spread import year_spread
from khoss.pdf import Document, Part
from khoss.presentation.county_answers import CountyAnswers, county_answers
from khoss.presentation.national_changes import Changes, national_changes
from khoss.presentation.results import National, national
from khoss.presentation.spread_pages import SpreadPart, spread_page
from khoss.services.reports import FrozenReport

SHARE = ShareKind.MET_OF_ALL


def national_document(frozen: FrozenReport) -> Document:
    """Return the national comparison of a year as a document.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    record = NationalRecord.from_json(frozen.figures)
    year = record.comparison.year
    with force_locale(LANGUAGE):
        report = national(record.comparison)
        return Document(
            title=report.title,
            author=AUTHOR,
            description=(
                f"Hur länsstyrelserna bedömer sitt stöd till kommunerna {year}, delmål för delmål"
            ),
            keywords=("KHOSS", "beredskap", "handlingsplan", str(year)),
            language=LANGUAGE,
            created=frozen.created_at,
            stylesheet=STYLESHEET,
            parts=tuple(_parts(frozen, record, report)),
            classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
            attachments=national_attachments(report.title, record, frozen.figures),
        )


def _parts(frozen: FrozenReport, record: NationalRecord, report: National) -> Iterator[Part]:
    """Return the parts from cover to appendix; none of them depends on how long another is."""
    history, year = record.years, record.comparison.year
    changes = national_changes(history, year) if history else None
    spread = _spread(history, year) if history else None
    counties = county_answers(record)
    yield part(
        "national/front",
        report=report,
        chapters=_chapters(report, changes, spread, counties),
        cover=cover_of(frozen, title=report.title, subtitle=SUBTITLE, status=report.summary.status),
        subtitle=SUBTITLE,
    )
    texts = Texts(record.narratives)
    summary = texts.html(NarrativeSection.SUMMARY, level=2)
    yield part("national/summary", report=report, text=summary)
    yield part(
        "national/reading",
        heading="Så läses rapporten",
        report=report,
        short=[goal for goal in report.goals if goal.base_notes],
        plan_source=record.comparison.plan_source,
    )
    yield part("national/overview", report=report, has_summary=bool(summary))
    for area, figures in zip(report.areas, record.comparison.areas, strict=True):
        yield part_of(
            "national/area",
            area.anchor,
            report=report,
            area=area,
            judgement=texts.html(NarrativeSection.JUDGEMENT, area=figures.code, level=4),
        )
    if changes:
        yield part("national/changes", changes=changes)
    if not report.no_counties:  # else the appendix says why, below the same heading
        yield part("national/counties", report=report)
    if spread:
        yield part("national/differences", report=report, spread=spread)
    if report.heat_map:
        yield part("national/heatmap", report=report)
    yield part("national/appendix", report=report, goals=report.goals)
    yield from _answers(frozen, report, counties)


def _spread(history: History, year: int) -> SpreadPart | None:
    """Return how counties differ; None when their answers are not known, as their chapter says."""
    figures = year_spread(history, year=year, kind=SHARE)
    return spread_page(history, year, SHARE, figures).part


def _answers(
    frozen: FrozenReport, report: National, counties: tuple[CountyAnswers, ...]
) -> Iterator[Part]:
    """Return the appendix with each county's answers, a part for each county that answered."""
    if not counties:
        return
    with_texts = frozen.with_texts
    yield part("national/answers", report=report, counties=counties, with_texts=with_texts)
    for county in counties:
        if county.silent:
            continue
        yield part_of(
            "national/county", county.code, report=report, county=county, with_texts=with_texts
        )


def _chapters(
    report: National,
    changes: Changes | None,
    spread: SpreadPart | None,
    counties: tuple[CountyAnswers, ...],
) -> list[Chapter]:
    heat_map = (Section("lan-for-lan", "Alla delmål, län för län"),) if report.heat_map else ()
    ended = (Section("utgangna", "Delmål som har utgått"),) if report.ended else ()
    areas = tuple(Section(area.anchor, area.name) for area in report.areas)
    chapters = [
        Chapter("sammanfattning", "Sammanfattning"),
        Chapter("lasa", "Så läses rapporten"),
        Chapter("omraden", "Stöd inom de prioriterade områdena", areas),
    ]
    if changes:
        chapters.append(Chapter("andringar", "Vad som har ändrats och vilka som har flyttat sig"))
    # The heat map's pages follow the last of the two.
    chapters.append(Chapter("lanen", "Länsstyrelserna", () if spread else heat_map))
    if spread:
        chapters.append(Chapter("skillnader", "Geografiska skillnader", heat_map))
    chapters.append(Chapter("bilaga", "Bilaga: alla delmål", ended))
    if counties:
        chapters.append(Chapter("lanens-svar", "Bilaga: länsstyrelsernas svar"))
    return chapters
