"""One county beside others and through the years, against what the database counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Rating, Role
from khoss.models import Answer, Assessment, County, Round, SubGoal
from tests.integration.test_known_truth import reader_of
from tests.support.pages import NAMESPACE, Page, find_person

HANDED_IN = ("submitted", "approved", "accepted")
MET = (Rating.YES, Rating.PARTLY)


@pytest.mark.parametrize("code", ["01", "07", "08", "25"])
def test_a_county_stands_beside_the_country_its_area_and_those_of_like_size(
    example_app: Flask, code: str
) -> None:
    with example_app.app_context():
        counties = db.session.scalars(select(County).options(joinedload(County.civil_area))).all()
        own = next(one for one in counties if one.code == code)
        others = sorted(
            (abs(one.municipalities - own.municipalities), one.code)
            for one in counties
            if one is not own
        )
        held = [
            [code],
            [one.code for one in counties],
            [one.code for one in counties if one.civil_area.name == own.civil_area.name],
            [one for _distance, one in others[:5]],
        ]
        expected = [_counts(2025, codes) for codes in held]
    page = find_person(example_app, Role.READER).get(f"/resultat/2025/lan/{code}/")
    rows = _rows(page, "beside-caption")
    assert [[int(cell) for cell in row[2:6]] for row in rows] == expected
    for row, (yes, partly, no, unanswered) in zip(rows, expected, strict=True):
        assert row[6].startswith(f"{yes + partly} av {yes + partly + no + unanswered} ")
        assert ("svarade" in row[6]) == (unanswered > 0)


def test_every_goal_has_the_countys_rating_and_the_others_with_their_base(
    example_app: Flask,
) -> None:
    words = {Rating.YES: "Ja", Rating.PARTLY: "Delvis", Rating.NO: "Nej", None: "Obesvarad"}
    with example_app.app_context():
        given = {
            f"{area} {place}": words[rating]
            for area, place, rating in db.session.execute(
                _answers(2025, ["07"]).with_only_columns(
                    SubGoal.area_code, SubGoal.position, Answer.rating
                )
            )
        }
        met = {
            f"{area} {place}": count
            for area, place, count in db.session.execute(
                _answers(2025)
                .where(Answer.rating.in_(MET))
                .with_only_columns(SubGoal.area_code, SubGoal.position, func.count())
                .group_by(SubGoal.area_code, SubGoal.position)
            )
        }
    page = find_person(example_app, Role.READER).get("/resultat/2025/lan/07/")
    rows = {row[0][:4]: row for row in _rows(page, "goals-caption")}
    assert {key: row[1] for key, row in rows.items()} == given
    assert all(rows[key][2].startswith(f"{count} av 21 ") for key, count in met.items())


def test_the_areas_add_up_to_the_whole(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get("/resultat/2025/lan/07/")
    rows = _rows(page, "areas-caption")
    for place, whole in enumerate(_rows(page, "beside-caption"), start=1):
        parts = [row[place].split(" av ")[0] for row in rows]
        assert sum(map(int, parts)) == int(whole[6].split(" av ")[0])


def test_a_draft_is_nowhere_on_the_page_of_a_county(example_app: Flask) -> None:
    page = find_person(example_app, Role.COORDINATOR).get("/resultat/2026/lan/07/")
    text = _said(page)
    assert "Kronobergs län har inte lämnat in för 2026, och har därför inga svar här." in text
    assert "Preliminärt" in text
    assert {row[1] for row in _rows(page, "goals-caption")} == {"Obesvarad"}


def test_the_development_compares_only_what_may_be_compared(example_app: Flask) -> None:
    text = _said(find_person(example_app, Role.READER).get("/resultat/2025/lan/19/"))
    with example_app.app_context():
        # UP 1 of 2025 asks something else, UO 4 is new and PF 3 of 2024 has ended.
        later = _counts(2025, ["19"], ["UP-1", "UO-4"])
        earlier = _counts(2024, ["19"], ["UP-1", "PF-3"])
    assert later[3] == earlier[3] == 0, "Västmanland answered everything"
    then, now = sum(earlier[:2]), sum(later[:2])
    assert (
        "På de 22 av 24 delmål som får jämföras, samma delmål båda åren: ja eller delvis "
        f"{then} av 22 2024 och {now} av 22 2025, {_step(now - then)}; "
        f"ja {_step(later[0] - earlier[0])}." in text
    )
    assert "Jämförbarheten bryts: omformulerad fråga för UP 1 (2025 års plan)." in text
    assert "Jämförbarheten bryts: ny fråga för UO 4 (2025 års plan)." in text
    assert "Följs inte upp längre: PF 3 (2024 års plan)." in text


def test_who_did_not_answer_everything_has_the_same_base_and_is_not_subtracted(
    example_app: Flask,
) -> None:
    text = _said(find_person(example_app, Role.READER).get("/resultat/2025/lan/08/"))
    step = text[text.index("2024 till 2025") : text.index("2023 till 2024")]
    with example_app.app_context():
        later = _counts(2025, ["08"], ["UP-1", "UO-4"])
        earlier = _counts(2024, ["08"], ["UP-1", "PF-3"])
    assert later[3] == 2
    assert earlier[3] == 0
    assert (
        f"ja eller delvis {sum(earlier[:2])} av 22 2024 och {sum(later[:2])} av 22 "
        "(2 obesvarade) 2025. De räknas inte av: något av åren lämnade länet "
    ) in step
    assert "(2025 års plan) obesvarat." in step
    assert "+" not in step


def test_the_list_has_every_county_with_what_it_answered(example_app: Flask) -> None:
    with example_app.app_context():
        codes = list(db.session.scalars(select(County.code).order_by(County.code)))
        met = [sum(_counts(2025, [code])[:2]) for code in codes]
    page = find_person(example_app, Role.READER).get("/resultat/2025/lan/")
    rows = _rows(page, "counties-caption")
    assert [row[1].split(",")[0].split(" procent")[0].rsplit(" ", 1)[0] for row in rows] == [
        f"{count} av 24" for count in met
    ]
    links = [one.get("href") for one in page.all("a")]
    assert [f"/resultat/2025/lan/{code}/" for code in codes] == [
        one
        for one in links
        if one and one.startswith("/resultat/2025/lan/") and one[18:].strip("/")
    ]


def test_totals_alone_tell_nothing_of_a_county_and_say_so(official_app: Flask) -> None:
    page = reader_of(official_app).get("/resultat/2024/lan/07/")
    assert "Länens egna svar 2024 är inte kända" in page.text()
    assert "Länets svar är inte känt." in page.text()
    listed = reader_of(official_app).get("/resultat/2024/lan/")
    assert listed.text().count("länets svar är inte känt") == 21


@pytest.mark.parametrize("path", ["2025/lan/99/", "2022/lan/07/", "2026/lan/", "2026/lan/07/"])
def test_there_is_no_page_of_a_county_or_a_year_that_is_not_there(
    example_app: Flask, path: str
) -> None:
    find_person(example_app, Role.READER).get(f"/resultat/{path}", status=404)


def _step(step: int) -> str:
    return f"{step:+d}" if step else "oförändrat"


def _answers(year: int, codes: Collection[str] | None = None) -> Any:
    found = (
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(Round.year == year, Assessment.status.in_(HANDED_IN))
    )
    return found if codes is None else found.where(Assessment.county_code.in_(codes))


def _counts(year: int, codes: Collection[str], without: Collection[str] = ()) -> list[int]:
    """Return ja, delvis, nej and no answer, counted by the database."""
    asked = _answers(year, codes).where(SubGoal.goal_line_code.not_in(without))
    rows = db.session.execute(
        asked.with_only_columns(Answer.rating, func.count()).group_by(Answer.rating)
    )
    found = {rating: count for rating, count in rows}  # noqa: C416 (rows are no pairs to the types)
    return [found.get(rating, 0) for rating in (Rating.YES, Rating.PARTLY, Rating.NO, None)]


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")


def _rows(page: Page, anchor: str) -> list[list[str]]:
    """Return the cells of the table with a caption, row by row."""
    table = next(
        one
        for one in page.all("table")
        if any(found.get("id") == anchor for found in one.iter(f"{NAMESPACE}caption"))
    )
    cells = (f"{NAMESPACE}td", f"{NAMESPACE}th")
    return [
        [
            page.text(cell).replace("\N{NO-BREAK SPACE}", " ")
            for cell in row.iter()
            if cell.tag in cells
        ]
        for row in next(table.iter(f"{NAMESPACE}tbody")).iter(f"{NAMESPACE}tr")
    ]
