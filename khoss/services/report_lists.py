"""Lists of the reports that somebody may read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import defer, joinedload

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.models import Report
from khoss.services.report_readers import Viewer, is_readable


@dataclass(frozen=True)
class ReportFilter:
    """Which reports are asked for; None is any."""

    kind: ReportKind | None = None
    year: int | None = None
    status: ReportStatus | None = None


def list_readable(
    viewer: Viewer, wanted: ReportFilter, *, limit: int, offset: int = 0
) -> list[Report]:
    """Return the reports that are asked for and that somebody may read, newest first."""
    return list(
        db.session.scalars(
            select(Report)
            .where(is_readable(viewer), *_conditions(wanted))
            .options(
                joinedload(Report.created_by), joinedload(Report.county), defer(Report.figures)
            )
            .order_by(Report.id.desc())
            .limit(limit)
            .offset(offset)
        )
    )


def list_years(viewer: Viewer) -> list[int]:
    """Return the years of the reports that somebody may read, latest first."""
    years = select(Report.year).where(is_readable(viewer)).distinct()
    return list(db.session.scalars(years.order_by(Report.year.desc())))


def _conditions(wanted: ReportFilter) -> list[ColumnElement[bool]]:
    given = (
        (Report.kind, wanted.kind),
        (Report.year, wanted.year),
        (Report.status, wanted.status),
    )
    return [column == value for column, value in given if value is not None]
