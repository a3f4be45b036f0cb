"""Published totals against answers, and the report's sentences against its own tables."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus
from khoss.models import Answer, Assessment, PublishedTotal, Round, SubGoal
from tests.integration.test_known_truth import reader_of
from tests.support.known_truth import known_truth
from tests.support.pages import NAMESPACE, Page, find_person

PATH = "/resultat/2024/avstamning/"
# Read by hand out of the report and its 24 rows: what it says, of which goals, and what they say.
WRONG = [
    ("alla", "svar på alla delmål 2024", "503 av 504"),
    ("alla", "svar på alla delmål 2023", "444 av 462"),
    ("alla", "ja på PF 4 2024", "17 av 21"),
    ("utan förbehåll", "ja på KK 1 2024", "16 av 21"),
    ("utan förbehåll", "ja på KK 2 2024", "16 av 21"),
    ("16", "ja på UP 1 2024", "11 av 21"),
    ("två tredjedelar", "ja på UO 2 2024", "9 av 21"),
    ("två tredjedelar", "ja på UO 3 2024", "10 av 21"),
    ("två tredjedelar", "ja på UO 2 och UO 3 2024", "19 av 42"),
    ("16", "ja på UP 1 2024", "11 av 21"),
    ("9", "ja på UO 3 2024", "10 av 21"),
]


@pytest.fixture(params=["official", "example"])
def app(request: pytest.FixtureRequest) -> Flask:
    found: Flask = request.getfixturevalue(f"{request.param}_app")
    return found


def test_every_published_row_stands_beside_the_answers(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get(PATH)
    rows = _rows(page, "agreed-caption")
    for row, truth in zip(rows, known_truth(), strict=True):
        expected = [*(str(count) for count in truth.now), f"{sum(truth.now)} av 21"]
        assert row[0] == f"{truth.key} {truth.question}"
        assert row[1:5] == row[5:9] == expected
        assert row[9] == "Stämmer"
    text = _said(page)
    assert "24 av 24 delmål stämmer: länens svar ger de publicerade totalerna." in text
    assert "21 av 21 länsstyrelser har lämnat in." in text


def test_a_total_that_the_answers_contradict_is_said_first(example_app: Flask) -> None:
    with example_app.app_context():
        goal = _goal("PF", 1)
        total = db.session.scalars(
            select(PublishedTotal).where(PublishedTotal.sub_goal_id == goal)
        ).one()
        said = (total.yes, total.partly, total.no)
        total.yes, total.no = total.yes - 1, total.no + 1
        db.session.commit()
    page = find_person(example_app, Role.READER).get(PATH)
    text = _said(page)
    yes, partly, no = said
    assert text.index("1 av 24 delmål stämmer inte") < text.index("Delmål för delmål")
    assert (
        f"publicerat {yes - 1} ja, {partly} delvis, {no + 1} nej (21 av 21 svarade), länens svar "
        f"{yes} ja, {partly} delvis, {no} nej (21 av 21 svarade): ja +1, nej \N{MINUS SIGN}1"
        in text
    )
    (row,) = _rows(page, "totals-caption")
    assert row[9] == "Stämmer inte ja +1, nej \N{MINUS SIGN}1"
    folded = _rows(page, "agreed-caption")
    assert len(folded) == 23
    assert {row[9] for row in folded} == {"Stämmer"}


def test_a_county_that_did_not_hand_in_makes_the_rows_differ_and_is_said(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        assessment = db.session.scalars(
            select(Assessment)
            .join(Assessment.round)
            .where(Round.year == 2024, Assessment.county_code == "07")
        ).one()
        given = db.session.scalars(
            select(Answer.rating).where(
                Answer.assessment_id == assessment.id, Answer.rating.is_not(None)
            )
        ).all()
        assessment.status = AssessmentStatus.IN_PROGRESS
        db.session.commit()
    page = find_person(example_app, Role.READER).get(PATH)
    text = _said(page)
    assert "20 av 21 länsstyrelser har lämnat in." in text
    assert f"{len(given)} av 24 delmål stämmer inte" in text
    assert len(_rows(page, "totals-caption")) == len(given)


def test_a_goal_without_a_total_is_not_said_to_agree(example_app: Flask) -> None:
    with example_app.app_context():
        goal = _goal("SL", 2)
        db.session.execute(delete(PublishedTotal).where(PublishedTotal.sub_goal_id == goal))
        db.session.commit()
    page = find_person(example_app, Role.READER).get(PATH)
    text = _said(page)
    assert "23 av 23 delmål stämmer" in text
    assert "1 av 24 delmål har ingen publicerad total." in text
    (row,) = [one for one in _rows(page, "totals-caption") if one[0].startswith("SL 2 ")]
    assert row[1:5] == ["–"] * 4
    assert row[9] == "Ingen publicerad total"


def test_a_year_without_published_totals_says_so(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get("/resultat/2025/avstamning/")
    assert "Inga totaler har publicerats för 2025 vid sidan av länens svar." in page.text()
    assert not page.all("table")


def test_a_year_without_answers_says_so(official_app: Flask) -> None:
    page = reader_of(official_app).get("/resultat/2023/avstamning/")
    assert "Länens egna svar 2023 är inte kända, bara de nationella totalerna." in page.text()
    assert not page.all("table")


def test_the_sentences_that_do_not_hold_come_first(app: Flask) -> None:
    page = reader_of(app).get(PATH)
    rows = _rows(page, "wrong-caption")
    assert [
        (_first(row[1], WRONG[place][0]), row[2], row[3].split(" (")[0])
        for place, row in enumerate(rows)
    ] == WRONG
    captions = [one.get("id") for one in page.all("caption")]
    places = [captions.index(f"{one}-caption") for one in ("wrong", "right", "unknown")]
    assert places == sorted(places)
    assert "11 av 34 påståenden håller inte som de står. 21 håller, och 2 går inte" in _said(page)


def test_a_sentence_that_is_true_of_other_answers_says_of_which(app: Flask) -> None:
    rows = _rows(reader_of(app).get(PATH), "wrong-caption")
    (row, _again) = [one for one in rows if one[2] == "ja på UP 1 2024"]
    assert row[0].startswith("har 16 länsstyrelser verkat för att kommunerna ska sätta fokus")
    assert row[3] == "11 av 21 (52,4 procent) 11 ja, 5 delvis, 5 nej; svar 21 av 21"
    assert row[4] == "Håller inte som det står stämmer för ja eller delvis, 16 av 21"


def test_a_short_base_is_said_beside_the_sentence(app: Flask) -> None:
    rows = _rows(reader_of(app).get(PATH), "right-caption")
    (row,) = [one for one in rows if one[2] == "ja eller delvis på PF 7 2024"]
    assert row[3].endswith("svar 20 av 21")


def test_a_word_says_what_it_is_taken_to_mean(app: Flask) -> None:
    page = reader_of(app).get(PATH)
    claimed = {row[1] for anchor in ("wrong", "right") for row in _rows(page, f"{anchor}-caption")}
    assert {
        "alla 100,0 procent",
        "i mycket stor utsträckning minst 80,0 procent",
        "tre fjärdedelar mellan 72,6 och 77,4 procent",
        "drygt hälften mer än 50,0 och högst 60,0 procent",
        "de flesta mer än 50,0 procent",
        "i mindre utsträckning mindre än 50,0 procent",
        "15",
    } <= claimed


def test_what_the_tables_cannot_answer_is_neither_right_nor_wrong(app: Flask) -> None:
    rows = _rows(reader_of(app).get(PATH), "unknown-caption")
    assert [row[1:] for row in rows] == [
        ["15", "Ingen fråga i planen gäller detta.", "–", "Går inte att räkna om"]
    ] * 2


def test_32_and_77_percent_cannot_be_true_and_96_can(app: Flask) -> None:
    page = reader_of(app).get(PATH)
    # (259 + 156) / 504 when the missing answer is no, and one more when it is ja or delvis.
    assert _rows(page, "claimed-caption") == [
        [
            "Lägsta länet",
            "32 procent",
            "Inget antal av frågorna ger den andelen.",
            "Kan inte vara sant",
        ],
        [
            "Högsta länet",
            "96 procent",
            "Det är 22 av 23 eller 23 av 24 frågor.",
            "Kan vara sant",
        ],
        [
            "Medelvärdet av länen",
            "77 procent",
            "Totalerna ger mellan 82,3 och 82,5 procent, hur svaren än är fördelade.",
            "Kan inte vara sant",
        ],
    ]
    assert "kan 2 av 3 inte vara sanna: tabellerna har 24 frågor, och 1 svar saknas." in _said(page)


def test_the_sentences_are_held_against_the_published_totals(example_app: Flask) -> None:
    with example_app.app_context():
        goal = _goal("PF", 4)
        db.session.execute(
            update(Answer)
            .where(Answer.sub_goal_id == goal, Answer.rating.is_not(None))
            .values(rating=Rating.YES)
        )
        db.session.commit()
    page = find_person(example_app, Role.READER).get(PATH)
    assert "1 av 24 delmål stämmer inte" in _said(page)
    (row,) = [one for one in _rows(page, "wrong-caption") if one[2] == "ja på PF 4 2024"]
    assert row[3].startswith("17 av 21 ")


def test_the_source_is_cited(app: Flask) -> None:
    (cited,) = reader_of(app).get(PATH).all("cite")
    assert cited.text.startswith("Slutredovisning. Länsstyrelsernas uppdrag")
    assert cited.text.endswith("(2022/03174)")


def test_a_sentence_of_a_year_that_is_withdrawn_cannot_be_computed(example_app: Flask) -> None:
    with example_app.app_context():
        db.session.execute(
            update(Round).where(Round.year == 2023).values(status=RoundStatus.CLOSED)
        )
        db.session.commit()
    page = find_person(example_app, Role.READER).get(PATH)
    unknown = [row[2] for row in _rows(page, "unknown-caption")]
    assert "ja eller delvis på UP 1 2023" in unknown


@pytest.mark.parametrize("path", ["2022/avstamning/", "2026/avstamning/"])
def test_there_is_no_page_of_a_year_that_is_not_there(example_app: Flask, path: str) -> None:
    find_person(example_app, Role.READER).get(f"/resultat/{path}", status=404)


def _goal(area: str, position: int) -> int:
    return db.session.scalars(
        select(SubGoal.id).where(
            SubGoal.plan.has(year=2024), SubGoal.area_code == area, SubGoal.position == position
        )
    ).one()


def _first(text: str, expected: str) -> str:
    """Return the claimed word without what it is taken to mean."""
    return expected if text.startswith(expected) else text


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
