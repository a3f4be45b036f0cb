"""What a page becomes on paper, where nothing can be folded out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Open

COORDINATOR = "samordnare@khoss.example"


def test_what_is_folded_stands_open_on_paper_without_a_word_of_folding(
    open_window: Open, states: Callable[[str], Any]
) -> None:
    window = open_window(width=718, javascript=False, state=states(COORDINATOR))
    window.goto("/resultat/delmal/UP-1/")
    fold = window.locator(".khoss-texts[open] .khoss-rest summary").first
    rest = window.locator(".khoss-texts:not([open]) td").first
    assert fold.is_visible()
    assert not rest.is_visible()
    window.emulate_media(media="print")
    assert not fold.is_visible()
    assert rest.is_visible()
    marks = window.locator(".khoss-texts > summary").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one, '::before').display)"
    )
    assert len(marks) > 1
    assert set(marks) == {"none"}
