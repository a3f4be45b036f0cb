"""Reports of record: figures frozen first, the file made from them and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import NotAllowed, NotFound
from khoss.models import Report, User
from khoss.services import events
from khoss.services.installation import holds_examples
from khoss.services.records import ReportOrder, freeze_figures
from khoss.services.report_readers import OWN_KINDS


@dataclass(frozen=True)
class FrozenReport:
    """What a report is made from; `figures` is the JSON that was frozen with it.

    A draft says so on every page. `edition` is 0 before the report is published;
    `correction_reason` is why an edition replaces the one before it.
    """

    kind: ReportKind
    year: int
    county_code: str
    figures: str
    with_texts: bool
    case_number: str
    sender: str
    recipient: str
    is_example: bool
    is_draft: bool
    edition: int
    correction_reason: str
    created_at: datetime


def get_report(report_id: int) -> Report:
    """Return one report.

    :raises NotFound: when there is none.
    """
    report = db.session.scalar(
        select(Report)
        .where(Report.id == report_id)
        .options(joinedload(Report.created_by), joinedload(Report.county))
    )
    if report is None:
        raise NotFound(str(report_id))
    return report


def create_report(order: ReportOrder, *, by: User | None, now: datetime) -> Report:
    """Freeze the figures of a report; a job makes the file from them later.

    :raises NotAllowed: when somebody of a county orders what is not that county's own.
    :raises NotFound: when the year has no figures, or the county is not one.
    """
    if by is not None and Role.COORDINATOR not in by.held_roles:
        own = order.kind in OWN_KINDS and order.county_code == by.county_code
        if not own:
            raise NotAllowed("another county's report")
    figures = freeze_figures(order)
    report = Report(**report_values(order, figures, is_example=holds_examples(), by=by, now=now))
    db.session.add(report)
    db.session.flush()
    events.record("report:create", subject=f"report {report.id}", by=by, at=now)
    return report


def report_values(
    order: ReportOrder, figures: str, *, is_example: bool, by: User | None, now: datetime
) -> dict[str, object]:
    """Return the columns of a report that waits to be made from its figures."""
    return {
        "kind": order.kind,
        "year": order.year,
        "county_code": order.county_code or None,
        "figures": figures,
        "figures_sha256": hashlib.sha256(figures.encode()).hexdigest(),
        "with_texts": order.with_texts,
        "case_number": order.case_number,
        "sender": order.sender,
        "recipient": order.recipient,
        "is_example": is_example,
        "created_at": now,
        "created_by_id": by.id if by else None,
        "status": ReportStatus.QUEUED,
    }


def list_file_names() -> list[str]:
    """Return the names of the files that reports have."""
    names = db.session.scalars(select(Report.pdf_name).where(Report.pdf_name.is_not(None)))
    return [name for name in names if name is not None]


def frozen(report: Report) -> FrozenReport:
    """Return what a report is made from: nothing that can change later."""
    return FrozenReport(
        kind=report.kind,
        year=report.year,
        county_code=report.county_code or "",
        figures=report.figures,
        with_texts=report.with_texts,
        case_number=report.case_number,
        sender=report.sender,
        recipient=report.recipient,
        is_example=report.is_example,
        is_draft=report.published_at is None,
        edition=report.edition or 0,
        correction_reason=report.correction_reason,
        created_at=report.created_at,
    )


def draft_of(order: ReportOrder, figures: str, *, now: datetime) -> FrozenReport:
    """Return what a report would be made from that was ordered now; nothing is kept."""
    return FrozenReport(
        kind=order.kind,
        year=order.year,
        county_code=order.county_code,
        figures=figures,
        with_texts=order.with_texts,
        case_number=order.case_number,
        sender=order.sender,
        recipient=order.recipient,
        is_example=holds_examples(),
        is_draft=True,
        edition=0,
        correction_reason="",
        created_at=now,
    )


FILE_NAMES: dict[ReportKind, str] = {
    ReportKind.NATIONAL: "nationell-sammanstallning",
    ReportKind.INTERIM_ACCOUNT: "delredovisning",
    ReportKind.FINAL_ACCOUNT: "slutredovisning",
    ReportKind.COUNTY: "lansrapport",
    ReportKind.TARGET_PICTURE: "malbild",
    ReportKind.TARGET_POSTER: "malbild-affisch",
    ReportKind.QUESTIONS: "frageunderlag",
}


def file_name(report: Report) -> str:
    """Return the name of a report's file: kind, year, county and number."""
    pieces = [FILE_NAMES[report.kind], str(report.year), report.county_code, str(report.id)]
    return "-".join(piece for piece in pieces if piece) + ".pdf"
