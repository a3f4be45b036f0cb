"""The map: every county in both drawings and in the table, against the answers in the database."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.db import db
from khoss.enums import Rating, Role
from khoss.models import Answer, Assessment, County, Round, SubGoal
from khoss.services.county_shapes import county_shapes, county_tiles
from tests.integration.test_known_truth import reader_of
from tests.support.pages import NAMESPACE, Page, find_person

SVG = "{http://www.w3.org/2000/svg}"
HANDED_IN = ("submitted", "approved", "accepted")
LETTERS = {Rating.YES: "J", Rating.PARTLY: "D", Rating.NO: "N", None: "–"}
WORDS = {Rating.YES: "Ja", Rating.PARTLY: "Delvis", Rating.NO: "Nej", None: "Obesvarad"}
COLOURS = {
    Rating.YES: "#002b45",
    Rating.PARTLY: "#2f78a0",
    Rating.NO: "#f7dfae",
    None: "#ffffff",
}
MET = (Rating.YES, Rating.PARTLY)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_county_has_its_count_of_the_same_base_in_both_drawings(
    example_app: Flask, year: int
) -> None:
    page = _page(example_app, f"/resultat/{year}/karta/")
    expected = {}
    for letter, (handed_in, ratings) in _answers(example_app, year).items():
        met = sum(rating in MET for rating in ratings)
        short = "*" if None in ratings else ""
        expected[letter] = f"{met}{short}" if handed_in else "–"
    assert len(expected) == 21
    assert _labels(page, "khoss-map__outlines") == expected
    assert _labels(page, "khoss-map__tiles") == expected


def test_the_table_has_every_county_with_its_share_and_a_short_base(example_app: Flask) -> None:
    with example_app.app_context():
        names = {one.letter: one.name for one in db.session.scalars(select(County))}
    expected = []
    for letter, (handed_in, ratings) in _answers(example_app, 2026).items():
        met = sum(rating in MET for rating in ratings)
        answered = sum(rating is not None for rating in ratings)
        if not handed_in:
            expected.append([f"{names[letter]} {letter}", "har inte lämnat in"])
            continue
        share = f"{met * 100 / 24:.1f}".replace(".", ",")
        short = f", {answered} av 24 svarade" if answered < 24 else ""
        expected.append([f"{names[letter]} {letter}", f"{met} av 24 {share} procent{short}"])
    assert sorted(_rows(_page(example_app, "/resultat/2026/karta/"))) == sorted(expected)


def test_a_colour_stands_for_the_counts_that_the_legend_says(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/karta/")
    legend = _legend(page)
    held = Counter[str]()
    for fill, label in _marks(page, "khoss-map__outlines"):
        met = int(label.rstrip("*"))
        low, high = next(said for said, colour in legend.items() if colour == fill).split("–")
        assert int(low) <= met <= int(high), (label, low, high)
        held[f"{low}–{high}"] += 1
    text = _said(page)
    for (lowest, below), said in zip(
        ((60, 80), (40, 60), (20, 40), (0, 20)), ("15–19", "10–14", "5–9", "0–4"), strict=True
    ):
        assert f"{said} {lowest} till under {below} procent: {held[said]} av 21 län" in text
    assert f"20–24 80 procent eller mer: {held['20–24']} av 21 län" in text


@pytest.mark.parametrize(("year", "line"), [(2025, "PF-1"), (2026, "UO-4"), (2024, "PF-7")])
def test_one_goal_has_the_rating_of_every_county(example_app: Flask, year: int, line: str) -> None:
    page = _page(example_app, f"/resultat/{year}/karta/?delmal={line}")
    given = {
        letter: ratings[0] for letter, (_in, ratings) in _answers(example_app, year, line).items()
    }
    letters = {letter: LETTERS[rating] for letter, rating in given.items()}
    assert _labels(page, "khoss-map__outlines") == letters
    assert _labels(page, "khoss-map__tiles") == letters
    colours = sorted((COLOURS[rating], LETTERS[rating]) for rating in given.values())
    assert sorted(_marks(page, "khoss-map__outlines")) == colours
    assert sorted(_marks(page, "khoss-map__tiles")) == colours
    told = {row[0].rsplit(" ", 1)[1]: row[1].split(" har ")[0] for row in _rows(page)}
    assert told == {letter: WORDS[rating] for letter, rating in given.items()}
    counted = Counter(given.values())
    for rating, word in WORDS.items():
        assert f"{word}: {counted[rating]} av 21" in _said(page)


def test_who_has_not_handed_in_is_unanswered_and_said(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2026/karta/?delmal=PF-1")
    rows = dict(_rows(page))
    assert rows["Kronobergs län G"] == "Obesvarad har inte lämnat in"
    assert "Preliminärt" in _said(page)


def test_each_mark_is_told_in_words(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/karta/")
    titles = [_text(one) for one in page.tree.iter(f"{SVG}title")]
    # Each drawing has its own, and one for each county.
    assert len(titles) == 2 * (1 + 21)
    kalmar = "Kalmar län: ja eller delvis på 12 av 24 frågor (svarade på 22 av 24)"
    assert titles.count(kalmar) == 2
    assert [one.get("role") for one in _drawings(page)] == ["img", "img"]
    assert not [one for one in _drawings(page) if one.get("aria-hidden")]


def test_the_goal_stays_chosen_from_year_to_year(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2025/karta/?delmal=UO-4")
    chosen = [one.get("value") for one in page.all("option") if one.get("selected") is not None]
    assert chosen == ["UO-4"]
    assert "/resultat/2024/karta/?delmal=UO-4" in [one.get("href") for one in page.all("a")]


def test_a_goal_that_a_year_does_not_have_leaves_no_picture(example_app: Flask) -> None:
    page = _page(example_app, "/resultat/2024/karta/?delmal=UO-4")
    assert "Planen 2024 har inte det delmålet." in page.text()
    assert not _drawings(page)
    assert not page.all("table")


def test_a_goal_that_never_was_is_all_questions(example_app: Flask) -> None:
    strange = _page(example_app, "/resultat/2025/karta/?delmal=<b>XX-9")
    assert _rows(strange) == _rows(_page(example_app, "/resultat/2025/karta/"))


@pytest.mark.parametrize("query", ["", "?delmal=PF-1"])
def test_totals_alone_have_no_map_and_say_so(official_app: Flask, query: str) -> None:
    page = reader_of(official_app).get(f"/resultat/2024/karta/{query}")
    assert "Länens egna svar 2024 är inte kända" in page.text()
    assert not page.all("form") or not page.all("select")
    assert not page.all("table")


def test_a_reader_never_sees_a_round_that_is_not_published(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    reader.get("/resultat/2026/karta/", status=404)
    reader.get("/resultat/2022/karta/", status=404)


def test_every_county_has_an_outline_and_a_tile_of_its_own(example_app: Flask) -> None:
    with example_app.app_context():
        counties = db.session.execute(select(County.code, County.letter)).all()
    assert county_shapes().shapes.keys() == {code for code, _letter in counties}
    places = county_tiles().places
    assert places.keys() == {letter for _code, letter in counties}
    assert len(set(places.values())) == 21
    assert places["BD"] == (2, 0)
    assert places["K"] == (1, 7)


def _page(app: Flask, path: str) -> Page:
    return find_person(app, Role.COORDINATOR).get(path)


def _answers(
    app: Flask, year: int, line: str | None = None
) -> dict[str, tuple[bool, list[Rating | None]]]:
    """Return whether each county has handed in, and what then counts, goal by goal."""
    asked = (
        select(County.letter, Assessment.status, Answer.rating)
        .select_from(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(County, County.code == Assessment.county_code)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(Round.year == year)
    )
    if line is not None:
        asked = asked.where(SubGoal.goal_line_code == line)
    found: dict[str, tuple[bool, list[Rating | None]]] = {}
    with app.app_context():
        for letter, status, rating in db.session.execute(asked):
            handed_in = status in HANDED_IN
            found.setdefault(letter, (handed_in, []))[1].append(rating if handed_in else None)
    return found


def _drawings(page: Page) -> list[Any]:
    return [
        one
        for one in page.tree.iter(f"{SVG}svg")
        if one.get("class") in ("khoss-map__outlines", "khoss-map__tiles")
    ]


def _drawing(page: Page, name: str) -> Any:
    return next(one for one in _drawings(page) if one.get("class") == name)


def _texts(group: Any) -> list[str]:
    return [_text(one) for one in group.iter(f"{SVG}text")]


def _text(one: Any) -> str:
    return "".join(one.itertext()).replace("\N{NO-BREAK SPACE}", " ")


def _labels(page: Page, name: str) -> dict[str, str]:
    """Return the label of each county by its letter."""
    pairs = [_texts(group) for group in _drawing(page, name).iter(f"{SVG}g")]
    assert all(len(pair) == 2 for pair in pairs)
    return {pair[0]: pair[1] for pair in pairs}


def _marks(page: Page, name: str) -> list[tuple[str, str]]:
    """Return the colour of each mark with the label that stands in it."""
    drawing = _drawing(page, name)
    labels = [_texts(group)[1] for group in drawing.iter(f"{SVG}g")]
    kinds = (f"{SVG}path", f"{SVG}rect")
    fills = [one.get("fill") for one in drawing.iter() if one.tag in kinds]
    return list(zip(fills, labels, strict=True))


def _legend(page: Page) -> dict[str, str]:
    """Return the colour of each range of counts in the legend."""
    held = {}
    for item in page.all("li"):
        for swatch in item.iter(f"{SVG}svg"):
            [said] = _texts(swatch)
            if re.fullmatch(r"\d+–\d+", said):
                held[said] = next(swatch.iter(f"{SVG}rect")).get("fill")
    return held


@pytest.mark.parametrize("query", ["", "?delmal=PF-1"])
def test_who_has_no_place_on_the_map_stands_in_the_table_and_that_is_said(
    example_app: Flask, query: str
) -> None:
    with example_app.app_context():
        db.session.execute(update(County).where(County.code == "09").values(letter="ÖÖ"))
        db.session.commit()
    page = find_person(example_app, Role.READER).get(f"/resultat/2025/karta/{query}")
    assert len(_rows(page)) == 21
    for name in ("khoss-map__outlines", "khoss-map__tiles"):
        assert len(_marks(page, name)) == 20
    assert "1 av 21 har ingen plats på kartan och står bara i tabellen." in _said(page)


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")


def _rows(page: Page) -> list[list[str]]:
    [table] = page.all("table")
    cells = (f"{NAMESPACE}td", f"{NAMESPACE}th")
    return [
        [
            page.text(cell).replace("\N{NO-BREAK SPACE}", " ").replace(" ,", ",")
            for cell in row.iter()
            if cell.tag in cells
        ]
        for row in next(table.iter(f"{NAMESPACE}tbody")).iter(f"{NAMESPACE}tr")
    ]
