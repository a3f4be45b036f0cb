"""Comments on an answer: the county's own thread, and its questions to the coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Audience
from khoss.models import Answer, Assessment, Comment, User


def add_comment(
    answer: Answer, body: str, *, audience: Audience, by: User, now: datetime
) -> Comment:
    """Add an entry to an answer's thread; what comes after a resolved one opens it anew."""
    comment = Comment(
        answer_id=answer.id,
        audience=audience,
        body=body,
        written_at=now,
        written_by_id=by.id,
        from_coordinator=by.is_coordinator,
    )
    db.session.add(comment)
    db.session.flush()
    return comment


def list_comments(answer: Answer) -> Sequence[Comment]:
    """Return both threads of an answer, oldest first, each entry with who wrote it."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.answer_id == answer.id)
        .options(joinedload(Comment.written_by))
        .order_by(Comment.id)
    ).all()


def count_open(assessment: Assessment) -> dict[int, int]:
    """Return how many entries are not resolved, by the id of their answer."""
    rows = db.session.execute(
        select(Comment.answer_id, func.count().label("waiting"))
        .join(Answer, Comment.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment.id, Comment.resolved_at.is_(None))
        .group_by(Comment.answer_id)
    )
    return {row.answer_id: row.waiting for row in rows}


def resolve(answer: Answer, *, audience: Audience, by: User, now: datetime) -> int:
    """Mark a thread as resolved; return how many entries were open."""
    waiting = db.session.scalars(
        select(Comment).where(
            Comment.answer_id == answer.id,
            Comment.audience == audience,
            Comment.resolved_at.is_(None),
        )
    ).all()
    for comment in waiting:
        comment.resolved_at = now
        comment.resolved_by_id = by.id
    db.session.flush()
    return len(waiting)
