"""The coordinator and the counties of a round: the board, last days, questions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import clock
from khoss.db import db
from khoss.enums import MailKind, Role
from khoss.i18n import swedish_date
from khoss.models import Event, OutgoingMail, Round, RoundExtension
from tests.support.pages import Page, Person, find_person

BOARD = "/omgangar/2026/"
COUNTY = f"{BOARD}lan/07/"
COMMENTS = "/sjalvskattning/2026/07/pf-1/kommentarer/"


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def counties(page: Page) -> list[str]:
    return [page.text(one) for one in page.all("th") if one.get("scope") == "row"]


def test_the_board_says_who_has_not_even_opened(example_app: Flask, coordinator: Person) -> None:
    page = coordinator.get(f"{BOARD}?visa=ej-oppnade")
    shown = counties(page)
    assert shown
    assert f"{len(shown)} av 21 län har inte ens öppnat" in page.text()
    officer = find_person(example_app, Role.OFFICER, county="01")
    assert "Stockholms län" in shown
    officer.post("/sjalvskattning/2026/01/borja/", token_from="/")
    assert "Stockholms län" not in counties(coordinator.get(f"{BOARD}?visa=ej-oppnade"))


def test_the_board_sorts_and_filters(coordinator: Person) -> None:
    everybody = counties(coordinator.get(BOARD))
    assert len(everybody) == 21
    assert everybody[0] == "Stockholms län"
    by_name = counties(coordinator.get(f"{BOARD}?sortera=namn"))
    assert sorted(by_name) == sorted(everybody)
    assert by_name[0] == "Blekinge län"
    assert counties(coordinator.get(f"{BOARD}?sortera=nonsens&visa=nonsens")) == everybody
    some = counties(coordinator.get(f"{BOARD}?visa=ej-inlamnade"))
    assert 0 < len(some) < 21


def test_every_area_has_its_bar_in_words(coordinator: Person) -> None:
    page = coordinator.get(BOARD)
    titles = [page.text(one) for one in page.tree.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 21
    assert all(title.count(" av ") == 6 for title in titles)


def test_a_county_gets_a_later_last_day_with_a_reason(
    example_app: Flask, coordinator: Person
) -> None:
    with example_app.app_context():
        closes_on = db.session.scalars(select(Round.closes_on).where(Round.year == 2026)).one()
        assert closes_on is not None
    later = closes_on + timedelta(days=7)
    for fields in (
        {"closes_on": later.isoformat(), "reason": " "},
        {"closes_on": closes_on.isoformat(), "reason": "För tidigt"},
    ):
        coordinator.post(COUNTY, fields, status=409)
    coordinator.post(COUNTY, {"closes_on": "", "reason": "Vilken dag?"}, status=422)
    coordinator.post(COUNTY, {"closes_on": later.isoformat(), "reason": "Sjukdom i staben"})
    assert "Sjukdom i staben" in coordinator.get(COUNTY).text()
    officer = find_person(example_app, Role.OFFICER, county="07")
    assert "Sjukdom i staben" in officer.get("/sjalvskattning/2026/07/").text()
    with example_app.app_context():
        own_day = select(RoundExtension.closes_on).where(RoundExtension.county_code == "07")
        assert db.session.scalars(own_day).all() == [later]
        event = db.session.scalars(select(Event).where(Event.tag == "round:extend")).all()[-1]
        assert event.county_code == "07"


def test_a_day_that_does_not_exist_comes_back_with_the_reason(coordinator: Person) -> None:
    written = {"closes_on": "2026-02-31", "reason": "Översvämningen i maj"}
    page = coordinator.post(COUNTY, written, token_from=COUNTY, status=422)
    assert "Översvämningen i maj" in page.field("reason")
    assert "govuk-error-message" in {one.get("class") for one in page.all("p")}


def test_a_county_answers_after_the_close_until_its_own_last_day(
    example_app: Flask, coordinator: Person
) -> None:
    later = max(clock.today(), date(2026, 12, 31)) + timedelta(days=30)
    coordinator.post(COUNTY, {"closes_on": later.isoformat(), "reason": "Översvämning"})
    coordinator.post(BOARD, {"to": "closed"})
    path = "/sjalvskattning/2026/07/pf-1/"
    officer = find_person(example_app, Role.OFFICER, county="07")
    page = officer.get(path)
    officer.post(path, {"version": page.field("version"), "rating": "yes", "activities": "Sent"})
    coordinator.post(COUNTY, {"withdraw": "1", "reason": "Klart"})
    page = officer.get(path)
    assert not page.field("version")


def test_a_county_reads_its_own_last_day_and_goes_on_after_the_close(
    example_app: Flask, coordinator: Person
) -> None:
    later = max(clock.today(), date(2026, 12, 31)) + timedelta(days=30)
    officer = find_person(example_app, Role.OFFICER, county="07")
    with example_app.test_request_context():
        day = f"Sista dag {swedish_date(later)}"
    assert day not in officer.get("/").text()
    coordinator.post(COUNTY, {"closes_on": later.isoformat(), "reason": "Översvämning"})
    for path in ("/", "/sjalvskattning/2026/07/"):
        assert day in officer.get(path).text()
    coordinator.post(BOARD, {"to": "closed"})
    page = officer.get("/")
    assert day in page.text()
    assert "Fortsätt med självskattningen 2026" in page.text()
    coordinator.post(COUNTY, {"withdraw": "1", "reason": "Klart"})
    assert "Se självskattningen 2026" in officer.get("/").text()


def test_a_question_waits_until_the_coordinator_replies(
    example_app: Flask, coordinator: Person
) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    officer.post(COMMENTS, {"audience": "county", "comment": "Bara för oss"})
    officer.post(COMMENTS, {"audience": "coordinator", "comment": "Vad menas med nätverk?"})
    # Kalmar's waits in the examples already.
    assert "Obesvarade frågor från länen: 2" in coordinator.get(BOARD).text()
    assert counties(coordinator.get(f"{BOARD}?visa=fragor")) == ["Kronobergs län", "Kalmar län"]
    page = coordinator.get(f"{BOARD}fragor/")
    assert "Vad menas med nätverk?" in page.text()
    assert "Bara för oss" not in page.text()
    action = next(one.get("action") for one in page.all("form") if "fragor" in one.get("action"))
    coordinator.post(action, {"comment": " "}, status=422, token_from=f"{BOARD}fragor/")
    coordinator.post(action, {"comment": "Ett regionalt nätverk."}, token_from=f"{BOARD}fragor/")
    assert "Vad menas med nätverk?" not in coordinator.get(f"{BOARD}fragor/").text()
    assert "Ett regionalt nätverk." in officer.get(COMMENTS).text()
    coordinator.post(action, {"comment": "En gång till"}, status=404, token_from=BOARD)
    with example_app.app_context():
        kinds = db.session.scalars(select(OutgoingMail.kind)).all()
    assert MailKind.QUESTION in kinds
    assert MailKind.REPLY in kinds
