"""What somebody who takes over at a county needs: contacts, dates, the years, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import RoundStatus
from khoss.models import (
    Answer,
    Assessment,
    Comment,
    Event,
    PriorityArea,
    ReturnedAnswer,
    Round,
    SubGoal,
    Succession,
    User,
)


@dataclass(frozen=True)
class Contacts:
    """Who has an account at the county, and who coordinates."""

    colleagues: Sequence[User]
    coordinators: Sequence[User]


@dataclass(frozen=True)
class GivenBack:
    """One question that was given back for completion, in which year."""

    year: int
    goal: SubGoal
    row: ReturnedAnswer


def list_contacts(county_code: str) -> Contacts:
    """Return the open accounts of a county and of the coordinators, by name."""
    users = db.session.scalars(
        select(User)
        .where(User.active, or_(User.county_code == county_code, User.is_coordinator))
        .order_by(User.name, User.email)
    ).all()
    return Contacts(
        [user for user in users if user.county_code == county_code],
        [user for user in users if user.is_coordinator],
    )


def list_coming_rounds() -> Sequence[Round]:
    """Return the rounds that are not published, earliest first."""
    return db.session.scalars(
        select(Round).where(Round.status != RoundStatus.PUBLISHED).order_by(Round.year)
    ).all()


def list_answers_through_years(county_code: str) -> Sequence[Answer]:
    """Return every answer of a county with its goal, area and round, latest year first."""
    return db.session.scalars(
        select(Answer)
        .join(Answer.assessment)
        .join(Assessment.round)
        .join(Answer.sub_goal)
        .join(SubGoal.area)
        .where(Assessment.county_code == county_code)
        .options(
            joinedload(Answer.sub_goal).joinedload(SubGoal.area),
            joinedload(Answer.assessment).joinedload(Assessment.round),
        )
        .order_by(Round.year.desc(), PriorityArea.position, SubGoal.position)
    ).all()


def list_successions() -> dict[int, list[Succession]]:
    """Return what each sub-goal follows, by its id, each with the one before."""
    found: dict[int, list[Succession]] = {}
    rows = db.session.scalars(
        select(Succession)
        .options(joinedload(Succession.predecessor))
        .order_by(Succession.sub_goal_id, Succession.predecessor_id)
    )
    for succession in rows:
        found.setdefault(succession.sub_goal_id, []).append(succession)
    return found


def list_open_threads(county_code: str) -> Sequence[Comment]:
    """Return what is said and not resolved at a county, latest year and oldest entry first."""
    return db.session.scalars(
        select(Comment)
        .join(Comment.answer)
        .join(Answer.assessment)
        .join(Assessment.round)
        .where(Assessment.county_code == county_code, Comment.resolved_at.is_(None))
        .options(
            joinedload(Comment.written_by),
            joinedload(Comment.answer).joinedload(Answer.sub_goal),
            joinedload(Comment.answer).joinedload(Answer.assessment).joinedload(Assessment.round),
        )
        .order_by(Round.year.desc(), Comment.answer_id, Comment.id)
    ).all()


def list_given_back(county_code: str) -> list[GivenBack]:
    """Return the questions that were ever given back to a county, latest first."""
    rows = db.session.execute(
        select(Round.year, SubGoal, ReturnedAnswer)
        .join(Answer, ReturnedAnswer.answer_id == Answer.id)
        .join(SubGoal, Answer.sub_goal_id == SubGoal.id)
        .join(Assessment, Answer.assessment_id == Assessment.id)
        .join(Round, Assessment.round_id == Round.id)
        .where(Assessment.county_code == county_code)
        .options(joinedload(ReturnedAnswer.returned_by))
        .order_by(ReturnedAnswer.returned_at.desc(), ReturnedAnswer.id)
    )
    return [GivenBack(*row) for row in rows]


def list_returns(county_code: str) -> Sequence[Event]:
    """Return each time that a whole assessment was given back to a county, latest first."""
    return db.session.scalars(
        select(Event)
        .where(Event.county_code == county_code, Event.tag == "assessment:return")
        .options(joinedload(Event.by))
        .order_by(Event.at.desc(), Event.id.desc())
    ).all()
