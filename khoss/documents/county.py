"""One county's year as a document: a page for those who lead it first, then everything."""

from __future__ import annotations

from flask_babel import force_locale

from khoss.documents.covers import cover_of
from khoss.documents.parts import (
    LANGUAGE,
    TEMPLATES,
    Chapter,
    Section,
    attachments,
    classes,
    part,
)
from khoss.exports import county_csv, method_text, questions_csv
from khoss.figures.county_record import CountyRecord
from khoss.figures.national_record import AskedQuestion
from khoss.pdf import Attachment, Document
from khoss.presentation.county_others import Beside, Remaining, beside, remaining
from khoss.presentation.county_reports import CountyReport, county_report
from khoss.services.reports import FrozenReport

STYLESHEET = TEMPLATES / "reports" / "county.css"


def county_document(frozen: FrozenReport) -> Document:
    """Return one county's year as a document.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    figures = CountyRecord.from_json(frozen.figures)
    with force_locale(LANGUAGE):
        report, others, targets = county_report(figures), beside(figures), remaining(figures)
    shared = {"report": report}
    return Document(
        title=report.title,
        author=figures.name,
        description=(
            f"Hur {figures.name} bedömer sitt stöd till kommunerna {figures.year}, "
            "delmål för delmål"
        ),
        keywords=("KHOSS", "beredskap", figures.name, str(figures.year)),
        language=LANGUAGE,
        created=frozen.created_at,
        stylesheet=STYLESHEET,
        parts=(
            part(
                "county/front",
                **shared,
                cover=cover_of(frozen),
                chapters=_chapters(report, others, targets, figures.target_year),
                year=figures.target_year,
            ),
            part("county/answers", **shared),
            part("county/figures", **shared, beside=others),
            part("county/remaining", **shared, areas=targets, target_year=figures.target_year),
        ),
        classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
        attachments=_attachments(figures, report.title, frozen.figures),
    )


def _chapters(
    report: CountyReport, others: Beside | None, targets: tuple[Remaining, ...], year: int
) -> list[Chapter]:
    return [
        Chapter(
            "svaren",
            "Länets svar, delmål för delmål",
            tuple(Section(area.anchor, area.name) for area in report.areas),
        ),
        *([Chapter("bredvid", "Länet bredvid andra")] if others else []),
        Chapter("aren", "Länets egen utveckling"),
        Chapter(
            "kvar",
            f"Det som är kvar till {year}",
            tuple(Section(area.anchor, area.name) for area in targets),
        ),
    ]


def _attachments(figures: CountyRecord, title: str, frozen: str) -> tuple[Attachment, ...]:
    asked = [
        AskedQuestion(
            key=goal.key,
            area=area.name,
            priority=goal.priority,
            question=goal.question,
            guidance=goal.guidance,
            suggested_activities=goal.suggested_activities,
        )
        for area in figures.areas
        for goal in area.goals
    ]
    return attachments(
        f"lansrapport-{figures.year}-{figures.code}",
        county_csv(figures),
        frozen,
        questions_csv(asked),
        method_text(title),
    )
