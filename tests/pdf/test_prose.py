"""The coordinator's texts in a PDF: valid whatever they hold, with footnotes at the foot."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask_babel import force_locale

from khoss.enums import NarrativeSection
from khoss.figures.bound import BoundText, bind
from khoss.markdown import placeholders
from khoss.pdf import normalise_text, render
from khoss.presentation.prose import report_html
from khoss.texts import clean_text
from tests.pdf.small import small
from tests.support.official import official_history
from tests.support.pdf_structure import structure_problems
from tests.support.verapdf import broken_rules

HISTORY = official_history()
TEXTS = {
    "everything": (
        "# Rubrik\n\n### Djupare\n\nEtt *ord* och **två** på [en **sida**](https://x.se).[^a] "
        "{antal SL-2 ja+delvis}.[^b]\n\n- punkt\n\n  stycke[^c]\n\n  # rubrik i en punkt\n\n"
        "  > citat i en punkt\n\n  1. ett\n     - inre\n  2. två\n\n> citat\n>\n> - punkt\n\n"
        "# Nästa\n\n7. sju\n8. åtta\n\n[^a]: Noten, [mejla](mailto:a@x.se).\n[^b]: Med "
        "{andel SL-2 ja}.\n\n    Andra stycket[^a].\n[^c]: Tredje."
    ),
    "lines": "\n".join(f"- rad {number} {{antal SL-2 ja}}" for number in range(1_000)),
    "strange": (
        "# 😀\n\n😀 \u202eomvänt\u202c مرحبا "
        + "a" * 300
        + " [😀](https://x.se) [](https://y.se) \uf0b7 x\ty\n\n"
        "{antl} {antal\n\n# \n\n- \n- 😀\n\n> 😀\n\nx[^😀]\n\n[^😀]: 😀"
    ),
    "empty": "",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_valid_in_a_pdf(name: str, tmp_path: Path) -> None:
    source = clean_text(TEXTS[name])
    figures = tuple(bind(written, HISTORY, year=2024) for written in placeholders(source))
    text = BoundText(NarrativeSection.ANALYSIS, "", source, figures)
    with force_locale("sv"):
        html = report_html(text, level=2, clean=normalise_text)
    done = render(small(f"<h1>Analys</h1><p>Inledning.</p>{html}"))
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(done.pdf)
    assert structure_problems(done.pdf) == []
    assert broken_rules(path) == []
