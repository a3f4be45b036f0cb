"""Example data: who did what and when, and which databases take no examples."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import AssessmentStatus, Role
from khoss.errors import RealData
from khoss.models import Answer, Assessment, Event, Round, User
from khoss.services.examples import add_examples
from khoss.services.examples.plans import same_plan
from khoss.services.installation import holds_examples
from khoss.services.plans import get_plan, load_plan
from khoss.services.users import create_user
from tests.support.databases import EXAMPLE_DAY, EXAMPLE_MOMENT, EXAMPLE_SEED


def test_kronoberg_has_answered_fourteen_and_kalmar_nine(example_app: Flask) -> None:
    with example_app.app_context():
        counts = db.session.execute(
            select(Assessment.county_code, func.count(Answer.rating))
            .join(Assessment.round)
            .join(Assessment.answers)
            .where(Round.year == 2026, Assessment.county_code.in_(("07", "08")))
            .group_by(Assessment.county_code)
            .order_by(Assessment.county_code)
        ).all()
    assert [tuple(count) for count in counts] == [("07", 14), ("08", 9)]


def test_every_step_is_in_the_log_with_the_person_who_may_take_it(example_app: Flask) -> None:
    with example_app.app_context():
        rows = db.session.execute(
            select(Event, User)
            .join(User, Event.by_id == User.id)
            .where(Event.tag.startswith("assessment:") | Event.tag.startswith("round:"))
        ).all()
        steps = Counter(event.tag for event, _user in rows)
        for event, user in rows:
            if event.tag == "assessment:submit":
                assert Role.OFFICER in user.held_roles
                assert user.county_code == event.county_code
            elif event.tag == "assessment:approve":
                assert Role.APPROVER in user.held_roles
                assert user.county_code == event.county_code
            else:
                assert user.held_roles == {Role.COORDINATOR}, event.tag
        assert all(event.at < EXAMPLE_MOMENT for event, _user in rows)
    assert steps["round:published"] == 3
    assert steps["round:extend"] == 1
    assert steps["assessment:accept"] == 3 * 21 + 2
    assert steps["assessment:return"] == 2


def test_an_assessment_is_answered_submitted_approved_and_accepted_within_the_round(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        rows = db.session.execute(
            select(
                Round.opens_on,
                func.max(Answer.updated_at),
                Assessment.submitted_at,
                Assessment.approved_at,
                Assessment.accepted_at,
                Round.closes_on,
            )
            .select_from(Assessment)
            .join(Assessment.round)
            .join(Assessment.answers)
            .where(Assessment.accepted_at.is_not(None))
            .group_by(Assessment.id, Round.id)
        ).all()
    assert len(rows) == 3 * 21 + 2
    for opens_on, answered_at, submitted_at, approved_at, accepted_at, closes_on in rows:
        assert opens_on is not None
        assert closes_on is not None
        assert submitted_at is not None
        assert approved_at is not None
        assert accepted_at is not None
        assert answered_at is not None
        assert answered_at < submitted_at < approved_at < accepted_at
        assert opens_on < answered_at.date()
        assert accepted_at.date() <= closes_on


def test_a_return_names_an_answer_of_the_plan(example_app: Flask) -> None:
    with example_app.app_context():
        reasons = db.session.scalars(
            select(Assessment.return_reason).where(Assessment.status == AssessmentStatus.RETURNED)
        ).all()
        keys = [goal.key for goal in get_plan(2026).sub_goals]
    assert len(reasons) == 2
    assert all(any(key in reason for key in keys) for reason in reasons)


def test_a_county_with_one_municipality_says_nothing_of_several(example_app: Flask) -> None:
    with example_app.app_context():
        rows = db.session.execute(
            select(Answer.activities, Answer.obstacles, Answer.support_needs)
            .join(Answer.assessment)
            .where(Assessment.county_code == "09")
        ).all()
    texts = [text for row in rows for text in row if text]
    assert len(texts) > 50
    assert not [text for text in texts if "kommuner" in text.lower()]


def test_examples_are_refused_where_somebody_has_an_account(official_app: Flask) -> None:
    with official_app.app_context():
        create_user(
            "anna@lan.example",
            name="",
            roles=[Role.ADMIN],
            county_code=None,
            by=None,
            now=EXAMPLE_MOMENT,
        )
        db.session.commit()
        assert_refused(users=1)


def test_examples_are_refused_where_a_later_plan_is_loaded(official_app: Flask) -> None:
    with official_app.app_context():
        load_plan(same_plan(get_plan(2024), 2025), now=EXAMPLE_MOMENT)
        db.session.commit()
        assert_refused(users=0)


def assert_refused(*, users: int) -> None:
    with pytest.raises(RealData):
        add_examples(seed=EXAMPLE_SEED, today=EXAMPLE_DAY, password_hash="x")
    db.session.commit()
    assert not holds_examples()
    assert db.session.scalar(select(func.count()).select_from(User)) == users
    assert db.session.scalar(select(func.count()).select_from(Answer)) == 0
