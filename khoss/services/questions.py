"""The counties' questions to the coordinator: which wait for a reply, and replying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Audience
from khoss.errors import NotFound
from khoss.models import Answer, Assessment, Comment, Round, User
from khoss.services.comments import add_comment


@dataclass(frozen=True)
class OpenQuestion:
    """One thread that waits for the coordinator, oldest entry first."""

    answer: Answer
    comments: Sequence[Comment]


def list_open_questions(round_: Round) -> list[OpenQuestion]:
    """Return the threads whose last word is a county's and that nobody has marked as resolved.

    By county and sub-goal, each with the question's wording but not the county's answer.
    """
    comments = db.session.scalars(
        select(Comment)
        .join(Comment.answer)
        .join(Answer.assessment)
        .where(
            Assessment.round_id == round_.id,
            Comment.audience == Audience.COORDINATOR,
            Comment.resolved_at.is_(None),
        )
        .options(
            joinedload(Comment.written_by),
            joinedload(Comment.answer).joinedload(Answer.sub_goal),
            joinedload(Comment.answer).joinedload(Answer.assessment).joinedload(Assessment.county),
        )
        .order_by(Assessment.county_code, Comment.answer_id, Comment.id)
    ).all()
    threads = [list(group) for _, group in groupby(comments, key=lambda one: one.answer_id)]
    return [
        OpenQuestion(thread[0].answer, thread)
        for thread in threads
        if not thread[-1].from_coordinator
    ]


def count_open_questions(round_: Round) -> Counter[str]:
    """Return how many threads wait for the coordinator, by county code."""
    return Counter(
        question.answer.assessment.county_code for question in list_open_questions(round_)
    )


def get_open_question(round_: Round, answer_id: int) -> OpenQuestion:
    """Return the thread of one answer that waits.

    :raises NotFound: when none does.
    """
    for question in list_open_questions(round_):
        if question.answer.id == answer_id:
            return question
    raise NotFound(str(answer_id))


def reply(question: OpenQuestion, body: str, *, by: User, now: datetime) -> Comment:
    """Answer a county's question in its thread."""
    return add_comment(question.answer, body, audience=Audience.COORDINATOR, by=by, now=now)
