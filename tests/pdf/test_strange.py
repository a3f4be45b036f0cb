"""Whatever people paste: nothing is cut off, nothing runs off the page, the validator passes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from khoss.pdf import Part, Rendered, normalise_text, render
from tests.pdf.sample import CREATED, STYLESHEET
from tests.pdf.small import small
from tests.support.pdf_structure import Tagged, structure_problems
from tests.support.verapdf import broken_rules

_THOUSAND_LINES = "\n".join(f"Rad {number} med några ord." for number in range(1, 1001))
_LONG_WORD = "".join("abcdefghijklmnopqrstuvwxyzåäö"[place % 29] for place in range(300))
_TABS = "\n".join("\t".join(f"cell{row}x{column}" for column in range(12)) for row in range(30))
_RIGHT_TO_LEFT = "مرحبا بالعالم، هذا نص عربي. שלום עולם, זה טקסט עברי. " * 12
_EMOJI = "Klart 👍🏽 enligt plan 👨‍👩‍👧‍👦 och 🇸🇪 flagga ✓ ☒ ★. " * 20
TEXTS = {
    "lines": _THOUSAND_LINES,
    "word": _LONG_WORD,
    "tabs": _TABS,
    "right to left": _RIGHT_TO_LEFT,
    "emoji": _EMOJI,
}


def _paragraph(text: str) -> str:
    lines = (escape(line) for line in normalise_text(text).split("\n"))
    return f"<p>{'<br>'.join(lines)}</p>"


def _everywhere(text: str) -> str:
    """Return a text in a paragraph, a list, a narrow cell, a card and a summary."""
    within = _paragraph(text)
    short = _paragraph("\n".join(text.split("\n")[:8]))
    return (
        f"<h2>Text</h2>{within}<ul><li>{short}</li></ul>"
        '<table class="results"><caption>Tabell</caption><colgroup><col class="w-code"><col>'
        '<col class="w-county"></colgroup><thead><tr><th scope="col">Kod</th>'
        '<th scope="col">Text</th><th scope="col">Smalt</th></tr></thead><tbody><tr>'
        f'<th scope="row">PF 1</th><td>{short}</td><td>{short}</td></tr></tbody></table>'
        f'<div class="cards"><section class="card"><h3>Kort</h3>{short}</section></div>'
        f'<div class="summary"><h3>Ruta</h3>{short}</div>'
    )


@pytest.fixture(scope="module")
def strange() -> Rendered:
    """Return a report with every strange text in every place."""
    parts = [Part(name, f"<h1>{name}</h1>{_everywhere(text)}") for name, text in TEXTS.items()]
    document = replace(small("<p></p>"), stylesheet=STYLESHEET, created=CREATED, parts=tuple(parts))
    return render(document)


@pytest.fixture(scope="module")
def strange_file(strange: Rendered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return that report as a file."""
    path = tmp_path_factory.mktemp("strange") / "strange.pdf"
    path.write_bytes(strange.pdf)
    return path


def test_the_validator_passes_strange_texts(strange: Rendered, strange_file: Path) -> None:
    assert broken_rules(strange_file, flavours="ua1,3a") == []
    assert structure_problems(strange.pdf) == []


def test_nothing_is_cut_off(strange: Rendered) -> None:
    text = Tagged(strange.pdf).document.text
    assert all(f"Rad {number} med några ord." in text for number in range(1, 1001))
    # Narrow columns divide it with hyphens.
    assert re.sub(r"[\s-]", "", text).count(_LONG_WORD) == 6
    assert all(f"cell{row}x{column}" in text for row in range(30) for column in range(12))
    assert "Klart" in text
    assert "✓" in text


def test_right_to_left_text_keeps_its_letters(strange: Rendered) -> None:
    text = Tagged(strange.pdf).document.text
    assert len(re.findall(r"[\u0590-\u05ff]", text)) >= 12 * 18
    assert len(re.findall(r"[\u0600-\u06ff]", text)) >= 12 * 15


def test_nothing_runs_off_the_page(strange_file: Path) -> None:
    run = subprocess.run(
        ["pdftotext", "-bbox", str(strange_file), "-"], capture_output=True, text=True, check=True
    )
    width = 0.0
    for line in run.stdout.splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        elif word := re.search(r'xMin="([\d.-]+)".*xMax="([\d.]+)"', line):
            assert float(word[1]) >= 40, line
            assert float(word[2]) <= width - 40, line
