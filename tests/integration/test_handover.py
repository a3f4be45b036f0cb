"""The page for the one who takes over: what it tells, and a note that is never overwritten."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Role
from khoss.models import HandoverNote
from tests.support.pages import Person, find_person

PAGE = "/lan/07/overlamning/"
COMMENTS = "/sjalvskattning/2026/07/pf-1/kommentarer/"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


@pytest.fixture
def approver(example_app: Flask) -> Person:
    return find_person(example_app, Role.APPROVER, county="07")


def notes(app: Flask) -> list[str]:
    with app.app_context():
        saved = select(HandoverNote.body).where(HandoverNote.county_code == "07")
        return list(db.session.scalars(saved.order_by(HandoverNote.version)))


def test_it_tells_who_to_turn_to_and_when_the_last_day_is(officer: Person) -> None:
    text = officer.get(PAGE).text()
    assert "handlaggare.kronoberg@khoss.example" in text
    assert "godkannare.kronoberg@khoss.example" in text
    assert "samordnare@khoss.example" in text
    assert "handlaggare.kalmar@khoss.example" not in text
    assert "Sista dag för länen i omgången 2026" in text
    assert "Överlämning" in officer.get("/").text()


def test_it_shows_every_goal_through_the_years_with_its_texts(officer: Person) -> None:
    page = officer.get(PAGE)
    heads = [page.text(one) for one in page.all("th") if one.get("scope") == "col"]
    assert heads[-4:] == ["2026", "2025", "2024", "2023"]
    activities = officer.get("/sjalvskattning/2025/07/pf-1/").text()
    full = officer.get(f"{PAGE}?texter=1").text()
    assert "Utförda aktiviteter" not in page.text()
    words = activities.split("Utförda aktiviteter")[1].split("Hinder")[0].strip()
    assert words in full


def test_a_new_question_is_told_from_one_that_was_asked_before(officer: Person) -> None:
    page = officer.get(PAGE)
    rows = {page.text(row)[:4].strip(): page.text(row) for row in page.all("tr")}
    assert "Ny fråga" in rows["SL 5"]


def test_an_open_thread_stands_there_until_it_is_resolved(officer: Person) -> None:
    assert "Inga trådar är öppna" in officer.get(PAGE).text()
    officer.post(COMMENTS, {"audience": "county", "comment": "Vem ringer kommunen?"})
    officer.post(COMMENTS, {"audience": "coordinator", "comment": "Gäller det alla bolag?"})
    text = officer.get(PAGE).text()
    assert "Vem ringer kommunen?" in text
    assert "med den nationella samordnaren" in text
    officer.post(f"{COMMENTS}lost/", {"audience": "county"}, token_from=COMMENTS)
    assert "Vem ringer kommunen?" not in officer.get(PAGE).text()


def test_what_was_given_back_stands_there_with_its_reason(example_app: Flask) -> None:
    approver = find_person(example_app, Role.APPROVER, county="09")
    path = "/sjalvskattning/2026/09/aterlamna/"
    approver.step(
        path, {"reason": "Se över helheten", "question-pf-1": "Vilka kommuner gäller det?"}
    )
    text = approver.get("/lan/09/overlamning/").text()
    assert "Se över helheten" in text
    assert "Vilka kommuner gäller det?" in text


def test_the_note_is_saved_and_every_state_of_it_is_kept(
    example_app: Flask, officer: Person, approver: Person
) -> None:
    officer.post(PAGE, {"body": "Ring Anna i Växjö.", "version": "0"})
    approver.post(PAGE, {"body": "Ring Bo i Växjö.", "version": "1"})
    text = officer.get(PAGE).text()
    assert "Ring Bo i Växjö." in text
    assert "Ring Anna i Växjö." in text
    assert notes(example_app) == ["Ring Anna i Växjö.", "Ring Bo i Växjö."]
    officer.post(PAGE, {"body": "Ring Bo i Växjö.", "version": "2"})
    assert len(notes(example_app)) == 2


def test_two_at_once_are_both_shown_and_nothing_is_overwritten(
    example_app: Flask, officer: Person, approver: Person
) -> None:
    officer.post(PAGE, {"body": "Nyckeln ligger hos vakten.", "version": "0"})
    page = approver.post(PAGE, {"body": "Mötet är på torsdagar.", "version": "0"}, status=409)
    assert "Nyckeln ligger hos vakten." in page.text()
    assert page.field("body") == "Mötet är på torsdagar."
    assert notes(example_app) == ["Nyckeln ligger hos vakten."]
    both = "Nyckeln ligger hos vakten.\nMötet är på torsdagar."
    approver.post(PAGE, {"body": both, "version": page.field("version")})
    assert notes(example_app)[-1] == both


def test_a_note_that_is_too_long_stays_in_the_field(example_app: Flask, officer: Person) -> None:
    page = officer.post(PAGE, {"body": "å" * 20_001, "version": "0"}, status=422)
    assert len(page.field("body")) == 20_001
    assert notes(example_app) == []


def test_the_coordinator_reads_no_county_s_handover(example_app: Flask) -> None:
    find_person(example_app, Role.COORDINATOR).get(PAGE, status=403)
