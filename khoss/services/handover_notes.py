"""A county's note to whoever takes over; every saved state is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.errors import EditConflict
from khoss.models import HandoverNote, User


def list_notes(county_code: str) -> Sequence[HandoverNote]:
    """Return every state of a county's note, latest first, each with who saved it."""
    return db.session.scalars(
        select(HandoverNote)
        .where(HandoverNote.county_code == county_code)
        .options(joinedload(HandoverNote.saved_by))
        .order_by(HandoverNote.version.desc())
    ).all()


def save_note(
    county_code: str, body: str, *, expected_version: int, by: User, now: datetime
) -> bool:
    """Save a county's note as its next state; tell whether anything changed.

    :raises EditConflict: when somebody has saved another text since `expected_version`.
    """
    latest = next(iter(list_notes(county_code)), None)
    if body == (latest.body if latest else ""):
        return False
    if expected_version != (latest.version if latest else 0):
        raise EditConflict
    db.session.add(
        HandoverNote(
            county_code=county_code,
            version=expected_version + 1,
            body=body,
            saved_at=now,
            saved_by_id=by.id,
        )
    )
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise EditConflict from error
    return True
