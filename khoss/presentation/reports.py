"""Reports in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import ReportKind, ReportStatus
from khoss.models import Report


@dataclass(frozen=True)
class ReportRow:
    """One report as its pages show it."""

    id: int
    title: str
    status: ReportStatus
    status_text: str
    done: bool
    waiting: bool
    progress: int
    failure: str
    case_number: str
    created_at: datetime
    created_by: str
    pages: int | None
    pdf_sha256: str
    figures_sha256: str


def report_row(report: Report) -> ReportRow:
    """Return one report in words."""
    return ReportRow(
        id=report.id,
        title=_title(report),
        status=report.status,
        status_text=str(labels.REPORT_STATUSES[report.status]),
        done=report.status is ReportStatus.DONE,
        waiting=report.status in (ReportStatus.QUEUED, ReportStatus.WORKING),
        progress=report.progress,
        failure=report.failure,
        case_number=report.case_number,
        created_at=report.created_at,
        created_by=report.created_by.display_name if report.created_by else _("kommandoraden"),
        pages=report.pages,
        pdf_sha256=report.pdf_sha256 or "",
        figures_sha256=report.figures_sha256,
    )


def report_rows(reports: Sequence[Report]) -> list[ReportRow]:
    """Return reports in words."""
    return [report_row(report) for report in reports]


def _title(report: Report) -> str:
    kind = str(labels.REPORT_KINDS[report.kind])
    if report.kind is ReportKind.TARGET_PICTURE:
        return _("%(kind)s, läget %(year)d", kind=kind, year=report.year)
    return _("%(kind)s %(year)d", kind=kind, year=report.year)
