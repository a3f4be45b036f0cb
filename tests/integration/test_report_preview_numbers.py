"""No number of a preview stands alone: each is a link, or one of the few that are no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from khoss import clock
from khoss.db import db
from khoss.enums import Role
from khoss.services.users import create_user
from tests.integration.test_publishing import order as ordered
from tests.integration.test_report_previews import LIVE
from tests.support.pages import NAMESPACE, Page, Person, find_person

DRAWING = "{http://www.w3.org/2000/svg}svg"
BLOCKS = frozenset(
    f"{NAMESPACE}{tag}"
    for tag in (
        *("article", "section", "div", "figure", "dl", "ul", "ol", "blockquote"),
        *("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    )
)
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# Digits, shares, and numbers in letters.
NUMBER = re.compile(
    r"\d|%|\b(?:noll|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|"
    r"femton|sexton|sjutton|arton|nitton|tjugo\w*|trettio\w*|hundra|hälften|halva|"
    r"\w*(?:tredjedel|fjärdedel|femtedel)\w*|majoritet\w*|merparten|inget delmål|"
    r"ingen länsstyrelse)\b",
    re.IGNORECASE,
)
# What is no figure, wherever it stands.
NO_FIGURES = (
    r"\bDnr 400-1-2026",  # the case that the report is of
    r"\(2022/03174\)",  # the case that the plan is of
    r"\(S2021/05469\), sid\. 21\b",  # what a guidance refers to
    rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b",  # days
    r"\b20\d\d\b(?! av \d)",  # years
    r"\b(?:PF|SL|UV|KK|UP|UO) \d\b",  # goals
    r"\b[Pp]rio \d\b",  # priorities
    r"^Område \d av \d ·",  # which of the areas it is
    r"\b(?:1–9|10–14|15) kommuner\b",  # what groups of counties are called
    r"\bde fem med närmast så många kommuner\b",  # how counties of like size are chosen
    r"\b[Mm]ittersta hälften\b",  # what a measure is called
    r"\bde två bedömningarna\b",  # those of this year and of the year before
    r"\bytterligare 3–6 månader\b",  # a target, word for word
    r"^Ett nationellt stöd att luta sig mot önskas av 15 av 21 länsstyrelser\.",  # typed by hand
)
# The number of a chapter, an area or a target, where it stands before its words.
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d)? (?=[A-ZÅÄÖ])")
NUMBERED_TAGS = frozenset(f"{NAMESPACE}{tag}" for tag in ("h2", "h3", "h4", "li"))
# The columns whose cells say which priority a goal has.
LABELS = frozenset({"Prio"})
# On the data of the examples.
EXAMPLES = [
    *(f"nationell-sammanstallning/?year={year}" for year in (2024, 2025, 2026)),
    *(f"delredovisning/?year={year}" for year in (2024, 2025)),
    "slutredovisning/?year=2025",
    *(f"lansrapport/?year={year}&county=07" for year in (2024, 2025, 2026)),
    "lansrapport/?year=2026&county=13",
    "malbild/?year=2025",
    "malbild-affisch/?year=2025",
    "frageunderlag/?year=2026&county=07",
    "frageunderlag/?year=2026",
]
# The counties' own words hold numbers that are no figures; all else around them is looked at.
WITH_TEXTS = [
    "nationell-sammanstallning/?year=2025&with_texts=y",
    "lansrapport/?year=2025&county=07&with_texts=y",
    "frageunderlag/?year=2026&county=07&with_texts=y",
]
OFFICIAL = [
    *(f"nationell-sammanstallning/?year={year}" for year in (2023, 2024)),
    "delredovisning/?year=2024",
    "lansrapport/?year=2024&county=07",
    "malbild/?year=2024",
    "malbild-affisch/?year=2024",
]


@pytest.mark.parametrize("address", [*EXAMPLES, *WITH_TEXTS])
def test_every_number_is_a_link_or_no_figure(example_app: Flask, address: str) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(f"{LIVE}{address}")
    assert bare_numbers(page) == []
    assert bare_drawings(page) == []


@pytest.mark.parametrize("address", OFFICIAL)
def test_so_it_is_where_only_totals_were_published(official_app: Flask, address: str) -> None:
    page = coordinator_of(official_app).get(f"{LIVE}{address}")
    assert bare_numbers(page) == []
    assert bare_drawings(page) == []


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("nationell-sammanstallning", {"year": "2025"}),
        ("delredovisning", {"year": "2024"}),
        ("slutredovisning", {"year": "2025"}),
        ("lansrapport", {"year": "2025", "county": "07"}),
        ("malbild", {}),
        ("malbild-affisch", {}),
        ("frageunderlag", {"year": "2026", "county": "07"}),
    ],
)
def test_so_it_is_in_a_report_that_is_made(
    example_app: Flask, slug: str, fields: dict[str, str]
) -> None:
    report = ordered(example_app, slug, **fields)
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report}/forhandsgranska/")
    assert bare_numbers(page) == []
    assert bare_drawings(page) == []


def coordinator_of(app: Flask) -> Person:
    """Return a coordinator where the official data came without accounts."""
    with app.app_context():
        user = create_user(
            "samordnare@lansstyrelsen.example",
            name="",
            roles=[Role.COORDINATOR],
            county_code=None,
            by=None,
            now=clock.now(),
        )
        db.session.commit()
        return Person(app, user.fs_uniquifier)


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("nationell-sammanstallning/?year=2025", {"bar", "bars", "county-bar", "khoss-boxes"}),
        ("slutredovisning/?year=2025", {"bar", "county-bar"}),
        ("lansrapport/?year=2025&county=07", {"bar", "years"}),
        ("malbild/?year=2025", {"bar"}),
        ("malbild-affisch/?year=2025", {"bar"}),
    ],
)
def test_every_kind_of_drawing_leads_to_its_answers(
    example_app: Flask, address: str, kinds: set[str]
) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(f"{LIVE}{address}")
    (report,) = page.all("article")
    drawn = {str(one.get("class")).split()[0] for one in report.iter(DRAWING)}
    assert drawn == kinds
    assert bare_drawings(page) == []


def test_every_row_and_column_of_the_heat_map_leads_to_its_answers(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}nationell-sammanstallning/?year=2025")
    (table,) = [one for one in page.all("table") if one.get("class") == "heatmap"]
    heads = list(table.iter(f"{NAMESPACE}th"))[1:]
    led = [[str(one.get("href")) for one in head.iter(f"{NAMESPACE}a")] for head in heads]
    counties, goals = led[:21], led[21:]
    assert all(len(one) == 1 and one[0].startswith("/resultat/2025/lan/") for one in counties)
    assert all(len(one) == 1 and one[0].startswith("/resultat/delmal/") for one in goals)
    assert len({one[0] for one in counties}) == 21
    assert len({one[0] for one in goals}) == len(goals) == 24


def bare_numbers(page: Page) -> list[str]:
    """Return the passages of a preview that hold a number outside every link to answers."""
    (report,) = page.all("article")
    labels = set(_labels(report))
    found = []
    for block in report.iter(*BLOCKS):
        if block in labels or _is_written_by_a_county(block):
            continue
        text = " ".join(_unlinked(block).split())
        if block.tag in NUMBERED_TAGS or block.get("class") == "target":
            text = NUMBERED.sub("", text)
        for no_figure in NO_FIGURES:
            text = re.sub(no_figure, "", text)
        if NUMBER.search(text):
            found.append(text)
    return found


def bare_drawings(page: Page) -> list[str]:
    """Return the drawings that are no links and hold a number that no link beside them says."""
    (report,) = page.all("article")
    found = []
    for drawing in report.iter(DRAWING):
        if any(_leads(one) for one in drawing.iterancestors()):
            continue
        drawn = [text for one in drawing.iter() if _is_text(one) and (text := one.text or "")]
        beside = _beside(drawing)
        missing = [one for one in drawn if one not in beside and not re.fullmatch(r"20\d\d", one)]
        if missing:
            found.append(f"{drawing[0].text}: {missing}")
    return found


def _beside(drawing: Any) -> set[str]:
    """Return the numbers of the links in the row or the goal that a drawing stands in."""
    around = next(
        one
        for one in drawing.iterancestors()
        if one.tag in (f"{NAMESPACE}tr", f"{NAMESPACE}article") or one.get("class") == "goal-body"
    )
    linked = [one for one in around.iter(f"{NAMESPACE}a") if _leads(one)]
    said = " ".join("".join(one.itertext()) for one in linked)
    return set(re.findall(r"\d+(?:,\d+)?", said)) if around.tag != f"{NAMESPACE}article" else set()


def _labels(report: Any) -> Iterator[Any]:
    """Give the cells of the columns that hold no figures."""
    for table in report.iter(f"{NAMESPACE}table"):
        heads = ["".join(one.itertext()) for one in table.iter(f"{NAMESPACE}th") if _heads(one)]
        for row in table.iter(f"{NAMESPACE}tr"):
            yield from (cell for head, cell in zip(heads, row, strict=False) if head in LABELS)


def _is_written_by_a_county(block: Any) -> bool:
    """Tell whether a paragraph is what a county wrote of its answer."""
    if block.tag != f"{NAMESPACE}p":
        return False
    return block.get("class") == "written" or (
        block.get("class") is None and "answer" in block.getparent().get("class", "").split()
    )


def _heads(cell: Any) -> bool:
    return bool(cell.get("scope") == "col")


def _is_text(element: Any) -> bool:
    return str(element.tag).endswith("}text")


def _leads(element: Any) -> bool:
    """Tell whether an element is a link from a figure to its answers."""
    return bool(element.tag == f"{NAMESPACE}a" and element.get("class") == "khoss-behind")


def _unlinked(block: Any) -> str:
    """Return what stands in a block itself, outside links to answers and drawings."""
    pieces = [block.text or ""]
    for child in block:
        if child.tag not in BLOCKS and child.tag != DRAWING and not _leads(child):
            pieces.append(_unlinked(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
