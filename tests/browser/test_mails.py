"""A letter from its first word to the log, and the mail as it reads there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, check_barriers, check_width
from tests.browser.test_pages import COORDINATOR

TEXT = "Hej!\n\nVi ses på torsdag kl. 10.\nÅsa"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_letter_is_written_previewed_changed_and_sent(
    open_window: Open, states: Callable[[str], Any], width: int, javascript: bool
) -> None:
    window = open_window(width=width, javascript=javascript, state=states(COORDINATOR))

    def check() -> None:
        check_width(window)
        if javascript:
            check_barriers(window)

    subject = f"Möte på torsdag ({width}, {javascript})"
    window.goto("/utskick/")
    window.get_by_role("link", name="Skriv till länen").click()
    window.get_by_label("Ämne").fill(subject)
    window.get_by_label("Text").fill(TEXT)
    window.get_by_role("button", name="Har inte börjat 2026").click()
    expect(window.get_by_label("Stockholms län")).to_be_checked()
    expect(window.get_by_label("Kronobergs län")).not_to_be_checked()
    expect(window.get_by_label("Text")).to_have_value(TEXT)
    window.get_by_label("Handläggare").uncheck()
    window.get_by_role("button", name="Förhandsgranska").last.click()
    expect(window.get_by_role("alert")).to_contain_text("Välj handläggare")
    check()
    window.get_by_label("Godkännare").check()
    window.get_by_label("Ämne").press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("Förhandsgranska utskicket")
    expect(window.get_by_text("Går till 3 personer i 3 län.")).to_be_visible()
    check()
    window.get_by_role("button", name="Ändra").click()
    expect(window.get_by_label("Text")).to_have_value(TEXT)
    window.get_by_role("button", name="Förhandsgranska").last.click()
    window.get_by_role("button", name="Skicka").click()
    expect(window.get_by_text("Utskicket är på väg till 3 personer.")).to_be_visible()
    check()
    window.get_by_role("link", name=subject).first.click()
    expect(window.get_by_role("heading", level=1)).to_have_text(subject)
    check()
