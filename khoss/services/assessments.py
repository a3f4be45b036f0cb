"""Self-assessments: reading them and every change of their state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from khoss.db import db, hold
from khoss.enums import AssessmentStatus as Status
from khoss.enums import Role
from khoss.errors import (
    AssessmentLocked,
    ChangedSince,
    Incomplete,
    NotAllowed,
    NotFound,
    ReasonMissing,
    RoundClosed,
    WrongState,
)
from khoss.models import Answer, Assessment, Round, SubGoal, User
from khoss.services import events
from khoss.services.extensions import RoundState, county_may_answer
from khoss.services.submissions import record_submission, return_questions, settle_returned

EDITABLE = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.RETURNED})
HANDED_IN = frozenset({Status.SUBMITTED, Status.APPROVED, Status.ACCEPTED})
TAKEN_BACK_FROM = frozenset({Status.SUBMITTED, Status.APPROVED})
NO_QUESTIONS: Mapping[int, str] = MappingProxyType({})


def get_assessment(year: int, county_code: str) -> Assessment:
    """Return a county's assessment with its round, plan and county.

    :raises NotFound: when there is none.
    """
    assessment = db.session.scalar(
        select(Assessment)
        .join(Assessment.round)
        .where(Round.year == year, Assessment.county_code == county_code)
        .options(
            joinedload(Assessment.round).joinedload(Round.plan),
            joinedload(Assessment.county),
            joinedload(Assessment.submitted_by),
            joinedload(Assessment.approved_by),
        )
    )
    if assessment is None:
        raise NotFound(f"{year}/{county_code}")
    return assessment


def list_county_assessments(county_code: str) -> list[Assessment]:
    """Return a county's assessments with their rounds, latest year first."""
    return list(
        db.session.scalars(
            select(Assessment)
            .join(Assessment.round)
            .where(Assessment.county_code == county_code)
            .options(joinedload(Assessment.round), joinedload(Assessment.county))
            .order_by(Round.year.desc())
        )
    )


def list_round_assessments(round_: Round) -> list[Assessment]:
    """Return a round's assessments by county code, each with its county."""
    return list(
        db.session.scalars(
            select(Assessment)
            .where(Assessment.round_id == round_.id)
            .options(joinedload(Assessment.county))
            .order_by(Assessment.county_code)
        )
    )


def list_answers(assessment: Assessment) -> list[Answer]:
    """Return the answers in the order of the plan, each with its sub-goal and area."""
    answers = db.session.scalars(
        select(Answer)
        .join(Answer.sub_goal)
        .where(Answer.assessment_id == assessment.id)
        .options(
            joinedload(Answer.sub_goal).joinedload(SubGoal.area),
            joinedload(Answer.updated_by),
        )
    )
    return sorted(
        answers, key=lambda answer: (answer.sub_goal.area.position, answer.sub_goal.position)
    )


def may_be_edited(assessment: Assessment, *, today: date) -> bool:
    """Tell whether the county can change its answers now."""
    return assessment.status in EDITABLE and county_may_answer(
        assessment.round, assessment.county_code, today=today
    )


def lock_for_writing(assessment: Assessment, *, today: date) -> None:
    """Hold the assessment and its round still until the transaction ends, and check them.

    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when the assessment has been handed in.
    """
    hold(assessment.round, shared=True)
    hold(assessment)
    check_takes_answers(assessment.round, assessment.county_code, assessment.status, today=today)


def check_takes_answers(
    round_: RoundState, county_code: str, status: Status, *, today: date
) -> None:
    """Check that a county can change its answers now, by what is held of its assessment.

    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when the assessment has been handed in.
    """
    if not county_may_answer(round_, county_code, today=today):
        raise RoundClosed
    if status not in EDITABLE:
        raise AssessmentLocked(status)


def open_(assessment: Assessment, *, by: User, now: datetime) -> None:
    """Note that the county has opened its form, the first time that it does."""
    if assessment.opened_at is not None:
        return
    hold(assessment)
    if assessment.opened_at is None:
        assessment.opened_at = now
        _record("assessment:open", assessment, by=by, now=now)


def submit(
    assessment: Assessment, *, by: User, now: datetime, today: date, confirmed: frozenset[str]
) -> None:
    """Hand in the assessment; each unanswered sub-goal has to be confirmed by its name.

    :raises Incomplete: with the sub-goals that are unanswered and not confirmed.
    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when it has been handed in.
    """
    lock_for_writing(assessment, today=today)
    unanswered = [
        answer.sub_goal.key for answer in list_answers(assessment) if answer.rating is None
    ]
    if not set(unanswered) <= confirmed:
        raise Incomplete(unanswered)
    assessment.status = Status.SUBMITTED
    assessment.submitted_at = now
    assessment.submitted_by_id = by.id
    assessment.return_reason = ""
    record_submission(assessment, by=by, now=now)
    settle_returned(assessment, now=now)
    _record("assessment:submit", assessment, by=by, now=now, reason=", ".join(unanswered))


