"""Reports of record: figures frozen first, the file made from them and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import NotAllowed, NotFound, NotHeld
from khoss.models import Report, User
from khoss.services import events
from khoss.services.installation import holds_examples
from khoss.services.records import WITH_COUNTY_TEXTS, ReportOrder, freeze_figures
from khoss.services.report_making import UNFINISHED
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


@dataclass(frozen=True)
class Correction:
    """Which published report an order corrects, and why."""

    report_id: int
    reason: str


@dataclass(frozen=True)
class Ordered:
    """A report that was ordered; `is_new` is False where the same one was under way already."""

    report: Report
    is_new: bool


def create_report(order: ReportOrder, *, by: User | None, now: datetime) -> Report:
    """Freeze the figures of a report; a job makes the file from them later.

    Who orders the same twice while it waits or is made gets one report.

    :raises NotAllowed: when somebody of a county orders what is not that county's own.
    :raises NotFound: when the year has no figures, or the county is not one.
    :raises NotHeld: when counties' texts are to be in a report of a kind that never holds them.
    """
    return order_report(order, by=by, now=now).report


def order_report(
    order: ReportOrder, *, by: User | None, now: datetime, correction: Correction | None = None
) -> Ordered:
    """Freeze the figures of a report, unless the same one is under way; tell which it was.

    :raises NotAllowed: when somebody of a county orders what is not that county's own.
    :raises NotFound: when the year has no figures, or the county is not one.
    :raises NotHeld: when counties' texts are to be in a report of a kind that never holds them.
    """
    if order.with_texts and order.kind not in WITH_COUNTY_TEXTS:
        raise NotHeld(order.kind)
    if by is not None and Role.COORDINATOR not in by.held_roles:
        own = order.kind in OWN_KINDS and order.county_code == by.county_code
        if not own:
            raise NotAllowed("another county's report")
    figures = freeze_figures(order)
    values = report_values(
        order, figures, is_example=holds_examples(), by=by, now=now, correction=correction
    )
    try:
        with db.session.begin_nested():
            report = Report(**values)
            db.session.add(report)
    except IntegrityError:
        same = find_under_way(values["order_sha256"])
        if same is None:
            raise
        return Ordered(same, is_new=False)
    events.record("report:create", subject=f"report {report.id}", by=by, at=now)
    return Ordered(report, is_new=True)


def find_under_way(order_sha256: object) -> Report | None:
    """Return the report of an order that waits or is made, if there is one."""
    return db.session.scalar(
        select(Report)
        .where(Report.order_sha256 == order_sha256, Report.status.in_(UNFINISHED))
        .options(joinedload(Report.batch))
    )


def report_values(
    order: ReportOrder,
    figures: str,
    *,
    is_example: bool,
    by: User | None,
    now: datetime,
    correction: Correction | None = None,
    in_batch: bool = False,
) -> dict[str, object]:
    """Return the columns of a report that waits to be made from its figures."""
    figures_sha256 = hashlib.sha256(figures.encode()).hexdigest()
    # A command has nobody who could press twice: each makes a file of its own.
    asked = [asdict(order), figures_sha256, by.id, in_batch] if by else None
    if asked and correction:
        asked.append(asdict(correction))
    return {
        "kind": order.kind,
        "year": order.year,
        "county_code": order.county_code or None,
        "figures": figures,
        "figures_sha256": figures_sha256,
        "order_sha256": hashlib.sha256(json.dumps(asked).encode()).hexdigest() if asked else None,
        "with_texts": order.with_texts,
        "case_number": order.case_number,
        "sender": order.sender,
        "recipient": order.recipient,
        "is_example": is_example,
        "created_at": now,
        "created_by_id": by.id if by else None,
        "corrects_id": correction.report_id if correction else None,
        "correction_reason": correction.reason if correction else "",
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


def texts_around(report: Report | FrozenReport) -> tuple[str, ...]:
    """Return what stands on a report and not in its figures."""
    return (report.case_number, report.sender, report.recipient, report.correction_reason)


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
    """Return the name of a report's file: its address and edition, or of a draft its number.

    No draft is called what an edition is called.
    """
    if report.slug:
        return f"{report.slug}-{report.edition}.pdf"
    number = f"utkast-{report.id}"
    pieces = [FILE_NAMES[report.kind], str(report.year), report.county_code, number]
    return "-".join(piece for piece in pieces if piece) + ".pdf"
