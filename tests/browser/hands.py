"""How a person works a page: with a mouse, or with the keyboard and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_TABS = 400
FOCUSED = "(element) => element === document.activeElement"
# What shows where the keyboard is: an outline, a shadow, or for a choice those of its label.
SHOWN = """(element) => {
  const label = element.labels?.[0];
  const styles = [getComputedStyle(element)];
  if (label) styles.push(getComputedStyle(label, "::before"), getComputedStyle(label));
  return styles.some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
}"""


class Hands(Protocol):
    """What can be done to a page."""

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""

    def write(self, target: Locator, text: str) -> None:
        """Write in a field instead of what is there."""

    def choose(self, target: Locator) -> None:
        """Choose one of a group, or tick a box."""

    def pick(self, target: Locator, name: str) -> None:
        """Pick a name from a list."""


class Mouse:
    """Point and click."""

    def __init__(self, window: Page) -> None:
        self.window = window

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Click into the field and write."""
        target.click()
        target.fill(text)

    def choose(self, target: Locator) -> None:
        """Click on the choice."""
        target.check()

    def pick(self, target: Locator, name: str) -> None:
        """Open the list and click on the name."""
        target.select_option(label=name)


class Keyboard:
    """Tab, arrows, space and return."""

    def __init__(self, window: Page) -> None:
        self.window = window

    def press(self, target: Locator) -> None:
        """Go there and press return."""
        self._reach(target)
        self.window.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Go there, mark what is there, and write."""
        self._reach(target)
        self.window.keyboard.press("Control+a")
        self.window.keyboard.insert_text(text)

    def choose(self, target: Locator) -> None:
        """Go to the group, then with the arrows to the choice; or tick the box."""
        if target.get_attribute("type") == "checkbox":
            self._reach(target)
            self.window.keyboard.press("Space")
            return
        group = self.window.locator(f'input[name="{target.get_attribute("name")}"]')
        self._tab_until(lambda: any(one.evaluate(FOCUSED) for one in group.all()))
        if target.evaluate(FOCUSED):
            self.window.keyboard.press("Space")
        while not target.evaluate(FOCUSED):
            self.window.keyboard.press("ArrowDown")
        assert target.is_checked()

    def pick(self, target: Locator, name: str) -> None:
        """Go to the list and write the beginning of the name."""
        self._reach(target)
        self.window.keyboard.type(name)
        chosen = target.evaluate("(list) => list.selectedOptions[0].label")
        assert chosen == name, chosen

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        self._tab_until(lambda: bool(target.evaluate(FOCUSED)))
        assert target.evaluate(SHOWN), "nothing shows where the keyboard is"

    def _tab_until(self, there: Callable[[], bool]) -> None:
        for _ in range(MOST_TABS):
            if there():
                return
            self.window.keyboard.press("Tab")
        raise AssertionError("the keyboard does not reach it")
