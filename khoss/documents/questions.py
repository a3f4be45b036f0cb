"""A year's questions as a document to bring to a meeting and write in."""

from __future__ import annotations

from flask_babel import force_locale

from khoss.documents.county import STYLESHEET
from khoss.documents.covers import cover_of
from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    Chapter,
    attachments,
    classes,
    part,
    part_of,
)
from khoss.exports import method_text, question_record_csv, questions_csv
from khoss.figures.national_record import AskedQuestion
from khoss.figures.question_record import QuestionRecord
from khoss.pdf import Attachment, Document
from khoss.presentation.question_reports import question_report
from khoss.services.reports import FrozenReport

METHOD = (
    ("svar", "Det som länet lämnade in för året före. Det räknas inte som svar i år."),
    ("obesvarad", "Länet gav ingen bedömning. Det är inte ett nej."),
    ("får jämföras", "Frågan betyder detsamma som den som den följer på i förra årets plan."),
    ("prio 1, 2, 3", "Målet ska vara uppnått, är önskvärt, bör ha påbörjats det året."),
)


def question_document(frozen: FrozenReport) -> Document:
    """Return a year's questions as a document.

    :raises FiguresUnreadable: when what was frozen is damaged.
    """
    figures = QuestionRecord.from_json(frozen.figures)
    with force_locale(LANGUAGE):
        report = question_report(figures)
    chapters = [Chapter(area.anchor, area.name) for area in report.areas]
    return Document(
        title=report.title,
        author=figures.name or AUTHOR,
        description=f"Frågorna i handlingsplanen {figures.year}, att ta med till ett möte",
        keywords=("KHOSS", "beredskap", "frågor", str(figures.year)),
        language=LANGUAGE,
        created=frozen.created_at,
        stylesheet=STYLESHEET,
        parts=(
            part(
                "questions/front",
                report=report,
                cover=cover_of(frozen, title=report.title, subtitle=report.subtitle),
                chapters=chapters,
            ),
            *(
                part_of("questions/area", area.anchor, report=report, area=area)
                for area in report.areas
            ),
        ),
        classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
        attachments=_attachments(figures, report.title, frozen.figures),
    )


def _attachments(figures: QuestionRecord, title: str, frozen: str) -> tuple[Attachment, ...]:
    asked = [
        AskedQuestion(
            key=one.key,
            area=area.name,
            priority=one.priority,
            question=one.question,
            guidance=one.guidance,
            suggested_activities=one.suggested_activities,
        )
        for area in figures.areas
        for one in area.questions
    ]
    name = "-".join(piece for piece in ("frageunderlag", str(figures.year), figures.code) if piece)
    return attachments(
        name,
        question_record_csv(figures),
        frozen,
        questions_csv(asked),
        method_text(title, METHOD),
    )
