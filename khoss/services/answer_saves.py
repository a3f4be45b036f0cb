"""Saving an answer without ever overwriting another: held, compared, written with its revision.

This happens most often of all, by many at once, and everybody else who writes waits for it on
SQLite: the statements are built once, and no object is made of a row that is only looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, insert, select, update

from khoss.db import db
from khoss.enums import AssessmentStatus, RoundStatus, SaveKind
from khoss.errors import EditConflict, NotFound
from khoss.models import Answer, AnswerRevision, Assessment, County, Round, SubGoal, User
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


_ANSWER, _REVISION, _ASSESSMENT, _ROUND, _COUNTY, _GOAL = (
    cast(Table, model.__table__)
    for model in (Answer, AnswerRevision, Assessment, Round, County, SubGoal)
)

_TO_HOLD = (
    select(
        *(_ANSWER.c[name] for name in CONTENT_FIELDS),
        *(_ANSWER.c[name] for name in ("id", "version", "updated_at", "assessment_id")),
        *(_ASSESSMENT.c[name] for name in ("county_code", "status", "opened_at")),
        _ROUND.c.id.label("round_id"),
        _ROUND.c.status.label("round_status"),
        _COUNTY.c.municipalities,
    )
    .join_from(_ANSWER, _ASSESSMENT)
    .join(_ROUND, _ASSESSMENT.c.round_id == _ROUND.c.id)
    .join(_COUNTY, _ASSESSMENT.c.county_code == _COUNTY.c.code)
    # In the order in which every step takes them, or two would wait for each other. Only the round
    # is shared: others save in it at the same time.
    .with_for_update(read=True, of=_ROUND)
    .suffix_with("FOR UPDATE OF assessment, answer", dialect="postgresql")
)
_BY_ID = _TO_HOLD.where(_ANSWER.c.id == bindparam("answer_id"))
_BY_PLACE = _TO_HOLD.join(_GOAL, _ANSWER.c.sub_goal_id == _GOAL.c.id).where(
    _ROUND.c.year == bindparam("year"),
    _ASSESSMENT.c.county_code == bindparam("county"),
    _GOAL.c.area_code == bindparam("area"),
    _GOAL.c.position == bindparam("position"),
)
_KEPT = (*CONTENT_FIELDS, "version")
_REPLACE = (
    update(_ANSWER)
    .where(_ANSWER.c.id == bindparam("held_id"), _ANSWER.c.version == bindparam("held_version"))
    .values({name: bindparam(f"new_{name}") for name in (*_KEPT, "updated_at", "updated_by_id")})
)
_KEEP = (
    insert(_REVISION)
    .inline()
    .values(
        {name: bindparam(f"new_{name}") for name in (*_KEPT, "kind")}
        | {
            "answer_id": bindparam("held_id"),
            "saved_at": bindparam("new_updated_at"),
            "saved_by_id": bindparam("new_updated_by_id"),
        }
    )
)
# PostgreSQL does both at once: each statement is a journey of its own to the server and back.
_REPLACED = _REPLACE.returning(_ANSWER).cte("replaced")
_REPLACE_AND_KEEP = (
    insert(_REVISION)
    .inline()
    .from_select(
        [*_KEPT, "answer_id", "saved_at", "saved_by_id", "kind"],
        select(
            *(_REPLACED.c[name] for name in (*_KEPT, "id", "updated_at", "updated_by_id")),
            bindparam("new_kind", type_=_REVISION.c.kind.type),
        ),
        include_defaults=False,
    )
    .execution_options(preserve_rowcount=True)
)
_NOTE_BEGUN = (
    update(_ASSESSMENT)
    .where(_ASSESSMENT.c.id == bindparam("held_assessment_id"))
    .values(version=_ASSESSMENT.c.version + 1)
)


def hold_answer(answer_id: int) -> HeldAnswer:
    """Read an answer anew and hold it, its assessment and its round.

    :raises NotFound: when there is none.
    """
    return _hold(_BY_ID, {"answer_id": answer_id})


def hold_answer_at(year: int, county_code: str, slug: str) -> HeldAnswer:
    """Read and hold the answer of a county to the sub-goal with an address name such as `pf-1`.

    :raises NotFound: when there is none.
    """
    area, position = place_of(slug)
    return _hold(
        _BY_PLACE, {"year": year, "county": county_code, "area": area, "position": position}
    )


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
    said = {f"new_{name}": getattr(content, name) for name in CONTENT_FIELDS}
    values = said | {
        "held_id": held.id,
        "held_version": held.version,
        "new_version": held.version + 1,
        "new_updated_at": now,
        "new_updated_by_id": by.id,
        "new_kind": kind,
    }
    connection = db.session.connection()
    at_once = connection.dialect.name == "postgresql"
    replaced = connection.execute(_REPLACE_AND_KEEP if at_once else _REPLACE, values)
    # What is held does not change; if it has all the same, nothing is overwritten.
    if replaced.rowcount != 1:
        raise EditConflict
    if not at_once:
        connection.execute(_KEEP, values)


def _note_begun(held: HeldAnswer, *, now: datetime) -> None:
    """Note the first answer to a question of the assessment."""
    status = held.status
    if status is AssessmentStatus.NOT_STARTED:
        status = AssessmentStatus.IN_PROGRESS
    if held.opened_at is not None and status is held.status:
        return
    db.session.connection().execute(
        _NOTE_BEGUN,
        {
            "held_assessment_id": held.assessment_id,
            "status": status,
            "opened_at": held.opened_at or now,
        },
    )
