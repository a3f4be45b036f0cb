"""Saving while writing, against a server that is slow, fails, is away or has forgotten who it is.

These windows listen to no console: a request that fails is said there by the browser itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Route, expect

from tests.browser.conftest import WAIT_MS, check_page, sign_in
from tests.support.browsing import wait_until

OFFICER = "handlaggare.kalmar@khoss.example"
AUTOSAVE = "**/spara/"
SAVED = re.compile(r"Sparat \d\d\.\d\d")


@pytest.fixture
def open_context(
    site: str, browser: Browser, states: Callable[[str], Any]
) -> Iterator[Callable[..., BrowserContext]]:
    """Return how to open a browser of one's own, signed in as an officer."""
    opened: list[BrowserContext] = []

    def open_one(who: str = OFFICER) -> BrowserContext:
        context = browser.new_context(base_url=site, locale="sv-SE", storage_state=states(who))
        context.set_default_timeout(WAIT_MS)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


def question(number: int) -> str:
    return f"/sjalvskattning/2026/08/uo-{number}/"


def field(window: Page) -> Any:
    return window.get_by_label("Utförda aktiviteter", exact=True)


def state(window: Page) -> Any:
    return window.locator(".govuk-form-group", has=field(window)).locator(".khoss-state")


def what_is_saved(context: BrowserContext, path: str) -> str:
    """Read the field in a window that keeps no copy of its own."""
    answer = context.request.get(path)
    found = re.search(r'name="activities"[^>]*>\s*([^<]*)<', answer.text())
    assert found
    return found[1]


def copies(window: Page) -> list[str]:
    """Return where the browser keeps copies of what is not saved."""
    try:
        found: list[str] = window.evaluate(
            "Object.keys(localStorage).filter((key) => key.startsWith('khoss '))"
        )
    except Error:
        return ["being loaded"]
    return found


def kept_in(window: Page, text: str) -> bool:
    """Tell whether a copy in the browser holds a text."""
    found: bool = window.evaluate(
        """(text) => Object.entries(localStorage).some(
        ([key, value]) => key.startsWith('khoss ') && value.includes(`${text}"`))""",
        text,
    )
    return found


def crash(window: Page) -> None:
    """Let a window die without the last word that one sends which is closed."""
    with window.expect_event("crash"), suppress(Error):
        window.goto("chrome://crash")
    window.close()


def test_what_is_written_is_saved_without_a_click(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(1))
    field(window).fill("Skrivet utan ett klick")
    expect(state(window)).to_have_text(SAVED)
    assert what_is_saved(context, question(1)) == "Skrivet utan ett klick"
    check_page(window)


def test_a_server_that_fails_is_told_and_asked_again(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(1))
    window.route(AUTOSAVE, lambda route: route.fulfill(status=500, body="<h1>fel</h1>"))
    field(window).fill("Trots ett fel i servern")
    expect(state(window)).to_contain_text("Inte sparat:")
    expect(window.locator("[data-khoss-notice]")).to_contain_text("programmet svarar inte")
    assert what_is_saved(context, question(1)) != "Trots ett fel i servern"
    window.unroute(AUTOSAVE)
    expect(state(window)).to_have_text(SAVED)
    assert what_is_saved(context, question(1)) == "Trots ett fel i servern"


def test_the_text_comes_back_after_a_crash(open_context: Callable[[], BrowserContext]) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(2))
    context.set_offline(True)
    field(window).fill("Skrivet precis före kraschen")
    expect(state(window)).to_contain_text("Inte sparat:")
    crash(window)
    context.set_offline(False)
    assert what_is_saved(context, question(2)) != "Skrivet precis före kraschen"
    again = context.new_page()
    again.goto(question(2))
    expect(field(again)).to_have_value("Skrivet precis före kraschen")
    expect(state(again)).to_have_text(SAVED)
    assert what_is_saved(context, question(2)) == "Skrivet precis före kraschen"


