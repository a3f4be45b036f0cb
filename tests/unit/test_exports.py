"""Files for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import Relation, Source
from khoss.exports import FORMULA_STARTS, guarded, results_csv, target_picture_csv
from khoss.figures.national import NationalComparison, Predecessor
from khoss.figures.tally import Tally
from khoss.figures.targets import (
    LinkedGoal,
    TargetAreaFigures,
    TargetFigures,
    TargetPictureFigures,
)
from tests.support.figures import comparison, comparisons, goal


def read(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@given(comparisons())
def test_every_goal_has_its_figures_in_the_file(figures: NationalComparison) -> None:
    rows = read(results_csv(figures))
    found = {row["delmål"]: row for row in rows if row["delmål"]}
    assert [row["delmål"] for row in rows if row["delmål"]] == [one.key for one in figures.goals]
    for one in figures.goals:
        row = found[one.key]
        assert (row["ja"], row["delvis"], row["nej"], row["obesvarade"], row["svarande"]) == tuple(
            str(count)
            for count in (
                *(one.tally.yes, one.tally.partly, one.tally.no),
                *(one.tally.unanswered, one.tally.base),
            )
        )


@given(comparisons())
def test_no_cell_of_the_file_is_a_formula(figures: NationalComparison) -> None:
    for row in read(results_csv(figures)):
        assert not [cell for cell in row.values() if cell and cell.startswith(FORMULA_STARTS)]


@given(st.text())
def test_a_guarded_cell_keeps_its_text(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("number", [0, -1, 21])
def test_numbers_stay_numbers(number: int) -> None:
    assert guarded(number) == number


def test_a_file_opens_in_swedish_excel_as_it_is() -> None:
    content = results_csv(comparison(goal("PF 1", Tally(18, 3, 0, 21))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert content.decode("utf-8-sig").splitlines()[0].count(";") > 10


def test_a_new_question_has_empty_cells_for_the_year_before_and_not_zeros() -> None:
    row = read(results_csv(comparison(goal("SL 5", Tally(5, 7, 9, 21), new=True))))[0]
    assert row["förhållande till året före"] == "ny fråga"
    assert row["ja året före"] == row["svarande året före"] == ""


def test_a_changed_meaning_is_said_in_the_file() -> None:
    changed = goal(
        "PF 1",
        Tally(18, 3, 0, 21),
        Tally(1, 2, 3, 21),
        relation=Relation.REWORDED,
        comparable=False,
    )
    row = read(results_csv(comparison(changed)))[0]
    assert row["får jämföras"] == "nej"
    assert row["ja året före"] == "1"
    assert row["svarande året före"] == "6"


def test_a_merged_goal_has_one_row_that_names_all_it_came_from() -> None:
    first = Predecessor("PF 1", "Ett?", Relation.MERGED, False, Tally(1, 2, 18, 21))
    second = Predecessor("PF 2", "Två?", Relation.MERGED, False, Tally(3, 3, 7, 21))
    merged = replace(goal("PF 1", Tally(18, 3, 0, 21)), predecessors=(first, second))
    (row,) = read(results_csv(comparison(merged)))
    assert row["förhållande till året före"] == "sammanslagen"
    assert row["får jämföras"] == "nej"
    assert row["delmål året före"] == "PF 1 + PF 2"
    assert row["ja året före"] == row["svarande året före"] == ""
    assert row["siffror året före, i ord"] == (
        "PF 1: 1 ja, 2 delvis, 18 nej (21 av 21); PF 2: 3 ja, 3 delvis, 7 nej (13 av 21)"
    )


def test_examples_are_called_examples_on_every_row() -> None:
    figures = replace(comparison(goal("PF 1", Tally(18, 3, 0, 21))), is_example=True)
    assert {row["uppgifter"] for row in read(results_csv(figures))} == {"EXEMPELDATA"}


def test_a_target_without_sub_goals_stands_in_the_file() -> None:
    area = TargetAreaFigures("Beredskapslager", None, (TargetFigures("Lager finns.", ()),), ())
    figures = TargetPictureFigures(2030, "God beredskap.", (area,), 2024, None, 21, False)
    (row,) = read(target_picture_csv(figures))
    assert row["mål"] == "Lager finns."
    assert row["att veta"] == "inget av planens delmål leder hit"


def test_the_target_picture_says_how_far_its_figures_have_come_and_what_they_rest_on() -> None:
    area = TargetAreaFigures(
        "Samverkan",
        "SL",
        (TargetFigures("Alla samverkar.", ("SL 1", "SL 2")),),
        (
            LinkedGoal("SL 1", "SL-1", 1, "Har ni?", Tally(1, 11, 1, 21)),
            LinkedGoal("SL 2", "SL-2", 2, "Kan ni?", Tally(21, 0, 0, 21)),
        ),
    )
    figures = TargetPictureFigures(
        2030, "God beredskap.", (area,), 2024, Source.PUBLISHED_TOTALS, 21, False
    )
    short, whole = read(target_picture_csv(figures))
    assert short["status"] == whole["status"] == "publicerad"
    assert short["källa"].startswith("de publicerade nationella totalerna")
    assert (short["mållinje"], short["ja"]) == ("SL-1", "1")
    assert short["att veta"] == "2024: 13 av 21 svarade"
    assert whole["att veta"] == ""
