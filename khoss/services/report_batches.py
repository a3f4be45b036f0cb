"""Reports that are ordered together: one for each county, made side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer, joinedload

from khoss.db import db
from khoss.enums import Role
from khoss.errors import NotAllowed, NotFound, WrongState
from khoss.models import Report, ReportBatch, User
from khoss.services import events
from khoss.services.counties import list_counties
from khoss.services.installation import holds_examples
from khoss.services.records import ReportOrder, freeze_counties
from khoss.services.report_making import STOPPED, UNFINISHED, put_back, stop
from khoss.services.reports import find_under_way, report_values


def create_batch(order: ReportOrder, *, by: User | None, now: datetime) -> ReportBatch:
    """Freeze the figures of a county report for each county, all of one moment.

    Who orders the same twice while it waits or is made gets one batch.

    :raises NotAllowed: when somebody else than the coordinator orders them.
    :raises NotFound: when the year has no figures.
    """
    if by is not None and Role.COORDINATOR not in by.held_roles:
        raise NotAllowed("every county's report")
    figures = freeze_counties(order, [county.code for county in list_counties()])
    is_example = holds_examples()
    rows = [
        report_values(
            replace(order, county_code=code),
            frozen,
            is_example=is_example,
            by=by,
            now=now,
            in_batch=True,
        )
        for code, frozen in figures.items()
    ]
    batch = ReportBatch(
        kind=order.kind, year=order.year, created_at=now, created_by_id=by.id if by else None
    )
    try:
        with db.session.begin_nested():
            db.session.add(batch)
            db.session.flush()
            # One statement for all: rows that were added would be written one by one.
            db.session.execute(insert(Report), [{**row, "batch_id": batch.id} for row in rows])
    except IntegrityError:
        under_way = _find_under_way(rows)
        if under_way is None:
            raise
        return under_way
    events.record("batch:create", subject=subject(batch), by=by, at=now)
    db.session.flush()
    return batch


def _find_under_way(rows: Sequence[Mapping[str, object]]) -> ReportBatch | None:
    """Return the batch that holds one of the reports already, while it waits or is made."""
    found = (find_under_way(row["order_sha256"]) for row in rows)
    return next((report.batch for report in found if report), None)


def list_batches(limit: int) -> list[ReportBatch]:
    """Return the latest batches, newest first."""
    return list(
        db.session.scalars(select(ReportBatch).order_by(ReportBatch.id.desc()).limit(limit))
    )


def get_batch(batch_id: int) -> ReportBatch:
    """Return one batch.

    :raises NotFound: when there is none.
    """
    batch = db.session.scalar(
        select(ReportBatch)
        .where(ReportBatch.id == batch_id)
        .options(joinedload(ReportBatch.created_by))
    )
    if batch is None:
        raise NotFound(str(batch_id))
    return batch


def list_batch_reports(batch: ReportBatch) -> list[Report]:
    """Return the reports of a batch by the codes of their counties, without their figures."""
    return list(
        db.session.scalars(
            select(Report)
            .where(Report.batch_id == batch.id)
            .options(
                joinedload(Report.created_by), joinedload(Report.county), defer(Report.figures)
            )
            .order_by(Report.county_code)
        )
    )


def cancel_batch(batch: ReportBatch, *, by: User, now: datetime) -> int:
    """Stop the making of every report that is not done; return how many.

    :raises WrongState: when there is none.
    """
    reports = [one for one in _hold_reports(batch) if one.status in UNFINISHED]
    if not reports:
        raise WrongState("nothing is made")
    for report in reports:
        stop(report)
    batch.cancelled_at = now
    events.record("batch:cancel", subject=subject(batch), by=by, at=now)
    db.session.flush()
    return len(reports)


def make_batch_again(batch: ReportBatch, *, by: User, now: datetime) -> list[int]:
    """Let what was cancelled or failed be made from the same figures; return which reports.

    :raises WrongState: when there is none.
    """
    reports = [one for one in _hold_reports(batch) if one.status in STOPPED]
    if not reports:
        raise WrongState("nothing has stopped")
    for report in reports:
        put_back(report)
    batch.cancelled_at = None
    events.record("batch:make_again", subject=subject(batch), by=by, at=now)
    db.session.flush()
    return [report.id for report in reports]


def subject(batch: ReportBatch) -> str:
    """Return what the log calls a batch."""
    return f"batch {batch.id}"


def _hold_reports(batch: ReportBatch) -> list[Report]:
    """Read the reports of a batch anew and hold them, in the order of their numbers."""
    return list(
        db.session.scalars(
            select(Report)
            .where(Report.batch_id == batch.id)
            .options(defer(Report.figures))
            .order_by(Report.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
