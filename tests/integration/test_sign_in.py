"""Signing in: passwords, limits, sessions that end, accounts that close."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Role
from khoss.models import User
from tests.support.apps import settings_for
from tests.support.databases import EXAMPLE_PASSWORD
from tests.support.pages import Page, Person, anybody, find_person

LOGIN = "/konto/logga-in"
OFFICER = "handlaggare.kronoberg@khoss.example"


def sign_in(person: Person, address: str, password: str, *, to: str = LOGIN) -> Page:
    response = person.client.post(
        to, data={"csrf_token": person.token(LOGIN), "email": address, "password": password}
    )
    return Page(response)


def test_a_password_with_swedish_letters_signs_in(example_app: Flask) -> None:
    person = anybody(example_app)
    page = sign_in(person, OFFICER.upper(), EXAMPLE_PASSWORD)
    assert page.status == 302
    assert "Kronobergs län" in person.get("/").text()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(example_app: Flask) -> None:
    person = anybody(example_app)
    wrong = sign_in(person, OFFICER, "fel lösenord helt")
    unknown = sign_in(person, "ingen@khoss.example", "fel lösenord helt")
    for page in (wrong, unknown):
        page.check()
        assert "E-postadressen eller lösenordet stämmer inte" in page.text()
    assert sign_in(person, OFFICER, "").status == 200


def test_sign_in_leads_to_the_page_that_was_asked_for_and_never_elsewhere(
    example_app: Flask,
) -> None:
    person = anybody(example_app)
    asked = person.client.get("/sjalvskattning/2026/07/").location
    assert sign_in(person, OFFICER, EXAMPLE_PASSWORD, to=asked).response.location.endswith(
        "/sjalvskattning/2026/07/"
    )
    other = anybody(example_app)
    page = sign_in(other, OFFICER, EXAMPLE_PASSWORD, to=f"{LOGIN}?next=https://evil.example/")
    assert "evil" not in (page.response.location or "")


def test_attempts_run_out_and_the_page_says_so(example_app: Flask) -> None:
    person = anybody(example_app)
    for _attempt in range(10):
        assert sign_in(person, OFFICER, "fel lösenord helt").status == 200
    page = sign_in(person, OFFICER, EXAMPLE_PASSWORD)
    assert page.status == 429
    assert "För många försök" in page.text()
    other = anybody(example_app)
    assert sign_in(other, "lasare@khoss.example", EXAMPLE_PASSWORD).status == 302


def test_signing_out_ends_the_session(example_app: Flask) -> None:
    person = find_person(example_app, Role.READER)
    person.client.post("/konto/logga-ut", data={"csrf_token": person.token("/resultat/")})
    assert person.client.get("/resultat/").status_code == 302


def test_a_closed_account_is_signed_out_at_once(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    admin = find_person(example_app, Role.ADMIN)
    with example_app.app_context():
        user_id = db.session.scalars(select(User.id).where(User.email == OFFICER)).one()
    admin.post(f"/anvandare/{user_id}/lage/", token_from=f"/anvandare/{user_id}/")
    assert officer.client.get("/").status_code == 302
    page = sign_in(anybody(example_app), OFFICER, EXAMPLE_PASSWORD)
    assert page.status == 200
    admin.post(f"/anvandare/{user_id}/lage/", token_from=f"/anvandare/{user_id}/")
    assert sign_in(anybody(example_app), OFFICER, EXAMPLE_PASSWORD).status == 302


def test_a_new_account_gets_a_link_that_works_once(example_app: Flask, tmp_path: Path) -> None:
    admin = find_person(example_app, Role.ADMIN)
    admin.post(
        "/anvandare/ny/",
        {"email": "inte en adress", "name": "Åsa Ny", "roles": "officer", "county": "08"},
        status=422,
    )
    admin.post(
        "/anvandare/ny/",
        {"email": "Asa.Ny@lansstyrelsen.se", "name": "Åsa Ny", "roles": "officer", "county": "08"},
    )
    (mail,) = (tmp_path / "outbox").glob("*.eml")
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    body = message.get_content()
    found = re.search(r"http://\S+(/konto/aterstall/\S+)", body)
    assert found
    person = anybody(example_app)
    path = found[1]
    person.get(path)
    new = "köttbullar på räls"
    fields = {"password": new, "password_confirm": new}
    too_short = person.client.post(
        path,
        data={"csrf_token": person.token(path), "password": "kort", "password_confirm": "kort"},
    )
    assert "minst 12 tecken" in Page(too_short).text()
    chosen = person.client.post(path, data={"csrf_token": person.token(path), **fields})
    assert chosen.status_code == 302
    assert sign_in(anybody(example_app), "asa.ny@lansstyrelsen.se", new).status == 302
    again = anybody(example_app).client.get(path, follow_redirects=True)
    assert "Engångslänken gäller inte" in again.get_data(as_text=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"roles": "officer", "county": ""},
        {"roles": "reader", "county": "08"},
        {"roles": ["officer", "coordinator"], "county": "08"},
        {"roles": "kung", "county": ""},
        {"county": "08"},
    ],
)
def test_roles_that_do_not_fit_are_refused_with_the_form_kept(
    example_app: Flask, fields: dict[str, object]
) -> None:
    admin = find_person(example_app, Role.ADMIN)
    page = admin.post(
        "/anvandare/ny/", {"email": "ny@lansstyrelsen.se", "name": "Ny", **fields}, status=422
    )
    assert page.field("email") == "ny@lansstyrelsen.se"
    assert "Det finns ett problem" in page.text()


def test_an_address_has_one_account(example_app: Flask) -> None:
    admin = find_person(example_app, Role.ADMIN)
    page = admin.post(
        "/anvandare/ny/", {"email": OFFICER, "roles": "reader", "county": ""}, status=422
    )
    assert "har redan ett konto" in page.text()


def test_administrators_cannot_lock_themselves_out(example_app: Flask) -> None:
    admin = find_person(example_app, Role.ADMIN)
    with example_app.app_context():
        own = db.session.scalars(select(User.id).where(User.is_admin)).one()
    path = f"/anvandare/{own}/"
    admin.post(f"{path}lage/", status=409, token_from=path)
    admin.post(path, {"email": "administrator@khoss.example", "roles": "reader"}, status=422)


def test_a_changed_password_signs_in(example_app: Flask) -> None:
    person = find_person(example_app, Role.READER)
    path = "/konto/andra-losenord"
    new = "en helt ny lösenfras"
    response = person.client.post(
        path,
        data={
            "csrf_token": person.token(path),
            "password": EXAMPLE_PASSWORD,
            "new_password": new,
            "new_password_confirm": new,
        },
    )
    assert response.status_code == 302, Page(response).text()
    assert sign_in(anybody(example_app), "lasare@khoss.example", new).status == 302


@pytest.mark.parametrize("path", [LOGIN, "/konto/aterstall", "/tillganglighet/"])
def test_the_pages_before_sign_in_are_in_order(example_app: Flask, path: str) -> None:
    anybody(example_app).get(path)


def test_the_pages_speak_english_when_asked(example_app: Flask) -> None:
    person = find_person(example_app, Role.READER)
    person.client.post(
        "/sprak/",
        data={"csrf_token": person.token("/resultat/"), "language": "en", "next": "/resultat/"},
    )
    page = Page(person.client.get("/resultat/2024/"))
    page.check(language="en")


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_language_form_leads_nowhere_else(example_app: Flask, address: str) -> None:
    person = anybody(example_app)
    response = person.client.post(
        "/sprak/", data={"csrf_token": person.token(LOGIN), "language": "sv", "next": address}
    )
    assert response.location.startswith("/")
    assert not response.location.startswith(("//", "/\\"))


def test_every_answer_carries_the_headers(example_app: Flask) -> None:
    response = anybody(example_app).client.get(LOGIN)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_https_makes_cookies_secure(example_app: Flask, tmp_path: Path) -> None:
    settings = settings_for("sqlite:///x", tmp_path)
    assert not settings.secure_cookies
    assert example_app.config["SESSION_COOKIE_SECURE"] is False
