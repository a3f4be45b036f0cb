"""A real browser on the program as it runs for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support.databases import EXAMPLE_PASSWORD, Databases
from tests.support.serving import served

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    # In a container the browser is root; it meets no page but ours.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 60_000
# Both cores may be busy with other tests: what is expected may take its time.
expect.set_options(timeout=WAIT_MS)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use Debian's Chromium."""
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="module")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the program with the examples, the same for a whole module."""
    with (
        databases.copy("example") as url,
        served(url, tmp_path_factory.mktemp("instance")) as address,
    ):
        yield address


@pytest.fixture
def open_window(site: str, browser: Browser) -> Iterator[Open]:
    """Return how to open a window of one's own, of a width, with or without JavaScript.

    At the end nothing may have been said on the console.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_one(*, width: int = 1280, javascript: bool = True, state: Any = None) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="sv-SE",
            storage_state=state,
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        window = context.new_page()
        window.on("console", lambda message: said.extend(_complaint(window, message)))
        window.on("pageerror", lambda error: said.append(f"{window.url}: {error}"))
        return window

    yield open_one
    for context in contexts:
        context.close()
    assert not said


def _complaint(window: Page, message: ConsoleMessage) -> list[str]:
    """Return what the console says, but not that a page which was asked for is an error page."""
    about_itself = message.location["url"] == window.url and "Failed to load" in message.text
    return [] if about_itself else [f"{window.url}: {message.text}"]


def check_page(window: Page) -> None:
    """Find barriers, and what stands outside the window."""
    check_barriers(window)
    check_width(window)


def check_barriers(window: Page) -> None:
    """Let axe look for barriers; it needs JavaScript on the page."""
    # What is in order is not told node by node: that takes longer than the looking.
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(window, options=options)
    assert not found.violations_count, found.generate_report()


def check_width(window: Page) -> None:
    """Find what stands outside the window, once the page that was asked for is there."""
    # Asked from outside: without JavaScript nothing inside the page can wait for a change.
    expect(window.locator("html")).to_have_js_property("ownerDocument.readyState", "complete")
    width = window.evaluate("innerWidth")
    outside = window.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("main *, header *, nav *, footer *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
                         && !one.closest(".khoss-scroll"))
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert not outside, (width, outside[:5])
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def sign_in(window: Page, address: str) -> None:
    """Sign in as a person does."""
    window.goto("/konto/logga-in")
    window.get_by_label("E-postadress").fill(address)
    window.get_by_label("Lösenord", exact=True).fill(EXAMPLE_PASSWORD)
    window.get_by_role("button", name="Logga in").click()
    window.get_by_role("button", name="Logga ut").wait_for()


@pytest.fixture(scope="module")
def states(site: str, browser: Browser) -> Callable[[str], Any]:
    """Return how to get a signed-in state, made once for each person."""
    made: dict[str, Any] = {}

    def state(address: str) -> Any:
        if address not in made:
            context = browser.new_context(base_url=site, locale="sv-SE")
            sign_in(context.new_page(), address)
            made[address] = context.storage_state()
            context.close()
        return made[address]

    return state