def test_what_many_windows_of_one_person_held_comes_back_after_a_crash(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    trees = (
        "Alar",
        "Björkar",
        "Ekar",
        "Granar",
        "Idegranar",
        "Lindar",
        "Oxlar",
        "Rönnar",
        "Tallar",
    )
    windows = [context.new_page() for _ in trees]
    for window in windows:
        window.goto(question(3))
    context.set_offline(True)
    for window, text in zip(windows, trees, strict=True):
        field(window).fill(text)
        expect(state(window)).to_contain_text("Inte sparat:")
    for window in windows:
        crash(window)
    context.set_offline(False)
    again = context.new_page()
    again.goto(question(3))
    wait_until(lambda: not copies(again))
    told = context.request.get(f"{question(3)}andringar/").text()
    assert [tree for tree in trees if tree not in told] == []


def test_what_was_written_before_the_script_was_there_is_saved(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    held: list[Route] = []
    window.route("**/khoss.js*", lambda route: held.append(route))
    window.goto(question(2), wait_until="commit")
    field(window).fill("Skrivet innan skriptet kom")
    wait_until(lambda: bool(held))
    held[0].continue_()
    expect(state(window)).to_have_text(SAVED)
    assert what_is_saved(context, question(2)) == "Skrivet innan skriptet kom"


@pytest.mark.parametrize("fate", ["fails", "hangs", "unlocked"])
def test_an_older_copy_and_what_was_written_before_the_script_was_there_are_both_kept(
    open_context: Callable[[], BrowserContext], fate: str
) -> None:
    context = open_context()
    if fate == "unlocked":
        # A browser has no locks where the program is reached without encryption.
        context.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    # The page of changes marks what differs word by word: one word each is found whole.
    older, newer, newest = f"Granar{fate}", f"Ekar{fate}", f"Bokar{fate}"
    window = context.new_page()
    window.goto(question(1))
    context.set_offline(True)
    field(window).fill(older)
    expect(state(window)).to_contain_text("Inte sparat:")
    crash(window)
    context.set_offline(False)
    between = context.new_page()
    held: list[Route] = []
    between.route("**/khoss.js*", lambda route: held.append(route))
    between.route(AUTOSAVE, lambda route: None if fate == "hangs" else route.abort())
    between.goto(question(1), wait_until="commit")
    field(between).fill(newer)
    wait_until(lambda: bool(held))
    held[0].continue_()
    wait_until(lambda: kept_in(between, newer))
    field(between).fill(newest)
    wait_until(lambda: kept_in(between, newest))
    crash(between)
    again = context.new_page()
    again.goto(question(1))
    # What hung may arrive after all: then the newest waits to be compared, and its copy with it.
    wait_until(
        lambda: all(
            text in context.request.get(f"{question(1)}andringar/").text()
            for text in (older, newest)
        )
    )
    expect(field(again)).to_have_value(newest)


def test_what_another_window_left_and_is_refused_is_shown(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    windows = [context.new_page(), context.new_page()]
    for window in windows:
        window.goto(question(4))
    context.set_offline(True)
    for window, coverage in zip(windows, ("1", "999"), strict=True):
        field(window).fill(f"Gäller {coverage} kommuner")
        window.get_by_label("Hur många av länets kommuner gäller svaret?").fill(coverage)
        expect(state(window)).to_contain_text("Inte sparat:")
    for window in windows:
        crash(window)
    context.set_offline(False)
    again = context.new_page()
    again.goto(question(4))
    expect(again.get_by_role("main")).to_contain_text("Gäller 999 kommuner")
    check_page(again)
    expect(state(again)).to_have_text(SAVED)


def test_what_was_written_before_the_crash_is_kept_though_it_was_handed_in_meanwhile(
    open_context: Callable[..., BrowserContext],
) -> None:
    root = "/sjalvskattning/2026/07/"
    context = open_context("handlaggare.kronoberg@khoss.example")
    window = context.new_page()
    window.goto(f"{root}uo-4/")
    context.set_offline(True)
    field(window).fill("Skrivet men aldrig framme")
    expect(state(window)).to_contain_text("Inte sparat:")
    crash(window)
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{root}lamna-in/")
    again.get_by_label("Ja, lämna in utan bedömning").check()
    again.get_by_role("button", name="Lämna in").click()
    again.goto(f"{root}uo-4/")
    expect(field(again)).to_have_count(0)
    again.get_by_role("link", name="Se den under Ändringar").click()
    expect(again.get_by_role("main")).to_contain_text("Skrivet men aldrig framme")
    assert not copies(again)


def test_one_request_at_a_time_and_the_last_word_is_saved(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(2))
    held: list[Route] = []
    sent: list[str] = []
    window.on("request", lambda request: sent.append(request.url))
    window.route(AUTOSAVE, lambda route: held.append(route), times=1)
    field(window).fill("Första")
    with window.expect_request(AUTOSAVE):
        field(window).press("Tab")
    field(window).fill("Första och andra")
    field(window).press("Tab")
    field(window).fill("Första och andra och tredje")
    expect(state(window)).to_contain_text("Sparar")
    assert sum(url.endswith("/spara/") for url in sent) == 1
    held[0].continue_()
    expect(state(window)).to_have_text(SAVED)
    assert what_is_saved(context, question(2)) == "Första och andra och tredje"


def test_a_lost_acknowledgement_is_no_conflict_with_oneself(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(3))
    lost: list[str] = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append("saved and not told")
        route.abort()

    window.route(AUTOSAVE, lose, times=1)
    field(window).fill("Sparat fast svaret försvann")
    expect(state(window)).to_contain_text("Inte sparat:")
    field(window).fill("Sparat fast svaret försvann, och mer")
    expect(state(window)).to_have_text(SAVED)
    assert lost
    assert what_is_saved(context, question(3)) == "Sparat fast svaret försvann, och mer"


def test_two_who_write_are_told_and_join_their_texts(
    open_context: Callable[[], BrowserContext],
) -> None:
    one, other = open_context().new_page(), open_context().new_page()
    one.goto(question(4))
    other.goto(question(4))
    field(one).fill("Den enas text")
    expect(state(one)).to_have_text(SAVED)
    field(other).fill("Den andras text")
    notice = other.locator("[data-khoss-notice]")
    expect(notice).to_contain_text("Någon annan har sparat svaret")
    with other.expect_navigation():
        notice.get_by_role("button", name="Jämför de två texterna").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("två versioner")
    check_page(other)
    expect(other.get_by_label("Det du skrev", exact=True)).to_have_value("Den andras text")
    expect(other.get_by_label("Båda, det sparade först")).to_be_checked()
    with other.expect_navigation():
        other.get_by_role("button", name="Spara valet").click()
    expect(field(other)).to_have_value("Den enas text\n\nDen andras text")
    expect(other.locator("[data-khoss-notice]")).to_be_empty()


def test_a_session_that_ran_out_loses_nothing(
    open_context: Callable[[], BrowserContext],
) -> None:
    context = open_context()
    window = context.new_page()
    # What the page asks for by itself would bring the session back.
    with window.expect_response("**/narvaro/"):
        window.goto(question(3))
    context.clear_cookies()
    field(window).fill("Skrivet efter att sessionen tog slut")
    notice = window.locator("[data-khoss-notice]")
    expect(notice).to_contain_text("du är inte inloggad längre")
    expect(notice.get_by_role("link")).to_have_attribute("href", "/konto/logga-in")
    tab = context.new_page()
    sign_in(tab, OFFICER)
    tab.close()
    # The next try may be half a minute away.
    expect(state(window)).to_have_text(SAVED, timeout=WAIT_MS)
    assert what_is_saved(context, question(3)) == "Skrivet efter att sessionen tog slut"


def test_a_form_that_was_sent_leaves_no_copy(open_context: Callable[[], BrowserContext]) -> None:
    context = open_context()
    window = context.new_page()
    window.goto(question(1))
    window.route(AUTOSAVE, lambda route: route.abort())
    field(window).fill("Skickat med knappen")
    with window.expect_navigation():
        window.get_by_role("button", name="Spara", exact=True).click()
    assert what_is_saved(context, question(1)) == "Skickat med knappen"
    assert not copies(window)


def test_the_mark_of_a_copied_text_goes_when_it_is_edited(
    open_context: Callable[[], BrowserContext],
) -> None:
    window = open_context().new_page()
    window.goto(question(4))
    field(window).fill("")
    with window.expect_navigation():
        window.get_by_role(
            "button", name=re.compile("utgångspunkt.*Utförda aktiviteter", re.DOTALL)
        ).click()
    mark = window.locator("[data-khoss-copied=activities]")
    expect(mark).to_be_visible()
    check_page(window)
    field(window).press("Control+End")
    field(window).press_sequentially(" Och mer i år.")
    expect(mark).to_be_hidden()


def test_leaving_with_unsaved_text_is_asked_about(
    open_context: Callable[[], BrowserContext],
) -> None:
    window = open_context().new_page()
    window.goto(question(1))
    window.route(AUTOSAVE, lambda route: route.abort())
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    window.on("dialog", go_on)
    field(window).click()
    field(window).press_sequentially("Inte sparat än")
    expect(state(window)).to_contain_text("Inte sparat:")
    window.goto("/")
    assert asked == ["beforeunload"]
