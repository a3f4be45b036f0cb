"""Saving what somebody wrote: it becomes the answer, or it is set aside; it is never lost."""

from __future__ import annotations

from khoss import clock
from khoss.db import db
from khoss.enums import SaveKind, SetAsideCause
from khoss.errors import AssessmentLocked, EditConflict, RoundClosed
from khoss.models import Answer, Assessment, User
from khoss.services import answers as answer_service
from khoss.services.answers import AnswerContent, content_of
from khoss.services.set_aside import set_aside

CAUSES: dict[type[Exception], SetAsideCause] = {
    EditConflict: SetAsideCause.CONFLICT,
    AssessmentLocked: SetAsideCause.LOCKED,
    RoundClosed: SetAsideCause.CLOSED,
}


def save_or_set_aside(
    assessment: Assessment,
    answer: Answer,
    content: AnswerContent,
    *,
    expected_version: int,
    by: User,
    kind: SaveKind = SaveKind.SAVED,
) -> SetAsideCause | None:
    """Save an answer, or keep what was written beside it; return why it could not be saved.

    Nothing is committed when it returns None: the view does that last. What is set aside is
    committed here, since the save itself had to be taken back.
    """
    try:
        answer_service.save_answer(
            answer,
            content,
            assessment=assessment,
            expected_version=expected_version,
            by=by,
            now=clock.now(),
            today=clock.today(),
            kind=kind,
        )
    except (EditConflict, AssessmentLocked, RoundClosed) as error:
        db.session.rollback()
        if content == content_of(answer):
            # Sent once more after it had been saved: there is nothing to set aside.
            return None
        cause = CAUSES[type(error)]
        set_aside(
            answer,
            content,
            base_version=expected_version,
            cause=cause,
            by=by,
            now=clock.now(),
        )
        db.session.commit()
        return cause
    return None
