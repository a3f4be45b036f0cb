"""The log: one row for every change of state, in the change's own transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.models import Event, User


def record(
    tag: str,
    *,
    subject: str,
    by: User | None,
    at: datetime,
    county_code: str | None = None,
    reason: str = "",
) -> Event:
    """Write one event to the log."""
    event = Event(
        tag=tag,
        subject=subject,
        by_id=by.id if by else None,
        at=at,
        county_code=county_code,
        reason=reason,
    )
    db.session.add(event)
    return event


def list_events(subject: str) -> list[Event]:
    """Return what has happened to one thing, latest first."""
    return list(
        db.session.scalars(
            select(Event)
            .where(Event.subject == subject)
            .options(joinedload(Event.by))
            .order_by(Event.at.desc(), Event.id.desc())
        )
    )
