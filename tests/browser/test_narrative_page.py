"""The coordinator's texts in a real browser: with the mouse, the keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, check_page, check_width
from tests.browser.hands import Hands, Keyboard, Mouse

COORDINATOR = "samordnare@khoss.example"
INSERT = "Sätt in siffran i texten"
HANDS: list[Callable[[Page], Hands]] = [Mouse, Keyboard]


@pytest.fixture
def coordinator(open_window: Open, states: Callable[[str], Any]) -> Callable[..., Page]:
    """Return how the coordinator opens a window."""
    return lambda **how: open_window(state=states(COORDINATOR), **how)


@pytest.mark.parametrize("hands", HANDS)
def test_a_figure_is_picked_into_the_middle_of_a_sentence(
    coordinator: Callable[..., Page], hands: Callable[[Page], Hands]
) -> None:
    window = coordinator()
    window.goto("/texter/2024/inledning/")
    hand = hands(window)
    field = window.get_by_label("Text", exact=True)
    hand.write(field, "Av dem har en plan.")
    for _ in range(len(" har en plan.")):
        field.press("ArrowLeft")
    hand.pick(window.get_by_label("Vad", exact=True), "Andel i procent")
    hand.press(window.get_by_role("button", name=INSERT))
    expect(field).to_have_value("Av dem {andel PF-1 ja+delvis} har en plan.")
    expect(field).to_be_focused()
    field.press_sequentially("!")
    expect(field).to_have_value("Av dem {andel PF-1 ja+delvis}! har en plan.")
    check_page(window)
    hand.press(window.get_by_role("button", name="Spara", exact=True))
    expect(window.get_by_text("Texten är sparad.")).to_be_visible()
    expect(window.locator(".khoss-prose")).to_have_text("Av dem 100,0 procent! har en plan.")
    hand.write(field, "")
    hand.press(window.get_by_role("button", name="Spara", exact=True))
    expect(window.get_by_text("Texten är sparad.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_without_scripts_a_figure_is_put_last_and_two_texts_are_chosen_between(
    coordinator: Callable[..., Page], width: int
) -> None:
    window, other = (coordinator(javascript=False, width=width) for _ in range(2))
    path = f"/texter/202{5 if width == 360 else 3}/metod/"
    for one in (window, other):
        one.goto(path)
        one.get_by_label("Text", exact=True).fill("Så här gjordes det.")
    other.get_by_role("button", name="Spara", exact=True).click()
    window.get_by_label("Text", exact=True).fill("Så här räknades det:")
    window.get_by_label("Vad", exact=True).select_option("asked")
    window.get_by_role("button", name=INSERT).click()
    field = window.get_by_label("Text", exact=True)
    expect(field).to_have_value("Så här räknades det: {tillfrågade}")
    window.get_by_role("button", name="Spara", exact=True).click()
    expect(window.get_by_role("heading", name="Det som är sparat")).to_be_visible()
    expect(field).to_have_value("Så här räknades det: {tillfrågade}")
    check_width(window)
    window.get_by_label("Det jag skrev").check()
    window.get_by_role("button", name="Spara", exact=True).click()
    expect(window.locator(".khoss-prose")).to_have_text("Så här räknades det: 21 länsstyrelser")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_two_texts_has_no_barrier(coordinator: Callable[..., Page], width: int) -> None:
    window, other = (coordinator(width=width) for _ in range(2))
    path = f"/texter/202{5 if width == 360 else 3}/forslag/"
    for one in (window, other):
        one.goto(path)
        one.get_by_label("Text", exact=True).fill(f"Förslag {'A' if one is other else 'B'}.")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_text("Texten är sparad.")).to_be_visible()
    window.get_by_role("button", name="Spara", exact=True).click()
    expect(window.get_by_role("heading", name="Det som är sparat")).to_be_visible()
    check_page(window)
    window.get_by_label("Det jag skrev").check()
    window.get_by_role("button", name="Spara", exact=True).click()
    expect(window.locator(".khoss-prose")).to_have_text("Förslag B.")
