"""What counts in the national picture, who sees it, and what it costs to gather."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Relation, Role, RoundStatus
from khoss.errors import NotFound
from khoss.figures.targets import TargetPictureFigures
from khoss.models import Answer, Assessment, County, PublishedTotal, Round, SubGoal
from khoss.services.assessments import HANDED_IN
from khoss.services.results import get_national_comparison, list_result_years
from khoss.services.targets import get_target_picture
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.files import table
from tests.support.known_truth import known_truth
from tests.support.pages import find_person
from tests.support.queries import counted_statements


def round_of(year: int) -> Round:
    return db.session.scalars(select(Round).where(Round.year == year)).one()


def set_status(year: int, status: RoundStatus) -> None:
    db.session.execute(update(Round).where(Round.year == year).values(status=status))
    db.session.commit()


def assess(codes: list[str]) -> None:
    """Give counties accepted assessments of 2023 and 2024 in the official data: ja to all."""
    for year in (2023, 2024):
        round_ = round_of(year)
        goals = db.session.scalars(select(SubGoal.id).where(SubGoal.plan_id == round_.plan_id))
        answers = list(goals)
        for code in codes:
            db.session.add(
                Assessment(
                    round_id=round_.id,
                    county_code=code,
                    status=AssessmentStatus.ACCEPTED,
                    submitted_at=EXAMPLE_MOMENT,
                    accepted_at=EXAMPLE_MOMENT,
                    answers=[Answer(sub_goal_id=goal, rating=Rating.YES) for goal in answers],
                )
            )
    db.session.commit()


def test_only_what_has_been_handed_in_counts(example_app: Flask) -> None:
    with example_app.app_context():
        figures = get_national_comparison(2026)
        assessments = db.session.scalars(
            select(Assessment).where(Assessment.round_id == round_of(2026).id)
        ).all()
        handed_in = {one.county_code for one in assessments if one.status in HANDED_IN}
        answered = db.session.scalar(
            select(func.count(Answer.rating))
            .join(Answer.assessment)
            .where(Assessment.round_id == round_of(2026).id, Assessment.status.in_(HANDED_IN))
        )
    assert {county.code for county in figures.handed_in} == handed_in
    assert {county.code for county in figures.counties} - handed_in
    assert figures.answers.base == answered
    for county in figures.not_handed_in:
        assert set(county.ratings) == {None}


def test_a_county_that_has_not_handed_in_is_named(example_app: Flask) -> None:
    text = find_person(example_app, Role.COORDINATOR).get("/resultat/2026/").text()
    assert "har inte lämnat in sin självskattning" in text
    assert "preliminära" in text


def test_a_returned_assessment_does_not_count_until_it_comes_back(example_app: Flask) -> None:
    with example_app.app_context():
        before = get_national_comparison(2024)
        db.session.execute(
            update(Assessment)
            .where(Assessment.round_id == round_of(2024).id, Assessment.county_code == "07")
            .values(status=AssessmentStatus.RETURNED)
        )
        after = get_national_comparison(2024)
    assert [county.code for county in after.not_handed_in] == ["07"]
    assert [goal.tally.no for goal in after.goals] <= [goal.tally.no for goal in before.goals]
    assert after.answers.population == before.answers.population
    assert after.answers.unanswered > before.answers.unanswered


def test_the_year_before_is_shown_only_when_it_is_published(example_app: Flask) -> None:
    with example_app.app_context():
        set_status(2023, RoundStatus.CLOSED)
        figures = get_national_comparison(2024)
    assert figures.previous_source is None
    assert {goal.compared for goal in figures.goals} == {None}
    text = find_person(example_app, Role.READER).get("/resultat/2024/").text()
    assert "Siffror för 2023 är inte publicerade." in text


def test_new_reworded_and_ended_goals_are_told_apart(example_app: Flask) -> None:
    with example_app.app_context():
        figures = get_national_comparison(2025)
    relations = [one.relation for goal in figures.goals for one in goal.predecessors]
    assert sum(goal.is_new for goal in figures.goals) == 1
    assert relations.count(Relation.REWORDED) == 1
    assert relations.count(Relation.SAME) == 22
    assert len(figures.ended) == 1
    assert figures.ended[0].key in {row.key for row in known_truth()}


def test_a_question_of_another_meaning_stands_beside_without_parentheses(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        figures = get_national_comparison(2025)
    page = find_person(example_app, Role.READER).get("/resultat/2025/")
    reworded = next(
        goal
        for goal in figures.goals
        for one in goal.predecessors
        if one.relation is Relation.REWORDED
    )
    block = next(
        one for one in page.all("div") if one.get("id") == reworded.key.replace(" ", "-").lower()
    )
    shown = page.text(block)
    if reworded.predecessors[0].comparable:
        assert "men svaren får jämföras" in shown
    else:
        assert "siffrorna jämförs inte" in shown
        assert reworded.compared is None


def test_each_county_stands_with_its_own_answers_in_the_order_of_the_plan(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        figures = get_national_comparison(2024)
        stored = {
            (code, goal.key): rating
            for code, goal, rating in db.session.execute(
                select(Assessment.county_code, SubGoal, Answer.rating)
                .join(Answer.assessment)
                .join(Answer.sub_goal)
                .where(Assessment.round_id == round_of(2024).id)
            )
        }
    shown = {
        (county.code, goal.key): rating
        for county in figures.counties
        for goal, rating in zip(figures.goals, county.ratings, strict=True)
    }
    assert shown == stored


def test_gathering_costs_the_same_for_one_county_and_for_21(official_app: Flask) -> None:
    costs = []
    with official_app.app_context():
        codes = list(db.session.scalars(select(County.code)))
        for more in (codes[:1], codes[1:]):
            assess(more)
            db.session.remove()
            with counted_statements() as statements:
                figures = get_national_comparison(2024)
            costs.append(len(statements))
    assert figures.population == 21
    # Round with plan; plan before; goals; its round, assessments and ratings; assessments with
    # counties; ratings; predecessors; installation.
    assert costs == [10, 10]


def test_totals_cost_a_fixed_number_of_queries_too(official_app: Flask) -> None:
    with official_app.app_context():
        db.session.remove()
        with counted_statements() as statements:
            get_national_comparison(2024)
    # As above without ratings, and with the totals of both years and the number of counties twice.
    assert len(statements) == 12


def test_the_page_costs_the_same_for_every_year_of_answers(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    costs = []
    for year in (2023, 2024, 2025):
        with example_app.app_context(), counted_statements() as statements:
            reader.get(f"/resultat/{year}/")
        costs.append(len(statements))
    # Before 2023 there is no plan: its round, assessments and what follows them are not asked for.
    # The ratings of the year before are known since its own page was shown.
    assert costs[0] == costs[1] - 3
    assert costs[1] == costs[2]


def test_the_latest_published_year_comes_first(example_app: Flask) -> None:
    response = find_person(example_app, Role.COORDINATOR).client.get("/resultat/")
    assert response.location == "/resultat/2025/"


def test_a_year_without_figures_is_not_found(official_app: Flask) -> None:
    with official_app.app_context():
        db.session.execute(delete(PublishedTotal))
        with pytest.raises(NotFound):
            get_national_comparison(2024)
        with pytest.raises(NotFound):
            get_national_comparison(1999)
        assert list_result_years(published_only=False) == []


def test_the_target_picture_stands_on_the_latest_published_year(example_app: Flask) -> None:
    with example_app.app_context():
        assert get_target_picture(2030).result_year == 2025
        set_status(2025, RoundStatus.CLOSED)
        picture = get_target_picture(2030)
    assert picture.result_year == 2024
    assert [len(area.goals) for area in picture.areas] == [7, 5, 5, 3, 0, 1, 0]
    assert picture.targets == 10


def test_the_target_picture_stands_without_any_published_year(example_app: Flask) -> None:
    with example_app.app_context():
        for year in (2023, 2024, 2025):
            set_status(year, RoundStatus.CLOSED)
    page = find_person(example_app, Role.READER).get("/malbild-2030/")
    assert "Inget år är publicerat ännu." in page.text()
    with example_app.app_context(), pytest.raises(NotFound):
        get_target_picture(2040)


def test_the_files_of_the_target_picture_say_what_its_page_says(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    page = reader.get("/malbild-2030/")
    links = [link.get("href") for link in page.all("a")]
    assert {"/malbild-2030.csv", "/malbild-2030.json"} <= {*links}
    rows = table(reader.client.get("/malbild-2030.csv").data)
    data = reader.client.get("/malbild-2030.json").json
    assert data is not None
    with example_app.app_context():
        figures = get_target_picture(2030)
    targets = [target for area in figures.areas for target in area.targets]
    assert list(dict.fromkeys(row["mål"] for row in rows)) == [one.text for one in targets]
    assert len(rows) == sum(max(1, len(one.goal_keys)) for one in targets)
    tallies = {goal.key: goal.tally for area in figures.areas for goal in area.goals}
    for row in rows:
        assert (row["uppgifter"], row["status"]) == ("EXEMPELDATA", "publicerad")
        if not row["delmål"]:
            assert row["att veta"] == "inget av planens delmål leder hit"
            continue
        tally = tallies[row["delmål"]]
        assert (row["år"], row["ja"], row["bas"]) == (
            "2025",
            str(tally.yes),
            f"{tally.base} av {tally.population}",
        )
        assert (row["att veta"] != "") == tally.is_short
    assert TargetPictureFigures.from_json(json.dumps(data)) == figures


def test_the_pages_are_whole_in_english(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    with reader.client.session_transaction() as session:
        session["language"] = "en"
    for path in ("/resultat/2024/", "/resultat/2025/", "/malbild-2030/"):
        assert reader.client.get(path).status_code == 200
