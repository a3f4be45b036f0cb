"""Plan files: each fault named with its place, nothing loaded by halves, adopted plans frozen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from khoss.db import db
from khoss.errors import FileRefused
from khoss.models import ActionPlan, Event, SubGoal
from khoss.services.official import DATA, load_official
from khoss.services.plan_files import (
    COLUMNS,
    LARGEST_FILE,
    LONGEST_TEXT,
    Fault,
    PlanFile,
    read_plan_file,
)
from khoss.services.plans import count_counties, get_plan, list_area_codes, load_plan
from tests.support.databases import EXAMPLE_MOMENT

Table = list[list[str]]
NAME = "plan-2025.csv"


def next_plan() -> Table:
    """Return a faultless plan for 2025, worded as the one of 2024."""
    table = official_plan(2024)
    for line in table[1:]:
        area, position = line[COLUMNS.index("area")], line[COLUMNS.index("position")]
        line[COLUMNS.index("year")] = "2025"
        line[COLUMNS.index("predecessor") :] = [f"{area} {position}", "same", "yes", "", "", ""]
    return table


def official_plan(year: int) -> Table:
    with (DATA / f"plan-{year}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def changed(row: int, /, **fields: str) -> Table:
    """Return the plan for 2025 with other fields in one row; the heading is row 1."""
    table = next_plan()
    for field, value in fields.items():
        table[row - 1][COLUMNS.index(field)] = value
    return table


def written(table: Table, *, delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(table)
    return file.getvalue()


def dump() -> dict[str, list[str]]:
    """Return every row of every table, in an order of its own."""
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        for table in db.metadata.sorted_tables
    }


def read(path: Path) -> PlanFile:
    return read_plan_file(path, areas=list_area_codes(), counties=count_counties())


@pytest.fixture
def faults_of(official_app: Flask, tmp_path: Path) -> Callable[[bytes], list[Fault]]:
    """Return a function that gives the faults for which a file is refused whole."""

    def refuse(content: bytes) -> list[Fault]:
        path = tmp_path / NAME
        path.write_bytes(content)
        with official_app.app_context():
            before = dump()
            with pytest.raises(FileRefused) as refused:
                load_plan(read(path), now=EXAMPLE_MOMENT)
            assert not db.session.new
            assert dump() == before
        return [fault for fault in refused.value.faults if isinstance(fault, Fault)]

    return refuse


FIELD_FAULTS = [
    pytest.param(3, {"year": "2026"}, "year", "samma år som första raden, 2025", id="two years"),
    pytest.param(2, {"year": "tjugofem"}, "year", "ett heltal 2000–2999", id="year in words"),
    pytest.param(
        3,
        {"area": "XX", "goal_line": "XX-2"},
        "area",
        "något av områdena KK, PF, SL, UO, UP, UV",
        id="unknown area",
    ),
    pytest.param(4, {"position": "tre"}, "position", "ett heltal 1–999", id="not a number"),
    pytest.param(4, {"position": "-3"}, "position", "ett heltal 1–999", id="negative"),
    pytest.param(4, {"position": "３"}, "position", "ett heltal 1–999", id="wide digit"),
    pytest.param(4, {"position": "9" * 30}, "position", "ett heltal 1–999", id="huge number"),
    pytest.param(
        3, {"position": "1"}, "position", "ett nummer som inte redan finns på rad 2", id="twice"
    ),
    pytest.param(5, {"priority": "4"}, "priority", "1, 2 eller 3", id="priority 4"),
    pytest.param(5, {"priority": ""}, "priority", "1, 2 eller 3", id="no priority"),
    pytest.param(
        3,
        {"goal_line": "PF-1"},
        "goal_line",
        "en mållinje som inte redan finns på rad 2",
        id="goal line twice",
    ),
    pytest.param(
        3,
        {"goal_line": "UP-2"},
        "goal_line",
        "områdets kod och ett namn, PF-1",
        id="goal line of another area",
    ),
    pytest.param(6, {"question": "  "}, "question", "en text", id="no question"),
    pytest.param(
        6,
        {"guidance": "a" * (LONGEST_TEXT + 1)},
        "guidance",
        f"högst {LONGEST_TEXT} tecken",
        id="long text",
    ),
    pytest.param(
        6,
        {"predecessor": "PF 9"},
        "predecessor",
        "ett delmål i föregående års plan",
        id="unknown predecessor",
    ),
    pytest.param(
        6,
        {"predecessor": "", "comparable": ""},
        "predecessor",
        "ett föregående delmål, eller ingen relation",
        id="relation without predecessor",
    ),
    pytest.param(
        6,
        {"relation": "samma"},
        "relation",
        "något av same, reworded, split, merged",
        id="unknown relation",
    ),
    pytest.param(
        6,
        {"relation": ""},
        "relation",
        "något av same, reworded, split, merged",
        id="predecessor without relation",
    ),
    pytest.param(
        6,
        {"relation": "merged"},
        "predecessor",
        "flera föregångare (PF 1 + PF 2) för merged, annars en",
        id="merged from one",
    ),
    pytest.param(
        6,
        {"predecessor": "PF 1 + PF 2"},
        "predecessor",
        "flera föregångare (PF 1 + PF 2) för merged, annars en",
        id="same as two",
    ),
    pytest.param(
        6,
        {"predecessor": "PF 1 + PF 1", "relation": "merged"},
        "predecessor",
        "flera föregångare (PF 1 + PF 2) för merged, annars en",
        id="merged from one twice",
    ),
    pytest.param(
        6,
        {"predecessor": "+", "relation": "merged"},
        "predecessor",
        "flera föregångare (PF 1 + PF 2) för merged, annars en",
        id="merged from none",
    ),
    pytest.param(6, {"comparable": "ja"}, "comparable", "yes eller no", id="comparable in Swedish"),
    pytest.param(
        6,
        {"predecessor": "", "relation": ""},
        "comparable",
        "tomt för ett nytt delmål",
        id="new and comparable",
    ),
    pytest.param(
        7,
        {"yes": "20", "partly": "1", "no": "1"},
        "yes",
        "högst 21 svar i summan av yes, partly och no",
        id="22 answers",
    ),
    pytest.param(
        7, {"yes": "0", "partly": "0", "no": "22"}, "no", "ett heltal 0–21", id="22 of one kind"
    ),
    pytest.param(7, {"yes": "20", "no": "1"}, "partly", "ett heltal 0–21", id="a total left out"),
]


@pytest.mark.parametrize(("row", "fields", "field", "expected"), FIELD_FAULTS)
def test_a_fault_in_a_field_is_named_with_its_place_and_nothing_is_loaded(
    faults_of: Callable[[bytes], list[Fault]],
    row: int,
    fields: dict[str, str],
    field: str,
    expected: str,
) -> None:
    (fault,) = faults_of(written(changed(row, **fields)).encode())
    assert (fault.file, fault.row, fault.field) == (NAME, row, field)
    assert fault.expected == expected
    assert str(fault).startswith(f"{NAME}, rad {row}, {field}: väntade {expected}, fann ”")


def without_a_column() -> Table:
    return [line[:-1] for line in next_plan()]


def with_a_field_more() -> Table:
    table = next_plan()
    table[4].append("1")
    return table


FILE_FAULTS = [
    pytest.param(written(next_plan()).encode("latin-1"), 2, "teckenkodningen UTF-8", id="Latin-1"),
    pytest.param(written(changed(3, guidance="a\0b")).encode(), 3, "text", id="NUL"),
    pytest.param(
        written(next_plan(), delimiter=";").encode(), 1, "kolumnerna year,area,", id="semicolons"
    ),
    pytest.param(
        written(without_a_column()).encode(), 1, "kolumnerna year,area,", id="a column missing"
    ),
    pytest.param(written(with_a_field_more()).encode(), 5, "14 fält", id="a field more"),
    pytest.param(b"", 1, "kolumnerna year,area,", id="an empty file"),
    pytest.param(
        written(next_plan()[:1]).encode(), 2, "minst ett delmål", id="a heading and no more"
    ),
    pytest.param(
        b"x" * (LARGEST_FILE + 1), 1, f"en fil på högst {LARGEST_FILE} byte", id="a huge file"
    ),
    pytest.param(
        written(changed(3, guidance="a" * 200_000)).encode(),
        3,
        "fält på högst 131072 tecken",
        id="a huge field",
    ),
]


@pytest.mark.parametrize(("content", "row", "expected"), FILE_FAULTS)
def test_what_is_no_plan_file_is_refused_in_one_sentence(
    faults_of: Callable[[bytes], list[Fault]], content: bytes, row: int, expected: str
) -> None:
    (fault,) = faults_of(content)
    assert (fault.file, fault.row, fault.field) == (NAME, row, "")
    assert fault.expected.startswith(expected)
    assert len(str(fault)) < 400


def test_every_fault_of_a_file_is_named_at_once(
    faults_of: Callable[[bytes], list[Fault]],
) -> None:
    table = changed(3, priority="4", question="")
    table[9][COLUMNS.index("area")] = "YY"
    assert [(fault.row, fault.field) for fault in faults_of(written(table).encode())] == [
        (3, "priority"),
        (3, "question"),
        (10, "area"),
        (10, "goal_line"),
    ]


def test_a_faultless_file_is_loaded_once_whatever_program_wrote_it(
    official_app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    as_excel = written(next_plan()).replace("\n", "\r\n").encode("utf-8-sig")
    path.write_bytes(as_excel)
    with official_app.app_context():
        assert load_plan(read(path), now=EXAMPLE_MOMENT)
        db.session.commit()
        plan = get_plan(2025)
        assert len(plan.sub_goals) == 24
        assert all(
            [one.predecessor.key for one in goal.predecessors] == [goal.key]
            for goal in plan.sub_goals
        )
        before = dump()
        assert not load_plan(read(path), now=EXAMPLE_MOMENT)
        assert dump() == before
        assert db.session.scalars(select(Event.tag).where(Event.subject == "plan 2025")).all() == [
            "plan:load"
        ]


def test_loading_the_official_data_again_changes_nothing(official_app: Flask) -> None:
    with official_app.app_context():
        before = dump()
        again = load_official(at=EXAMPLE_MOMENT)
        db.session.commit()
        assert (again.counties, again.plans, again.changed) == (21, 2, False)
        assert dump() == before


ADOPTED_FAULTS = [
    pytest.param(2, {"question": "En annan fråga?"}, "question", id="question"),
    pytest.param(3, {"priority": "3"}, "priority", id="priority"),
    pytest.param(4, {"goal_line": "PF-X"}, "goal_line", id="goal line"),
    pytest.param(4, {"guidance": "Ny vägledning."}, "guidance", id="guidance"),
    pytest.param(5, {"predecessor": "PF 1"}, "predecessor", id="predecessor"),
    pytest.param(5, {"relation": "reworded"}, "relation", id="relation"),
    pytest.param(5, {"comparable": "no"}, "comparable", id="comparable"),
    pytest.param(2, {"yes": "17"}, "yes", id="published total"),
]


@pytest.mark.parametrize(("row", "fields", "field"), ADOPTED_FAULTS)
def test_an_adopted_plan_is_not_loaded_in_another_wording(
    faults_of: Callable[[bytes], list[Fault]], row: int, fields: dict[str, str], field: str
) -> None:
    table = official_plan(2024)
    for name, value in fields.items():
        table[row - 1][COLUMNS.index(name)] = value
    (fault,) = faults_of(written(table).encode())
    assert (fault.row, fault.field) == (row, field)
    assert fault.expected.startswith("samma som i den antagna planen, ”")


def test_an_adopted_plan_gets_no_goal_more_and_none_less(
    faults_of: Callable[[bytes], list[Fault]],
) -> None:
    table = official_plan(2024)
    key = f"{table[-1][COLUMNS.index('area')]} {table[-1][COLUMNS.index('position')]}"
    (less,) = faults_of(written(table[:-1]).encode())
    assert less.expected == f"delmålet {key} i den antagna planen"
    new = ["2024", "PF", "99", "1", "PF-99", "Ny fråga?", *[""] * 8]
    (more,) = faults_of(written([*table, new]).encode())
    assert (more.row, more.field, more.found) == (26, "position", "PF 99")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sub_goal SET question = 'ändrad' WHERE id = :id",
        "UPDATE sub_goal SET priority = 3 WHERE id = :id",
        "DELETE FROM sub_goal WHERE id = :id",
    ],
)
def test_the_database_keeps_the_goals_of_an_adopted_plan(
    official_app: Flask, statement: str
) -> None:
    with official_app.app_context():
        before = dump()
        goal_id = db.session.scalars(
            select(SubGoal.id).join(SubGoal.plan).where(ActionPlan.year == 2024).limit(1)
        ).one()
        with pytest.raises(DatabaseError, match="kept row in sub_goal"):
            db.session.execute(text(statement), {"id": goal_id})
        db.session.rollback()
        assert dump() == before
