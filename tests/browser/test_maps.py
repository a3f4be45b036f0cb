"""The map in a real browser: one of its two drawings is always there, for eye and screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest

from tests.browser.conftest import Open

READER = "lasare@khoss.example"
PATH = "/resultat/2025/karta/"
OUTLINES, TILES = "svg.khoss-map__outlines", "svg.khoss-map__tiles"


@pytest.mark.parametrize(
    ("width", "medium", "shown", "hidden"),
    [
        (1280, "screen", OUTLINES, TILES),
        (641, "screen", OUTLINES, TILES),
        (640, "screen", TILES, OUTLINES),
        (360, "screen", TILES, OUTLINES),
        (360, "print", OUTLINES, TILES),
    ],
)
def test_one_of_the_drawings_is_always_there(
    open_window: Open,
    states: Callable[[str], Any],
    width: int,
    medium: Literal["screen", "print"],
    shown: str,
    hidden: str,
) -> None:
    window = open_window(width=width, javascript=False, state=states(READER))
    window.goto(PATH)
    window.emulate_media(media=medium)
    assert window.locator(shown).is_visible()
    assert not window.locator(hidden).is_visible()
    images = window.get_by_role("img", name="21 av 21 länsstyrelser har lämnat in.")
    assert images.count() == 1


@pytest.mark.parametrize(
    ("width", "medium", "smallest"), [(1280, "screen", 12), (360, "screen", 12), (718, "print", 10)]
)
def test_its_letters_are_large_enough_to_read(
    open_window: Open,
    states: Callable[[str], Any],
    width: int,
    medium: Literal["screen", "print"],
    smallest: int,
) -> None:
    """10 px on paper are 7.5 pt; 718 px is the width of an A4 between its margins."""
    window = open_window(width=width, javascript=False, state=states(READER))
    window.goto(PATH)
    window.emulate_media(media=medium)
    sizes = window.locator(".khoss-map text").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility())"
        ".map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert len(sizes) >= 42
    assert min(sizes) >= smallest
