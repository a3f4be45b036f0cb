"""What a page's script sends is held to the page's own rules, and costs no new cookie."""

from __future__ import annotations

import pytest
from flask import Flask, request

from khoss import clock
from khoss.enums import Role
from khoss.forms.answer_rules import read_answer
from khoss.forms.answers import AnswerForm
from khoss.sessions import RENEWALS, Session
from tests.support.pages import find_person

PATH = "/sjalvskattning/2026/07/pf-1/"
MUNICIPALITIES = 8
FIELDS = {"version": "3", "rating": "partly", "activities": "Två övningar."}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rating": ""},
        {"rating": "kanske"},
        {"rating": "YES"},
        {"activities": " ett\r\ntvå\x00\rtre a\u030a "},
        {"activities": "Å" * 20_000},
        {"activities": "Å" * 20_001},
        {"obstacles": "Å" * 20_001, "support_needs": "Å" * 20_001},
        {"change_reason": "Å" * 2_001},
        {"coverage": " 8 "},
        {"coverage": "0"},
        {"coverage": "9"},
        {"coverage": "-1"},
        {"coverage": "1000"},
        {"coverage": "²"},
        {"version": ""},
        {"version": "²"},
        {"version": "1234567890"},
        {"version": "-1", "rating": "kanske", "coverage": "alla"},
    ],
)
def test_the_script_is_told_what_the_page_would_say(
    migrated_app: Flask, changes: dict[str, str]
) -> None:
    with migrated_app.test_request_context(PATH, method="POST", data={**FIELDS, **changes}):
        form = AnswerForm(meta={"csrf": False}).counting(MUNICIPALITIES)
        form.validate()
        sent = read_answer(request.form, municipalities=MUNICIPALITIES)
    assert sent.errors == form.errors
    assert (sent.content, sent.expected_version) == (form.content(), form.expected_version)


def test_the_script_needs_the_token_of_the_page(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    answer = officer.client.post(
        f"{PATH}spara/", data=FIELDS, headers={"Accept": "application/json"}
    )
    told = answer.get_json()
    assert (answer.status_code, told["state"]) == (400, "old_page")


def test_a_session_is_signed_anew_when_it_changes_or_has_been_used_a_while(
    migrated_app: Flask,
) -> None:
    app = migrated_app
    tell, lifetime = app.session_interface.should_set_cookie, app.permanent_session_lifetime
    session = Session({"_permanent": True})
    session.signed_at = clock.now()
    assert not tell(app, session)
    session.signed_at -= lifetime / RENEWALS
    assert tell(app, session)
    session.signed_at = clock.now()
    session["language"] = "en"
    assert tell(app, session)
