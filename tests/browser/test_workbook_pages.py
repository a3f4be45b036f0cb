"""A workbook out and back in a real browser: its faults, its changes, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, check_barriers, check_width
from tests.support.workbooks import ACTIVITIES, OBSTACLES, RATING, filled

OFFICER = "handlaggare.kronoberg@khoss.example"
START = "/sjalvskattning/2026/07/"
READ = "Läs in och visa vad som ändras"


def fetched(window: Any) -> bytes:
    """Fetch the workbook as a person does."""
    with window.expect_download() as download:
        window.get_by_role("button", name="Hämta arbetsboken").click()
    assert download.value.suggested_filename == "sjalvskattning-2026-07.xlsx"
    return Path(download.value.path()).read_bytes()


def sent(window: Any, data: bytes) -> None:
    """Choose a workbook and send it."""
    window.get_by_label("Ifylld arbetsbok").set_input_files(
        {
            "name": "ifylld.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": data,
        }
    )
    window.get_by_role("button", name=READ).click()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, True), (1280, False)])
def test_a_workbook_goes_out_and_back(
    open_window: Open, states: Callable[[str], Any], width: int, javascript: bool
) -> None:
    window = open_window(width=width, javascript=javascript, state=states(OFFICER))
    word = f"bredd {width} {'med' if javascript else 'utan'} skript"

    def check() -> None:
        check_width(window)
        if javascript:
            check_barriers(window)

    window.goto(START)
    window.get_by_role("link", name="Fyll i i Excel").click()
    check()
    data = fetched(window)

    sent(window, filled(data, {f"{RATING}2": "Kanske", f"{ACTIVITIES}3": "=1+1"}))
    window.get_by_role("heading", name="Arbetsboken är inte inläst").wait_for()
    assert window.get_by_role("cell", name="K3").count() == 1
    check()

    window.goto(f"{START}pf-1/")
    window.get_by_label("Utförda aktiviteter").fill(f"Kollegans text, {word}")
    window.get_by_role("button", name="Spara", exact=True).click()
    window.get_by_text("är sparat").first.wait_for()

    window.goto(f"{START}arbetsbok/")
    sent(
        window,
        filled(
            data,
            {
                f"{ACTIVITIES}2": f"Arbetsbokens text, {word}",
                f"{OBSTACLES}3": f"Utan konflikt, {word}",
            },
        ),
    )
    window.get_by_role("heading", name="Vad arbetsboken ändrar").wait_for()
    check()
    window.get_by_role("button", name="Spara svaren").click()
    window.get_by_text("Det finns ett problem").wait_for()
    check()
    window.get_by_label("Spara båda texterna, den sparade först").check()
    window.get_by_role("button", name="Spara svaren").click()
    window.get_by_text("2 svar ur arbetsboken är sparade").wait_for()

    window.goto(f"{START}pf-1/")
    assert window.get_by_label("Utförda aktiviteter").input_value() == (
        f"Kollegans text, {word}\n\nArbetsbokens text, {word}"
    )
