"""The whole way through: create the round, answer, approve, give back, accept, publish, report.

With the mouse, with the keyboard alone, and without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WAIT_MS, Open, check_barriers, check_width
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.support.databases import EXAMPLE_PASSWORD, Databases
from tests.support.serving import khoss, served

COORDINATOR = "samordnare@khoss.example"
OFFICER = "handlaggare.kronoberg@khoss.example"
COLLEAGUE = "kim@khoss.example"
COLLEAGUE_PASSWORD = "granar i blåst och snö"
TEXT = "Två övningar med alla kommuner.\nÅterkoppling i maj <b>&amp;</b> 🙂"


@dataclass(frozen=True)
class Way:
    """How somebody goes about it."""

    hands: Callable[[Page], Hands]
    javascript: bool
    width: int
    # Without JavaScript axe cannot look, and the keyboard meets the same pages as the mouse.
    barriers: bool = False


WAYS = {
    "mouse": Way(Mouse, javascript=True, width=1280, barriers=True),
    "keyboard": Way(Keyboard, javascript=True, width=1280),
    "without JavaScript": Way(Mouse, javascript=False, width=1280),
    "phone": Way(Mouse, javascript=True, width=360, barriers=True),
}


@dataclass(frozen=True)
class Installation:
    """A program of one's own: where it is reached, and what it stands on."""

    address: str
    database_url: str
    folder: Path


@pytest.fixture
def installation(databases: Databases, tmp_path: Path) -> Iterator[Installation]:
    with databases.copy("example") as url, served(url, tmp_path) as address:
        yield Installation(address, url, tmp_path)


@pytest.fixture
def site(installation: Installation) -> str:
    return installation.address


@dataclass(frozen=True)
class Visitor:
    """Somebody at a window, who checks every page that comes up."""

    window: Page
    hands: Hands
    javascript: bool
    barriers: bool

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.window.get_by_role("link", name=name).first

    def follow(self, name: str | re.Pattern[str]) -> None:
        self._go(self.link(name))

    def press(self, name: str) -> None:
        self._go(self.window.get_by_role("button", name=name, exact=True).first)

    def write(self, label: str, text: str) -> None:
        self.hands.write(self.window.get_by_label(label, exact=True), text)

    def choose(self, label: str) -> None:
        self.hands.choose(self.window.get_by_label(label, exact=True))

    def pick(self, label: str, name: str) -> None:
        self.hands.pick(self.window.get_by_label(label, exact=True), name)

    def _go(self, target: Locator) -> None:
        with self.window.expect_navigation(timeout=WAIT_MS):
            self.hands.press(target)
        self.look()

    def look(self) -> None:
        if self.barriers:
            check_barriers(self.window)
        check_width(self.window)

    def sees(self, text: str) -> None:
        expect(self.window.get_by_role("main")).to_contain_text(text)

    def sign_in(self, address: str, password: str = EXAMPLE_PASSWORD) -> None:
        self.window.goto("/")
        self.write("E-postadress", address)
        self.write("Lösenord", password)
        self.press("Logga in")
        expect(self.window.get_by_role("button", name="Logga ut")).to_be_visible()

    def sign_out(self) -> None:
        self.press("Logga ut")
        expect(self.window.get_by_role("button", name="Logga in")).to_be_visible()


@pytest.fixture(params=list(WAYS))
def visitor(request: pytest.FixtureRequest, open_window: Open) -> Visitor:
    way = WAYS[request.param]
    window = open_window(width=way.width, javascript=way.javascript)
    return Visitor(window, way.hands(window), way.javascript, way.barriers)


def test_the_year_from_its_first_day_to_its_publication(
    installation: Installation, visitor: Visitor
) -> None:
    create_and_open(visitor)
    add_colleague(installation, visitor)
    begin_and_share(visitor)
    answer_and_ask(visitor)
    reply(visitor)
    hand_in(visitor)
    approve(visitor)
    give_back(visitor)
    complete(visitor)
    approve(visitor)
    accept_and_publish(visitor)
    make_report(visitor)


