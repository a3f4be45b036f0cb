"""Who makes the file of a report: one process at a time, and none when it was cancelled.

A process that makes a report holds it for a while, and holds it on with every step forward. What
it holds is known by the moment until which it does: each change is made only where that moment
still stands in the row. So a process that was thought dead, or whose report was cancelled, changes
nothing any more, and two never make the same report to the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update

from khoss.db import db, hold
from khoss.enums import ReportStatus, ReportStep
from khoss.errors import WrongState
from khoss.models import Report, User
from khoss.services import events

# Longer than any part of a report takes: who says nothing for so long is gone.
HELD_FOR = timedelta(seconds=90)
# A report that has taken so many processes with it will take the next one too.
MOST_ATTEMPTS = 10
UNFINISHED = (ReportStatus.QUEUED, ReportStatus.WORKING)
STOPPED = (ReportStatus.FAILED, ReportStatus.CANCELLED)


@dataclass(frozen=True)
class Claim:
    """A report that is ours to make, and how far it has come."""

    report_id: int
    until: datetime
    attempts: int
    progress: int = 0


def list_due(now: datetime) -> list[int]:
    """Return the reports that nobody makes and somebody should, in the order of their numbers."""
    return list(db.session.scalars(select(Report.id).where(_is_due(now)).order_by(Report.id)))


def is_alone(report_id: int) -> bool:
    """Tell whether no other report is made or waits to be."""
    others = select(Report.id).where(Report.id != report_id, Report.status.in_(UNFINISHED))
    return db.session.scalar(others.limit(1)) is None


def is_being_published(report: Report) -> bool:
    """Tell whether the final file of a report that was published waits or is made."""
    return report.published_at is not None and report.status in UNFINISHED


def release_abandoned(is_gone: Callable[[str], bool]) -> int:
    """Let go of the reports whose processes are gone; return how many.

    Nobody has to wait for what they held to run out.
    """
    held = db.session.execute(
        select(Report.id, Report.claimed_until, Report.claimed_by).where(
            Report.status == ReportStatus.WORKING
        )
    ).all()
    return sum(
        _change(
            and_(Report.id == report_id, Report.claimed_until == until),
            status=ReportStatus.QUEUED,
            claimed_until=None,
            claimed_by="",
        )
        for report_id, until, holder in held
        if is_gone(holder)
    )


def claim(report_id: int, *, by: str, now: datetime) -> Claim | None:
    """Take a report to make it; None when it is made, cancelled, or made by somebody else.

    `by` names the process. The caller commits before it begins.
    """
    until = now + HELD_FOR
    attempts = db.session.scalar(
        update(Report)
        .where(Report.id == report_id, _is_due(now))
        .values(
            status=ReportStatus.WORKING,
            claimed_until=until,
            claimed_by=by,
            attempts=Report.attempts + 1,
            progress=0,
            step=ReportStep.READING,
            failure="",
        )
        .returning(Report.attempts)
        .execution_options(synchronize_session=False)
    )
    return None if attempts is None else Claim(report_id, until, attempts)


def advance(held: Claim, *, progress: int, step: ReportStep, now: datetime) -> Claim | None:
    """Note how far a report has come, and hold it on; None when it is ours no longer."""
    further = replace(held, until=now + HELD_FOR, progress=max(progress, held.progress))
    ours = _change(
        _is_ours(held),
        progress=further.progress,
        step=step,
        claimed_until=further.until,
    )
    return further if ours else None


@dataclass(frozen=True)
class MadeFile:
    """The file of a report as it was made: by which program, and what an examination found."""

    pdf_name: str
    pdf_sha256: str
    pages: int
    check_faults: str
    made_with: str
    made_at: datetime


def finish(held: Claim, made: MadeFile) -> bool:
    """Say that the file of a report is made; False when the report is ours no longer."""
    return _change(
        _is_ours(held),
        **asdict(made),
        status=ReportStatus.DONE,
        progress=100,
        step="",
        claimed_until=None,
        claimed_by="",
    )


def fail(held: Claim, failure: str) -> bool:
    """Say in one sentence why a file could not be made; False when it is ours no longer."""
    return _change(
        _is_ours(held),
        status=ReportStatus.FAILED,
        failure=failure,
        claimed_until=None,
        claimed_by="",
    )


def give_back(held: Claim) -> bool:
    """Let somebody else make a report whose making was interrupted; it counts as no attempt."""
    return _change(
        _is_ours(held),
        status=ReportStatus.QUEUED,
        claimed_until=None,
        claimed_by="",
        attempts=held.attempts - 1,
    )


def cancel(report: Report, *, by: User, now: datetime) -> None:
    """Stop the making of a report; who makes it finds out at the next part.

    :raises WrongState: when it is made already, or stopped.
    """
    hold(report)
    if report.status not in UNFINISHED:
        raise WrongState(report.status)
    stop(report)
    events.record(
        "report:cancel",
        subject=subject(report),
        by=by,
        at=now,
        county_code=report.county_code,
    )
    db.session.flush()


def make_again(report: Report, *, by: User, now: datetime) -> None:
    """Let a report that was cancelled or failed be made from the same frozen figures.

    :raises WrongState: when it is neither.
    """
    hold(report)
    if report.status not in STOPPED:
        raise WrongState(report.status)
    put_back(report)
    events.record(
        "report:make_again",
        subject=subject(report),
        by=by,
        at=now,
        county_code=report.county_code,
    )
    db.session.flush()


def stop(report: Report) -> None:
    """Take a held row out of the making; its progress tells how far it had come."""
    report.status = ReportStatus.CANCELLED
    report.claimed_until = None
    report.claimed_by = ""


def put_back(report: Report) -> None:
    """Let a held row be made from the beginning; from then on it is not as it was ordered."""
    report.status = ReportStatus.QUEUED
    report.order_sha256 = None
    report.progress = 0
    report.step = ""
    report.failure = ""
    report.attempts = 0


def subject(report: Report) -> str:
    """Return what the log calls a report."""
    return f"report {report.id}"


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        Report.status == ReportStatus.QUEUED,
        and_(Report.status == ReportStatus.WORKING, Report.claimed_until <= now),
    )


def _is_ours(held: Claim) -> ColumnElement[bool]:
    return and_(
        Report.id == held.report_id,
        Report.status == ReportStatus.WORKING,
        Report.claimed_until == held.until,
    )


def _change(condition: ColumnElement[bool], **values: Any) -> bool:
    """Change the one row that the condition still holds for; tell whether there was one."""
    result = db.session.execute(
        update(Report)
        .where(condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1
