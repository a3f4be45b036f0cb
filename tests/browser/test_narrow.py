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
    (COORDINATOR, "/resultat/2025/"),
    (COORDINATOR, "/resultat/2025/bild/"),
    (COORDINATOR, "/resultat/delmal/"),
    (COORDINATOR, GOAL),
    (COORDINATOR, "/resultat/2025/lan/"),
    (COORDINATOR, "/resultat/2025/lan/07/"),
    (COORDINATOR, "/resultat/utveckling/"),
    (COORDINATOR, "/resultat/2025/skillnader/"),
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


def test_every_letter_of_the_heat_map_is_read_under_its_goal_without_moving_it(
    open_window: Open, states: Callable[[str], Any]
) -> None:
    window = open_window(width=360, javascript=False, state=states(COORDINATOR))
    window.goto("/resultat/2025/varmekarta/")
    tables = window.locator(".khoss-heat")
    assert tables.count() == 2
    for table in tables.all():
        cells = table.locator("tbody td[data-key]")
        assert cells.count() >= 21 * 23
        outside = cells.evaluate_all(
            "(all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length"
        )
        assert outside == 0
        small = cells.evaluate_all(
            "(all) => all.filter((one) => ["
            "getComputedStyle(one), getComputedStyle(one, '::before')"
            "].some((style) => parseFloat(style.fontSize) < 12)).length"
        )
        assert small == 0
    # It is a table to who listens, though its rows are cards.
    assert window.get_by_role("rowheader", name="Kronobergs län").count() == 2
    assert window.get_by_role("cell", name="Kronobergs län, PF 1: ").count() == 2


def test_what_agrees_is_folded_and_what_does_not_is_read_first(
    open_window: Open, states: Callable[[str], Any]
) -> None:
    window = open_window(width=360, javascript=False, state=states(COORDINATOR))
    window.goto("/resultat/2024/avstamning/")
    assert not window.locator("#agreed-caption").is_visible()
    assert window.locator("#wrong-caption").is_visible()
    assert not window.locator("#right-caption").is_visible()
    window.get_by_text("Delmål som stämmer (24)").click()
    assert window.locator("#agreed-caption").is_visible()


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
