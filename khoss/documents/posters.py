"""The target picture as one A3 page for a wall."""

from __future__ import annotations

from flask_babel import force_locale

from khoss.documents.covers import cover_of
from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    TEMPLATES,
    attachments,
    classes,
    part,
)
from khoss.documents.targets import questions_of
from khoss.exports import method_text, questions_csv, target_picture_csv
from khoss.figures.targets import TargetPictureFigures
from khoss.pdf import Document
from khoss.presentation.target_posters import target_poster
from khoss.services.reports import FrozenReport

STYLESHEET = TEMPLATES / "reports" / "poster.css"


def target_poster_document(frozen: FrozenReport) -> Document:
    """Return the target picture on one page.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    figures = TargetPictureFigures.from_json(frozen.figures)
    with force_locale(LANGUAGE):
        poster = target_poster(figures)
    return Document(
        title=poster.title,
        author=AUTHOR,
        description=f"Målbilden {figures.year} på en sida, med läget område för område",
        keywords=("KHOSS", "beredskap", "målbild", str(figures.year)),
        language=LANGUAGE,
        created=frozen.created_at,
        stylesheet=STYLESHEET,
        parts=(
            part(
                "target_poster/page",
                poster=poster,
                cover=cover_of(frozen, told="varför står där affischen är publicerad."),
            ),
        ),
        classes=(
            *classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
            poster.size,
        ),
        attachments=attachments(
            f"malbild-affisch-{figures.year}",
            target_picture_csv(figures),
            frozen.figures,
            questions_csv(questions_of(figures)),
            method_text(poster.title),
        ),
        most_pages=1,
    )
