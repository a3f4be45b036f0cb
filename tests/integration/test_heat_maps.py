"""The heat map: every cell against the answers in the database, sorted and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role
from khoss.models import Answer, Assessment, County, Round, SubGoal
from tests.integration.test_known_truth import reader_of
from tests.support.known_truth import known_truth
from tests.support.pages import NAMESPACE, Page, find_person

HANDED_IN = ("submitted", "approved", "accepted")
WORDS = {Rating.YES: "ja", Rating.PARTLY: "delvis", Rating.NO: "nej", None: "obesvarad"}


def test_every_cell_says_in_words_what_the_county_answered(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/")
    assert _words(page, "now") == _said(example_app, 2025)
    assert len(_words(page, "now")) == 21 * 24


def test_what_is_not_handed_in_counts_as_unanswered_and_is_said(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2026/varmekarta/")
    assert _words(page, "now") == _said(example_app, 2026)
    with example_app.app_context():
        drafts = db.session.scalars(
            select(Answer.rating)
            .join(Answer.assessment)
            .join(Assessment.round)
            .where(Round.year == 2026, Assessment.status == AssessmentStatus.IN_PROGRESS)
        ).all()
    assert any(drafts), "the examples have drafts to hide"
    rows = [page.text(one) for one in _headers(page, "now")]
    assert "Kronobergs län har inte lämnat in" in rows


def test_the_counts_below_are_those_of_all_that_were_asked(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/?omrade=uo&bedomning=nej")
    with example_app.app_context():
        rows = db.session.execute(_answers(2025)).all()
        given = Counter((place, rating) for _name, area, place, rating in rows if area == "UO")
    below = [_texts(page, row) for row in _table(page, "now").iter(f"{NAMESPACE}tfoot")]
    expected = []
    for label, rating in (("Ja", Rating.YES), ("Delvis", Rating.PARTLY), ("Nej", Rating.NO)):
        expected.append(f"{label}, av 21")
        expected += [str(given[place, rating]) for place in range(1, 5)]
    assert [one for one in below[0] if one][: len(expected)] == expected


def test_the_base_of_every_goal_stands_below_it(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2023/varmekarta/")
    below = list(_texts(page, next(_table(page, "now").iter(f"{NAMESPACE}tfoot"))))
    bases = {row.key: str(sum(row.before)) for row in known_truth() if row.before}
    start = below.index("Svarade, av 21") + 1
    assert below[start : start + len(bases)] == list(bases.values())


def test_paper_says_what_was_chosen_too(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/?sortera=andel&omrade=uo&bedomning=nej")
    assert (
        "Sortera efter: Andel ja eller delvis, högst först; Område: Utbildning och övning; "
        "Prioritering: Alla; Bedömning: Nej."
    ) in page.text()
    empty = "En tom ruta är ett annat svar."
    assert empty in page.text()
    assert empty not in _page(example_app, "/resultat/2025/varmekarta/?omrade=uo").text()


def test_counties_are_sorted_by_code_share_and_civil_area(example_app: Flask) -> None:
    with example_app.app_context():
        counties = db.session.scalars(
            select(County).options(joinedload(County.civil_area)).order_by(County.code)
        ).all()
        met = Counter(
            db.session.scalars(
                _answers(2025)
                .where(Answer.rating.in_([Rating.YES, Rating.PARTLY]))
                .with_only_columns(County.name)
            )
        )
        by_code = [one.name for one in counties]
        areas = {one.name: one.civil_area.name for one in counties}
    assert _names(example_app, "") == by_code
    assert _names(example_app, "?sortera=andel") == sorted(by_code, key=lambda one: -met[one])
    order = list(dict.fromkeys(areas[name] for name in by_code))
    assert _names(example_app, "?sortera=civilomrade") == sorted(
        by_code, key=lambda one: order.index(areas[one])
    )


def test_counties_that_have_not_handed_in_come_last_by_share(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2026/varmekarta/?sortera=andel")
    rows = ["har inte lämnat in" in page.text(one) for one in _headers(page, "now")][:21]
    assert rows == [False] * 7 + [True] * 14


@pytest.mark.parametrize(
    ("query", "area", "priority"),
    [
        ("?omrade=uv", "UV", None),
        ("?prio=1", None, 1),
        ("?omrade=sl&prio=2", "SL", 2),
    ],
)
def test_a_filter_shows_the_goals_of_an_area_and_a_priority(
    example_app: Flask, query: str, area: str | None, priority: int | None
) -> None:
    with example_app.app_context():
        goals = db.session.scalars(
            select(SubGoal).join(SubGoal.plan).where(SubGoal.plan.has(year=2025))
        ).all()
        keys = {
            goal.key
            for goal in goals
            if area in (None, goal.area_code) and priority in (None, goal.priority)
        }
    page = _page(example_app, f"/resultat/2025/varmekarta/{query}")
    assert {words.split(", ")[1].split(":")[0] for words in _words(page, "now")} == keys


def test_one_rating_alone_is_shown_with_whoever_gave_it(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/?bedomning=obesvarad")
    said = {words for words in _said(example_app, 2025) if words.endswith("obesvarad")}
    shown = _words(page, "now")
    assert {words for words in shown if not words.endswith("annat svar")} == said
    counties = {words.split(",")[0] for words in said}
    assert {words.split(",")[0] for words in shown} == counties
    assert f"Visar {len(counties)} av 21 län" in page.text().replace("\xa0", " ")


def test_the_year_before_follows_the_goal_lines(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/")
    # PF 3 of 2024 ended, so that PF 4 became PF 3; UO 4 is new and has no column.
    heads = [page.text(one) for one in _table(page, "then").iter(f"{NAMESPACE}a")]
    keys = [one.replace("\xa0", " ") for one in heads if not one.endswith("län")]
    assert keys[:6] == ["PF 1", "PF 2", "PF 4", "PF 5", "PF 6", "PF 7"]
    assert "UO 4" not in keys
    earlier = {one for one in _said(example_app, 2024) if ", PF 3:" not in one}
    assert _words(page, "then") == earlier
    text = page.text().replace("\xa0", " ")
    assert "UO 4 är ny: den har ingen motsvarighet 2024." in text
    assert "PF 3 fanns 2024 och följs inte upp längre." in text
    assert "UP 1: omformulerad fråga. UP 1 2024 frågade efter något annat" in text


def test_both_years_count_the_same_questions_whatever_rating_is_shown(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2026/varmekarta/?omrade=pf&bedomning=nej")
    for anchor in ("now", "then"):
        cells = [page.text(one) for one in _table(page, anchor).iter(f"{NAMESPACE}td")]
        said = [one.replace("\xa0", " ") for one in cells]
        bases = [one for one in said if " av " in one]
        assert bases
        # UO and the other areas are left out; PF has six goals in both years.
        assert all(one.endswith("av 6") for one in bases), (anchor, bases)


def test_a_rating_that_nobody_gave_leaves_no_table(example_app: Flask) -> None:
    said = [one for one in _said(example_app, 2025) if one.endswith("obesvarad")]
    assert not [one for one in said if ", PF " in one]
    page = _page(example_app, "/resultat/2025/varmekarta/?omrade=pf&bedomning=obesvarad")
    assert "Inget svar passar in på urvalet." in page.text()
    assert not page.all("table")


def test_what_an_address_asks_that_is_not_there_is_everything(example_app: Flask) -> None:
    path = "/resultat/2025/varmekarta/"
    page = _page(example_app, f"{path}?sortera=x&omrade=<b>&prio=9&bedomning=kanske")
    assert _words(page, "now") == _words(_page(example_app, path), "now")


def test_the_form_keeps_what_was_chosen_and_so_do_the_years(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/varmekarta/?sortera=andel&bedomning=nej")
    chosen = [one.get("value") for one in page.all("option") if one.get("selected") is not None]
    assert chosen == ["andel", "", "", "nej"]
    links = [one.get("href") for one in page.all("a")]
    assert "/resultat/2024/varmekarta/?sortera=andel&bedomning=nej" in links


def test_published_totals_have_no_heat_map_and_say_so(official_app: Flask) -> None:
    page = reader_of(official_app).get("/resultat/2024/varmekarta/")
    assert "Länens egna svar 2024 är inte kända" in page.text()
    assert not page.all("table")


def _page(app: Flask, path: str) -> Page:
    return find_person(app, Role.COORDINATOR).get(path)


def _answers(year: int) -> Any:
    return (
        select(County.name, SubGoal.area_code, SubGoal.position, Answer.rating)
        .select_from(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(County, County.code == Assessment.county_code)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(Round.year == year, Assessment.status.in_(HANDED_IN))
    )


def _said(app: Flask, year: int) -> set[str]:
    """Return what every cell of a year has to say; who has not handed in is unanswered."""
    with app.app_context():
        rows = db.session.execute(_answers(year)).all()
        names = db.session.scalars(select(County.name)).all()
        goals = db.session.scalars(select(SubGoal).where(SubGoal.plan.has(year=year))).all()
        keys = [goal.key for goal in goals]
    given = {(name, f"{area} {place}"): rating for name, area, place, rating in rows}
    return {f"{name}, {key}: {WORDS[given.get((name, key))]}" for name in names for key in keys}


def _table(page: Page, anchor: str) -> Any:
    return next(
        table
        for table in page.all("table")
        if any(one.get("id") == f"{anchor}-caption" for one in table.iter(f"{NAMESPACE}caption"))
    )


def _words(page: Page, anchor: str) -> set[str]:
    cells = _table(page, anchor).iter(f"{NAMESPACE}span")
    return {page.text(one) for one in cells if one.get("class") == "govuk-visually-hidden"}


def _headers(page: Page, anchor: str) -> list[Any]:
    rows = _table(page, anchor).iter(f"{NAMESPACE}th")
    return [one for one in rows if one.get("scope") == "row"]


def _names(app: Flask, query: str) -> list[str]:
    page = _page(app, f"/resultat/2025/varmekarta/{query}")
    return [page.text(one) for one in _headers(page, "now")][:21]


def _texts(page: Page, element: Any) -> Iterable[str]:
    kinds = (f"{NAMESPACE}th", f"{NAMESPACE}td")
    return [page.text(one) for one in element.iter() if one.tag in kinds]
