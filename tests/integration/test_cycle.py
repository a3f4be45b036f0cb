"""A county's year: fill in, submit, approve, accept, and the comparison that follows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from khoss.db import db
from khoss.enums import AssessmentStatus, Role
from khoss.models import Assessment, Event, Round, User
from tests.support.pages import Person, find_person

ROOT = "/sjalvskattning/2026/07/"


def status_of(app: Flask, county: str) -> AssessmentStatus:
    with app.app_context():
        return db.session.scalars(
            select(Assessment.status)
            .join(Assessment.round)
            .where(Round.year == 2026, Assessment.county_code == county)
        ).one()


def submit(officer: Person, root: str = ROOT) -> None:
    page = officer.get(f"{root}lamna-in/")
    officer.post(f"{root}lamna-in/", {"goals": page.field("goals"), "confirm": "y"})


def test_from_an_answer_to_the_national_comparison(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    approver = find_person(example_app, Role.APPROVER, county="07")
    coordinator = find_person(example_app, Role.COORDINATOR)
    before = coordinator.get("/resultat/2026.csv").html
    page = officer.get(f"{ROOT}uo-3/")
    other = "no" if page.field("rating") != "no" else "yes"
    officer.post(f"{ROOT}uo-3/", {"version": page.field("version"), "rating": other})
    submit(officer)
    assert status_of(example_app, "07") is AssessmentStatus.SUBMITTED
    assert "Inlämnad" in coordinator.get("/omgangar/2026/").text()
    approver.step(f"{ROOT}godkann/")
    coordinator.step(f"{ROOT}granska/")
    assert status_of(example_app, "07") is AssessmentStatus.ACCEPTED
    assert coordinator.get("/resultat/2026.csv").html != before
    assert "Fastställd" in officer.get(ROOT).text()


def test_what_is_unanswered_is_named_and_has_to_be_confirmed(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    page = officer.get(f"{ROOT}lamna-in/")
    named = page.field("goals").split(",")
    assert len(named) == 10
    assert all(key in page.text() for key in named)
    officer.post(f"{ROOT}lamna-in/", {"goals": page.field("goals")}, status=409)
    assert status_of(example_app, "07") is AssessmentStatus.IN_PROGRESS


def test_a_goal_emptied_after_the_page_was_read_has_to_be_confirmed_too(
    example_app: Flask,
) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    page = officer.get(f"{ROOT}lamna-in/")
    answered = officer.get(f"{ROOT}pf-1/")
    officer.post(f"{ROOT}pf-1/", {"version": answered.field("version"), "activities": "x"})
    again = officer.post(
        f"{ROOT}lamna-in/", {"goals": page.field("goals"), "confirm": "y"}, status=409
    )
    assert "PF 1" in again.field("goals").split(",")


def test_nobody_approves_what_they_alone_submitted(example_app: Flask) -> None:
    both = find_person(example_app, Role.OFFICER, Role.APPROVER, county="09")
    root = "/sjalvskattning/2026/09/"
    with example_app.app_context():
        assessment = db.session.scalars(
            select(Assessment)
            .join(Assessment.round)
            .where(Round.year == 2026, Assessment.county_code == "09")
        ).one()
        assessment.status = AssessmentStatus.IN_PROGRESS
        db.session.commit()
    submit(both, root)
    page = both.post(f"{root}godkann/", status=409, token_from=f"{root}pf-1/")
    assert "Någon annan i länet" in page.text()
    assert status_of(example_app, "09") is AssessmentStatus.SUBMITTED


def test_returning_takes_a_reason_that_the_county_can_read(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    coordinator = find_person(example_app, Role.COORDINATOR)
    submit(officer)
    coordinator.step(f"{ROOT}aterlamna/", {"reason": "  "}, status=409)
    coordinator.step(f"{ROOT}aterlamna/", {"reason": "Beskriv hindren i UO 2."})
    assert status_of(example_app, "07") is AssessmentStatus.RETURNED
    assert "Beskriv hindren i UO 2." in officer.get(ROOT).text()
    submit(officer)
    assert status_of(example_app, "07") is AssessmentStatus.SUBMITTED


def test_accepting_without_the_countys_approval_takes_a_reason(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.step(f"{ROOT}granska/", status=409)
    coordinator.step(f"{ROOT}granska/", {"reason": "Godkännaren är sjuk; bekräftat per telefon."})
    assert status_of(example_app, "07") is AssessmentStatus.ACCEPTED


def test_a_submission_can_be_taken_back_until_it_is_accepted(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    submit(officer)
    officer.step(f"{ROOT}ta-tillbaka/", {"reason": "Fel siffra i PF 2."})
    assert status_of(example_app, "07") is AssessmentStatus.IN_PROGRESS
    submit(officer)
    find_person(example_app, Role.COORDINATOR).step(f"{ROOT}granska/", {"reason": "Klart."})
    officer.step(f"{ROOT}ta-tillbaka/", {"reason": "Igen"}, status=409)


def test_an_approver_comes_from_the_first_page_straight_to_what_is_to_be_signed(
    example_app: Flask,
) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    approver = find_person(example_app, Role.APPROVER, county="07")
    assert f'href="{ROOT}godkann/"' not in approver.get("/").html
    submit(officer)
    assert f'href="{ROOT}godkann/"' in approver.get("/").html
    page = officer.get("/")
    assert f'href="{ROOT}godkann/"' not in page.html
    assert "Se självskattningen 2026" in page.text()


@pytest.mark.parametrize("step", ["godkann", "granska", "aterlamna"])
def test_nobody_takes_a_step_on_what_they_have_not_seen(example_app: Flask, step: str) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    submit(officer)
    reader = find_person(
        example_app,
        Role.APPROVER if step == "godkann" else Role.COORDINATOR,
        county="07" if step == "godkann" else None,
    )
    path, reason = f"{ROOT}{step}/", {"reason": "Det här läste jag."}
    old = reader.get(path)
    officer.step(f"{ROOT}ta-tillbaka/", {"reason": "En mening saknas."})
    page = officer.get(f"{ROOT}pf-1/")
    fields = {name: page.field(name) for name in ("version", "rating")}
    officer.post(f"{ROOT}pf-1/", {**fields, "activities": "Skrivet medan någon annan läste."})
    submit(officer)
    refused = reader.post(path, {"version": old.field("version"), **reason}, status=409)
    assert status_of(example_app, "07") is AssessmentStatus.SUBMITTED
    assert "har ändrats sedan du öppnade sidan" in refused.text()
    if step != "aterlamna":
        assert "Skrivet medan någon annan läste." in refused.text()
        assert "Skrivet medan någon annan läste." not in old.text()
    reader.post(path, {"version": refused.field("version"), **reason})
    assert status_of(example_app, "07") is not AssessmentStatus.SUBMITTED


@pytest.mark.parametrize("step", ["granska", "aterlamna"])
def test_the_coordinator_is_told_that_the_county_has_it_again_and_keeps_the_reason(
    example_app: Flask, step: str
) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    coordinator = find_person(example_app, Role.COORDINATOR)
    submit(officer)
    old = coordinator.get(f"{ROOT}{step}/")
    officer.step(f"{ROOT}ta-tillbaka/", {"reason": "En mening saknas."})
    told = coordinator.post(
        f"{ROOT}{step}/",
        {"version": old.field("version"), "reason": "Mitt skäl.", "question-pf-1": "Vilka?"},
        status=409,
        token_from="/utskick/nytt/",
    )
    assert "inte inlämnad längre" in told.text()
    assert "Mitt skäl." in told.text()
    assert "Vilka?" in told.text()
    coordinator.get(f"{ROOT}{step}/", status=404)


def test_a_round_closes_opens_again_and_is_published(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    reader = find_person(example_app, Role.READER)
    path = "/omgangar/2026/"
    reader.get("/resultat/2026/", status=404)
    coordinator.post(path, {"to": "closed"})
    coordinator.post(path, {"to": "open"}, status=409)
    coordinator.post(path, {"to": "open", "reason": "Tre län saknas."})
    coordinator.post(path, {"to": "closed"})
    coordinator.post(path, {"to": "published"})
    reader.get("/resultat/2026/")
    coordinator.post(path, {"to": "draft", "reason": "x"}, status=409)
    coordinator.post(path, {"to": "öppen"}, status=422)


def test_every_step_is_in_the_log_and_the_log_cannot_be_changed(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    with example_app.app_context():
        event = db.session.scalars(
            select(Event).where(Event.subject == "assessment 2026/07").order_by(Event.id.desc())
        ).first()
        assert event is not None
        assert event.tag == "assessment:submit"
        by = db.session.get_one(User, event.by_id)
        assert by.is_officer
        event.reason = "ändrad i efterhand"
        with pytest.raises(DatabaseError, match="kept row in event"):
            db.session.commit()
        db.session.rollback()
