"""Who may read which report: the one rule that its page, its file and every list go by.

A report that is published is for everybody. Until then it is for the coordinator and for those who
were named its early readers; what is about one county alone is for that county too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from khoss.db import db, hold
from khoss.enums import ReportKind, ReportStatus
from khoss.errors import DuplicateValue, NotFound, WrongState
from khoss.models import Report, ReportReader, User
from khoss.services import events
from khoss.services.report_making import subject

# What is made of one county's own answers, for that county.
OWN_KINDS = (ReportKind.COUNTY, ReportKind.QUESTIONS)


@dataclass(frozen=True)
class Viewer:
    """Who asks for a report; `sees_drafts` is true of those who make reports."""

    user_id: int
    county_code: str | None
    sees_drafts: bool


def is_public() -> ColumnElement[bool]:
    """Return the condition of a report that is for everybody: published, made, not withdrawn."""
    return and_(
        Report.published_at.is_not(None),
        Report.withdrawn_at.is_(None),
        Report.status == ReportStatus.DONE,
    )


def is_readable(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition of a report that somebody may read."""
    if viewer.sees_drafts:
        return true()
    own = and_(Report.kind.in_(OWN_KINDS), Report.county_code == viewer.county_code)
    named = exists().where(
        ReportReader.report_id == Report.id, ReportReader.user_id == viewer.user_id
    )
    return or_(
        is_public(),
        and_(Report.withdrawn_at.is_(None), or_(own if viewer.county_code else false(), named)),
    )


def get_readable(report_id: int, viewer: Viewer) -> Report:
    """Return a report that somebody may read.

    :raises NotFound: when there is none, or not for them.
    """
    report = db.session.scalar(
        select(Report)
        .where(Report.id == report_id, is_readable(viewer))
        .options(joinedload(Report.created_by), joinedload(Report.county))
    )
    if report is None:
        raise NotFound(str(report_id))
    return report


def list_readers(report: Report) -> list[ReportReader]:
    """Return who may read a report early, by name."""
    found = db.session.scalars(
        select(ReportReader)
        .where(ReportReader.report_id == report.id)
        .options(joinedload(ReportReader.user))
    )
    return sorted(found, key=lambda one: (one.user.display_name, one.user.id))


def list_possible_readers() -> list[User]:
    """Return who may be named an early reader: every account but those who see drafts anyway."""
    return list(
        db.session.scalars(
            select(User)
            .where(User.active, User.is_coordinator.is_(False))
            .order_by(User.name, User.email)
        )
    )


def name_reader(report: Report, user: User, *, by: User, now: datetime) -> None:
    """Let somebody read a draft.

    :raises DuplicateValue: when they may already.
    :raises WrongState: when the report is published, or the account is closed.
    """
    hold(report)
    if report.published_at is not None or not user.active:
        raise WrongState(report.id)
    if db.session.get(ReportReader, (report.id, user.id)) is not None:
        raise DuplicateValue(user.email)
    db.session.add(
        ReportReader(report_id=report.id, user_id=user.id, granted_at=now, granted_by_id=by.id)
    )
    _record("report:share", report, by=by, at=now, reason=user.display_name)
    db.session.flush()


def remove_reader(report: Report, user_id: int, *, by: User, now: datetime) -> None:
    """Take a draft from somebody who might read it.

    :raises NotFound: when they might not.
    """
    hold(report)
    reader = _get_reader(report, user_id)
    db.session.delete(reader)
    _record("report:unshare", report, by=by, at=now, reason=reader.user.display_name)
    db.session.flush()


def find_reader(report: Report, user_id: int) -> ReportReader | None:
    """Return somebody as a reader of a report, if they were named."""
    return db.session.get(ReportReader, (report.id, user_id))


def mark_read(report: Report, *, by: User, now: datetime) -> None:
    """Note that an early reader has read a draft; said twice, the first time stands.

    :raises NotFound: when they were not asked to.
    """
    reader = _get_reader(report, by.id)
    if reader.read_at is None:
        reader.read_at = now
        _record("report:read", report, by=by, at=now)
    db.session.flush()


def _get_reader(report: Report, user_id: int) -> ReportReader:
    reader = db.session.scalar(
        select(ReportReader)
        .where(ReportReader.report_id == report.id, ReportReader.user_id == user_id)
        .options(joinedload(ReportReader.user))
    )
    if reader is None:
        raise NotFound(str(user_id))
    return reader


def _record(tag: str, report: Report, *, by: User, at: datetime, reason: str = "") -> None:
    events.record(
        tag,
        subject=subject(report),
        by=by,
        at=at,
        county_code=report.county_code,
        reason=reason,
    )
