"""Two who write the same answer: nothing is overwritten, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Rating, Role, RoundStatus, SaveKind, SetAsideCause
from khoss.models import Answer, AnswerRevision, Assessment, Round, SetAside, SubGoal
from khoss.services.users import create_user
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Page, Person, anybody, find_person

PATH = "/sjalvskattning/2026/07/pf-1/"
NAMES = ("version", "rating", "activities", "obstacles", "support_needs", "coverage")


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def form(page: Page, **changes: str) -> dict[str, str]:
    return {**{name: page.field(name) for name in NAMES}, **changes}


def saved(app: Flask) -> Answer:
    with app.app_context():
        return db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(Answer.sub_goal)
            .where(
                Round.year == 2026,
                Assessment.county_code == "07",
                SubGoal.area_code == "PF",
                SubGoal.position == 1,
            )
        ).one()


def aside(app: Flask) -> list[SetAside]:
    with app.app_context():
        return list(db.session.scalars(select(SetAside).order_by(SetAside.id)))


def autosave(person: Person, fields: dict[str, str], *, token: str | None = None) -> Any:
    return person.client.post(
        f"{PATH}spara/",
        data={"csrf_token": token or person.token(PATH), **fields},
        headers={"Accept": "application/json"},
    )


def colleague(app: Flask) -> Person:
    """Return a second officer of the county."""
    with app.app_context():
        user = create_user(
            "kim@khoss.example",
            name="Kim",
            roles=[Role.OFFICER],
            county_code="07",
            by=None,
            now=EXAMPLE_MOMENT,
        )
        uniquifier = user.fs_uniquifier
        db.session.commit()
    return Person(app, uniquifier)


def colliding(officer: Person, **mine: str) -> Page:
    stale = officer.get(PATH)
    officer.post(PATH, form(officer.get(PATH), activities="Kollegans ord om nätverk"))
    return officer.post(PATH, form(stale, **mine), status=409)


def test_the_second_writer_sees_both_texts_with_what_differs_marked(
    example_app: Flask, officer: Person
) -> None:
    page = colliding(officer, activities="Mina ord om nätverk")
    assert "Kollegans ord om nätverk" in page.text()
    assert page.field("activities") == "Mina ord om nätverk"
    gone = ["".join(one.itertext()) for one in page.all("del")]
    new = ["".join(one.itertext()) for one in page.all("ins")]
    assert any("Kollegans" in one for one in gone)
    assert any("Mina" in one for one in new)
    assert all("open" in one.attrib for one in page.all("main details"))


def test_the_page_of_two_versions_says_who_saved_the_other(
    example_app: Flask, officer: Person
) -> None:
    assert "Du har sparat svaret i ett annat fönster" in colliding(officer, activities="a").text()
    kim, stale = colleague(example_app), officer.get(PATH)
    kim.post(PATH, form(kim.get(PATH), activities="Kims ord"))
    page = officer.post(PATH, form(stale, activities="Mina ord"), status=409)
    assert "Någon annan har sparat svaret" in page.text()


def test_a_text_too_large_for_the_server_is_told_to_the_page_in_its_own_words(
    example_app: Flask, officer: Person
) -> None:
    fields = form(officer.get(PATH), activities="å" * 2_000)
    token = officer.token(PATH)
    example_app.config["MAX_CONTENT_LENGTH"] = 1_000
    answer = autosave(officer, fields, token=token)
    assert answer.status_code == 413
    assert answer.json["state"] == "refused"
    assert "för stort" in str(answer.json["errors"])


def test_what_is_in_the_answer_already_is_not_set_aside_when_it_comes_again(
    example_app: Flask, officer: Person
) -> None:
    page = officer.get(PATH)
    same = form(page)
    token = officer.token(PATH)
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        round_.status = RoundStatus.CLOSED
        db.session.commit()
    answer = autosave(officer, same, token=token)
    assert answer.json["state"] == "saved"
    assert aside(example_app) == []


def test_what_the_second_writer_wrote_is_kept_even_if_the_window_is_closed(
    example_app: Flask, officer: Person
) -> None:
    colliding(officer, activities="Mina ord som inte får försvinna")
    kept = aside(example_app)
    assert [one.activities for one in kept] == ["Mina ord som inte får försvinna"]
    assert kept[0].cause is SetAsideCause.CONFLICT
    assert "En text väntar" in officer.get(PATH).text()
    page = officer.get(f"{PATH}andringar/")
    new = [" ".join("".join(one.itertext()).split()) for one in page.all("ins")]
    assert any("Mina ord" in one or "försvinna" in one for one in new), new
    page = officer.get(f"{PATH}undanlagt/{kept[0].id}/")
    assert page.field("activities") == "Mina ord som inte får försvinna"


@pytest.mark.parametrize(
    ("choice", "result"),
    [
        ("mine", "Mina ord"),
        ("saved", "Kollegans ord om nätverk"),
        ("both", "Kollegans ord om nätverk\n\nMina ord"),
    ],
)
def test_the_second_writer_chooses_or_joins(
    example_app: Flask, officer: Person, choice: str, result: str
) -> None:
    page = colliding(officer, activities="Mina ord")
    officer.post(f"{PATH}sammanfor/", merging(page, choice_activities=choice), token_from=PATH)
    assert saved(example_app).activities == result
    with example_app.app_context():
        latest = db.session.scalars(
            select(AnswerRevision).order_by(AnswerRevision.id.desc())
        ).first()
        assert latest is not None
        assert latest.kind is SaveKind.JOINED or choice == "saved"
    assert all(one.settled_at for one in aside(example_app))
    assert "En text väntar" not in officer.get(PATH).text()


def merging(page: Page, **changes: str) -> dict[str, str]:
    names = ("version", "shown", "activities")
    fields = {name: page.field(name) for name in names}
    return {**fields, "choice_activities": "both", **changes}


def test_joining_one_text_leaves_another_that_was_not_shown(
    example_app: Flask, officer: Person
) -> None:
    stale = form(officer.get(PATH))
    colliding(officer, activities="Granar i ett fönster")
    page = officer.post(PATH, {**stale, "activities": "Ekar i ett annat"}, status=409)
    officer.post(f"{PATH}sammanfor/", merging(page), token_from=PATH)
    waiting = [one.activities for one in aside(example_app) if one.settled_at is None]
    assert waiting == ["Granar i ett fönster"]
    assert "Granar" in officer.get(f"{PATH}andringar/").text()


def test_joining_settles_the_beginning_of_the_same_text_and_what_was_edited_on_the_page(
    example_app: Flask, officer: Person
) -> None:
    stale = form(officer.get(PATH))
    colliding(officer, activities="Granar")
    page = officer.post(PATH, {**stale, "activities": "Granar och ekar"}, status=409)
    officer.post(f"{PATH}sammanfor/", merging(page, activities="Ekar och granar"), token_from=PATH)
    assert len(aside(example_app)) == 2
    assert all(one.settled_at for one in aside(example_app))


def test_joining_a_colleagues_text_settles_it(example_app: Flask, officer: Person) -> None:
    colliding(officer, activities="Granar")
    kept = aside(example_app)[0]
    kim = colleague(example_app)
    page = kim.get(f"{PATH}undanlagt/{kept.id}/")
    kim.post(f"{PATH}sammanfor/", merging(page), token_from=PATH)
    assert aside(example_app)[0].settled_at


def test_what_only_one_of_them_changed_is_chosen_beforehand(
    example_app: Flask, officer: Person
) -> None:
    page = colliding(officer, obstacles="Bara jag skrev om hinder")
    assert page.field("choice_activities") == "saved"
    assert page.field("choice_obstacles") == "mine"
    fields = {
        name: page.field(name)
        for name in ("version", "activities", "obstacles", "choice_activities", "choice_obstacles")
    }
    officer.post(f"{PATH}sammanfor/", fields, token_from=PATH)
    answer = saved(example_app)
    assert answer.activities == "Kollegans ord om nätverk"
    assert answer.obstacles == "Bara jag skrev om hinder"


def test_what_is_written_on_the_page_of_two_versions_is_not_lost_by_the_choice_beforehand(
    example_app: Flask, officer: Person
) -> None:
    page = colliding(officer, obstacles="Bara jag skrev om hinder")
    assert page.field("choice_activities") == "saved"
    own = {"obstacles": page.field("obstacles"), "choice_obstacles": "mine"}
    written = merging(page, activities="Skrivet här", choice_activities="saved", **own)
    refused = officer.post(f"{PATH}sammanfor/", written, token_from=PATH, status=422)
    assert refused.field("activities") == "Skrivet här"
    assert "Välj vad som ska gälla" in refused.text()
    officer.post(f"{PATH}sammanfor/", {**written, "choice_activities": "mine"}, token_from=PATH)
    assert saved(example_app).activities == "Skrivet här"
    assert all(one.settled_at for one in aside(example_app))


def test_a_third_save_during_the_joining_is_shown_too(example_app: Flask, officer: Person) -> None:
    page = colliding(officer, activities="Mina ord")
    officer.post(PATH, form(officer.get(PATH), activities="En tredjes ord"))
    fields = {
        "version": page.field("version"),
        "activities": "Mina ord",
        "choice_activities": "mine",
    }
    again = officer.post(f"{PATH}sammanfor/", fields, token_from=PATH, status=409)
    assert "En tredjes ord" in again.text()
    assert saved(example_app).activities == "En tredjes ord"
    assert any(one.activities == "Mina ord" for one in aside(example_app))


def test_a_text_set_aside_can_be_dismissed_and_stays_in_the_database(
    example_app: Flask, officer: Person
) -> None:
    colliding(officer, activities="Behövs inte")
    kept = aside(example_app)[0]
    officer.post(f"{PATH}undanlagt/{kept.id}/", token_from=f"{PATH}andringar/")
    assert aside(example_app)[0].settled_at is not None
    officer.get(f"{PATH}undanlagt/{kept.id}/", status=404)


def test_an_earlier_state_can_be_restored_and_the_later_one_read(
    example_app: Flask, officer: Person
) -> None:
    officer.post(PATH, form(officer.get(PATH), activities="Den första texten"))
    version = saved(example_app).version
    officer.post(PATH, form(officer.get(PATH), activities="Den andra texten"))
    page = officer.get(f"{PATH}andringar/")
    officer.post(
        f"{PATH}andringar/{version}/",
        {"version": str(version + 1)},
        token_from=f"{PATH}andringar/",
    )
    assert any("andra" in "".join(one.itertext()) for one in page.all("ins"))
    assert saved(example_app).activities == "Den första texten"
    officer.post(
        f"{PATH}andringar/{version + 1}/",
        {"version": str(version)},
        token_from=f"{PATH}andringar/",
        status=409,
    )
    assert saved(example_app).activities == "Den första texten"


def test_an_autosave_is_acknowledged_with_its_version_and_time(
    example_app: Flask, officer: Person
) -> None:
    fields = form(officer.get(PATH), activities="Sparat av sig självt")
    answer = autosave(officer, fields)
    assert answer.status_code == 200
    assert answer.json["state"] == "saved"
    assert answer.json["version"] == saved(example_app).version
    assert saved(example_app).activities == "Sparat av sig självt"
    again = autosave(officer, fields)
    assert again.json["version"] == answer.json["version"]


@pytest.mark.parametrize(
    ("change", "state", "code"),
    [
        ({"version": "0"}, "conflict", 409),
        ({"activities": "å" * 20_001}, "refused", 422),
        ({"coverage": "9"}, "refused", 422),
        ({"writer": "999999"}, "signed_out", 401),
    ],
)
def test_an_autosave_that_fails_says_why(
    example_app: Flask, officer: Person, change: dict[str, str], state: str, code: int
) -> None:
    before = saved(example_app).activities
    fields = form(officer.get(PATH), activities="Ny text")
    answer = autosave(officer, {**fields, **change})
    assert (answer.status_code, answer.json["state"]) == (code, state)
    assert saved(example_app).activities == before
    assert [one.activities for one in aside(example_app)] == (
        ["Ny text"] if state == "conflict" else []
    )


def test_an_autosave_after_the_round_closed_sets_the_text_aside(
    example_app: Flask, officer: Person
) -> None:
    fields, token = form(officer.get(PATH), activities="Sista ordet"), officer.token(PATH)
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        round_.status = RoundStatus.CLOSED
        db.session.commit()
    answer = autosave(officer, fields, token=token)
    assert (answer.status_code, answer.json["state"]) == (409, "closed")
    assert [(one.cause, one.activities) for one in aside(example_app)] == [
        (SetAsideCause.CLOSED, "Sista ordet")
    ]


def test_an_autosave_without_a_session_asks_to_sign_in(example_app: Flask, officer: Person) -> None:
    fields = form(officer.get(PATH))
    answer = autosave(anybody(example_app), fields, token="gammal")
    assert (answer.status_code, answer.json["state"]) == (401, "signed_out")


def test_an_autosave_with_an_old_token_gets_the_new_one(
    example_app: Flask, officer: Person
) -> None:
    fields = form(officer.get(PATH), activities="Efter ny inloggning")
    answer = autosave(officer, fields, token="gammal")
    assert (answer.status_code, answer.json["state"]) == (400, "old_page")
    assert autosave(officer, fields, token=answer.json["csrf_token"]).status_code == 200
    assert saved(example_app).activities == "Efter ny inloggning"


def test_coverage_is_kept_and_counted_against_the_countys_municipalities(
    example_app: Flask, officer: Person
) -> None:
    officer.post(PATH, form(officer.get(PATH), coverage="8"))
    assert saved(example_app).coverage == 8
    page = officer.post(PATH, form(officer.get(PATH), coverage="9", activities="x"), status=422)
    assert "0 till 8" in page.text()
    assert page.field("activities") == "x"
    officer.post(PATH, form(officer.get(PATH), coverage="", rating="yes"))
    assert (saved(example_app).coverage, saved(example_app).rating) == (None, Rating.YES)
