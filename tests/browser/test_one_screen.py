"""The year in one screen: all that it comes to is read without scrolling, in any year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Open

COORDINATOR = "samordnare@khoss.example"


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_year_is_read_without_scrolling(
    open_window: Open, states: Callable[[str], Any], year: int
) -> None:
    window = open_window(width=1280, javascript=False, state=states(COORDINATOR))
    window.goto(f"/resultat/{year}/bild/")
    for heading in (
        "Det som har rört sig mest",
        "Det som håller tillbaka",
        "Svar som saknas",
        "Område för område",
    ):
        box = window.get_by_role("heading", name=heading).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
    for part in (window.locator(".khoss-picture"), window.get_by_role("table")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
        assert box["x"] + box["width"] <= 1280


def test_its_text_is_large_enough_to_read(open_window: Open, states: Callable[[str], Any]) -> None:
    window = open_window(width=1280, javascript=False, state=states(COORDINATOR))
    window.goto("/resultat/2025/bild/")
    sizes = window.locator(".khoss-picture p, .khoss-picture li, main td").evaluate_all(
        "(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 16
