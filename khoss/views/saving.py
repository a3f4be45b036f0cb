"""Saving what somebody wrote: it becomes the answer, or it is set aside; it is never lost."""

from __future__ import annotations

from khoss import clock
from khoss.db import db
from khoss.enums import SaveKind, SetAsideCause
from khoss.errors import AssessmentLocked, EditConflict, RoundClosed
from khoss.models import User
from khoss.services.answer_saves import HeldAnswer, Saved, hold_answer, save_answer
from khoss.services.contents import AnswerContent
from khoss.services.set_aside import set_aside

CAUSES: dict[type[Exception], SetAsideCause] = {
    EditConflict: SetAsideCause.CONFLICT,
    AssessmentLocked: SetAsideCause.LOCKED,
    RoundClosed: SetAsideCause.CLOSED,
}


def save_or_set_aside(
    held: HeldAnswer,
    content: AnswerContent,
    *,
    expected_version: int,
    by: User,
    kind: SaveKind = SaveKind.SAVED,
) -> Saved | SetAsideCause:
    """Save an answer, or keep what was written beside it and return why it could not be saved.

    A save is not committed: the view does that last. What is set aside is committed here, since
    the save itself had to be taken back.
    """
    try:
        return save_answer(
            held,
            content,
            expected_version=expected_version,
            by=by,
            now=clock.now(),
            today=clock.today(),
            kind=kind,
        )
    except (EditConflict, AssessmentLocked, RoundClosed) as error:
        db.session.rollback()
        found = hold_answer(held.id)
        if content == found.content:
            # Sent once more after it had been saved: there is nothing to set aside.
            return Saved(found.version, found.saved_at, changed=False)
        cause = CAUSES[type(error)]
        set_aside(
            held.id,
            content,
            base_version=expected_version,
            cause=cause,
            by=by,
            now=clock.now(),
        )
        db.session.commit()
        return cause
