"""Last year beside this year: confirm, take as a beginning, and say why it went down."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Rating, Role, SaveKind
from khoss.models import Answer, AnswerRevision
from khoss.services import answers, assessments
from khoss.services.contents import content_of
from tests.support.pages import Page, Person, find_person

ROOT = "/sjalvskattning/2026/07/"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def both_years(app: Flask, slug: str) -> tuple[Answer, answers.EarlierAnswer]:
    with app.app_context():
        assessment = assessments.get_assessment(2026, "07")
        answer = answers.get_answer(assessment, slug)
        return answer, answers.list_earlier(assessment, answer.sub_goal)[0]


def unanswered(app: Flask) -> str:
    with app.app_context():
        assessment = assessments.get_assessment(2026, "07")
        earlier = answers.list_all_earlier(assessment)
        return next(
            one.sub_goal.slug
            for one in assessments.list_answers(assessment)
            if one.rating is None
            and earlier.get(one.sub_goal_id)
            and earlier[one.sub_goal_id][0].content.rating
            and earlier[one.sub_goal_id][0].content.activities
        )


def form(page: Page, **changes: str) -> dict[str, str]:
    names = ("version", "rating", "activities", "obstacles", "support_needs")
    return {**{name: page.field(name) for name in names}, **changes}


def test_looking_at_last_year_makes_nothing_count(example_app: Flask, officer: Person) -> None:
    slug = unanswered(example_app)
    _, last = both_years(example_app, slug)
    page = officer.get(f"{ROOT}{slug}/")
    assert last.content.activities.split("\n")[0] in page.text()
    # Pressing the button without having chosen anything chooses nothing.
    assert (page.field("rating"), page.field("activities")) == ("", "")
    officer.get(f"{ROOT}{slug}/bekrafta/")
    answer, _ = both_years(example_app, slug)
    assert (answer.rating, answer.activities, answer.version) == (None, "", 1)


def test_confirming_takes_a_sentence_and_keeps_how_it_came_about(
    example_app: Flask, officer: Person
) -> None:
    slug = unanswered(example_app)
    path = f"{ROOT}{slug}/bekrafta/"
    version = officer.get(path).field("version")
    officer.post(path, {"version": version, "sentence": "  "}, status=422)
    long = officer.post(path, {"version": version, "sentence": "ord " * 6_000}, status=422)
    assert long.field("sentence").startswith("ord ord")
    officer.post(path, {"version": version, "sentence": "Vi har övat en gång till i maj."})
    answer, last = both_years(example_app, slug)
    assert answer.rating is last.content.rating
    assert answer.activities == "Vi har övat en gång till i maj."
    assert (answer.obstacles, answer.support_needs) == (
        last.content.obstacles,
        last.content.support_needs,
    )
    with example_app.app_context():
        kinds = db.session.scalars(
            select(AnswerRevision.kind).where(AnswerRevision.answer_id == answer.id)
        ).all()
    assert kinds == [SaveKind.CONFIRMED]


def test_confirming_over_a_colleague_overwrites_nothing(
    example_app: Flask, officer: Person
) -> None:
    slug = unanswered(example_app)
    path = f"{ROOT}{slug}/bekrafta/"
    version = officer.get(path).field("version")
    officer.post(f"{ROOT}{slug}/", form(officer.get(f"{ROOT}{slug}/"), activities="Kollegans"))
    page = officer.post(path, {"version": version, "sentence": "Min mening"}, status=409)
    assert page.field("sentence") == "Min mening"
    answer, _ = both_years(example_app, slug)
    assert answer.activities == "Kollegans"


def test_a_new_question_cannot_be_confirmed(example_app: Flask, officer: Person) -> None:
    with example_app.app_context():
        assessment = assessments.get_assessment(2025, "07")
        slug = assessments.list_answers(assessment)[0].sub_goal.slug
    officer.get(f"/sjalvskattning/2025/07/{slug}/bekrafta/", status=404)


def test_a_copied_text_is_marked_until_it_is_edited(example_app: Flask, officer: Person) -> None:
    slug = unanswered(example_app)
    path = f"{ROOT}{slug}/"
    _, last = both_years(example_app, slug)
    officer.post(path, form(officer.get(path), copy="activities"))
    answer, _ = both_years(example_app, slug)
    assert answer.activities == last.content.activities
    assert answer.rating is None
    page = officer.get(path)
    marked = [one.get("data-khoss-copied") for one in page.all("p")]
    assert [one for one in marked if one] == ["activities"]
    assert page.text().count("Samma text som förra året") == 1
    officer.post(path, form(page, activities=f"{last.content.activities} Och mer i år.", stay="1"))
    assert "Samma text som förra året" not in officer.get(path).text()


def test_a_copy_never_replaces_what_is_written(example_app: Flask, officer: Person) -> None:
    slug = unanswered(example_app)
    path = f"{ROOT}{slug}/"
    _, last = both_years(example_app, slug)
    officer.post(path, form(officer.get(path), activities="Mitt eget.", copy="activities"))
    answer, _ = both_years(example_app, slug)
    assert answer.activities == f"Mitt eget.\n\n{last.content.activities}"


def test_going_from_ja_asks_why(example_app: Flask, officer: Person) -> None:
    with example_app.app_context():
        assessment = assessments.get_assessment(2026, "07")
        earlier = answers.list_all_earlier(assessment)
        ratings = {
            one.sub_goal.slug: earlier[one.sub_goal_id][0].content.rating
            for one in assessments.list_answers(assessment)
            if one.sub_goal_id in earlier
        }
    yes = next(slug for slug, rating in ratings.items() if rating is Rating.YES)
    no = next(slug for slug, rating in ratings.items() if rating is Rating.NO)
    assert "Varför har bedömningen ändrats?" in officer.get(f"{ROOT}{yes}/").text()
    assert "Varför har bedömningen ändrats?" not in officer.get(f"{ROOT}{no}/").text()
    path = f"{ROOT}{yes}/"
    officer.post(path, form(officer.get(path), rating="no", obstacles="x", change_reason=""))
    page = officer.get(f"{ROOT}lamna-in/")
    assert "Ja förra året men inte i år, utan förklaring." in page.text()
    officer.post(path, form(officer.get(path), change_reason="Personalen har slutat."))
    answer, _ = both_years(example_app, yes)
    assert content_of(answer).change_reason == "Personalen har slutat."
