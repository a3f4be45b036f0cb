"""What the years hold is read once for as long as it stands, and never longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss import clock
from khoss.db import db, may_write
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus
from khoss.figures.history import History
from khoss.models import Answer, Assessment, Round, User
from khoss.services import assessments as assessment_service
from khoss.services.answer_saves import hold_answer, save_answer
from khoss.services.answers import content_of
from khoss.services.history import get_history
from tests.support.queries import counted_statements

YEAR = 2026
NOT_STARTED = "01"


@contextmanager
def reading() -> Iterator[None]:
    """Read as a page that is shown does."""
    token = may_write.set(False)
    try:
        yield
    finally:
        may_write.reset(token)
        db.session.rollback()


def history(*, published_only: bool = False) -> History:
    with reading():
        return get_history(published_only=published_only)


def seen() -> Mapping[str, Mapping[str, Rating]]:
    return history().year(YEAR).ratings


def stored() -> Mapping[str, Mapping[str, Rating]]:
    """Read the same in a transaction that may write: everything anew."""
    return get_history(published_only=False).year(YEAR).ratings


def test_a_second_reader_reads_no_answer(example_app: Flask) -> None:
    with example_app.app_context():
        first = seen()
        with counted_statements() as statements:
            again = seen()
    assert again == first
    assert not [one for one in statements if "FROM answer" in one]


def test_a_second_reader_has_the_same_history_after_three_queries(example_app: Flask) -> None:
    with example_app.app_context():
        first = history()
        with counted_statements() as statements:
            again = history()
    assert again is first
    assert len(statements) == 3, statements


def test_a_step_in_one_year_reads_just_that_year_anew(example_app: Flask) -> None:
    with example_app.app_context():
        before = history()
        county, _ = _someone_who_has_handed_in()
        _return(county)
        after = history()
    assert county in before.year(YEAR).handed_in
    assert county not in after.year(YEAR).handed_in
    for one in before.years:
        assert (after.year(one.year) is one) == (one.year != YEAR)


def test_two_steps_that_weigh_each_other_up_are_seen(example_app: Flask) -> None:
    """Count only those handed in, and as many with as high versions would look the same."""
    with example_app.app_context():
        handed_in = history().year(YEAR).handed_in
        county, _ = _someone_who_has_handed_in()
        version = assessment_service.get_assessment(YEAR, county).version
        _return(county)
        _submit(NOT_STARTED)
        assert assessment_service.get_assessment(YEAR, NOT_STARTED).version == version
        assert history().year(YEAR).handed_in == handed_in - {county} | {NOT_STARTED}


def test_who_may_see_less_never_has_what_another_saw(example_app: Flask) -> None:
    with example_app.app_context():
        everything = history()
        published = history(published_only=True)
        assert [one.year for one in published.years] == [2023, 2024, 2025]
        assert published.year(2024) is everything.year(2024)
        db.session.execute(
            update(Round).where(Round.year == 2024).values(status=RoundStatus.CLOSED)
        )
        db.session.commit()
        assert history(published_only=True).year(2024).source is None
        assert history().year(2024).source is not None
        assert history().year(2024).status is RoundStatus.CLOSED


def test_every_step_of_an_assessment_is_seen_at_once(example_app: Flask) -> None:
    with example_app.app_context():
        assert seen() == stored()
        county, key = _someone_who_has_handed_in()
        before = seen()[key][county]
        _return(county)
        assert county not in seen().get(key, {})
        _rate(county, key, Rating.NO if before is not Rating.NO else Rating.YES)
        assert county not in seen().get(key, {})
        _submit(county)
        assert seen()[key][county] is not before
        assert seen() == stored()


def test_what_is_taken_back_is_never_kept(example_app: Flask) -> None:
    with example_app.app_context():
        county, key = _someone_who_has_handed_in()
        before = seen()[key][county]
        other = Rating.NO if before is not Rating.NO else Rating.YES
        answer = _answer(county, key)
        answer.rating = other
        assessment_service.get_assessment(YEAR, county).return_reason = "en ny version"
        db.session.flush()
        assert stored()[key][county] is other
        db.session.rollback()
        assert seen()[key][county] is before


def _someone_who_has_handed_in() -> tuple[str, str]:
    for key, given in stored().items():
        for county in given:
            status = assessment_service.get_assessment(YEAR, county).status
            if status is AssessmentStatus.SUBMITTED:
                return county, key
    pytest.fail("nobody has handed in")


def _return(county: str) -> None:
    assessment = assessment_service.get_assessment(YEAR, county)
    assessment_service.return_(
        assessment,
        reason="Se över svaret.",
        by=_user(Role.COORDINATOR),
        now=clock.now(),
        seen=assessment.version,
    )
    db.session.commit()


def _submit(county: str) -> None:
    assessment_service.submit(
        assessment_service.get_assessment(YEAR, county),
        by=_user(Role.OFFICER),
        now=clock.now(),
        today=clock.today(),
        confirmed=frozenset(_unanswered(county)),
    )
    db.session.commit()


def _user(role: Role) -> User:
    found = db.session.scalars(select(User).order_by(User.id)).all()
    return next(user for user in found if role in user.held_roles)


def _answer(county: str, key: str) -> Answer:
    assessment = assessment_service.get_assessment(YEAR, county)
    found = assessment_service.list_answers(assessment)
    return next(answer for answer in found if answer.sub_goal.key == key)


def _rate(county: str, key: str, rating: Rating) -> None:
    answer = _answer(county, key)
    content = content_of(answer)
    save_answer(
        hold_answer(answer.id),
        type(content)(**{**vars(content), "rating": rating}),
        expected_version=answer.version,
        by=_user(Role.OFFICER),
        now=clock.now(),
        today=clock.today(),
    )
    db.session.commit()


def _unanswered(county: str) -> list[str]:
    asked = (
        select(Answer)
        .join(Answer.assessment)
        .join(Assessment.round)
        .where(Round.year == YEAR, Assessment.county_code == county, Answer.rating.is_(None))
    )
    ids = {answer.id for answer in db.session.scalars(asked)}
    assessment = assessment_service.get_assessment(YEAR, county)
    return [
        one.sub_goal.key for one in assessment_service.list_answers(assessment) if one.id in ids
    ]