def approve(assessment: Assessment, *, by: User, now: datetime, seen: int) -> None:
    """Approve for the county what was seen: the assessment in that version.

    :raises WrongState: when it is not submitted.
    :raises ChangedSince: when it has been taken back and submitted anew meanwhile.
    :raises NotAllowed: when the approver alone has answered and submitted it.
    """
    _lock(assessment, Status.SUBMITTED, seen=seen)
    if assessment.submitted_by_id == by.id:
        raise NotAllowed("own submission")
    assessment.status = Status.APPROVED
    assessment.approved_at = now
    assessment.approved_by_id = by.id
    _record("assessment:approve", assessment, by=by, now=now)


def accept(assessment: Assessment, *, by: User, now: datetime, seen: int, reason: str = "") -> None:
    """Accept for the nation what was seen; without the county's approval it takes a reason.

    :raises WrongState: when it is not handed in, or is accepted.
    :raises ChangedSince: when it is no longer the version that was seen.
    :raises ReasonMissing: when it is not approved and no reason is given.
    """
    _lock(assessment, Status.SUBMITTED, Status.APPROVED, seen=seen)
    if assessment.status is Status.SUBMITTED and not reason.strip():
        raise ReasonMissing
    assessment.status = Status.ACCEPTED
    assessment.accepted_at = now
    assessment.accepted_by_id = by.id
    _record("assessment:accept", assessment, by=by, now=now, reason=reason.strip())


def return_(
    assessment: Assessment,
    *,
    by: User,
    now: datetime,
    seen: int,
    reason: str,
    questions: Mapping[int, str] = NO_QUESTIONS,
) -> None:
    """Give what was seen back to the county for completion, with a reason.

    `questions` are the single answers, by id, that are given back with a reason each. The
    county's approver may return what is submitted; the coordinator also what is approved or
    accepted.

    :raises WrongState: when it is not handed in that far.
    :raises ChangedSince: when it is no longer the version that was seen.
    :raises ReasonMissing: without a reason for the whole or for any question.
    """
    national = Role.COORDINATOR in by.held_roles
    _lock(assessment, *(HANDED_IN if national else (Status.SUBMITTED,)), seen=seen)
    given = {answer_id: text.strip() for answer_id, text in questions.items() if text.strip()}
    if not reason.strip() and not given:
        raise ReasonMissing
    keys = return_questions(assessment, given, by=by, now=now)
    assessment.status = Status.RETURNED
    assessment.return_reason = reason.strip()
    told = "\n".join([reason.strip(), *keys]).strip()
    _record("assessment:return", assessment, by=by, now=now, reason=told)


def take_back(assessment: Assessment, *, by: User, now: datetime, seen: int, reason: str) -> None:
    """Take back a submission that the coordinator has not accepted.

    :raises WrongState: when it is not submitted or approved.
    :raises ChangedSince: when it is no longer the version that was seen.
    :raises ReasonMissing: without a reason.
    """
    _lock(assessment, *TAKEN_BACK_FROM, seen=seen)
    if not reason.strip():
        raise ReasonMissing
    assessment.status = Status.IN_PROGRESS
    _record("assessment:take_back", assessment, by=by, now=now, reason=reason.strip())


def subject(assessment: Assessment) -> str:
    """Return the assessment's name in the log."""
    return f"assessment {assessment.round.year}/{assessment.county_code}"


def _lock(assessment: Assessment, *allowed: Status, seen: int) -> None:
    hold(assessment)
    if assessment.status not in allowed:
        raise WrongState(assessment.status)
    # What is handed in cannot change, only be taken back and handed in anew: the version of the
    # assessment stands for every answer in it.
    if assessment.version != seen:
        raise ChangedSince(assessment.version)


def _record(tag: str, assessment: Assessment, *, by: User, now: datetime, reason: str = "") -> None:
    events.record(
        tag,
        subject=subject(assessment),
        by=by,
        at=now,
        county_code=assessment.county_code,
        reason=reason,
    )
    try:
        db.session.flush()
    except StaleDataError as error:
        db.session.rollback()
        raise WrongState("changed meanwhile") from error
