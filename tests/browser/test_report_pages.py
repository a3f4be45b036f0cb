"""The pages of reports in a browser: ordered, followed while they are made, stopped, made again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, check_barriers, check_width
from tests.browser.test_pages import COORDINATOR

NOTE_WHAT_THE_BAR_SHOWS = """() => {
  const bar = document.querySelector("progress");
  new MutationObserver(() => noteProgress(bar.value)).observe(bar, {attributes: true});
}"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("javascript", [True, False])
def test_reports_of_all_counties_are_ordered_stopped_and_one_made_again(
    open_window: Open, states: Callable[[str], Any], width: int, javascript: bool
) -> None:
    window = open_window(width=width, javascript=javascript, state=states(COORDINATOR))

    def check() -> None:
        check_width(window)
        if javascript:
            check_barriers(window)

    window.goto("/rapporter/")
    window.get_by_role("link", name="Gör en rapport").click()
    window.get_by_role("button", name="Fortsätt").click()
    expect(window.get_by_role("alert")).to_contain_text("Välj vilken rapport")
    check()
    window.get_by_label("Länsrapport").check()
    window.get_by_role("button", name="Fortsätt").click()
    check()
    window.get_by_label("Län", exact=True).select_option(label="Alla län, en rapport för varje")
    window.get_by_role("button", name="Gör rapporten").click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("alla län")
    expect(window.get_by_label("Rapporterna tillsammans")).to_have_attribute("max", "100")
    check()
    window.get_by_role("button", name="Avbryt alla som inte är klara").click()
    expect(window.get_by_role("button", name="Gör dem igen som inte blev klara")).to_be_visible()
    check()
    window.get_by_role("link", name="Norrbottens län").first.click()
    expect(window.get_by_text("Rapporten är avbruten.").first).to_be_visible()
    check()
    window.get_by_role("button", name="Gör igen").click()
    seen = follow(window, javascript=javascript)
    assert seen == sorted(seen)
    check()
    window.goto("/rapporter/?kind=county&status=done")
    expect(window.get_by_role("link", name=re.compile("Norrbottens län")).first).to_be_visible()
    check()


def follow(window: Page, *, javascript: bool) -> list[float]:
    """Wait for the finished report; return what the bar showed until then."""
    done = window.get_by_role("link", name=re.compile("Öppna rapporten"))
    seen: list[float] = []
    if javascript:
        window.expose_function("noteProgress", seen.append)
        if window.locator("progress").count():
            window.evaluate(NOTE_WHAT_THE_BAR_SHOWS)
    else:
        while not done.is_visible():
            window.get_by_role("link", name="Se om den är klar").click()
    expect(done).to_be_visible()
    return seen
