"""The target picture, and where the country stood, as a document."""

from __future__ import annotations

from flask_babel import force_locale

from khoss.documents.covers import cover_of
from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    STYLESHEET,
    attachments,
    classes,
    part,
)
from khoss.exports import method_text, questions_csv, target_picture_csv
from khoss.figures.national_record import AskedQuestion
from khoss.figures.targets import TargetPictureFigures
from khoss.pdf import Document
from khoss.presentation.targets import target_picture
from khoss.services.reports import FrozenReport
from khoss.texts import COVER_LINE_LIMIT


def target_picture_document(frozen: FrozenReport) -> Document:
    """Return the target picture, and where the country stood, as a document.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    figures = TargetPictureFigures.from_json(frozen.figures)
    with force_locale(LANGUAGE):
        picture = target_picture(figures)
    cover = cover_of(frozen)
    shared = {"picture": picture, "cover": cover}
    # Half of the page is the vision and the areas: of much else on it they are set closer.
    close = bool(cover.edition) or len(cover.sender + cover.recipient) > COVER_LINE_LIMIT
    return Document(
        title=picture.title,
        author=AUTHOR,
        description=(
            f"Vad beredskapen i kommunal hälso- och sjukvård och socialtjänst ska vara "
            f"{figures.year}, och läget på vägen dit"
        ),
        keywords=("KHOSS", "beredskap", "målbild", str(figures.year)),
        language=LANGUAGE,
        created=frozen.created_at,
        stylesheet=STYLESHEET,
        parts=(
            part("target_picture/front", **shared, close=close),
            part("target_picture/targets", **shared),
            part("target_picture/progress", **shared),
        ),
        classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
        attachments=attachments(
            f"malbild-{figures.year}",
            target_picture_csv(figures),
            frozen.figures,
            questions_csv(questions_of(figures)),
            method_text(picture.title),
        ),
    )


def questions_of(figures: TargetPictureFigures) -> list[AskedQuestion]:
    """Return the questions whose answers lead to the targets, each once."""
    asked = {
        goal.key: AskedQuestion(goal.key, area.name, goal.priority, goal.question, "", "")
        for area in figures.areas
        for goal in area.goals
    }
    return list(asked.values())
