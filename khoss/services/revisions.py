"""The saved states of an answer: reading them, and the one that a writer began from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.errors import NotFound
from khoss.models import Answer, AnswerRevision
from khoss.services.answers import AnswerContent, content_of

FIRST_VERSION = 1


def list_revisions(answer: Answer) -> Sequence[AnswerRevision]:
    """Return every saved state, latest first, each with who saved it."""
    return db.session.scalars(
        select(AnswerRevision)
        .where(AnswerRevision.answer_id == answer.id)
        .options(joinedload(AnswerRevision.saved_by))
        .order_by(AnswerRevision.version.desc())
    ).all()


def get_revision(answer: Answer, version: int) -> AnswerRevision:
    """Return one saved state.

    :raises NotFound: when there is no such version.
    """
    found = db.session.scalar(
        select(AnswerRevision).where(
            AnswerRevision.answer_id == answer.id, AnswerRevision.version == version
        )
    )
    if found is None:
        raise NotFound(str(version))
    return found


def find_content(answer: Answer, version: int) -> AnswerContent | None:
    """Return what an answer said in a version; None when that is not known.

    An answer begins empty, as version 1, before anybody has saved it.
    """
    found = db.session.scalar(
        select(AnswerRevision).where(
            AnswerRevision.answer_id == answer.id, AnswerRevision.version == version
        )
    )
    if found is not None:
        return content_of(found)
    return AnswerContent() if version == FIRST_VERSION else None
