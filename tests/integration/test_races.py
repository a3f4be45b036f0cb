"""Two at once, for real: threads with their own sessions against one database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from khoss import clock
from khoss.db import db, may_write
from khoss.enums import AssessmentStatus, Rating, ReportKind, ReportStatus, Role, RoundStatus
from khoss.errors import AssessmentLocked, DomainError, EditConflict, RoundClosed
from khoss.models import AnswerRevision, Event, Report, ReportBatch, User
from khoss.services import (
    answer_saves,
    answers,
    assessments,
    publications,
    reports,
    rounds,
)
from khoss.services.answers import AnswerContent
from khoss.services.records import ReportOrder
from khoss.services.records.national import get_national_record
from khoss.services.report_batches import create_batch
from tests.integration.test_publishing import order as order_report
from tests.integration.test_publishing import step as take_step
from tests.support.pages import find_person

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
            except (DomainError, OperationalError) as error:
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


def coordinator() -> User:
    return db.session.scalars(select(User).where(User.is_coordinator)).one()


def impatiently(step: Callable[[], None]) -> Callable[[], None]:
    """Let a step give up soon when somebody else holds what it needs."""

    def run() -> None:
        if db.engine.dialect.name == "sqlite":
            may_write.set(False)
            db.session.execute(text("PRAGMA busy_timeout = 50"))
            db.session.rollback()
            may_write.set(True)
        else:
            db.session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        step()

    return run


def close() -> None:
    rounds.move_round(rounds.get_round(2026), RoundStatus.CLOSED, by=coordinator(), now=clock.now())


def order(case_number: str = "") -> Callable[[], None]:
    def step() -> None:
        wanted = ReportOrder(ReportKind.NATIONAL, 2025, case_number=case_number)
        reports.create_report(wanted, by=coordinator(), now=clock.now())

    return step


def order_all() -> None:
    wanted = ReportOrder(ReportKind.COUNTY, 2025)
    create_batch(wanted, by=coordinator(), now=clock.now())


def freeze_anew() -> None:
    draft = db.session.scalars(select(Report).where(Report.case_number == "Dnr 1")).first()
    assert draft is not None
    publications.freeze_anew(draft, by=coordinator(), now=clock.now())


def count(app: Flask, table: type[Report | ReportBatch]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def logged(app: Flask, tag: str) -> int:
    with app.app_context():
        found = select(func.count()).select_from(Event).where(Event.tag == tag)
        return db.session.scalar(found) or 0


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


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_what_is_ordered_twice_at_once_is_one_report(example_app: Flask, attempt: int) -> None:
    assert together(example_app, order(), order(), order()) == ["done"] * 3
    assert count(example_app, Report) == 1
    assert logged(example_app, "report:create") == 1


def test_two_different_orders_at_once_are_two_reports(example_app: Flask) -> None:
    assert together(example_app, order("Dnr 1"), order("Dnr 2")) == ["done"] * 2
    assert count(example_app, Report) == 2


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_the_reports_of_all_counties_ordered_twice_at_once_are_one_batch(
    example_app: Flask, attempt: int
) -> None:
    assert together(example_app, order_all, order_all) == ["done"] * 2
    assert (count(example_app, ReportBatch), count(example_app, Report)) == (1, 21)
    assert logged(example_app, "batch:create") == 1


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_draft_frozen_anew_twice_at_once_is_one_new_draft(
    example_app: Flask, attempt: int
) -> None:
    assert together(example_app, order("Dnr 1")) == ["done"]
    with example_app.app_context():
        report = db.session.scalars(select(Report)).one()
        report.status, report.pdf_name, report.pdf_sha256 = ReportStatus.DONE, "x.pdf", "0" * 64
        db.session.commit()
    assert together(example_app, freeze_anew, freeze_anew) == ["done"] * 2
    assert count(example_app, Report) == 2
    assert logged(example_app, "report:freeze_anew") == 1


def test_nobody_hands_in_while_a_record_of_the_country_is_gathered(example_app: Flask) -> None:
    gathering = threading.current_thread()
    outcomes: list[str] = []

    def hand_in_meanwhile(_connection: object, _cursor: object, said: str, *_rest: object) -> None:
        first = said.startswith("SELECT") and not outcomes
        if first and threading.current_thread() is gathering:
            outcomes.extend(together(example_app, impatiently(submit)))

    with example_app.app_context():
        event.listen(db.engine, "after_cursor_execute", hand_in_meanwhile)
        get_national_record(2026, with_texts=False)
        assert outcomes == ["OperationalError"]
        db.session.rollback()
    assert state(example_app)[2] is not AssessmentStatus.SUBMITTED
    assert together(example_app, submit) == ["done"]
    assert state(example_app)[2] is AssessmentStatus.SUBMITTED


def test_nobody_takes_back_what_was_signed_while_a_report_is_published(example_app: Flask) -> None:
    report_id = order_report(example_app, "lansrapport", county="07", with_texts="y")
    take_step(example_app, report_id, "godta", finding="own-texts", reason="Länet har sagt ja.")
    publishing = threading.current_thread()
    outcomes: list[str] = []

    def take_back() -> None:
        report = db.session.get_one(Report, report_id)
        publications.take_back_sign_off(report, "own-texts", by=coordinator(), now=clock.now())

    def take_back_meanwhile(
        _connection: object, _cursor: object, said: str, *_rest: object
    ) -> None:
        read = "FROM report_sign_off" in said and not outcomes
        if read and threading.current_thread() is publishing:
            outcomes.extend(together(example_app, impatiently(take_back)))

    person = find_person(example_app, Role.COORDINATOR)
    page = f"/rapporter/{report_id}/publicera/"
    token = person.token(page)
    with example_app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", take_back_meanwhile)
    person.client.post(page, data={"csrf_token": token})
    assert outcomes == ["OperationalError"]
    with example_app.app_context():
        assert db.session.get_one(Report, report_id).published_at is not None


def test_conflicts_are_told_apart_from_repeats(example_app: Flask) -> None:
    version, _, _ = state(example_app)
    assert together(example_app, save("samma", version)) == ["done"]
    assert together(example_app, save("samma", version)) == ["done"]
    assert together(example_app, save("annat", version)) == [EditConflict.__name__]


def test_the_officer_of_a_county_is_found(example_app: Flask) -> None:
    with example_app.app_context():
        assert officer().held_roles == frozenset({Role.OFFICER})
