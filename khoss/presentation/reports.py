"""Reports in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import FileFault, ReportKind, ReportStatus
from khoss.models import Report, ReportBatch


@dataclass(frozen=True)
class ReportRow:
    """One report as its pages show it."""

    id: int
    title: str
    county: str
    batch_id: int | None
    status: ReportStatus
    status_text: str
    done: bool
    waiting: bool
    stopped: bool
    progress: int
    step_text: str
    failure: str
    case_number: str
    created_at: datetime
    created_by: str
    pages: int | None
    pdf_sha256: str
    figures_sha256: str
    faults: list[str]
    edition: int
    withdrawn_at: datetime | None
    withdrawal_reason: str


def report_row(report: Report) -> ReportRow:
    """Return one report in words."""
    return ReportRow(
        id=report.id,
        title=report_title(report),
        county=report.county.name if report.county else "",
        batch_id=report.batch_id,
        status=report.status,
        status_text=str(labels.REPORT_STATUSES[report.status]),
        done=report.status is ReportStatus.DONE,
        waiting=report.status in (ReportStatus.QUEUED, ReportStatus.WORKING),
        stopped=report.status in (ReportStatus.FAILED, ReportStatus.CANCELLED),
        progress=report.progress,
        step_text=_step(report),
        failure=report.failure,
        case_number=report.case_number,
        created_at=report.created_at,
        created_by=report.created_by.display_name if report.created_by else _("kommandoraden"),
        pages=report.pages,
        pdf_sha256=report.pdf_sha256 or "",
        figures_sha256=report.figures_sha256,
        faults=fault_texts(report.check_faults),
        edition=report.edition or 0,
        withdrawn_at=report.withdrawn_at,
        withdrawal_reason=report.withdrawal_reason,
    )


def report_rows(reports: Sequence[Report]) -> list[ReportRow]:
    """Return reports in words."""
    return [report_row(report) for report in reports]


@dataclass(frozen=True)
class BatchRow:
    """A batch where it is listed."""

    id: int
    title: str
    created_at: datetime


@dataclass(frozen=True)
class BatchProgress:
    """How far the reports of a batch have come together, in percent and in words."""

    percent: int
    text: str
    waiting: bool
    has_stopped: bool
    has_files: bool
    failures: list[ReportRow]


def batch_row(batch: ReportBatch) -> BatchRow:
    """Return a batch in words."""
    kind = str(labels.REPORT_KINDS[batch.kind])
    title = _("%(kind)s %(year)d, alla län", kind=kind, year=batch.year)
    return BatchRow(id=batch.id, title=title, created_at=batch.created_at)


def batch_progress(rows: Sequence[ReportRow]) -> BatchProgress:
    """Return how far reports have come together; one that was stopped has made nothing."""
    ended = [row for row in rows if not row.waiting]
    done = [row for row in rows if row.done]
    failures = [row for row in rows if row.status is ReportStatus.FAILED]
    made = sum(100 if row.done else row.progress for row in rows if row.done or row.waiting)
    pieces = [_("%(done)d av %(total)d klara", done=len(done), total=len(rows))]
    if failures:
        pieces.append(_("%(number)d misslyckades", number=len(failures)))
    if cancelled := len(ended) - len(done) - len(failures):
        pieces.append(_("%(number)d avbrutna", number=cancelled))
    return BatchProgress(
        percent=made // max(len(rows), 1),
        text=", ".join(pieces),
        waiting=len(ended) < len(rows),
        has_stopped=len(done) < len(ended),
        has_files=bool(done),
        failures=failures,
    )


def fault_texts(faults: str) -> list[str]:
    """Return what an examination of a file found, in words, each with its page or name."""
    return [_fault_text(line) for line in faults.splitlines()]


def report_title(report: Report) -> str:
    """Return what a report is called; its county's row has to be read with it."""
    kind = str(labels.REPORT_KINDS[report.kind])
    if report.kind is ReportKind.TARGET_PICTURE:
        return _("%(kind)s, läget %(year)d", kind=kind, year=report.year)
    if report.county:
        return _(
            "%(kind)s %(year)d, %(county)s", kind=kind, year=report.year, county=report.county.name
        )
    return _("%(kind)s %(year)d", kind=kind, year=report.year)


def _step(report: Report) -> str:
    """Return what is being done just now; an earlier program's word is none that we know."""
    steps = {step.value: text for step, text in labels.REPORT_STEPS.items()}
    if report.status is ReportStatus.WORKING and report.step in steps:
        return str(steps[report.step])
    return str(labels.REPORT_STATUSES[report.status])


def _fault_text(line: str) -> str:
    word, _between, place = line.partition(" ")
    texts = {fault.value: text for fault, text in labels.FILE_FAULTS.items()}
    if word not in texts:  # an earlier program's word
        return line
    text = str(texts[word])
    if not place or place == "0":
        return text
    if place.isdigit() and word != FileFault.PAGES:
        return _("%(fault)s, sidan %(page)s", fault=text, page=place)
    return f"{text}: {place}"
