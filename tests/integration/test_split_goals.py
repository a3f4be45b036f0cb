"""A plan that splits and merges goals: what each page and file says of the old and the new."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import RoundStatus
from khoss.models import ActionPlan, Round
from khoss.services.plan_files import COLUMNS
from khoss.services.plans import load_plan
from tests.integration.test_known_truth import reader_of
from tests.integration.test_plan_files import NAME, Table, next_plan, read, written
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.files import fetch, table
from tests.support.pages import NAMESPACE, Page

QUESTION = "Har din Länsstyrelse övat med regionen?"


def plan() -> Table:
    """Return a plan for 2025, all answered ja: PF 1 is split, SL 1 and SL 2 are merged in SL 1."""
    head, *goals = next_plan()
    goals = [row for row in goals if (row[1], row[2]) != ("SL", "2")]
    for row in goals:
        row[COLUMNS.index("yes") :] = ["21", "0", "0"]
        if (row[1], row[2]) == ("SL", "1"):
            row[COLUMNS.index("predecessor") : COLUMNS.index("yes")] = [
                "SL 1 + SL 2",
                "merged",
                "no",
            ]
        if (row[1], row[2]) == ("PF", "1"):
            row[COLUMNS.index("relation") : COLUMNS.index("yes")] = ["split", "no"]
    part = list(goals[0])
    for name, value in (("position", "8"), ("goal_line", "PF-8"), ("question", QUESTION)):
        part[COLUMNS.index(name)] = value
    part[COLUMNS.index("yes") :] = ["2", "3", "16"]
    last = next(place for place, row in enumerate(goals) if row[1] != "PF")
    return [head, *goals[:last], part, *goals[last:]]


@pytest.fixture
def app(official_app: Flask, tmp_path: Path) -> Flask:
    """Return the official years with the next plan and its published totals."""
    path = tmp_path / NAME
    path.write_text(written(plan()), encoding="utf-8")
    with official_app.app_context():
        load_plan(read(path), now=EXAMPLE_MOMENT)
        plan_id = db.session.scalars(select(ActionPlan.id).where(ActionPlan.year == 2025)).one()
        db.session.add(Round(year=2025, plan_id=plan_id, status=RoundStatus.PUBLISHED))
        db.session.commit()
    return official_app


def test_a_part_of_a_split_goal_has_the_old_figure_beside_its_own(app: Flask) -> None:
    page = reader_of(app).get("/resultat/delmal/PF-8/")
    own, old = _rows(page)
    assert own == ["2025 PF 8", "2", "3", "16", "0", "21 av 21", "5 av 21", "23,8 procent"]
    assert old == [
        "2024 PF 1 , föregångare: delad fråga, räknas inte av",
        *("18", "3", "0", "0", "21 av 21", "21 av 21", "100,0 procent"),
    ]
    (link,) = [one for one in page.all("a") if "".join(one.itertext()).split() == ["PF", "1"]]
    assert link.get("href") == "/resultat/delmal/PF-1/"
    assert "2024 och 2025 jämförs inte: delad fråga" in _said(page)


def test_a_split_goal_has_its_parts_beside_it(app: Flask) -> None:
    rows = _rows(reader_of(app).get("/resultat/delmal/PF-1/"))
    assert [row[0] for row in rows] == [
        "2025 PF 8 , efterföljare: delad fråga, räknas inte av",
        "2025 PF 1",
        "2024 PF 1",
        "2023 PF 1",
    ]


def test_a_merged_goal_has_all_that_it_came_from_beside_it_and_one_row_in_the_file(
    app: Flask,
) -> None:
    reader = reader_of(app)
    rows = _rows(reader.get("/resultat/delmal/SL-1/"))
    assert [row[0].split(" ,")[0] for row in rows] == [
        "2025 SL 1",
        "2024 SL 1",
        "2024 SL 2",
        "2023 SL 1",
    ]
    flat = [row for row in table(fetch(reader, "2025.csv")) if row["delmål"] == "SL 1"]
    assert len(flat) == 1
    assert flat[0]["delmål året före"] == "SL 1 + SL 2"
    assert flat[0]["ja året före"] == ""
    assert flat[0]["siffror året före, i ord"].startswith("SL 1: ")
    assert "; SL 2: " in flat[0]["siffror året före, i ord"]


def test_the_picture_says_in_words_of_which_year_the_goal_beside_is(app: Flask) -> None:
    text = _said(reader_of(app).get("/resultat/delmal/SL-1/"))
    assert " 2024 SL 2: 6 ja, 9 delvis, 6 nej och 0 obesvarade av 21." in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SL-2", [("2025", "efterföljare", "2024", "sammanslagen", "SL 1", "21", "0", "0")]),
        ("SL-1", [("2024", "föregångare", "2025", "sammanslagen", "SL 2", "6", "9", "6")]),
        ("PF-1", [("2025", "efterföljare", "2024", "delad", "PF 8", "2", "3", "16")]),
        ("PF-8", [("2024", "föregångare", "2025", "delad", "PF 1", "18", "3", "0")]),
        ("SL-3", []),
    ],
)
def test_the_figures_beside_a_goal_are_in_its_files_too(
    app: Flask, line: str, said: list[tuple[str, ...]]
) -> None:
    held = table(fetch(reader_of(app), f"delmal/{line}.csv?tabell=bredvid"))
    names = ("år", "står som", "till mållinjens år", "förhållande", "delmål", "ja", "delvis", "nej")
    assert [tuple(row[name] for name in names) for row in held] == said
    assert {row["får jämföras"] for row in held} <= {"nej"}
    assert {row["bas"] for row in held} <= {"21 av 21"}


def test_a_key_that_both_plans_have_is_said_with_its_plan(app: Flask) -> None:
    text = _said(reader_of(app).get("/resultat/utveckling/"))
    assert "Jämförbarheten bryts: delad fråga för PF 1 och PF 8 (2025 års plan)." in text
    assert "Jämförbarheten bryts: sammanslagen fråga för SL 1 (2025 års plan)." in text


def _rows(page: Page) -> list[list[str]]:
    (found,) = [
        one
        for one in page.all("table")
        if any(said.get("id") == "years-caption" for said in one.iter(f"{NAMESPACE}caption"))
    ]
    body = next(found.iter(f"{NAMESPACE}tbody"))
    return [
        [page.text(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row]
        for row in body.iter(f"{NAMESPACE}tr")
    ]


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")
