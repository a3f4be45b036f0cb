"""What stands last in a part, when a page ends just before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khoss.documents import county, parts
from khoss.pdf import render
from tests.pdf.small import small
from tests.support.pdf_structure import read_out

SIX = "".join(f"<p>Rad {line} av svaret.</p>" for line in range(6))
HEAD = '<h3 class="priority sole">Prio 3</h3>'


def goal(name: str) -> str:
    return f'<div class="goal"><div class="goal-body"><p>{name}</p>{SIX}</div></div>'


def asked(name: str) -> str:
    return f'<section class="asked"><h3>{name}</h3>{SIX}<div class="write"></div></section>'


ENDS = {
    "an area of the national report": (parts.STYLESHEET, goal("Näst sist") + goal("Sist")),
    "a priority with one sub-goal": (parts.STYLESHEET, goal("Näst sist") + HEAD + goal("Sist")),
    "an area of questions": (county.STYLESHEET, asked("Näst sist") + asked("Sist")),
    "a priority with one question": (
        county.STYLESHEET,
        asked("Näst sist") + '<h2 class="priority sole">Prio 3</h2>' + asked("Sist"),
    ),
    "what remains": (
        county.STYLESHEET,
        "".join(
            f'<section class="remaining"><h2>{name}</h2>{SIX}</section>'
            for name in ("Näst sist", "Sist")
        ),
    ),
    "a county's answers": (
        parts.STYLESHEET,
        "<h2>Län</h2>"
        + "".join(f'<div class="answer"><h3>{name}</h3>{SIX}</div>' for name in ("Svar", "Sist")),
    ),
}


@pytest.mark.parametrize("kind", ENDS)
def test_a_part_does_not_end_with_one_piece_alone_on_a_page(kind: str) -> None:
    stylesheet, end = ENDS[kind]
    broken = [_ends(lines, stylesheet, end) for lines in range(14, 42, 2)]
    assert any(broken), "no page ended here"


def _ends(lines: int, stylesheet: Path, end: str) -> bool:
    """Tell whether a page ended in what stands last; hold it against the page of what is before."""
    before = "<br>".join("Rad" for _ in range(lines))
    section = f'<section class="county"><p>{before}</p>{end}</section>'
    if 'class="answer"' not in end:
        section = f"<p>{before}</p>{end}"
    document = replace(small("<h1>Kapitel</h1>" + section), stylesheet=stylesheet)
    spoken = read_out(render(document).pdf)
    last = next(place for place, one in enumerate(spoken) if one.text == "Sist")
    (page,) = {page for one in spoken[last:] for page in one.pages}
    before_it = [one for one in spoken[:last] if one.kind == "P"][-1]
    assert page in before_it.pages, (lines, before_it)
    return page > 0
