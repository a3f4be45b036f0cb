"""What has to be read on a phone without moving anything sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Open, check_page

COORDINATOR = "samordnare@khoss.example"
APPROVER = "godkannare.gotland@khoss.example"
GOAL = "/resultat/delmal/SL-2/"
READ_ON_A_PHONE = [
    (COORDINATOR, "/omgangar/2026/"),
    (COORDINATOR, "/sjalvskattning/2026/17/granska/"),
    (APPROVER, "/sjalvskattning/2026/09/godkann/"),
    (COORDINATOR, "/resultat/2025/bild/"),
    (COORDINATOR, "/resultat/delmal/"),
    (COORDINATOR, GOAL),
    (COORDINATOR, "/resultat/2025/lan/07/"),
    (COORDINATOR, "/resultat/2024/avstamning/"),
]


@pytest.mark.parametrize(("who", "path"), READ_ON_A_PHONE)
def test_a_row_is_a_card_that_fits_the_window(
    open_window: Open, states: Callable[[str], Any], who: str, path: str
) -> None:
    window = open_window(width=360, state=states(who))
    window.goto(path)
    check_page(window)
    cards = window.locator(".khoss-cards")
    assert cards.count() >= 1
    # What is folded is unfolded: it has to fit as well.
    window.locator("main details").evaluate_all("(all) => all.forEach((one) => one.open = true)")
    wider = window.locator(".khoss-scroll:has(> .khoss-cards)").evaluate_all(
        "(all) => all.filter((one) => one.scrollWidth > one.clientWidth)"
        ".map((one) => one.innerText)"
    )
    assert wider == []
    outside = cards.locator("th[scope=row], td").evaluate_all(
        "(cells) => cells.filter((one) => one.getBoundingClientRect().right > innerWidth)"
        ".map((one) => one.textContent)"
    )
    assert outside == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_texts_of_a_goal_are_unfolded_year_by_year_and_found_all_at_once(
    open_window: Open, states: Callable[[str], Any], javascript: bool
) -> None:
    window = open_window(width=360, javascript=javascript, state=states(COORDINATOR))
    window.goto(GOAL)
    years = window.locator(".khoss-texts")
    assert years.count() == 4
    table = years.nth(1).locator("table")
    assert not table.is_visible()
    years.nth(1).locator("summary").first.click()
    table.wait_for()
    window.get_by_label("Sök i texterna och länens namn").fill("Kronobergs län")
    window.get_by_role("button", name="Sök").click()
    window.get_by_role("status").wait_for()
    assert window.locator("mark").count() > 0
    assert all(one.is_visible() for one in window.locator("mark").all())
