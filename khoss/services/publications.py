"""Publishing: from a draft to a permanent address, and what is done about what went wrong.

A published report is never changed. A correction is a report of its own, with its reason, that
takes the next edition of the same address; what should not have been published at all is
withdrawn, and its address says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from khoss.db import db, hold
from khoss.enums import ReportStatus
from khoss.errors import NotFound, ReasonMissing, WrongState
from khoss.models import Report, ReportReader, ReportSignOff, User
from khoss.services import events, reports
from khoss.services.keeping import reading_anew
from khoss.services.records import WITH_COUNTY_TEXTS, ReportOrder, freeze_figures
from khoss.services.report_making import put_back, subject
from khoss.services.reports import Correction


def order_of(report: Report) -> ReportOrder:
    """Return the order that would freeze the same report anew.

    An account that once was ordered with counties' texts is frozen anew without them.
    """
    return ReportOrder(
        kind=report.kind,
        year=report.year,
        county_code=report.county_code or "",
        with_texts=report.with_texts and report.kind in WITH_COUNTY_TEXTS,
        case_number=report.case_number,
        sender=report.sender,
        recipient=report.recipient,
    )


def freeze_again(report: Report) -> str:
    """Return as JSON what the report would hold if it were ordered now, whatever is known already.

    :raises NotFound: when the year has no figures any more.
    """
    with reading_anew():
        return freeze_figures(order_of(report))


def slug_of(report: Report) -> str:
    """Return the name in the permanent address: kind, year and county."""
    pieces = (reports.FILE_NAMES[report.kind], str(report.year), report.county_code)
    return "-".join(piece for piece in pieces if piece)


def latest_edition(slug: str) -> Report | None:
    """Return the latest edition at an address."""
    return db.session.scalar(
        select(Report).where(Report.slug == slug).order_by(Report.edition.desc()).limit(1)
    )


def list_editions(slug: str) -> list[Report]:
    """Return every edition at an address whose file was made, latest first.

    :raises NotFound: when there is none.
    """
    if not slug.isprintable():  # no address of ours, and PostgreSQL takes no NUL
        raise NotFound(repr(slug))
    found = list(
        db.session.scalars(
            select(Report)
            .where(Report.slug == slug, Report.status == ReportStatus.DONE)
            .options(joinedload(Report.county), defer(Report.figures))
            .order_by(Report.edition.desc())
        )
    )
    if not found:
        raise NotFound(slug)
    return found


def find_corrected(report: Report) -> Report | None:
    """Return the edition that a correction corrects, without its figures."""
    if report.corrects_id is None:
        return None
    return db.session.scalar(
        select(Report).where(Report.id == report.corrects_id).options(defer(Report.figures))
    )


def list_published() -> list[list[Report]]:
    """Return the editions at each address, the latest first, without their figures.

    The addresses come by year and name, the latest year first.
    """
    found = db.session.scalars(
        select(Report)
        .where(Report.slug.is_not(None), Report.status == ReportStatus.DONE)
        .options(joinedload(Report.county), defer(Report.figures))
        .order_by(Report.year.desc(), Report.slug, Report.edition.desc())
    )
    return [list(editions) for _slug, editions in groupby(found, key=lambda one: one.slug)]


def readable_edition(editions: Sequence[Report]) -> Report:
    """Return the latest edition that can be read, else the latest; they come latest first."""
    return next((one for one in editions if one.withdrawn_at is None), editions[0])


def set_case_number(report: Report, case_number: str, *, by: User, now: datetime) -> None:
    """Give a draft its case number; its file has to be made again.

    :raises WrongState: when the report is published, or its file is being made.
    """
    hold(report)
    _check_is_draft(report)
    if report.status is not ReportStatus.DONE:
        raise WrongState(report.status)
    report.case_number = case_number
    put_back(report)
    _record("report:case_number", report, by=by, at=now, reason=case_number)
    db.session.flush()


def sign_off(report: Report, finding: str, reason: str, *, by: User, now: datetime) -> None:
    """Stand by a finding of the checklist.

    :raises ReasonMissing: without a reason.
    :raises WrongState: when the report is published.
    """
    hold(report)
    _check_is_draft(report)
    _check_reason(reason)
    signed = db.session.get(ReportSignOff, (report.id, finding)) or ReportSignOff(
        report_id=report.id, finding=finding
    )
    signed.reason, signed.signed_at, signed.signed_by_id = reason, now, by.id
    db.session.add(signed)
    _record("report:sign_off", report, by=by, at=now, reason=f"{finding}: {reason}")
    db.session.flush()


def take_back_sign_off(report: Report, finding: str, *, by: User, now: datetime) -> None:
    """Stand by a finding no longer.

    :raises NotFound: when nobody does.
    :raises WrongState: when the report is published.
    """
    hold(report)
    _check_is_draft(report)
    signed = db.session.get(ReportSignOff, (report.id, finding))
    if signed is None:
        raise NotFound(finding)
    db.session.delete(signed)
    _record("report:take_back_sign_off", report, by=by, at=now, reason=finding)
    db.session.flush()


def hold_to_publish(report: Report) -> None:
    """Hold a report before its checklist is looked at: what stood there stands when it goes out."""
    hold(report)


def publish(report: Report, *, by: User, now: datetime) -> None:
    """Give a report its permanent address and let its final file be made.

    The caller has held it and looked at the checklist in the same transaction.

    :raises WrongState: when the report is published, or is not made.
    """
    _check_is_draft(report)
    if report.status is not ReportStatus.DONE:
        raise WrongState(report.status)
    slug = slug_of(report)
    before = latest_edition(slug)
    report.slug = slug
    report.edition = (before.edition or 0) + 1 if before else 1
    report.published_at = now
    report.published_by_id = by.id
    # Of the final file it is noted anew, and from then on it stays.
    report.made_at, report.made_with = None, None
    put_back(report)
    _record("report:publish", report, by=by, at=now, reason=report.correction_reason)
    # Two who publish to one address at the same time meet in its editions, which are unique.
    db.session.flush()


def freeze_anew(report: Report, *, by: User, now: datetime) -> Report:
    """Order a draft again, with the figures and texts of now, for the same early readers.

    :raises NotFound: when the year has no figures any more.
    :raises WrongState: when the report is published.
    """
    _check_is_draft(report)
    corrected = report.corrects_id
    correction = Correction(corrected, report.correction_reason) if corrected else None
    ordered = reports.order_report(order_of(report), by=by, now=now, correction=correction)
    fresh = ordered.report
    if not ordered.is_new:
        return fresh
    named = db.session.scalars(
        select(ReportReader.user_id).where(ReportReader.report_id == report.id)
    )
    db.session.add_all(
        ReportReader(report_id=fresh.id, user_id=user_id, granted_at=now, granted_by_id=by.id)
        for user_id in named
    )
    _record("report:freeze_anew", report, by=by, at=now, reason=f"rapport {fresh.id}")
    db.session.flush()
    return fresh


def correct(report: Report, order: ReportOrder, reason: str, *, by: User, now: datetime) -> Report:
    """Order the next edition of a published report, with the figures and texts of now.

    It is corrected also when it is withdrawn. `order` is that of the report, but for what was
    wrong in it.

    :raises NotFound: when the year has no figures any more.
    :raises NotHeld: when counties' texts are to be in a report of a kind that never holds them.
    :raises ReasonMissing: without a reason.
    :raises WrongState: when it is not the latest edition.
    """
    _check_reason(reason)
    latest = latest_edition(report.slug) if report.slug else None
    if latest is None or latest.id != report.id:
        raise WrongState(report.id)
    ordered = reports.order_report(order, by=by, now=now, correction=Correction(report.id, reason))
    if ordered.is_new:
        _record("report:correct", report, by=by, at=now, reason=reason)
        db.session.flush()
    return ordered.report


def withdraw(report: Report, reason: str, *, by: User, now: datetime) -> None:
    """Take a published report from its address, which says from now on that it was there, and why.

    :raises ReasonMissing: without a reason.
    :raises WrongState: when it is not published, or withdrawn already.
    """
    hold(report)
    _check_reason(reason)
    if report.published_at is None or report.withdrawn_at is not None:
        raise WrongState(report.id)
    report.withdrawn_at = now
    report.withdrawal_reason = reason
    _record("report:withdraw", report, by=by, at=now, reason=reason)
    db.session.flush()


def check_is_made(report: Report) -> None:
    """Refuse a report whose file is not made.

    :raises WrongState: when it is not.
    """
    if report.status is not ReportStatus.DONE:
        raise WrongState(report.status)


def _record(tag: str, report: Report, *, by: User | None, at: datetime, reason: str = "") -> None:
    events.record(
        tag, subject=subject(report), by=by, at=at, county_code=report.county_code, reason=reason
    )


def _check_is_draft(report: Report) -> None:
    if report.published_at is not None:
        raise WrongState(report.id)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
