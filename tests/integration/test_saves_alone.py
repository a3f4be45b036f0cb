"""A save that is one statement: what stands against it, and who does something else at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, text

from khoss import clock
from khoss.db import db, execute_alone
from khoss.enums import AssessmentStatus, Role, RoundStatus
from khoss.models import AnswerRevision
from khoss.services import answers, assessments, rounds
from tests.integration.test_races import ROUNDS, coordinator, state, submit
from tests.integration.test_two_at_once import PATH, aside, autosave, form, saved
from tests.support.pages import Person, find_person
from tests.support.queries import counted_statements

# Who asks; to hold, to replace and to keep. PostgreSQL does all three at once.
STATEMENTS = {"sqlite": 4, "postgresql": 2}


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def at_once(*steps: Callable[[], int]) -> list[int]:
    """Take each step in a thread of its own at the same moment; return what each returned."""
    barrier = threading.Barrier(len(steps))

    def run(step: Callable[[], int]) -> int:
        barrier.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def writing(person: Person, words: str) -> Callable[[], int]:
    """Return the step that saves these words over what the page shows now; it returns the code."""
    fields, token = form(person.get(PATH), activities=words), person.token(PATH)
    return lambda: int(autosave(person, fields, token=token).status_code)


def stepping(app: Flask, step: Callable[[], None]) -> Callable[[], int]:
    """Return a step that takes another; it returns the answer's version that it saw at its end."""

    def run() -> int:
        with app.app_context():
            step()
            assessment = assessments.get_assessment(2026, "07")
            seen = answers.get_answer(assessment, "pf-1").version
            db.session.commit()
            return seen

    return run


def close() -> None:
    rounds.move_round(rounds.get_round(2026), RoundStatus.CLOSED, by=coordinator(), now=clock.now())


def texts_of(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(AnswerRevision.activities)))


def test_a_save_while_somebody_writes_is_as_few_statements_as_can_be(
    example_app: Flask, officer: Person
) -> None:
    step = writing(officer, "Sparat av sig självt")
    with example_app.app_context():
        expected = STATEMENTS[db.engine.dialect.name]
        with counted_statements() as statements:
            assert step() == 200
    assert len(statements) == expected, "\n".join(statements)
    assert saved(example_app).activities == "Sparat av sig självt"
    assert "Sparat av sig självt" in texts_of(example_app)


def test_the_first_save_of_an_assessment_notes_that_it_has_begun(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="01")
    path = PATH.replace("/07/", "/01/")
    token = officer.token(path)
    with example_app.app_context():
        assessment = assessments.get_assessment(2026, "01")
        assessment.opened_at, before = None, assessment.version
        db.session.commit()
    fields = {"csrf_token": token, "version": "1", "activities": "Först"}
    assert officer.client.post(f"{path}spara/", data=fields).status_code == 200
    with example_app.app_context():
        assessment = assessments.get_assessment(2026, "01")
        assert assessment.status is AssessmentStatus.IN_PROGRESS
        assert assessment.opened_at is not None
        assert assessment.version == before + 1


def test_what_is_there_already_is_not_saved_once_more(example_app: Flask, officer: Person) -> None:
    before = saved(example_app)
    step = writing(officer, before.activities)
    assert step() == 200
    assert saved(example_app).version == before.version


def test_no_county_writes_in_the_answer_of_another(example_app: Flask, officer: Person) -> None:
    stranger = find_person(example_app, Role.OFFICER, county="12")
    token = stranger.token("/sjalvskattning/2026/12/pf-1/")
    before = saved(example_app)
    fields = {"version": str(before.version), "activities": "Grannens ord"}
    assert autosave(stranger, fields, token=token).status_code == 404
    assert saved(example_app).activities == before.activities


def test_a_statement_is_alone_only_where_no_transaction_has_begun(example_app: Flask) -> None:
    with example_app.app_context(), pytest.raises(RuntimeError):
        execute_alone(text("SELECT 1"), {})


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_of_two_scripts_that_save_at_once_one_wins_and_no_text_is_lost(
    example_app: Flask, officer: Person, attempt: int
) -> None:
    other = find_person(example_app, Role.OFFICER, county="07")
    before = saved(example_app).version
    codes = at_once(writing(officer, "den ena"), writing(other, "den andra"))
    assert sorted(codes) == [200, 409]
    winner, loser = ("den ena", "den andra") if codes[0] == 200 else ("den andra", "den ena")
    assert (saved(example_app).version, saved(example_app).activities) == (before + 1, winner)
    assert winner in texts_of(example_app)
    assert [one.activities for one in aside(example_app)] == [loser]


@pytest.mark.parametrize("step", [submit, close])
@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_nothing_is_saved_behind_who_hands_in_or_closes(
    example_app: Flask, officer: Person, step: Callable[[], None], attempt: int
) -> None:
    before = saved(example_app).version
    code, seen = at_once(writing(officer, "sista ordet"), stepping(example_app, step))
    assert saved(example_app).version == seen
    assert (code, seen) in ((200, before + 1), (409, before))
    kept = [one.activities for one in aside(example_app)]
    assert kept == ([] if code == 200 else ["sista ordet"])


def test_the_state_of_the_example_is_one_in_which_answers_are_saved_alone(
    example_app: Flask,
) -> None:
    assert state(example_app)[2] is AssessmentStatus.IN_PROGRESS
