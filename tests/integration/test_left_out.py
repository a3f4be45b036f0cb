"""Signs that no font of the reports has are said where they vanish, and stop nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import CheckKind, Role
from khoss.models import Answer, Assessment, Report, Round, SubGoal
from khoss.services.checklist import check_report
from tests.integration.test_access import officer_of
from tests.integration.test_publishing import CASE, order, write_text
from tests.support.pages import find_person

WRITTEN = "Samverkan 漢字 med 漢 är klar 🤝🏽 – 80 % ✓"
SAID = "Kronobergs län PF 1 4 (漢 字 🤝🏽)"
LIVE = "/rapporter/forhandsgranska"


@pytest.fixture
def written(example_app: Flask) -> Flask:
    """Return the examples, where Kronoberg has written what no font has."""
    with example_app.app_context():
        answer = db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
            .where(
                Round.year == 2025,
                Assessment.county_code == "07",
                SubGoal.area_code == "PF",
                SubGoal.position == 1,
            )
        ).one()
        answer.activities = WRITTEN
        db.session.commit()
    return example_app


def warnings(app: Flask, report_id: int) -> set[CheckKind]:
    with app.app_context():
        found = check_report(db.session.get_one(Report, report_id))
        assert CheckKind.LEFT_OUT not in {one.kind for one in found.stopping}
        return {one.kind for one in found.warnings}


@pytest.mark.parametrize(
    ("slug", "asked"),
    [
        ("nationell-sammanstallning", {"with_texts": "y"}),
        ("lansrapport", {"with_texts": "y", "county": "07"}),
        ("frageunderlag", {"with_texts": "y", "county": "07", "year": "2026"}),
    ],
)
def test_signs_of_a_county_that_are_left_out_are_named_with_their_place(
    written: Flask, slug: str, asked: dict[str, str]
) -> None:
    report_id = order(written, slug, **asked)
    assert CheckKind.LEFT_OUT in warnings(written, report_id)
    coordinator = find_person(written, Role.COORDINATOR)
    said = coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    assert f"Tecken som inte kommer med i rapporten {SAID} " in said
    sentence = f"4 tecken finns inte i rapporternas typsnitt och är utelämnade: {SAID}."
    shown = coordinator.get(f"/rapporter/{report_id}/forhandsgranska/").text()
    assert sentence in shown
    assert "漢" not in shown.replace(sentence, "")
    officer = officer_of(written, "07")
    if slug != "nationell-sammanstallning":
        path = f"{LIVE}/{slug}/?year={asked.get('year', '2025')}&with_texts=y"
        assert sentence in officer.get(path).text()


def test_a_report_without_the_texts_misses_nothing(written: Flask) -> None:
    for slug in ("nationell-sammanstallning", "slutredovisning"):
        report_id = order(written, slug)
        assert CheckKind.LEFT_OUT not in warnings(written, report_id)
    officer = officer_of(written, "07")
    assert "typsnitt" not in officer.get(f"{LIVE}/lansrapport/?year=2025").text()
    other = officer_of(written, "01").get(f"{LIVE}/lansrapport/?year=2025&with_texts=y")
    assert "typsnitt" not in other.text()


def test_a_chapter_says_which_signs_its_report_leaves_out(example_app: Flask) -> None:
    write_text(example_app, "Arbetet är klart 🙂. Det gäller 漢 och 漢.\n\n[^a]: 🙂", version=1)
    coordinator = find_person(example_app, Role.COORDINATOR)
    found = coordinator.get("/texter/2025/sammanfattning/").text()
    assert "Tecken som inte kommer med: 🙂 " in found
    assert "Tecken som inte kommer med: 漢 漢 " in found
    report_id = order(example_app)
    assert CheckKind.LEFT_OUT in warnings(example_app, report_id)
    page = coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    assert "Tecken som inte kommer med i rapporten Sammanfattning 4 (🙂 漢) " in page
    assert "Det gäller 漢 och 漢." not in page


def test_a_cover_from_before_such_signs_were_refused_is_said(example_app: Flask) -> None:
    report_id = order(example_app, "slutredovisning")
    with example_app.app_context():
        report = db.session.get_one(Report, report_id)
        report.sender, report.case_number = "Länsstyrelsen 🙂", f"{CASE} 漢"
        db.session.commit()
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/publicera/")
    assert "omslag och övrig text 2 (漢 🙂) " in page.text()


def test_of_many_places_a_preview_names_the_first(example_app: Flask) -> None:
    with example_app.app_context():
        of_the_year = select(Assessment.id).join(Assessment.round).where(Round.year == 2025)
        for answer in db.session.scalars(
            select(Answer).where(Answer.assessment_id.in_(of_the_year))
        ):
            answer.obstacles = "漢"
        db.session.commit()
    page = officer_of(example_app, "07").get(f"{LIVE}/lansrapport/?year=2025&with_texts=y")
    said = page.text().partition("utelämnade: ")[2].partition(".")[0]
    assert said.count("Kronobergs län") == 5
    assert said.endswith(" ställen till")
