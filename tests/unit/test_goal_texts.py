"""The texts of a goal, page by page."""

from __future__ import annotations

import pytest
from flask import Flask

from khoss.enums import Rating
from khoss.i18n import init_i18n
from khoss.presentation.goal_texts import ON_A_PAGE, OPEN, Texts, goal_texts
from khoss.services.goal_texts import GoalText

COUNT = 2 * ON_A_PAGE + 50


@pytest.fixture
def words() -> Flask:
    app = Flask("words")
    init_i18n(app)
    return app


def _page(page: int, *, search: str = "") -> Texts:
    texts = [
        GoalText(
            2036 - number // 21,
            f"{number:02}",
            f"Län {number}",
            Rating.YES,
            f"Text {number}.",
            "",
            "",
        )
        for number in range(COUNT)
    ]
    return goal_texts(texts, search=search, county=None, page=page)


def _counties(texts: Texts) -> list[str]:
    return [row.county for year in texts.years for row in year.rows]


def test_the_pages_hold_every_text_once_and_in_order(words: Flask) -> None:
    with words.test_request_context():
        pages = [_page(number) for number in (1, 2, 3)]
    found = [county for page in pages for county in _counties(page)]
    assert found == [f"Län {number}" for number in range(COUNT)]
    assert [(page.newer, page.older) for page in pages] == [(None, 2), (1, 3), (2, None)]


@pytest.mark.parametrize(("asked", "first"), [(0, 0), (-5, 0), (99, 2 * ON_A_PAGE)])
def test_a_page_that_there_is_not_is_the_nearest(words: Flask, asked: int, first: int) -> None:
    with words.test_request_context():
        assert _counties(_page(asked))[0] == f"Län {first}"


def test_what_is_found_needs_no_pages(words: Flask) -> None:
    with words.test_request_context():
        page = _page(3, search="249.")
    assert _counties(page) == ["Län 249"]
    assert (page.shown, page.newer, page.older) == ("", None, None)


def test_a_long_text_is_folded_whole_unless_something_is_searched_for(words: Flask) -> None:
    long = "Vi har övat. " * 60
    texts = [GoalText(2025, "07", "Kronobergs län", Rating.YES, long.strip(), "Kort.", "")]
    with words.test_request_context():
        [[row]] = [one.rows for one in goal_texts(texts, search="", county=None).years]
        [[found]] = [one.rows for one in goal_texts(texts, search="övat", county=None).years]
    activities, obstacles, support = row.texts
    shown = "".join(part.text for part in activities.parts)
    assert len(shown) <= OPEN
    assert shown + activities.rest == long.strip()
    assert (obstacles.rest, support.parts, support.rest) == ("", (), "")
    assert found.texts[0].rest == ""


def test_the_latest_year_stands_open_and_so_does_all_that_is_found(words: Flask) -> None:
    with words.test_request_context():
        assert [year.is_open for year in _page(1).years][:3] == [True, False, False]
        assert all(year.is_open for year in _page(1, search="Text").years)
