"""The next round from the last one: its dates, its plan, its preview, its first step."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import PlanStatus, Relation, Role, RoundStatus
from khoss.models import Answer, Assessment, Event, Round, RoundExtension, SubGoal, Succession
from khoss.services.contents import AnswerContent, content_of
from khoss.services.plan_files import COLUMNS, PlanFile
from khoss.services.plans import get_plan, load_plan
from khoss.services.rounds import get_round
from tests.integration.test_plan_files import read, written
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, find_person

NEXT = "/omgangar/2026/nasta/"
BOARD = "/omgangar/2027/"
DATES = {"opens_on": "2027-10-04", "closes_on": "2027-12-10", "remind_before": "3 10 0 3"}


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def test_the_next_year_is_proposed_on_the_same_weekdays(
    example_app: Flask, coordinator: Person
) -> None:
    with example_app.app_context():
        last = get_round(2026)
        assert last.opens_on is not None
        assert last.closes_on is not None
        opens_on, closes_on = (day + timedelta(days=364) for day in (last.opens_on, last.closes_on))
    page = coordinator.get(NEXT)
    assert page.field("opens_on") == opens_on.isoformat()
    assert page.field("closes_on") == closes_on.isoformat()
    assert page.field("remind_before") == "10 3 0"


def test_a_round_is_created_from_the_last_one_with_a_copy_of_its_plan(
    example_app: Flask, coordinator: Person
) -> None:
    assert coordinator.post(NEXT, DATES).response.location == BOARD
    with example_app.app_context():
        round_ = get_round(2027)
        assert round_.status is RoundStatus.DRAFT
        assert (round_.opens_on, round_.closes_on) == (date(2027, 10, 4), date(2027, 12, 10))
        assert round_.remind_before == "10 3 0"
        earlier, plan = get_plan(2026), get_plan(2027)
        assert plan.status is PlanStatus.DRAFT
        assert "2026" in plan.source
        assert [_worded(goal) for goal in plan.sub_goals] == [
            _worded(goal) for goal in earlier.sub_goals
        ]
        links = db.session.scalars(
            select(Succession).where(
                Succession.sub_goal_id.in_([goal.id for goal in plan.sub_goals])
            )
        ).all()
        assert len(links) == len(earlier.sub_goals)
        assert {(link.relation, link.comparable) for link in links} == {(Relation.SAME, True)}
    assert coordinator.get(NEXT, status=303).response.location == BOARD
    again = coordinator.client.post(NEXT, data={"csrf_token": "", **DATES})
    assert again.status_code in (303, 400)


def test_a_round_begins_with_nothing_of_the_last_one(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(NEXT, DATES)
    coordinator.post(BOARD, {"to": "open"})
    with example_app.app_context():
        answers = db.session.scalars(
            select(Answer).join(Answer.assessment).join(Assessment.round).where(Round.year == 2027)
        ).all()
        assert len(answers) == 21 * 24
        assert {content_of(one) for one in answers} == {AnswerContent()}


def test_opening_adopts_the_copied_plan_and_begins_every_county(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(NEXT, DATES)
    coordinator.post(BOARD, {"to": "open"})
    with example_app.app_context():
        assert get_plan(2027).status is PlanStatus.ADOPTED
        begun = select(func.count()).select_from(Assessment).join(Assessment.round)
        assert db.session.scalar(begun.where(Round.year == 2027)) == 21
    officer = find_person(example_app, Role.OFFICER, county="07")
    assert "Svar 2026" in officer.get("/sjalvskattning/2027/07/pf-1/").text()


def test_a_revised_plan_takes_the_place_of_the_copy(
    example_app: Flask, coordinator: Person, tmp_path: Path
) -> None:
    coordinator.post(NEXT, DATES)
    revised = revised_plan(example_app, tmp_path)
    with example_app.app_context():
        assert load_plan(revised, now=EXAMPLE_MOMENT)
        db.session.commit()
    with example_app.app_context():
        plan = get_plan(2027)
        assert plan.status is PlanStatus.ADOPTED
        assert [goal.question for goal in plan.sub_goals] == [row.question for row in revised.rows]
        assert get_round(2027).plan_id == plan.id
    coordinator.post(BOARD, {"to": "open"})
    officer = find_person(example_app, Role.OFFICER, county="07")
    assert revised.rows[0].question in officer.get("/sjalvskattning/2027/07/").text()


def test_a_round_with_a_plan_of_its_own_uses_it(
    example_app: Flask, coordinator: Person, tmp_path: Path
) -> None:
    revised = revised_plan(example_app, tmp_path)
    with example_app.app_context():
        load_plan(revised, now=EXAMPLE_MOMENT)
        db.session.commit()
    assert "Handlingsplanen 2027 är antagen" in coordinator.get(NEXT).text()
    coordinator.post(NEXT, DATES)
    with example_app.app_context():
        assert len(get_plan(2027).sub_goals) == len(revised.rows)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("closes_on", "2027-10-03"),
        ("closes_on", "trettonde"),
        ("remind_before", "3,10"),
        ("remind_before", "-1"),
        ("remind_before", "100"),
        ("remind_before", "1 2 3 4 5 6 7"),
        ("remind_before", "\u0664"),
    ],
)
def test_faulty_dates_create_nothing(
    example_app: Flask, coordinator: Person, field: str, text: str
) -> None:
    coordinator.post(NEXT, {**DATES, field: text}, status=422)
    with example_app.app_context():
        assert db.session.scalar(select(Round.id).where(Round.year == 2027)) is None


def test_a_county_sees_nothing_of_a_draft_and_the_preview_shows_it_all(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(NEXT, DATES)
    officer = find_person(example_app, Role.OFFICER, county="07")
    assert "2027" not in officer.get("/").text()
    officer.get("/sjalvskattning/2027/07/", status=404)
    page = coordinator.get(f"{BOARD}forhandsgranska/?lan=07")
    assert "Kronobergs län" in page.text()
    assert "0 av 24 besvarade" in page.text()
    coordinator.get(f"{BOARD}forhandsgranska/?lan=99", status=404)
    coordinator.get(f"{BOARD}forhandsgranska/zz-1/", status=404)


def test_the_preview_shows_last_years_answers_only_where_they_were_handed_in(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(NEXT, DATES)
    # Kronoberg has not handed 2026 in; Gotland has.
    draft = coordinator.get(f"{BOARD}forhandsgranska/pf-1/?lan=07").text()
    assert "Inget svar från förra året" in draft
    assert "Svar 2026" in coordinator.get(f"{BOARD}forhandsgranska/pf-1/?lan=09").text()


@pytest.mark.parametrize("goal", ["pf-1", "pf-5"])
def test_the_preview_has_the_fields_that_the_county_fills_in(
    example_app: Flask, coordinator: Person, goal: str
) -> None:
    """Kronoberg's answer to PF 1 was ja last year, so it is asked why that changed; PF 5 not."""
    officer = find_person(example_app, Role.OFFICER, county="07")
    real = officer.get(f"/sjalvskattning/2026/07/{goal}/")
    preview = coordinator.get(f"/omgangar/2026/forhandsgranska/{goal}/?lan=07")
    fields = [[one.get("name") for one in page.all("textarea")] for page in (real, preview)]
    assert fields[0] == fields[1]
    assert ("change_reason" in fields[0]) == (goal == "pf-1")


