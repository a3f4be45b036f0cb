"""Publishing a report as a person does, with every page on the way looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Open, check_page, check_width
from tests.support.browsing import wait_until

COORDINATOR = "samordnare@khoss.example"
WIDTHS = (1280, 360)


def wait_for_file(window: Page, report: str) -> None:
    """Come back to the page of a report until its file is there, as one does without scripts."""

    def is_there() -> bool:
        window.goto(report)
        return window.get_by_role("link", name="Öppna rapporten").count() > 0

    wait_until(is_there)


def test_a_report_is_previewed_checked_published_corrected_and_withdrawn(
    open_window: Open, states: Callable[[str], Any]
) -> None:
    window = open_window(width=360, state=states(COORDINATOR), javascript=False)
    beside = open_window(state=states(COORDINATOR))

    def look(address: str = "") -> None:
        """Check the page that is open, and the same page where scripts run, wide and narrow."""
        if address:
            window.goto(address)
        check_width(window)
        for width in WIDTHS:
            beside.set_viewport_size({"width": width, "height": 900})
            beside.goto(window.url)
            check_page(beside)

    window.goto("/rapporter/ny/malbild/")
    window.get_by_role("button", name="Gör rapporten").click()
    report = window.url
    wait_for_file(window, report)
    look(f"{report}forhandsgranska/")
    window.goto(f"{report}lasare/")
    window.get_by_label("Konto").select_option(index=1)
    window.get_by_role("button", name="Ge utkastet").click()
    look()
    look(f"{report}publicera/")
    window.get_by_role("button", name="Spara diarienumret").click()
    check_width(window)
    window.get_by_label("Diarienummer").fill("Dnr 1-2026")
    window.get_by_role("button", name="Spara diarienumret").click()
    wait_for_file(window, report)
    look(f"{report}sedan-frysningen/")
    window.goto(f"{report}publicera/")
    window.get_by_role("button", name="Publicera rapporten").click()
    wait_for_file(window, report)
    window.get_by_role("link", name="Rapportens fasta adress").click()
    public = window.url
    look()
    for step, reason in (("ratta", "Fel siffra."), ("aterkalla", "Fel text.")):
        look(f"{report}{step}/")
        window.locator("main form button[type=submit]").click()
        check_width(window)
        window.get_by_label("Skäl").fill(reason)
        window.locator("main form button[type=submit]").click()
    look(public)
    assert window.get_by_text("Fel text.").count() == 1
    look("/publicerat/")
