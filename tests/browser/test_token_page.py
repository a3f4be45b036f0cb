"""A key from its form to its end: shown once, copied, used, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, check_barriers, check_width

READER = "lasare@khoss.example"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_key_is_made_shown_once_used_and_taken_back(
    open_window: Open, states: Callable[[str], Any], width: int, javascript: bool
) -> None:
    window = open_window(width=width, javascript=javascript, state=states(READER))

    def check() -> None:
        check_width(window)
        if javascript:
            check_barriers(window)

    name = f"Power BI ({width}, {javascript})"
    window.goto("/konto/nycklar/")
    window.get_by_role("button", name="Gör nyckeln").click()
    expect(window.get_by_role("alert")).to_contain_text("Skriv vad nyckeln ska användas till.")
    check()
    window.get_by_label("Vad ska nyckeln användas till?").fill(name)
    window.get_by_label("30 dagar").check()
    window.get_by_label("Vad ska nyckeln användas till?").press("Enter")
    shown = window.get_by_role("status").filter(has_text=name)
    expect(shown).to_contain_text("Den visas bara här")
    check()
    secret = shown.locator("code").inner_text()
    years = "/api/v1/years"
    key = {"Authorization": f"Bearer {secret}"}
    assert window.request.get(years, headers=key).status == 200
    window.goto("/konto/nycklar/")
    expect(window.get_by_text(secret)).to_have_count(0)
    window.get_by_role("button", name=f"Återkalla {name}").click()
    expect(window.get_by_text(f"Nyckeln ”{name}” är återkallad")).to_be_visible()
    check()
    assert window.request.get(years, headers=key).status == 401
