"""What was handed in, each time, and the questions that were given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.errors import NotFound
from khoss.models import (
    Answer,
    AnswerRevision,
    Assessment,
    ReturnedAnswer,
    Submission,
    SubmittedAnswer,
    User,
)
from khoss.services.contents import AnswerContent, content_of


def record_submission(assessment: Assessment, *, by: User, now: datetime) -> None:
    """Note which version of each answer is handed in now."""
    submission = Submission(assessment_id=assessment.id, submitted_at=now, submitted_by_id=by.id)
    db.session.add(submission)
    db.session.flush()
    versions = db.session.execute(
        select(Answer.id, Answer.version).where(Answer.assessment_id == assessment.id)
    )
    db.session.add_all(
        SubmittedAnswer(submission_id=submission.id, answer_id=row.id, version=row.version)
        for row in versions
    )
    db.session.flush()


def find_earlier_submission(assessment: Assessment) -> dict[int, AnswerContent]:
    """Return what the submission before the latest said, by answer id; empty without one."""
    submissions = db.session.scalars(
        select(Submission.id)
        .where(Submission.assessment_id == assessment.id)
        .order_by(Submission.id.desc())
        .limit(2)
    ).all()
    if len(submissions) < 2:
        return {}
    answer_ids = db.session.scalars(
        select(SubmittedAnswer.answer_id).where(SubmittedAnswer.submission_id == submissions[1])
    )
    # An answer that nobody had saved has no revision.
    contents = dict.fromkeys(answer_ids, AnswerContent())
    revisions = db.session.scalars(
        select(AnswerRevision)
        .join(
            SubmittedAnswer,
            (AnswerRevision.answer_id == SubmittedAnswer.answer_id)
            & (AnswerRevision.version == SubmittedAnswer.version),
        )
        .where(SubmittedAnswer.submission_id == submissions[1])
    )
    return contents | {revision.answer_id: content_of(revision) for revision in revisions}


def return_questions(
    assessment: Assessment, reasons: Mapping[int, str], *, by: User, now: datetime
) -> list[str]:
    """Give single questions back, by answer id with a reason each; return them in words.

    :raises NotFound: when a question is not this assessment's.
    """
    if not reasons:
        return []
    answers = db.session.scalars(
        select(Answer)
        .where(Answer.assessment_id == assessment.id, Answer.id.in_(reasons))
        .options(joinedload(Answer.sub_goal))
        .order_by(Answer.id)
    ).all()
    if len(answers) != len(reasons):
        raise NotFound("an answer of another assessment")
    db.session.add_all(
        ReturnedAnswer(
            answer_id=answer.id,
            reason=reasons[answer.id],
            returned_version=answer.version,
            returned_at=now,
            returned_by_id=by.id,
        )
        for answer in answers
    )
    return [f"{answer.sub_goal.key}: {reasons[answer.id]}" for answer in answers]


def list_returned(assessment: Assessment) -> Sequence[ReturnedAnswer]:
    """Return the questions that wait for completion, in the order that they were given back."""
    return db.session.scalars(
        select(ReturnedAnswer)
        .join(Answer, ReturnedAnswer.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment.id, ReturnedAnswer.settled_at.is_(None))
        .options(joinedload(ReturnedAnswer.returned_by))
        .order_by(ReturnedAnswer.id)
    ).all()


def settle_returned(assessment: Assessment, *, now: datetime) -> None:
    """Note that what was given back has been handed in again."""
    own = select(Answer.id).where(Answer.assessment_id == assessment.id)
    db.session.execute(
        update(ReturnedAnswer)
        .where(ReturnedAnswer.answer_id.in_(own), ReturnedAnswer.settled_at.is_(None))
        .values(settled_at=now)
    )