def test_the_preview_stores_nothing(example_app: Flask, coordinator: Person) -> None:
    coordinator.post(NEXT, DATES)
    counted = select(func.count()).select_from(Assessment)
    with example_app.app_context():
        before = db.session.scalar(counted)
    coordinator.get(f"{BOARD}forhandsgranska/?lan=07")
    coordinator.get(f"{BOARD}forhandsgranska/pf-1/?lan=07")
    with example_app.app_context():
        assert db.session.scalar(counted) == before


def test_a_last_day_moves_with_a_reason_once_the_round_is_open(
    example_app: Flask, coordinator: Person
) -> None:
    path = "/omgangar/2026/datum/"
    page = coordinator.get(path)
    kept = {name: page.field(name) for name in ("opens_on", "closes_on", "remind_before")}
    later = (date.fromisoformat(kept["closes_on"]) + timedelta(days=3)).isoformat()
    coordinator.post(path, {**kept, "closes_on": later}, status=409)
    coordinator.post(path, {**kept, "closes_on": later, "reason": "Helgen kom emellan"})
    with example_app.app_context():
        assert str(get_round(2026).closes_on) == later
    log = coordinator.get("/omgangar/2026/").text()
    assert f"{kept['closes_on']} → {later}" in log
    assert "Helgen kom emellan" in log
    # Reminders alone are nobody's to be told the reason of.
    coordinator.post(path, {**kept, "closes_on": later, "remind_before": ""})


def test_a_later_last_day_overtakes_a_county_s_own(example_app: Flask, coordinator: Person) -> None:
    with example_app.app_context():
        closes_on = get_round(2026).closes_on
        assert closes_on is not None
    own, later = closes_on + timedelta(days=2), closes_on + timedelta(days=9)
    coordinator.post("/omgangar/2026/lan/07/", {"closes_on": own.isoformat(), "reason": "Sjukdom"})
    coordinator.post(
        "/omgangar/2026/datum/",
        {
            "opens_on": "",
            "closes_on": later.isoformat(),
            "remind_before": "",
            "reason": "Mer tid åt alla",
        },
    )
    with example_app.app_context():
        own_days = db.session.scalars(select(RoundExtension.county_code)).all()
        assert "07" not in own_days
        tags = select(Event.tag).where(Event.subject == "assessment 2026/07")
        assert "round:overtake_extension" in db.session.scalars(tags).all()


def test_the_dates_of_a_published_round_stay(coordinator: Person) -> None:
    path = "/omgangar/2025/datum/"
    coordinator.post(
        path,
        {"opens_on": "", "closes_on": "2025-12-24", "remind_before": "1", "reason": "Julafton"},
        status=409,
    )


def test_closing_and_publishing_name_the_counties_left_behind(coordinator: Person) -> None:
    board = coordinator.get("/omgangar/2026/").text()
    assert "län har inte lämnat in" in board
    coordinator.post("/omgangar/2026/", {"to": "closed"})
    assert "är inte fastställda" in coordinator.get("/omgangar/2026/").text()


def revised_plan(app: Flask, folder: Path) -> PlanFile:
    """Return a plan for 2027 in which the first question is worded anew and one is left out."""
    with app.app_context():
        goals = get_plan(2026).sub_goals
        table = [list(COLUMNS)] + [
            [
                *("2027", goal.area_code, str(goal.position), str(goal.priority)),
                goal.goal_line_code,
                f"Omformulerad: {goal.question}" if number == 0 else goal.question,
                *(goal.guidance, goal.suggested_activities, goal.key),
                "reworded" if number == 0 else "same",
                *("yes", "", "", ""),
            ]
            for number, goal in enumerate(goals[:-1])
        ]
        path = folder / "plan-2027.csv"
        path.write_text(written(table), encoding="utf-8")
        return read(path)


def _worded(goal: SubGoal) -> tuple[object, ...]:
    return (
        goal.key,
        goal.priority,
        goal.goal_line_code,
        goal.question,
        goal.guidance,
        goal.suggested_activities,
    )
