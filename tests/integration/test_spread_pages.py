"""How far apart the counties stand: every number against what the database counts."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role
from khoss.models import Answer, Assessment, CivilArea, County, PriorityArea, Round, SubGoal
from tests.integration.test_known_truth import reader_of
from tests.support.pages import NAMESPACE, Page, find_person

HANDED_IN = ("submitted", "approved", "accepted")
MET = (Rating.YES, Rating.PARTLY)
PATH = "/resultat/2025/skillnader/"


@pytest.mark.parametrize(
    ("query", "counted", "of_answers"),
    [
        ("", MET, False),
        ("?andel=ja", (Rating.YES,), False),
        ("?andel=ja-eller-delvis-av-svar", MET, True),
        ("?andel=ja-av-svar", (Rating.YES,), True),
    ],
)
def test_every_area_has_its_five_numbers(
    example_app: Flask, query: str, counted: Collection[Rating], of_answers: bool
) -> None:
    with example_app.app_context():
        names = _pairs(select(PriorityArea.code, PriorityArea.name))
        expected = [["Alla områden", *_five(2025, counted, of_answers=of_answers)]]
        expected += [
            [name, *_five(2025, counted, area=code, of_answers=of_answers)]
            for code, name in names.items()
        ]
    rows = _rows(_page(example_app, PATH + query), "spread-caption")
    found = [[row[0], row[2].split()[0], *row[3:6], row[6].split()[0], *row[7:9]] for row in rows]
    assert sorted(found) == sorted(expected)


def test_the_ends_name_the_counties_that_stand_there(example_app: Flask) -> None:
    with example_app.app_context():
        shares = _shares(2025, MET)
        names = _pairs(select(County.code, County.name))
    (row, *_areas) = _rows(_page(example_app, PATH), "spread-caption")
    for place, end in ((2, min(shares.values())), (6, max(shares.values()))):
        held = [names[code] for code, one in shares.items() if one == end]
        assert len(held) == 1, "the examples have one county at each end"
        assert row[place] == f"{_percent(end)} {held[0]}"


def test_the_drawing_says_and_shows_what_the_table_says(example_app: Flask) -> None:
    page = _page(example_app, PATH)
    (row, *_areas) = _rows(page, "spread-caption")
    numbers = [row[2].split()[0], *row[3:6], row[6].split()[0]]
    drawing = page.html[page.html.index('class="khoss-boxes"') :]
    drawing = drawing[: drawing.index("</svg>")]
    said = (
        f"Alla områden: lägst {numbers[0]}, undre kvartil {numbers[1]}, median {numbers[2]}, "
        f"övre kvartil {numbers[3]} och högst {numbers[4]} procent."
    )
    assert f"<title>{said}" in drawing
    for shown in (numbers[0], numbers[2], f"{numbers[1]}–{numbers[3]}", numbers[4]):
        assert f">{shown}</text>" in drawing
    # The scale has 0 at 11 and 100 at 89 percent of the width.
    median = round(11 + float(numbers[2].replace(",", ".")) * 0.78, 2)
    assert f'x1="{median:g}%"' in drawing


def test_the_change_is_over_what_the_same_counties_answered_both_years(example_app: Flask) -> None:
    with example_app.app_context():
        # UP 1 of 2025 asks something else, UO 4 is new and PF 3 of 2024 has ended.
        both = _answered(2024, ["UP-1", "PF-3"]) & _answered(2025, ["UP-1", "UO-4"])
        later, earlier = _five(2025, MET, within=both), _five(2024, MET, within=both)
    page = _page(example_app, PATH)
    rows = _rows(page, "change-caption")
    base = ["22 av 24", "21 av 21"]
    first, second = rows[0], rows[1]
    answered = f"{len(both)} av 462"
    assert len(both) < 462, "some county left a question out one of the years"
    assert first[2:] == ["2024", *base, answered, *earlier]
    assert second[:9] == ["2025", *base, answered, *later[:5]]
    text = _said(page)
    assert f"gick från {earlier[5]} till {later[5]} procentenheter" in text
    assert "bland de 21 av 21 länsstyrelser som lämnat in båda åren" in text
    assert "I 1 av 6 områden (Upphandling och samverkan med privata aktörer) jämförs inget" in text


def test_counties_that_answer_alike_have_come_closer(example_app: Flask) -> None:
    _answer_alike(example_app, 2025)
    text = _said(_page(example_app, PATH))
    assert "Skillnaderna mellan länen har minskat sedan 2024" in text
    assert "till 0,0 procentenheter (\N{MINUS SIGN}" in text


def test_counties_that_answered_alike_before_have_come_apart(example_app: Flask) -> None:
    _answer_alike(example_app, 2024)
    text = _said(_page(example_app, PATH))
    assert "Skillnaderna mellan länen har ökat sedan 2024" in text
    assert "från 0,0 till" in text


def test_counties_that_answer_alike_both_years_stand_unchanged(example_app: Flask) -> None:
    _answer_alike(example_app, 2024)
    _answer_alike(example_app, 2025)
    text = _said(_page(example_app, PATH))
    assert "Skillnaderna mellan länen är oförändrade sedan 2024" in text
    assert "från 0,0 till 0,0 procentenheter (oförändrat)" in text


def test_a_county_that_has_not_handed_in_is_in_no_spread(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2026/skillnader/")
    with example_app.app_context():
        expected = _five(2026, MET)
    (row, *_areas) = _rows(page, "spread-caption")
    assert [row[2].split()[0], *row[3:6], row[6].split()[0]] == expected[:5]
    assert row[9] == "7 av 21"
    text = _said(page)
    assert "Preliminärt" in text
    assert "gäller de länsstyrelser som lämnat in: 7 av 21." in text
    assert "bland de 7 av 21 länsstyrelser som lämnat in båda åren" in text


def test_missing_answers_are_said_and_are_never_nej(example_app: Flask) -> None:
    with example_app.app_context():
        missing = 21 * 24 - len(_answered(2025, []))
    assert missing, "the examples have questions without an answer"
    page = _page(example_app, PATH)
    text = _said(page)
    assert f"Bland dem saknas {missing} svar." in text
    assert "men aldrig som nej" in text
    (row, *_areas) = _rows(page, "spread-caption")
    assert row[10] == f"{504 - missing} av 504"
    answers = _said(_page(example_app, f"{PATH}?andel=ja-av-svar"))
    assert "En obesvarad fråga räknas inte med i länets andel." in answers


def test_the_groups_answered_what_their_counties_did(example_app: Flask) -> None:
    with example_app.app_context():
        counties = db.session.scalars(select(County).options(joinedload(County.civil_area))).all()
        areas = [f"{one} civilområdet" for one in db.session.scalars(select(CivilArea.name))]
        held = defaultdict[str, list[str]](list)
        for one in counties:
            held[f"{one.civil_area.name} civilområdet"].append(one.code)
            held["Storstadslän" if one.code in ("01", "12", "14") else "Övriga län"].append(
                one.code
            )
            size = one.municipalities
            band = "1–9" if size < 10 else "10–14" if size < 15 else "15"
            held[f"{band} kommuner" + (" eller fler" if band == "15" else "")].append(one.code)
        expected = {name: _counts(2025, codes) for name, codes in held.items()}
        sizes = {name: len(codes) for name, codes in held.items()}
    assert len(areas) == 6
    page = _page(example_app, PATH)
    rows = [
        row
        for anchor in ("civil-area", "metropolitan", "municipalities")
        for row in _rows(page, f"{anchor}-caption")
    ]
    assert len(rows) == len(expected) == 11
    for row in rows:
        name = next(one for one in expected if row[0].startswith(f"{one} "))
        yes, partly, _no, _unanswered = expected[name]
        assert [int(cell) for cell in row[3:7]] == expected[name]
        assert row[1] == f"{sizes[name]} av {sizes[name]}"
        assert row[7].startswith(f"{yes + partly} av {sum(expected[name])} ")


def test_the_weighted_figure_counts_municipalities_beside_the_plain_one(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        plain = _counts(2025, None)
        rows = db.session.execute(
            select(Answer.rating, func.sum(County.municipalities))
            .select_from(Answer)
            .join(Assessment, Assessment.id == Answer.assessment_id)
            .join(Round, Round.id == Assessment.round_id)
            .join(County, County.code == Assessment.county_code)
            .where(Round.year == 2025, Assessment.status.in_(HANDED_IN))
            .group_by(Answer.rating)
        )
        weighted = {rating: int(count) for rating, count in rows}
    page = _page(example_app, PATH)
    (row, *areas) = _rows(page, "weighted-caption")
    met = weighted[Rating.YES] + weighted[Rating.PARTLY]
    assert row[1].startswith(f"{plain[0] + plain[1]} av 504 ")
    assert row[2] == f"{met} av 6960 {_percent(Fraction(met, 6960))} procent"
    assert row[3] == f"{weighted.get(None, 0)} av 6960"
    assert sum(int(one[2].split(" av ")[0]) for one in areas) == met
    text = _said(page)
    assert "En egen siffra, som inte är landets resultat" in text
    assert "Formeln är (ja + delvis) / (ja + delvis + nej + obesvarade)" in text


def test_the_field_keeps_what_was_chosen_and_so_do_the_years(example_app: Flask) -> None:
    page = _page(example_app, f"{PATH}?andel=ja-av-svar")
    chosen = [one.get("value") for one in page.all("option") if one.get("selected") is not None]
    assert chosen == ["ja-av-svar"]
    assert "/resultat/2024/skillnader/?andel=ja-av-svar" in [
        one.get("href") for one in page.all("a")
    ]
    strange = _page(example_app, f"{PATH}?andel=<b>")
    assert _rows(strange, "spread-caption") == _rows(_page(example_app, PATH), "spread-caption")


def test_the_first_year_has_nothing_to_compare_and_says_so(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2023/skillnader/")
    assert "Det finns inget tidigare år att jämföra med." in page.text()
    assert not [one for one in page.all("caption") if one.get("id") == "change-caption"]


def test_a_round_in_which_nobody_handed_in_says_so(example_app: Flask) -> None:
    with example_app.app_context():
        round_id = db.session.scalars(select(Round.id).where(Round.year == 2026)).one()
        db.session.execute(
            update(Assessment)
            .where(Assessment.round_id == round_id)
            .values(status=AssessmentStatus.IN_PROGRESS)
        )
        db.session.commit()
    page = _page(example_app, "/resultat/2026/skillnader/")
    assert "Ingen länsstyrelse har lämnat in sin självskattning ännu." in page.text()
    assert not page.all("table")


def test_totals_alone_tell_no_differences_and_say_so(official_app: Flask) -> None:
    page = reader_of(official_app).get("/resultat/2024/skillnader/")
    assert "Länens egna svar 2024 är inte kända, bara de nationella totalerna." in page.text()
    assert not page.all("table")
    assert "khoss-boxes" not in page.html


@pytest.mark.parametrize("path", ["2022/skillnader/", "2026/skillnader/"])
def test_there_is_no_page_of_a_year_that_is_not_there(example_app: Flask, path: str) -> None:
    find_person(example_app, Role.READER).get(f"/resultat/{path}", status=404)


def _page(app: Flask, path: str) -> Page:
    return find_person(app, Role.COORDINATOR).get(path)


def _answer_alike(app: Flask, year: int) -> None:
    with app.app_context():
        handed_in = (
            select(Assessment.id)
            .join(Assessment.round)
            .where(Round.year == year, Assessment.status.in_(HANDED_IN))
        )
        db.session.execute(
            update(Answer).where(Answer.assessment_id.in_(handed_in)).values(rating=Rating.YES)
        )
        db.session.commit()


def _answers(year: int, *columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(Round.year == year, Assessment.status.in_(HANDED_IN))
    )


def _pairs(asked: Any) -> dict[Any, Any]:
    return {row[0]: row[1] for row in db.session.execute(asked)}


def _shares(
    year: int,
    counted: Collection[Rating],
    *,
    area: str | None = None,
    within: Collection[tuple[str, str]] | None = None,
    of_answers: bool = False,
) -> dict[str, Fraction]:
    """Return the share of every county that handed in, counted by hand."""
    asked = _answers(year, Assessment.county_code, SubGoal.goal_line_code, Answer.rating)
    if area:
        asked = asked.where(SubGoal.area_code == area)
    parts, wholes = Counter[str](), Counter[str]()
    for code, line, rating in db.session.execute(asked):
        if within is not None and (code, line) not in within:
            continue
        parts[code] += rating in counted
        wholes[code] += not of_answers or rating is not None
    return {code: Fraction(parts[code], whole) for code, whole in wholes.items() if whole}


def _five(
    year: int,
    counted: Collection[Rating],
    *,
    area: str | None = None,
    within: Collection[tuple[str, str]] | None = None,
    of_answers: bool = False,
) -> list[str]:
    """Return the five numbers and the two distances as the page writes them."""
    shares = sorted(
        _shares(year, counted, area=area, within=within, of_answers=of_answers).values()
    )
    lower, median, upper = statistics.quantiles(shares, n=4, method="inclusive")
    numbers = [shares[0], lower, median, upper, shares[-1], shares[-1] - shares[0], upper - lower]
    return [_percent(one) for one in numbers]


def _answered(year: int, without: Collection[str]) -> set[tuple[str, str]]:
    """Return the counties and goal lines of every answer that was given."""
    asked = _answers(year, Assessment.county_code, SubGoal.goal_line_code).where(
        Answer.rating.is_not(None), SubGoal.goal_line_code.not_in(without)
    )
    return {(code, line) for code, line in db.session.execute(asked)}


def _counts(year: int, codes: Collection[str] | None) -> list[int]:
    asked = _answers(year, Answer.rating, func.count()).group_by(Answer.rating)
    if codes is not None:
        asked = asked.where(Assessment.county_code.in_(codes))
    found = _pairs(asked)
    return [found.get(rating, 0) for rating in (Rating.YES, Rating.PARTLY, Rating.NO, None)]


def _percent(share: Fraction) -> str:
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)).replace(".", ",")


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
        for body in table.iter(f"{NAMESPACE}tbody")
        for row in body.iter(f"{NAMESPACE}tr")
    ]
