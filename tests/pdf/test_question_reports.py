"""The questions to bring to a meeting: what is asked, what the county said last, room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import create_app
from khoss.db import db
from khoss.documents.questions import question_document
from khoss.enums import PlanStatus, Rating, ReportKind, RoundStatus
from khoss.errors import NotFound
from khoss.figures.question_record import QuestionRecord
from khoss.models import ActionPlan, Answer, Assessment, Round, SubGoal
from khoss.services.plan_copies import copy_plan
from khoss.services.plans import get_plan
from khoss.services.records import ReportOrder
from khoss.services.records.questions import freeze_questions, list_question_years
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.made_reports import STRANGE, Made, frozen_report, made_report
from tests.support.pdf_structure import structure_problems
from tests.support.verapdf import broken_rules

YEAR, CODE = 2026, "07"
ORDER = ReportOrder(ReportKind.QUESTIONS, YEAR, CODE, with_texts=True)
WORDS = {Rating.YES: "Ja", Rating.PARTLY: "Delvis", Rating.NO: "Nej", None: "Obesvarad"}


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the examples, which these tests only read."""
    with databases.copy("example") as url:
        yield create_app(settings_for(url, tmp_path_factory.mktemp("instance")))


def record_of(app: Flask, order: ReportOrder = ORDER) -> QuestionRecord:
    with app.app_context():
        return QuestionRecord.from_json(freeze_questions(order))


def made_of(record: QuestionRecord, path: Path, order: ReportOrder = ORDER) -> Made:
    frozen = frozen_report(order, record.to_json(), is_example=record.is_example)
    return made_report(frozen, path)


@pytest.fixture(scope="module")
def made(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the questions beside a county's last answers."""
    return made_of(record_of(app), tmp_path_factory.mktemp("questions") / "questions.pdf")


def test_every_question_stands_with_last_years_answer(app: Flask, made: Made) -> None:
    with app.app_context():
        asked = db.session.scalars(
            select(SubGoal).join(SubGoal.plan).where(ActionPlan.year == YEAR)
        ).all()
        last = {
            goal.key: (answer.rating, answer.activities)
            for answer, goal in db.session.execute(
                select(Answer, SubGoal)
                .join(Answer.assessment)
                .join(Assessment.round)
                .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
                .where(Round.year == YEAR - 1, Assessment.county_code == CODE)
            )
        }
        for goal in asked:
            assert f"{goal.key} {goal.question}" in made.words
            # The plan of the open round is the one before, word for word.
            rating, activities = last[goal.key]
            said = rf"Länets svar {YEAR - 1} på {goal.key}: {WORDS[rating]}"
            assert re.search(said, made.words), said
            assert " ".join(activities.split()) in made.words
            if goal.guidance:
                assert " ".join(goal.guidance.split()) in made.words


def test_there_is_a_box_to_tick_and_write_in_for_each_question(app: Flask) -> None:
    record = record_of(app)
    document = question_document(frozen_report(ORDER, record.to_json(), is_example=True))
    html = " ".join(part.html for part in document.parts)
    assert html.count('<div class="write">') == len(record.questions)
    for word in ("Ja", "Delvis", "Nej"):
        assert html.count(f'<span class="choice">{word}</span>') == len(record.questions)


def test_the_last_answer_is_on_the_page_of_its_question(app: Flask, made: Made) -> None:
    for one in record_of(app).questions:
        heading = f"Länets svar {YEAR - 1} på {one.key}:"
        (page,) = (" ".join(page.split()) for page in made.pages if heading in page)
        for earlier in one.earlier:
            assert earlier.answer
            for written in (earlier.answer.obstacles, earlier.answer.support_needs):
                assert " ".join(written.split()) in page, one.key


def test_without_a_county_the_questions_stand_alone(app: Flask, tmp_path: Path) -> None:
    order = replace(ORDER, county_code="", with_texts=False)
    record = record_of(app, order)
    assert {earlier.answer for one in record.questions for earlier in one.earlier} == {None}
    alone = made_of(record, tmp_path / "alone.pdf", order)
    assert "Länets svar" not in alone.words
    assert "Frågeunderlag 2026" in alone.words
    assert all(one.question in alone.words for one in record.questions)


def test_texts_that_were_not_chosen_stay_out(app: Flask) -> None:
    told = record_of(app)
    untold = record_of(app, replace(ORDER, with_texts=False))
    answers = [earlier.answer for one in untold.questions for earlier in one.earlier]
    assert any(answer and answer.rating for answer in answers)
    assert not any(answer and answer.activities for answer in answers)
    assert any(
        earlier.answer and earlier.answer.activities
        for one in told.questions
        for earlier in one.earlier
    )


def test_a_changed_question_says_how_it_was_asked_before(app: Flask, tmp_path: Path) -> None:
    order = replace(ORDER, year=2025)
    report = made_of(record_of(app, order), tmp_path / "changed.pdf", order)
    assert "Ny fråga i år." in report.words
    assert "innebörden är en annan än 2024" in report.words
    assert "Frågan var då:" in report.words


def test_a_draft_round_with_a_copied_plan_has_questions(example_app: Flask, tmp_path: Path) -> None:
    with example_app.app_context():
        plan = copy_plan(get_plan(YEAR), year=YEAR + 1)
        db.session.add(Round(year=2027, plan_id=plan.id, status=RoundStatus.DRAFT))
        db.session.commit()
        assert list_question_years(drafts=True)[0] == 2027
        assert list_question_years(drafts=False)[0] == 2026
    order = replace(ORDER, year=2027)
    record = record_of(example_app, order)
    assert record.plan_status is PlanStatus.DRAFT
    assert len(record.questions) == 24
    report = made_of(record, tmp_path / "draft.pdf", order)
    assert "Planen är ett utkast" in report.words
    # The county has not handed in for 2026 yet.
    assert "Kronobergs läns svar 2026 är inte kända" in report.words


def test_a_year_without_a_round_has_none(app: Flask) -> None:
    with app.app_context(), pytest.raises(NotFound):
        freeze_questions(replace(ORDER, year=2031))
    with app.app_context(), pytest.raises(NotFound):
        freeze_questions(replace(ORDER, county_code="99"))


def test_the_same_questions_make_the_same_bytes(app: Flask, made: Made, tmp_path: Path) -> None:
    again = made_of(record_of(app), tmp_path / "again.pdf")
    assert again.rendered.sha256 == made.rendered.sha256


def test_the_validator_passes_questions(
    app: Flask, official_app: Flask, made: Made, tmp_path: Path
) -> None:
    record = record_of(app)
    texts = iter(STRANGE * 2)
    areas = tuple(
        replace(
            area,
            questions=tuple(
                replace(
                    one, guidance=next(texts, ""), suggested_activities=next(texts, one.guidance)
                )
                for one in area.questions
            ),
        )
        for area in record.areas
    )
    strange = made_of(replace(record, areas=areas), tmp_path / "strange.pdf")
    assert "Rad 1000 av tusen." in strange.words
    order = ReportOrder(ReportKind.QUESTIONS, 2024, "07", with_texts=True)
    official = made_of(record_of(official_app, order), tmp_path / "official.pdf", order)
    assert "Kronobergs läns svar 2023 är inte kända" in official.words
    every = (made, strange, official)
    assert broken_rules(*(report.path for report in every), flavours="ua1,3a") == []
    for report in every:
        assert structure_problems(report.rendered.pdf) == []
        assert len(report.files) == 4
