"""Figures → the documents of record: the same figures, the same bytes. One file a kind."""

from __future__ import annotations

from collections.abc import Callable

from khoss.documents.accounts import account_document
from khoss.documents.county import county_document
from khoss.documents.national import national_document
from khoss.documents.posters import target_poster_document
from khoss.documents.questions import question_document
from khoss.documents.targets import target_picture_document
from khoss.enums import ReportKind
from khoss.pdf import Document
from khoss.services.reports import FrozenReport

BUILDERS: dict[ReportKind, Callable[[FrozenReport], Document]] = {
    ReportKind.NATIONAL: national_document,
    ReportKind.INTERIM_ACCOUNT: account_document,
    ReportKind.FINAL_ACCOUNT: account_document,
    ReportKind.COUNTY: county_document,
    ReportKind.TARGET_PICTURE: target_picture_document,
    ReportKind.TARGET_POSTER: target_poster_document,
    ReportKind.QUESTIONS: question_document,
}


def build_document(frozen: FrozenReport) -> Document:
    """Return the document of a report from nothing but what was frozen with it.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    return BUILDERS[frozen.kind](frozen)