def create_and_open(visitor: Visitor) -> None:
    visitor.sign_in(COORDINATOR)
    visitor.follow("Omgångar")
    visitor.follow("Skapa omgången 2027 från 2026")
    visitor.write("Påminn så många arbetsdagar före sista dagen", "5 1")
    visitor.press("Skapa som utkast")
    visitor.sees("Utkast")
    visitor.follow("Förhandsgranska som ett län")
    visitor.sees("0 av 24 besvarade")
    visitor.follow(re.compile("^PF 1"))
    visitor.sees("Inget sparas här")
    visitor.follow("Förhandsgranskning: alla delmål 2027")
    visitor.follow("Omgången 2027")
    visitor.press("Öppna omgången")
    visitor.sees("21 av 21 län har inte ens öppnat sin självskattning")
    visitor.sign_out()


def add_colleague(installation: Installation, visitor: Visitor) -> None:
    said = khoss(
        installation.database_url,
        installation.folder,
        *("user", "add", COLLEAGUE, "--name", "Kim Kollega"),
        *("--role", "officer", "--county", "07"),
    )
    link = said.split()[-1]
    visitor.window.goto(link[link.index("/konto/") :])
    visitor.write("Nytt lösenord", COLLEAGUE_PASSWORD)
    visitor.write("Samma lösenord igen", COLLEAGUE_PASSWORD)
    visitor.press("Spara lösenordet")


def begin_and_share(visitor: Visitor) -> None:
    visitor.sign_in(OFFICER)
    visitor.press("Börja med självskattningen 2027")
    visitor.sees("0 av 24 besvarade")
    visitor.follow("Fortsätt med nästa obesvarade delmål")
    visitor.choose("Delvis")
    visitor.write("Utförda aktiviteter", TEXT)
    visitor.press("Spara och gå vidare")
    visitor.follow("Bekräfta förra årets svar oförändrat")
    visitor.write("Vad har gjorts i år?", "Två nya möten med kommunerna.")
    visitor.press("Bekräfta oförändrat")
    visitor.follow("Alla delmål 2027")
    visitor.sees("2 av 24 besvarade")
    visitor.follow("Fördela frågor")
    visitor.pick("Hela området Samverkan och ledning", "Kim Kollega")
    visitor.press("Spara fördelningen")
    visitor.sign_out()


def answer_and_ask(visitor: Visitor) -> None:
    visitor.sign_in(COLLEAGUE, COLLEAGUE_PASSWORD)
    visitor.follow("Fortsätt med självskattningen 2027")
    visitor.follow("Visa bara mina frågor (5)")
    visitor.follow(re.compile("^SL 1"))
    visitor.choose("Nej")
    visitor.write("Hinder", "Ingen har haft tid.")
    visitor.press("Spara")
    visitor.follow(re.compile("Kommentarer och frågor"))
    visitor.write("Ny fråga till samordnaren", "Räknas kommunalförbunden?")
    visitor.press("Skicka frågan till samordnaren")
    visitor.sees("Räknas kommunalförbunden?")
    visitor.follow("SL 1")
    visitor.follow("Ändringar")
    visitor.sees("Kim Kollega")
    visitor.follow("Start")
    visitor.follow("Överlämning: för dig som är ny eller lämnar över")
    visitor.sees("Räknas kommunalförbunden?")
    visitor.sign_out()


def reply(visitor: Visitor) -> None:
    visitor.sign_in(COORDINATOR)
    visitor.follow("Omgångar")
    visitor.follow(re.compile("^2027$"))
    visitor.follow("Obesvarade frågor från länen: 1")
    visitor.write("Ert svar", "Ja, de räknas med.")
    visitor.press("Svara länet (Kronobergs län, SL 1)")
    visitor.sees("Inga frågor väntar på svar.")
    visitor.sign_out()


def hand_in(visitor: Visitor) -> None:
    visitor.sign_in(OFFICER)
    visitor.follow("Fortsätt med självskattningen 2027")
    visitor.sees("3 av 24 besvarade")
    visitor.follow("Granska och lämna in")
    visitor.press("Lämna in")
    visitor.sees("Bekräfta att de obesvarade delmålen lämnas in utan bedömning.")
    expect(visitor.link("Bekräfta att de obesvarade")).to_have_attribute("href", "#confirm")
    visitor.choose("Ja, lämna in utan bedömning av de här delmålen")
    visitor.press("Lämna in")
    visitor.sees("Inlämnad")
    visitor.sign_out()


