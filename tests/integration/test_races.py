"""Two at once, for real: threads with their own sessions against one database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import clock
from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus
from khoss.errors import AssessmentLocked, DomainError, EditConflict, RoundClosed
from khoss.models import AnswerRevision, User
from khoss.services import answer_saves, answers, assessments, rounds
from khoss.services.answers import AnswerContent

DAY = date(2026, 11, 23)
ROUNDS = 5


def together(app: Flask, *steps: Callable[[], None]) -> list[str]:
    """Take each step in a thread and a transaction of its own, at the same moment."""
    barrier = threading.Barrier(len(steps))
    outcomes = ["" for _ in steps]

    def run(place: int, step: Callable[[], None]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                step()
                db.session.commit()
                outcomes[place] = "done"
            except DomainError as error:
                db.session.rollback()
                outcomes[place] = type(error).__name__
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place, step)) for place, step in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def officer() -> User:
    return db.session.scalars(select(User).where(User.is_officer, User.county_code == "07")).one()


def save(text: str, version: int, county: str = "07") -> Callable[[], None]:
    def step() -> None:
        assessment = assessments.get_assessment(2026, county)
        answer = answers.get_answer(assessment, "pf-1")
        answer_saves.save_answer(
            answer_saves.hold_answer(answer.id),
            AnswerContent(Rating.PARTLY, activities=text),
            expected_version=version,
            by=officer(),
            now=clock.now(),
            today=DAY,
        )

    return step


def submit() -> None:
    assessment = assessments.get_assessment(2026, "07")
    keys = frozenset(one.sub_goal.key for one in assessments.list_answers(assessment))
    assessments.submit(assessment, by=officer(), now=clock.now(), today=DAY, confirmed=keys)


def close() -> None:
    coordinator = db.session.scalars(select(User).where(User.is_coordinator)).one()
    rounds.move_round(rounds.get_round(2026), RoundStatus.CLOSED, by=coordinator, now=clock.now())


def state(app: Flask, county: str = "07") -> tuple[int, str, AssessmentStatus]:
    with app.app_context():
        assessment = assessments.get_assessment(2026, county)
        answer = answers.get_answer(assessment, "pf-1")
        return answer.version, answer.activities, assessment.status


def texts_kept(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(AnswerRevision.activities)))


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_two_saves_of_one_answer_have_one_winner(example_app: Flask, attempt: int) -> None:
    version, _, _ = state(example_app)
    outcomes = together(example_app, save("den ena", version), save("den andra", version))
    assert sorted(outcomes) == ["EditConflict", "done"]
    winner = ("den ena", "den andra")[outcomes.index("done")]
    assert state(example_app)[:2] == (version + 1, winner)
    assert winner in texts_kept(example_app)


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_two_first_saves_have_one_winner(example_app: Flask, attempt: int) -> None:
    version, text, status = state(example_app, "01")
    assert (version, text, status) == (1, "", AssessmentStatus.NOT_STARTED)
    outcomes = together(
        example_app, save("först", version, "01"), save("också först", version, "01")
    )
    assert sorted(outcomes) == ["EditConflict", "done"]
    assert state(example_app, "01")[2] is AssessmentStatus.IN_PROGRESS


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_save_and_a_submission_come_in_one_order(example_app: Flask, attempt: int) -> None:
    version, before, _ = state(example_app)
    outcomes = together(example_app, save("sista ordet", version), submit)
    _, text, status = state(example_app)
    assert status is AssessmentStatus.SUBMITTED
    assert outcomes[1] == "done"
    assert (outcomes[0], text) in (
        ("done", "sista ordet"),
        (AssessmentLocked.__name__, before),
    )


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_save_and_a_closing_come_in_one_order(example_app: Flask, attempt: int) -> None:
    version, before, _ = state(example_app)
    outcomes = together(example_app, save("sista ordet", version), close)
    assert outcomes[1] == "done"
    assert (outcomes[0], state(example_app)[1]) in (
        ("done", "sista ordet"),
        (RoundClosed.__name__, before),
    )


def test_conflicts_are_told_apart_from_repeats(example_app: Flask) -> None:
    version, _, _ = state(example_app)
    assert together(example_app, save("samma", version)) == ["done"]
    assert together(example_app, save("samma", version)) == ["done"]
    assert together(example_app, save("annat", version)) == [EditConflict.__name__]


def test_the_officer_of_a_county_is_found(example_app: Flask) -> None:
    with example_app.app_context():
        assert officer().held_roles == frozenset({Role.OFFICER})
