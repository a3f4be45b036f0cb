"""Saving an answer without ever overwriting another: held, compared, written with its revision.

This happens most often of all, by many at once, and everybody else who writes waits for it on
SQLite: the statements are built once, and no object is made of a row that is only looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select

from khoss.db import db, execute_alone
from khoss.enums import AssessmentStatus, RoundStatus, SaveKind
from khoss.errors import EditConflict, NotFound
from khoss.models import User
from khoss.services.answer_statements import (
    HOLD_BY_ID,
    HOLD_BY_PLACE,
    HOLD_REPLACE_AND_KEEP,
    KEEP,
    NOTE_BEGUN,
    REPLACE,
    REPLACE_AND_KEEP,
)
from khoss.services.assessments import check_takes_answers
from khoss.services.contents import CONTENT_FIELDS, AnswerContent, place_of


@dataclass(frozen=True, slots=True)
class HeldRound:
    """What decides whether a round takes answers."""

    id: int
    status: RoundStatus


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """An answer and what decides whether it may be changed, held until the transaction ends."""

    id: int
    version: int
    content: AnswerContent
    saved_at: datetime | None
    assessment_id: int
    county_code: str
    status: AssessmentStatus
    opened_at: datetime | None
    round: HeldRound
    municipalities: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What an answer is after a save: its version, since when, and whether this save changed it."""

    version: int
    at: datetime | None
    changed: bool


def hold_answer(answer_id: int) -> HeldAnswer:
    """Read an answer anew and hold it, its assessment and its round.

    :raises NotFound: when there is none.
    """
    return _hold(HOLD_BY_ID, {"answer_id": answer_id})


def hold_answer_at(year: int, county_code: str, slug: str) -> HeldAnswer:
    """Read and hold the answer of a county to the sub-goal with an address name such as `pf-1`.

    :raises NotFound: when there is none.
    """
    return _hold(HOLD_BY_PLACE, _values_of_place(year, county_code, slug))


def save_alone(
    year: int,
    county_code: str,
    slug: str,
    content: AnswerContent,
    *,
    expected_version: int,
    by: User,
    now: datetime,
) -> Saved | None:
    """Save an answer and its revision in one statement that commits itself, as nearly always.

    Where `can_execute_alone` says so.

    :return: None when something stands against it, which then has to be held to see what.
    :raises NotFound: when the address name says no place.
    """
    values = _values_of_place(year, county_code, slug)
    values |= _new_values(content, by=by, now=now, kind=SaveKind.SAVED)
    done = execute_alone(HOLD_REPLACE_AND_KEEP, values | {"expected_version": expected_version})
    if done.rowcount != 1:
        return None
    return Saved(expected_version + 1, now, changed=True)


def save_answer(
    held: HeldAnswer,
    content: AnswerContent,
    *,
    expected_version: int,
    by: User,
    now: datetime,
    today: date,
    kind: SaveKind = SaveKind.SAVED,
) -> Saved:
    """Save an answer and the revision that keeps it.

    A repeated save of what is already there changes nothing, whatever version it expects.

    :raises EditConflict: when somebody has saved other content since `expected_version`.
    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when the assessment has been handed in.
    """
    check_takes_answers(held.round, held.county_code, held.status, today=today)
    if content == held.content:
        return Saved(held.version, held.saved_at, changed=False)
    if held.version != expected_version:
        raise EditConflict
    _write(held, content, by=by, now=now, kind=kind)
    _note_begun(held, now=now)
    return Saved(held.version + 1, now, changed=True)


def _values_of_place(year: int, county_code: str, slug: str) -> dict[str, object]:
    area, position = place_of(slug)
    return {"year": year, "county": county_code, "area": area, "position": position}


def _new_values(
    content: AnswerContent, *, by: User, now: datetime, kind: SaveKind
) -> dict[str, object]:
    return {f"new_{name}": getattr(content, name) for name in CONTENT_FIELDS} | {
        "new_updated_at": now,
        "new_updated_by_id": by.id,
        "new_kind": kind,
    }


def _hold(which: Select[Any], values: dict[str, object]) -> HeldAnswer:
    row = db.session.connection().execute(which, values).one_or_none()
    if row is None:
        raise NotFound(str(values))
    return HeldAnswer(
        id=row.id,
        version=row.version,
        content=AnswerContent(*row[: len(CONTENT_FIELDS)]),
        saved_at=row.updated_at,
        assessment_id=row.assessment_id,
        county_code=row.county_code,
        status=row.status,
        opened_at=row.opened_at,
        round=HeldRound(row.round_id, row.round_status),
        municipalities=row.municipalities,
    )


def _write(
    held: HeldAnswer, content: AnswerContent, *, by: User, now: datetime, kind: SaveKind
) -> None:
    """Replace the version that is held with the next one, and keep what that says."""
    values = _new_values(content, by=by, now=now, kind=kind) | {
        "held_id": held.id,
        "held_version": held.version,
        "new_version": held.version + 1,
    }
    connection = db.session.connection()
    at_once = connection.dialect.name == "postgresql"
    replaced = connection.execute(REPLACE_AND_KEEP if at_once else REPLACE, values)
    # What is held does not change; if it has all the same, nothing is overwritten.
    if replaced.rowcount != 1:
        raise EditConflict
    if not at_once:
        connection.execute(KEEP, values)


def _note_begun(held: HeldAnswer, *, now: datetime) -> None:
    """Note the first answer to a question of the assessment."""
    status = held.status
    if status is AssessmentStatus.NOT_STARTED:
        status = AssessmentStatus.IN_PROGRESS
    if held.opened_at is not None and status is held.status:
        return
    db.session.connection().execute(
        NOTE_BEGUN,
        {
            "held_assessment_id": held.assessment_id,
            "status": status,
            "opened_at": held.opened_at or now,
        },
    )
