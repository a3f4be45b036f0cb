"""The national comparison of a year as a document."""

from __future__ import annotations

from flask_babel import force_locale

from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    STYLESHEET,
    Chapter,
    Section,
    attachments,
    classes,
    day,
    part,
    part_of,
)
from khoss.exports import results_csv
from khoss.figures.national import NationalComparison
from khoss.pdf import Document
from khoss.presentation.results import National, national
from khoss.services.reports import FrozenReport


def national_document(frozen: FrozenReport) -> Document:
    """Return the national comparison of a year as a document.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    figures = NationalComparison.from_json(frozen.figures)
    with force_locale(LANGUAGE):
        report = national(figures)
    shared = {"report": report, "is_example": frozen.is_example}
    parts = [
        part(
            "national/front",
            **shared,
            chapters=_chapters(report),
            case_number=frozen.case_number,
            created=day(frozen.created_at),
        ),
        part("national/summary", **shared),
        part(
            "national/reading",
            **shared,
            short=[goal for goal in report.goals if goal.base_notes],
            plan_source=figures.plan_source,
        ),
        part("national/overview", **shared),
        *(part_of("national/area", area.anchor, area=area, **shared) for area in report.areas),
        part("national/counties", **shared),
        *([part("national/heatmap", **shared)] if report.heat_map else []),
        part("national/appendix", **shared, goals=report.goals),
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
        created=frozen.created_at,
        stylesheet=STYLESHEET,
        parts=tuple(parts),
        classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
        attachments=attachments(f"resultat-{figures.year}", results_csv(figures), frozen.figures),
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
