"""Texts set aside: what somebody wrote that could not become the answer is kept with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import SetAsideCause
from khoss.errors import NotFound
from khoss.models import Answer, Assessment, SetAside, User
from khoss.services.answers import TEXT_FIELDS, AnswerContent, content_of


def set_aside(
    answer_id: int,
    content: AnswerContent,
    *,
    base_version: int,
    cause: SetAsideCause,
    by: User,
    now: datetime,
) -> SetAside:
    """Keep what somebody wrote beside the answer; the same text is kept once."""
    for kept in _list_waiting(answer_id, by=by):
        if content_of(kept) == content:
            return kept
    kept = SetAside(
        answer_id=answer_id,
        base_version=base_version,
        cause=cause,
        written_at=now,
        written_by_id=by.id,
        **asdict(content),
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def list_waiting(answer: Answer) -> Sequence[SetAside]:
    """Return what waits to be dealt with, latest first, each with who wrote it."""
    return db.session.scalars(
        select(SetAside)
        .where(SetAside.answer_id == answer.id, SetAside.settled_at.is_(None))
        .options(joinedload(SetAside.written_by))
        .order_by(SetAside.id.desc())
    ).all()


def count_waiting(assessment: Assessment) -> dict[int, int]:
    """Return how many texts wait, by the id of their answer."""
    rows = db.session.execute(
        select(SetAside.answer_id, func.count().label("waiting"))
        .join(Answer, SetAside.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment.id, SetAside.settled_at.is_(None))
        .group_by(SetAside.answer_id)
    )
    return {row.answer_id: row.waiting for row in rows}


def get_waiting(answer: Answer, set_aside_id: int) -> SetAside:
    """Return one text that waits.

    :raises NotFound: when there is none, or it has been dealt with.
    """
    kept = db.session.scalar(
        select(SetAside)
        .where(
            SetAside.id == set_aside_id,
            SetAside.answer_id == answer.id,
            SetAside.settled_at.is_(None),
        )
        .options(joinedload(SetAside.written_by))
    )
    if kept is None:
        raise NotFound(str(set_aside_id))
    return kept


def settle(kept: SetAside, *, now: datetime) -> None:
    """Note that a text has been dealt with; it stays readable in the database."""
    kept.settled_at = now
    db.session.flush()


def list_covered(answer: Answer, content: AnswerContent) -> list[SetAside]:
    """Return what waits and says nothing that a content does not say too."""
    return [kept for kept in list_waiting(answer) if _covers(content, content_of(kept))]


def list_shown(answer: Answer, ids: Collection[int]) -> list[SetAside]:
    """Return those of the texts that somebody was shown which still wait."""
    return [kept for kept in list_waiting(answer) if kept.id in ids]


def settle_shown(answer: Answer, ids: Collection[int], *, now: datetime) -> None:
    """Note that the texts that somebody was shown have been dealt with; all others wait."""
    for kept in list_shown(answer, ids):
        kept.settled_at = now
    db.session.flush()


def _covers(content: AnswerContent, other: AnswerContent) -> bool:
    """Tell whether a content holds every text of another, and no other choice."""
    texts = (*TEXT_FIELDS, "change_reason")
    return (
        all(getattr(other, name) in getattr(content, name) for name in texts)
        and other.rating in (None, content.rating)
        and other.coverage in (None, content.coverage)
    )


def _list_waiting(answer_id: int, *, by: User) -> Sequence[SetAside]:
    return db.session.scalars(
        select(SetAside).where(
            SetAside.answer_id == answer_id,
            SetAside.written_by_id == by.id,
            SetAside.settled_at.is_(None),
        )
    ).all()
