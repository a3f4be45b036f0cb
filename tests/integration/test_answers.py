"""Saving an answer: versions, revisions, bad input, and nothing lost."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus
from khoss.models import Answer, AnswerRevision, Assessment, Round, SubGoal
from tests.support.pages import Page, Person, anybody, find_person

PATH = "/sjalvskattning/2026/07/pf-1/"
TEXT = "Vi har träffat länets åtta kommuner. Åäö – ”citat” <script>alert(1)</script>"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def saved(app: Flask, county: str = "07", year: int = 2026) -> Answer:
    with app.app_context():
        answer = db.session.scalar(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(Answer.sub_goal)
            .where(
                Round.year == year,
                Assessment.county_code == county,
                SubGoal.area_code == "PF",
                SubGoal.position == 1,
            )
        )
        assert answer is not None
        return answer


def form(page: Page, **changes: str) -> dict[str, str]:
    names = ("version", "rating", "activities", "obstacles", "support_needs")
    return {**{name: page.field(name) for name in names}, **changes}


def revisions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AnswerRevision)) or 0


def test_a_saved_answer_is_kept_with_its_revision_and_leads_to_the_next_goal(
    example_app: Flask, officer: Person
) -> None:
    before = revisions(example_app)
    response = officer.post(
        PATH, form(officer.get(PATH), rating="partly", activities=TEXT)
    ).response
    assert response.location.endswith("/sjalvskattning/2026/07/pf-2/")
    answer = saved(example_app)
    assert (answer.rating, answer.activities) == (Rating.PARTLY, TEXT)
    assert revisions(example_app) == before + 1


def test_a_stale_version_shows_both_texts_and_overwrites_nothing(
    example_app: Flask, officer: Person
) -> None:
    stale = officer.get(PATH)
    officer.post(PATH, form(officer.get(PATH), activities="Kollegans text om nätverket"))
    page = officer.post(PATH, form(stale, activities="Min egen text om samma sak"), status=409)
    assert "Kollegans text om nätverket" in page.text()
    assert page.field("activities") == "Min egen text om samma sak"
    assert saved(example_app).activities == "Kollegans text om nätverket"
    officer.post(PATH, form(page))
    assert saved(example_app).activities == "Min egen text om samma sak"


def test_the_same_save_sent_twice_is_one_save(example_app: Flask, officer: Person) -> None:
    fields = form(officer.get(PATH), activities="Skickad två gånger")
    officer.post(PATH, fields)
    once = revisions(example_app)
    officer.post(PATH, fields)
    assert revisions(example_app) == once


def test_a_million_characters_are_refused_and_stay_in_the_field(
    example_app: Flask, officer: Person
) -> None:
    huge = "Å" * 1_000_000
    page = officer.post(PATH, form(officer.get(PATH), activities=huge), status=422)
    assert "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 tecken" in page.html
    assert page.field("activities") == huge
    assert saved(example_app).activities != huge


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": "kanske"},
        {"rating": "YES"},
        {"version": "-1"},
        {"version": "4; DROP TABLE answer"},
        {"version": ""},
        {"version": "9" * 40},
        {"version": "²"},
    ],
)
def test_forged_fields_are_refused_with_the_text_kept(
    example_app: Flask, officer: Person, changes: dict[str, str]
) -> None:
    before = saved(example_app).activities
    page = officer.post(
        PATH, {**form(officer.get(PATH)), "activities": "Min text", **changes}, status=422
    )
    assert page.field("activities") == "Min text"
    assert "Inget är sparat" in page.text()
    assert saved(example_app).activities == before


def test_a_forged_newer_version_is_a_conflict(example_app: Flask, officer: Person) -> None:
    page = officer.post(
        PATH, form(officer.get(PATH), activities="Min text", version="99999"), status=409
    )
    assert page.field("activities") == "Min text"


def test_control_characters_are_dropped_and_line_breaks_unified(
    example_app: Flask, officer: Person
) -> None:
    officer.post(PATH, form(officer.get(PATH), activities="ett\x00\x08\r\ntvå\rtre"))
    assert saved(example_app).activities == "ett\ntvå\ntre"


@pytest.mark.parametrize(
    "path",
    [
        "/sjalvskattning/1999/07/",
        "/sjalvskattning/99999999999999999999/07/",
        "/sjalvskattning/2026/07/xx-1/",
        "/sjalvskattning/2026/07/pf-99999999999999999999/",
        "/sjalvskattning/2026/07/pf-01/",
        "/sjalvskattning/2026/99/",
        "/resultat/1999/",
        "/resultat/99999999999999999999/",
        "/resultat/1999.csv",
        "/rapporter/99999999999999999999/",
    ],
)
def test_what_does_not_exist_is_a_page_that_says_so(officer: Person, path: str) -> None:
    officer.get(path, status=404)


def test_a_session_that_ran_out_gives_the_text_back(example_app: Flask, officer: Person) -> None:
    fields = form(officer.get(PATH), activities=TEXT, rating="yes")
    stranger = anybody(example_app)
    response = stranger.client.post(PATH, data={"csrf_token": "gammal", **fields})
    assert response.status_code in (400, 401)
    page = Page(response)
    page.check()
    assert page.field("activities") == TEXT
    assert "logga in" in page.text().lower()
    # Signed in again in another tab, the same page saves what it kept.
    with officer.client.session_transaction() as session:
        user_id = session["_user_id"]
    with stranger.client.session_transaction() as session:
        session["_user_id"] = user_id
        session["_fresh"] = True
    kept = {name: page.field(name) for name in (*fields, "csrf_token")}
    assert stranger.client.post(PATH, data=kept).status_code == 303
    assert saved(example_app).activities == TEXT


def test_an_old_token_gives_the_text_back(example_app: Flask, officer: Person) -> None:
    fields = form(officer.get(PATH), activities=TEXT)
    response = officer.client.post(PATH, data={"csrf_token": "gammal", **fields})
    assert response.status_code == 400
    page = Page(response)
    page.check()
    assert page.field("activities") == TEXT
    kept = {name: page.field(name) for name in (*fields, "csrf_token")}
    assert officer.client.post(PATH, data=kept).status_code == 303
    assert saved(example_app).activities == TEXT


@pytest.mark.parametrize("status", [RoundStatus.CLOSED, RoundStatus.PUBLISHED])
def test_a_round_that_closed_meanwhile_keeps_the_text_on_the_page(
    example_app: Flask, officer: Person, status: RoundStatus
) -> None:
    fields = form(officer.get(PATH), activities=TEXT)
    token = officer.token(PATH)
    with example_app.app_context():
        db.session.scalars(select(Round).where(Round.year == 2026)).one().status = status
        db.session.commit()
    response = officer.client.post(PATH, data={"csrf_token": token, **fields})
    assert response.status_code == 409
    page = Page(response)
    assert page.field("activities") == TEXT
    assert "stängd" in page.text()
    assert saved(example_app).activities != TEXT


def test_an_assessment_submitted_meanwhile_keeps_the_text_on_the_page(
    example_app: Flask, officer: Person
) -> None:
    fields = form(officer.get(PATH), activities=TEXT)
    token = officer.token(PATH)
    page = officer.get("/sjalvskattning/2026/07/lamna-in/")
    officer.post(
        "/sjalvskattning/2026/07/lamna-in/", {"goals": page.field("goals"), "confirm": "y"}
    )
    response = officer.client.post(PATH, data={"csrf_token": token, **fields})
    assert response.status_code == 409
    assert Page(response).field("activities") == TEXT
    with example_app.app_context():
        assessment = db.session.get_one(Assessment, saved(example_app).assessment_id)
        assert assessment.status is AssessmentStatus.SUBMITTED
