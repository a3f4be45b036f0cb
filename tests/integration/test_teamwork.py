"""Working together in a county: assignments, comments, who is here, single questions returned."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Audience, Role
from khoss.models import Assessment, Assignment, Comment, Event, Round, User
from khoss.services import assessments
from khoss.services.users import create_user
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, find_person

ROOT = "/sjalvskattning/2026/07/"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


@pytest.fixture
def colleague(example_app: Flask) -> tuple[Person, int]:
    """Return a second officer of the same county."""
    with example_app.app_context():
        user = create_user(
            "kollega@khoss.example",
            name="Kim Kollega",
            roles=[Role.OFFICER],
            county_code="07",
            by=None,
            now=EXAMPLE_MOMENT,
        )
        db.session.commit()
        return Person(example_app, user.fs_uniquifier), user.id


def answer_ids(app: Flask, county: str = "07") -> dict[str, int]:
    with app.app_context():
        assessment = assessments.get_assessment(2026, county)
        return {one.sub_goal.slug: one.id for one in assessments.list_answers(assessment)}


def test_an_area_or_a_question_goes_to_a_colleague(
    example_app: Flask, officer: Person, colleague: tuple[Person, int]
) -> None:
    ids = answer_ids(example_app)
    person, user_id = colleague
    officer.post(f"{ROOT}fordela/", {"area-SL": str(user_id), f"goal-{ids['pf-1']}": str(user_id)})
    page = person.get(f"{ROOT}?mina=1")
    assert "PF 1" in page.text()
    assert "SL 1" in page.text()
    assert "PF 2" not in page.text()
    assert "Kim Kollega" in officer.get(ROOT).text()
    officer.post(f"{ROOT}fordela/", {f"goal-{ids['pf-1']}": ""})
    assert "PF 1" not in person.get(f"{ROOT}?mina=1").text()


def test_nobody_of_another_county_is_given_a_question(example_app: Flask, officer: Person) -> None:
    ids = answer_ids(example_app)
    others = answer_ids(example_app, "08")
    with example_app.app_context():
        stranger = db.session.scalars(select(User).where(User.county_code == "08")).first()
        assert stranger is not None
        stranger_id = stranger.id
    for key, value in (
        (f"goal-{ids['pf-1']}", str(stranger_id)),
        (f"goal-{ids['pf-1']}", "nonsens"),
    ):
        page = officer.post(f"{ROOT}fordela/", {key: value}, status=422)
        assert "gick inte att spara" in page.text()
    officer.post(f"{ROOT}fordela/", {f"goal-{others['pf-1']}": ""})
    with example_app.app_context():
        assert db.session.scalars(select(Assignment)).all() == []


def test_comments_stay_in_the_county_and_are_resolved(example_app: Flask, officer: Person) -> None:
    approver = find_person(example_app, Role.APPROVER, county="07")
    path = f"{ROOT}pf-1/kommentarer/"
    officer.post(path, {"audience": "county", "comment": "Har ni sett nätverket?"})
    approver.post(path, {"audience": "county", "comment": "Ja, i maj."})
    assert "2 öppna kommentarer" in officer.get(ROOT).text()
    page = approver.get(path)
    assert "Har ni sett nätverket?" in page.text()
    officer.post(f"{path}lost/", {"audience": "county"}, token_from=path)
    assert "öppna kommentarer" not in officer.get(ROOT).text()
    page = officer.post(path, {"audience": "county", "comment": " "}, status=422)
    assert "Skriv något" in page.text()
    officer.post(path, {"audience": "alla", "comment": "x"}, status=422)


def test_a_question_to_the_coordinator_is_a_thread_of_its_own(
    example_app: Flask, officer: Person
) -> None:
    path = f"{ROOT}pf-1/kommentarer/"
    officer.post(path, {"audience": "coordinator", "comment": "Vad menas med nätverk?"})
    with example_app.app_context():
        comment = db.session.scalars(
            select(Comment).where(Comment.body == "Vad menas med nätverk?")
        ).one()
        assert (comment.audience, comment.from_coordinator) == (Audience.COORDINATOR, False)


def test_who_else_is_here_is_shown(
    example_app: Flask, officer: Person, colleague: tuple[Person, int]
) -> None:
    person, _ = colleague
    said = person.client.post(
        f"{ROOT}narvaro/",
        data={"csrf_token": person.token(f"{ROOT}pf-1/"), "goal": "pf-1"},
        headers={"Accept": "application/json"},
    )
    assert said.json == {"present": []}
    assert "Kim Kollega är på PF 1" in officer.get(f"{ROOT}pf-2/").text()
    assert "Kim Kollega" not in person.get(f"{ROOT}pf-2/").text().split("Också här nu")[-1][:60]


def test_that_the_form_was_opened_is_noted_once(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="01")
    page = officer.get("/")
    assert "Börja med självskattningen 2026" in page.text()
    for _ in range(2):
        officer.post("/sjalvskattning/2026/01/borja/", token_from="/")
    assert "Fortsätt med självskattningen 2026" in officer.get("/").text()
    with example_app.app_context():
        opened = db.session.scalars(select(Event).where(Event.tag == "assessment:open")).all()
        assert len(opened) == 1


def test_single_questions_come_back_with_a_reason_each(example_app: Flask, officer: Person) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    hand_in(officer)
    review = coordinator.get(f"{ROOT}granska/")
    links = [one.get("href") for one in review.all("a")]
    assert f"{ROOT}aterlamna/#question-pf-1" in links
    page = coordinator.get(f"{ROOT}aterlamna/")
    assert "question-pf-1" in [one.get("id") for one in page.all("textarea")]
    written = officer.get(f"{ROOT}pf-1/").text().split("Utförda aktiviteter")[1][:40]
    assert written.strip() in page.text()
    coordinator.step(
        f"{ROOT}aterlamna/",
        {
            "question-pf-1": "Beskriv nätverket.",
            "question-sl-1": "Vilka kommuner?",
        },
    )
    page = officer.get(f"{ROOT}komplettera/")
    assert "Beskriv nätverket." in page.text()
    assert "PF 2" not in page.text()
    answer = officer.get(f"{ROOT}pf-1/")
    assert "Beskriv nätverket." in answer.text()
    fields = {name: answer.field(name) for name in ("version", "rating", "obstacles")}
    done = officer.post(f"{ROOT}pf-1/", {**fields, "activities": "Nätverket möts i maj."})
    assert done.response.location.endswith("/sl-1/")
    assert "Återlämnad för komplettering men inte ändrad" in officer.get(f"{ROOT}lamna-in/").text()
    hand_in(officer)
    page = coordinator.get(f"{ROOT}granska/")
    assert "Ändrat sedan förra inlämningen" in page.text()
    assert officer.get(f"{ROOT}komplettera/").text().count("Beskriv nätverket.") == 0


def test_returning_without_any_reason_is_refused(example_app: Flask, officer: Person) -> None:
    hand_in(officer)
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.step(f"{ROOT}aterlamna/", {"reason": " "}, status=409)
    assert "Skriv ett skäl" in page.text()


def test_a_text_without_a_rating_stops_the_submission(example_app: Flask, officer: Person) -> None:
    page = officer.get(f"{ROOT}pf-1/")
    officer.post(f"{ROOT}pf-1/", {"version": page.field("version"), "activities": "Bara text"})
    page = officer.get(f"{ROOT}lamna-in/")
    assert "Det här stoppar inlämningen" in page.text()
    refused = officer.post(
        f"{ROOT}lamna-in/", {"goals": page.field("goals"), "confirm": "y"}, status=409
    )
    assert "PF 1" in refused.text()
    with example_app.app_context():
        assert (
            db.session.scalars(
                select(Assessment.submitted_at)
                .join(Assessment.round)
                .where(Round.year == 2026, Assessment.county_code == "07")
            ).one()
            is None
        )


def test_the_approver_sees_what_moved_since_last_year(example_app: Flask, officer: Person) -> None:
    hand_in(officer)
    page = find_person(example_app, Role.APPROVER, county="07").get(f"{ROOT}godkann/")
    assert "jämföras med förra året" in page.text()
    assert "Du godkänner som" in page.text()


def hand_in(officer: Person) -> None:
    page = officer.get(f"{ROOT}lamna-in/")
    officer.post(f"{ROOT}lamna-in/", {"goals": page.field("goals"), "confirm": "y"})