def approve(visitor: Visitor) -> None:
    visitor.sign_in("godkannare.kronoberg@khoss.example")
    visitor.follow("Granska och godkänn självskattningen 2027")
    visitor.sees("Återkoppling i maj <b>&amp;</b> 🙂")
    visitor.press("Godkänn för länet")
    visitor.sees("Godkänd")
    visitor.sign_out()


def give_back(visitor: Visitor) -> None:
    visitor.sign_in(COORDINATOR)
    visitor.follow("Omgångar")
    visitor.follow(re.compile("^2027$"))
    visitor.follow("Granska Kronobergs län")
    visitor.follow("Återlämna för komplettering")
    first = visitor.window.get_by_label(re.compile("^PF 1 "))
    visitor.hands.write(first, "Vilka kommuner var med?")
    visitor.press("Återlämna")
    visitor.sign_out()


def complete(visitor: Visitor) -> None:
    visitor.sign_in(OFFICER)
    visitor.follow("Fortsätt med självskattningen 2027")
    visitor.follow("Frågor att komplettera (1)")
    visitor.sees("Vilka kommuner var med?")
    visitor.follow(re.compile("^PF 1"))
    visitor.write("Utförda aktiviteter", f"{TEXT}\nAlla åtta kommuner.")
    visitor.press("Spara och gå vidare")
    visitor.sees("Ändrad sedan den gavs åter")
    visitor.follow("Granska och lämna in")
    visitor.choose("Ja, lämna in utan bedömning av de här delmålen")
    visitor.press("Lämna in")
    visitor.sign_out()


def accept_and_publish(visitor: Visitor) -> None:
    visitor.sign_in(COORDINATOR)
    visitor.follow("Omgångar")
    visitor.follow(re.compile("^2027$"))
    visitor.follow("Granska Kronobergs län")
    visitor.sees("Ändrat sedan förra inlämningen")
    visitor.press("Fastställ")
    visitor.sees("20 av 21 län har inte lämnat in.")
    visitor.press("Stäng omgången")
    visitor.press("Publicera resultatet")
    visitor.sees("Publicerad")
    visitor.follow("Nationell sammanställning 2027")
    visitor.sees("Kronoberg")


def make_report(visitor: Visitor) -> None:
    visitor.follow("Rapporter")
    visitor.follow("Gör en rapport")
    visitor.choose("Målbild 2030")
    visitor.press("Fortsätt")
    visitor.press("Gör rapporten")
    button = visitor.link(re.compile("Öppna rapporten"))
    if not visitor.javascript:
        while not button.is_visible():
            visitor.follow("Se om den är klar")
    expect(button).to_be_visible()
    visitor.look()
    answer = visitor.window.request.get(str(button.get_attribute("href")))
    assert answer.body().startswith(b"%PDF-")
    visitor.sign_out()


def test_a_new_officer_chooses_a_password_and_signs_in(
    installation: Installation, visitor: Visitor
) -> None:
    said = khoss(
        installation.database_url,
        installation.folder,
        *("user", "add", "ny@lansstyrelsen.se", "--role", "officer", "--county", "07"),
    )
    link = said.split()[-1]
    visitor.window.goto(link[link.index("/konto/") :])
    visitor.look()
    visitor.write("Nytt lösenord", "för kort")
    visitor.write("Samma lösenord igen", "för kort")
    visitor.press("Spara lösenordet")
    expect(visitor.window.get_by_role("alert")).to_contain_text("12 tecken")
    visitor.write("Nytt lösenord", "granar i blåst och snö")
    visitor.write("Samma lösenord igen", "granar i blåst och snö")
    visitor.press("Spara lösenordet")
    visitor.sign_in("ny@lansstyrelsen.se", "granar i blåst och snö")
    visitor.sees("Kronoberg")
