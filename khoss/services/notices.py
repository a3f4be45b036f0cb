"""What each change tells to whom, and which days remind: facts, without a word of the mails.

Whoever took the step is not written to about it, and nobody whose account is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select

from khoss.db import db
from khoss.enums import COUNTY_ROLES, AssessmentStatus, MailKind, Role, RoundStatus
from khoss.figures.workdays import count_workdays, is_workday
from khoss.models import Assessment, Round, RoundExtension, User
from khoss.services.assessments import EDITABLE, list_round_assessments
from khoss.services.extensions import last_day, takes_answers

OFFICERS = frozenset({Role.OFFICER})
APPROVERS = frozenset({Role.APPROVER})
# Which working days after the last day remind: these, and every fifth.
FIRST_OVERDUE = frozenset({1, 3})
OVERDUE_EVERY = 5

COUNTY_TOLD: Mapping[MailKind, frozenset[Role]] = {
    MailKind.SUBMITTED: APPROVERS,
    MailKind.APPROVED: OFFICERS,
    MailKind.RETURNED: COUNTY_ROLES,
    MailKind.ACCEPTED: COUNTY_ROLES,
    MailKind.REPLY: OFFICERS,
}
COORDINATOR_TOLD = frozenset({MailKind.APPROVED, MailKind.QUESTION})


@dataclass(frozen=True)
class Notice:
    """One thing that certain people are told about one county.

    `days` are working days: until the last day, or since it. `goal` is the key of a sub-goal.
    `awaits_approval` says that the county's officers have done their part.
    """

    kind: MailKind
    occasion: str
    round_id: int
    year: int
    county_code: str
    county: str
    people: tuple[User, ...]
    last_day: date | None = None
    days: int = 0
    goal: str = ""
    awaits_approval: bool = False
    for_coordinator: bool = False


def round_opened(round_: Round) -> list[Notice]:
    """Tell every county that has not handed in that the round is open.

    The occasion is the round and the county's last day: a round that is opened again with another
    last day is told of again; with the same, only to those who have not heard of it.
    """
    if round_.status is not RoundStatus.OPEN:
        return []
    people = list_county_people(None, COUNTY_ROLES)
    extensions = _extensions(round_)
    notices = []
    for assessment in list_round_assessments(round_):
        if assessment.status not in EDITABLE:
            continue
        closes_on = last_day(round_, extensions.get(assessment.county_code))
        notice = _notice(
            MailKind.ROUND_OPENED,
            assessment,
            round_,
            occasion=f"open until {closes_on or 'further notice'}",
            people=_of_county(people, assessment.county_code, COUNTY_ROLES),
        )
        notices.append(replace(notice, last_day=closes_on))
    return notices


def step_taken(
    kind: MailKind, assessment: Assessment, *, by: User, at: datetime, goal: str = ""
) -> list[Notice]:
    """Tell those concerned of a step of an assessment, or of a word about one of its questions."""
    occasion = f"{kind} {at.isoformat()}"
    notices = []
    if kind in COUNTY_TOLD:
        people = _but(by, list_county_people([assessment.county_code], COUNTY_TOLD[kind]))
        notice = _notice(kind, assessment, assessment.round, occasion=occasion, people=people)
        notices.append(replace(notice, goal=goal))
    if kind in COORDINATOR_TOLD:
        people = _but(by, list_coordinators())
        notice = _notice(kind, assessment, assessment.round, occasion=occasion, people=people)
        notices.append(replace(notice, goal=goal, for_coordinator=True))
    return notices


def reminders(round_: Round, *, day: date) -> list[Notice]:
    """Return whom a day reminds of a round: so many working days left, or past the last day."""
    if not is_workday(day):
        return []
    people = list_county_people(None, COUNTY_ROLES)
    extensions = _extensions(round_)
    notices = []
    for assessment in list_round_assessments(round_):
        extension = extensions.get(assessment.county_code)
        closes_on = last_day(round_, extension)
        if closes_on is None or not takes_answers(round_, extension, today=day):
            continue
        remind = _days_left if day <= closes_on else _overdue
        notice = remind(assessment, round_, closes_on, day=day, people=people)
        if notice is not None:
            notices.append(replace(notice, last_day=closes_on))
    return notices


def list_county_people(codes: Collection[str] | None, roles: Collection[Role]) -> list[User]:
    """Return who holds one of the roles in these counties, None for all, by county and address."""
    held = {Role.OFFICER: User.is_officer, Role.APPROVER: User.is_approver}
    wanted = [column for role, column in held.items() if role in roles]
    asked = select(User).where(User.active, User.county_code.is_not(None), or_(*wanted))
    if codes is not None:
        asked = asked.where(User.county_code.in_(codes))
    return list(db.session.scalars(asked.order_by(User.county_code, User.email)))


def list_coordinators() -> list[User]:
    """Return the coordinators, by address."""
    return list(
        db.session.scalars(
            select(User).where(User.active, User.is_coordinator).order_by(User.email)
        )
    )


def _days_left(
    assessment: Assessment, round_: Round, closes_on: date, *, day: date, people: Sequence[User]
) -> Notice | None:
    """Remind the officers of what is not handed in, the approvers of what is not approved."""
    days = count_workdays(day, closes_on)
    submitted = assessment.status is AssessmentStatus.SUBMITTED
    if days not in _remind_before(round_) or not (submitted or assessment.status in EDITABLE):
        return None
    notice = _notice(
        MailKind.DAYS_LEFT,
        assessment,
        round_,
        occasion=f"{days} days left to {closes_on} {'approval' if submitted else 'submission'}",
        people=_of_county(people, assessment.county_code, APPROVERS if submitted else OFFICERS),
    )
    return replace(notice, days=days, awaits_approval=submitted)


def _overdue(
    assessment: Assessment, round_: Round, closes_on: date, *, day: date, people: Sequence[User]
) -> Notice | None:
    """Remind officers and approvers of what should have been handed in."""
    days = count_workdays(closes_on, day)
    due = days in FIRST_OVERDUE or days % OVERDUE_EVERY == 0
    if not due or assessment.status not in EDITABLE:
        return None
    notice = _notice(
        MailKind.OVERDUE,
        assessment,
        round_,
        occasion=f"{days} days after {closes_on}",
        people=_of_county(people, assessment.county_code, COUNTY_ROLES),
    )
    return replace(notice, days=days)


def _notice(
    kind: MailKind,
    assessment: Assessment,
    round_: Round,
    *,
    occasion: str,
    people: tuple[User, ...],
) -> Notice:
    return Notice(
        kind=kind,
        occasion=f"assessment {round_.year}/{assessment.county_code} {occasion}",
        round_id=round_.id,
        year=round_.year,
        county_code=assessment.county_code,
        county=assessment.county.name,
        people=people,
    )


def _extensions(round_: Round) -> dict[str, RoundExtension]:
    found = db.session.scalars(select(RoundExtension).where(RoundExtension.round_id == round_.id))
    return {extension.county_code: extension for extension in found}


def _remind_before(round_: Round) -> set[int]:
    return {int(word) for word in round_.remind_before.split() if word.isdecimal()}


def _of_county(people: Sequence[User], code: str, roles: frozenset[Role]) -> tuple[User, ...]:
    return tuple(user for user in people if user.county_code == code and user.held_roles & roles)


def _but(by: User, people: Sequence[User]) -> tuple[User, ...]:
    return tuple(user for user in people if user.id != by.id)
