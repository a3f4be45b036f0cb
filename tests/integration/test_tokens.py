"""Keys to the read API: made by their owner, shown once, ended by a click or by time."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import clock
from khoss.db import db
from khoss.enums import COUNTY_ROLES, Role
from khoss.errors import NotAllowed, WrongState
from khoss.models import ApiToken, Event
from khoss.services.api_tokens import create_token
from tests.support.keys import Program, find_account, make_key
from tests.support.pages import Page, Person, find_person

ADDRESS = "/konto/nycklar/"
SECRET = re.compile(r"khoss_[A-Za-z0-9_-]{43}")


def person(app: Flask, role: Role) -> Person:
    return find_person(app, role, county="07" if role in COUNTY_ROLES else None)


def make(somebody: Person, role: Role, *, days: str = "30") -> Page:
    return somebody.post(
        ADDRESS, {"name": "Power BI", "role": role.value, "days": days}, status=201
    )


@pytest.mark.parametrize("role", list(Role))
def test_whoever_is_signed_in_makes_a_key_that_works_and_is_shown_once(
    example_app: Flask, role: Role
) -> None:
    somebody = person(example_app, role)
    page = make(somebody, role)
    [secret] = SECRET.findall(page.html)
    assert Program(example_app, secret).ask("/years").status_code == 200
    again = somebody.get(ADDRESS)
    assert "Power BI" in again.text()
    assert not SECRET.search(again.html)
    with example_app.app_context():
        token = db.session.scalars(select(ApiToken)).one()
        assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
        assert (token.role, token.name) == (role, "Power BI")
        assert token.expires_at - token.created_at == timedelta(days=30)
        stored = [str(getattr(token, column.key)) for column in ApiToken.__table__.columns]
        assert not any(secret in value for value in stored)


def test_a_revoked_key_opens_nothing_and_the_log_says_both(example_app: Flask) -> None:
    somebody = person(example_app, Role.READER)
    [secret] = SECRET.findall(make(somebody, Role.READER).html)
    with example_app.app_context():
        token_id, user_id = db.session.execute(select(ApiToken.id, ApiToken.user_id)).one()
    somebody.post(f"{ADDRESS}{token_id}/aterkalla/", token_from=ADDRESS)
    assert Program(example_app, secret).ask("/years").status_code == 401
    text = somebody.get(ADDRESS).text()
    assert "Återkallad" in text
    assert "är återkallad och öppnar inget mer" in text
    # Once more changes nothing.
    somebody.post(f"{ADDRESS}{token_id}/aterkalla/", token_from=ADDRESS)
    with example_app.app_context():
        found = db.session.scalars(
            select(Event).where(Event.subject == f"user {user_id}").order_by(Event.id)
        )
        said = [(one.tag, one.by_id, one.reason) for one in found if "token" in one.tag]
    assert said == [
        ("token:create", user_id, "Power BI (reader)"),
        ("token:revoke", user_id, "Power BI (reader)"),
    ]


def test_nobody_ends_or_sees_anothers_key(example_app: Flask) -> None:
    secret = make_key(example_app, Role.COORDINATOR)
    with example_app.app_context():
        token_id = db.session.scalars(select(ApiToken.id)).one()
    for role in (Role.READER, Role.ADMIN, Role.OFFICER):
        somebody = person(example_app, role)
        assert "Provet" not in somebody.get(ADDRESS).text()
        somebody.post(f"{ADDRESS}{token_id}/aterkalla/", status=404, token_from=ADDRESS)
    assert Program(example_app, secret).ask("/years").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "coordinator"), ("role", "allt"), ("days", "366"), ("days", "-1"), ("name", " ")],
)
def test_what_a_key_may_not_be_is_refused(example_app: Flask, field: str, value: str) -> None:
    somebody = person(example_app, Role.READER)
    sent = {"name": "Power BI", "role": "reader", "days": "30", field: value}
    page = somebody.post(ADDRESS, sent, status=422)
    assert not SECRET.search(page.html)
    with example_app.app_context():
        assert not db.session.scalars(select(ApiToken)).all()


def test_the_rules_hold_without_the_form_too(example_app: Flask) -> None:
    with example_app.app_context():
        user, now = find_account(Role.READER), clock.now()
        with pytest.raises(NotAllowed):
            create_token(user, name="x", role=Role.ADMIN, valid=timedelta(days=1), now=now)
        for days in (366, 0, -1):
            with pytest.raises(WrongState):
                create_token(user, name="x", role=Role.READER, valid=timedelta(days=days), now=now)


def test_a_name_is_text_whatever_it_says(example_app: Flask) -> None:
    somebody = person(example_app, Role.READER)
    name = "<script>alert(1)</script> å & ”ä”"
    page = somebody.post(ADDRESS, {"name": name, "role": "reader", "days": "365"}, status=201)
    assert name in page.text()
    assert name in somebody.get(ADDRESS).text()


def test_last_use_and_end_are_said_on_the_page(example_app: Flask) -> None:
    somebody = person(example_app, Role.READER)
    [secret] = SECRET.findall(make(somebody, Role.READER).html)
    assert "Aldrig" in somebody.get(ADDRESS).text()
    Program(example_app, secret).read("/years")
    text = somebody.get(ADDRESS).text()
    assert "Aldrig" not in text
    assert "Gäller till" in text
    with example_app.app_context():
        token = db.session.scalars(select(ApiToken)).one()
        token.created_at -= timedelta(days=60)
        token.expires_at = clock.now() - timedelta(days=1)
        db.session.commit()
    page = somebody.get(ADDRESS)
    assert "Gick ut" in page.text()
    assert "aterkalla" not in page.html
