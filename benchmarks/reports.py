"""The national report in the sizes that are measured, with texts that nobody wrote."""

from __future__ import annotations

import random
from dataclasses import replace
from html import escape

from khoss.pdf import Document, Part

COUNTIES = 21
_SENTENCES = (
    "Länsstyrelsen har under året samlat länets kommuner till tre nätverksträffar.",
    "Kommunernas kontinuitetshantering omfattar nu hemtjänst och särskilt boende.",
    "Samverkan med regionen sker inom den befintliga krisledningsstrukturen.",
    "Ett hinder är att kommunernas beredskapssamordnare ofta är ensamma i sin roll.",
    "Det finns behov av nationella riktlinjer för försörjningsberedskapen.",
    "Övningen i oktober visade att reservkraften räcker i tolv timmar på fler boenden än förut.",
    "Socialtjänstens planering för höjd beredskap är påbörjad men inte beslutad.",
)


def with_texts(national: Document, *, texts: int, changed: bool = False) -> Document:
    """Return the national report with an appendix of texts from each county."""
    parts = []
    for number in range(COUNTIES):
        sections = _texts(number, texts)
        if changed and number == 7:
            sections = sections.replace("<p>", "<p>En mening till. ", 1)
        heading = f'<h2 id="texter-{number}">Län {number + 1}</h2>'
        parts.append(
            Part(f"texts/{number}", f'<section class="county">{heading}{sections}</section>')
        )
    return replace(national, parts=(*national.parts, *parts))


def _texts(number: int, count: int) -> str:
    """Return texts under up to six headings."""
    rng = random.Random(number)
    each = max(1, count // 6)
    pieces = []
    for text in range(count):
        if text % each == 0:
            pieces.append(f"<h3>Område {text // each + 1}</h3>")
        pieces.append(f"<p>{escape(' '.join(rng.choices(_SENTENCES, k=rng.randint(3, 7))))}</p>")
    return "".join(pieces)
