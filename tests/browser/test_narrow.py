"""What has to be read on a phone without moving anything sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Open, check_page

COORDINATOR = "samordnare@khoss.example"
APPROVER = "godkannare.gotland@khoss.example"
READ_ON_A_PHONE = [
    (COORDINATOR, "/omgangar/2026/"),
    (COORDINATOR, "/sjalvskattning/2026/17/granska/"),
    (APPROVER, "/sjalvskattning/2026/09/godkann/"),
]


@pytest.mark.parametrize(("who", "path"), READ_ON_A_PHONE)
def test_a_row_is_a_card_that_fits_the_window(
    open_window: Open, states: Callable[[str], Any], who: str, path: str
) -> None:
    window = open_window(width=360, state=states(who))
    window.goto(path)
    check_page(window)
    cards = window.locator(".khoss-cards")
    assert cards.count() == 1
    wider = cards.evaluate("(table) => table.parentElement.scrollWidth - innerWidth")
    assert wider <= 0
    outside = cards.locator("th[scope=row], td").evaluate_all(
        "(cells) => cells.filter((one) => one.getBoundingClientRect().right > innerWidth)"
        ".map((one) => one.textContent)"
    )
    assert outside == []
