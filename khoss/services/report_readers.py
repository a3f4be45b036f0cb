"""Who may read which report: the one rule that its page, its file and every list go by.

A report that is published is for everybody. Until then it is for the coordinator and for those who
were named its early readers; what is about one county alone is for that county too.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.errors import NotFound
from khoss.models import Report, ReportReader

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
