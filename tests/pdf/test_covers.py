"""Covers with as little and as much on them as may be: nothing is cut, nothing meets."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from khoss import create_app
from khoss.documents.covers import MOST_REASON, MOST_RUNNING
from khoss.enums import ReportKind
from khoss.forms.base import REASON_LIMIT
from khoss.services.records import ReportOrder, freeze_figures
from khoss.services.reports import FrozenReport
from khoss.texts import CASE_NUMBER_LIMIT, COVER_LINE_LIMIT
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.made_reports import Made, frozen_report, made_report
from tests.support.pdf_structure import structure_problems

PAGE_HEIGHT = 841.89
MM = 72 / 25.4
# Where the drawing begins and how high a tile is, as cover.svg has it.
DRAWING_TOP = PAGE_HEIGHT - (90 - 10.35) * MM
TILE = bytes.fromhex("2f78a0")
MARGIN_TOP = PAGE_HEIGHT - 27 * MM
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<')
ORDERS = {
    "national": ReportOrder(ReportKind.NATIONAL, 2026),
    "account": ReportOrder(ReportKind.INTERIM_ACCOUNT, 2026),
    "questions": ReportOrder(ReportKind.QUESTIONS, 2026, "14"),
    "targets": ReportOrder(ReportKind.TARGET_PICTURE, 2025),
    "county": ReportOrder(ReportKind.COUNTY, 2025, "07"),
    "poster": ReportOrder(ReportKind.TARGET_POSTER, 2025),
}
WITH_A_DRAWING = ("national", "account", "questions")
SENDER = "Länsstyrelserna genom Länsstyrelsen i Örebro län"
LONGEST = {
    "case_number": ("457-" * CASE_NUMBER_LIMIT)[:CASE_NUMBER_LIMIT],
    "sender": f"{SENDER} och {SENDER} och flera andra"[:COVER_LINE_LIMIT],
    "recipient": ("Regeringen, Socialdepartementet, " * COVER_LINE_LIMIT)[:COVER_LINE_LIMIT],
    "correction_reason": ("Svaret var fel inläst. " * REASON_LIMIT)[:REASON_LIMIT],
}
WIDEST = {
    "case_number": "W" * CASE_NUMBER_LIMIT,
    "sender": "W" * COVER_LINE_LIMIT,
    "recipient": "M" * COVER_LINE_LIMIT,
    "correction_reason": "W" * MOST_REASON,
}
LOADS: dict[str, dict[str, str]] = {"short": {"sender": SENDER}, "long": LONGEST, "wide": WIDEST}

# A poster is one page: what does not fit on it is refused, as its own tests show.
CASES = [(name, load) for name in ORDERS for load in LOADS if (name, load) != ("poster", "wide")]


@dataclass(frozen=True)
class Word:
    """A word and where it stands, in points from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@pytest.fixture(scope="module")
def frozen(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], FrozenReport]]:
    """Return how a kind's report is frozen, of the examples and of a round that is still open."""
    held: dict[str, FrozenReport] = {}
    with databases.copy("example") as url:
        app: Flask = create_app(settings_for(url, tmp_path_factory.mktemp("instance")))

        def frozen_of(name: str) -> FrozenReport:
            if name not in held:
                with app.app_context():
                    figures = freeze_figures(ORDERS[name])
                held[name] = frozen_report(ORDERS[name], figures, is_example=True)
            return held[name]

        yield frozen_of


def covered(report: FrozenReport, path: Path, load: str, *, is_draft: bool) -> Made:
    """Return a report with a load of text on its cover."""
    said = LOADS[load]
    edition = 0 if is_draft else 2 if "correction_reason" in said else 1
    held = replace(report, **said, is_draft=is_draft, edition=edition)  # type: ignore[arg-type]
    return made_report(held, path)


def words_of(made: Made, page: int) -> list[Word]:
    """Return the words of a page with their places."""
    read = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(made.path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = WORD.findall(read.stdout)
    return [
        Word(float(left), float(top), float(right), float(bottom), text)
        for left, top, right, bottom, text in found
    ]


def has_drawing(made: Made) -> bool:
    """Tell whether tiles are painted on the first page: a colour that nothing else there has."""
    run = subprocess.run(
        ["pdftoppm", "-r", "36", "-l", "1", "-aa", "no", "-aaVector", "no", str(made.path)],
        capture_output=True,
        check=True,
    )
    return TILE in run.stdout


def size_of(made: Made) -> tuple[float, float]:
    """Return how wide and high the first page is, in points."""
    with pikepdf.open(made.path) as pdf:
        _left, _bottom, width, height = map(float, pdf.pages[0].mediabox)
        return width, height


@pytest.mark.parametrize("is_draft", [True, False], ids=["draft", "published"])
@pytest.mark.parametrize(("name", "load"), CASES)
def test_no_text_of_a_cover_meets_the_drawing_or_leaves_the_page(
    frozen: Callable[[str], FrozenReport], tmp_path: Path, name: str, load: str, is_draft: bool
) -> None:
    made = covered(frozen(name), tmp_path / f"{name}.pdf", load, is_draft=is_draft)
    width, height = size_of(made)
    words = words_of(made, 1)
    body = [word for word in words if word.bottom < height - 21 * MM]
    drawn = has_drawing(made)
    assert max(word.right for word in words) < width - 15 * MM
    assert max(word.bottom for word in words) < height - 8 * MM
    if name in WITH_A_DRAWING:
        assert max(word.bottom for word in body) < (DRAWING_TOP if drawn else MARGIN_TOP)
        assert drawn or load == "wide"
    said = " ".join(word.text for word in words)
    # All of the cover is on the first page: what follows the date is nothing.
    assert "november 2026" in said
    if name != "poster":
        second = [word.text for word in words_of(made, 2)]
        assert ("Det" if name == "targets" else "Innehåll") in second[:4]
    assert not structure_problems(made.rendered.pdf)


@pytest.mark.parametrize("name", ["national", "account", "questions", "targets", "county"])
def test_a_long_reason_stands_whole_on_the_page_that_the_cover_names(
    frozen: Callable[[str], FrozenReport], tmp_path: Path, name: str
) -> None:
    reason = ("Kronoberg svarade ja. " * 40)[:850].strip()
    report = replace(frozen(name), correction_reason=reason, edition=2)
    made = made_report(report, tmp_path / f"{name}.pdf")
    assert "Utgåva 2, ersätter utgåva 1. Rättat: se sidan 2." in " ".join(made.pages[0].split())
    assert f"Det som är rättat {reason}" in " ".join(made.pages[1].split())


def test_a_poster_says_where_a_long_reason_stands(
    frozen: Callable[[str], FrozenReport], tmp_path: Path
) -> None:
    report = replace(frozen("poster"), correction_reason=LONGEST["correction_reason"], edition=2)
    made = made_report(report, tmp_path / "poster.pdf")
    assert "Rättat: varför står där affischen är publicerad." in made.words


def test_a_long_case_number_is_whole_on_the_cover_and_one_line_on_every_other_page(
    frozen: Callable[[str], FrozenReport], tmp_path: Path
) -> None:
    for number in (LONGEST["case_number"], WIDEST["case_number"]):
        made = made_report(
            replace(frozen("questions"), case_number=number), tmp_path / "questions.pdf"
        )
        assert number in "".join(word.text for word in words_of(made, 1))
        for page in range(2, len(made.pages) + 1):
            header = [word for word in words_of(made, page) if word.bottom < 24 * MM]
            assert f"{number[: MOST_RUNNING - 1]}…" in [word.text for word in header]
            assert len({round(word.top) for word in header}) == 1
