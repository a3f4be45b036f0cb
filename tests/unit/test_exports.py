"""Files for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import Relation
from khoss.exports import FORMULA_STARTS, guarded, results_csv, target_picture_csv
from khoss.figures.national import NationalComparison
from khoss.figures.tally import Tally
from khoss.figures.targets import TargetAreaFigures, TargetFigures, TargetPictureFigures
from tests.support.figures import comparison, comparisons, goal


def read(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


@given(comparisons())
def test_every_goal_has_its_figures_in_the_file(figures: NationalComparison) -> None:
    rows = read(results_csv(figures))
    found = {row["delmål"]: row for row in rows if row["delmål"]}
    assert list(found) == [goal.key for goal in figures.goals]
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


def test_examples_are_called_examples_on_every_row() -> None:
    figures = replace(comparison(goal("PF 1", Tally(18, 3, 0, 21))), is_example=True)
    assert {row["uppgifter"] for row in read(results_csv(figures))} == {"EXEMPELDATA"}


def test_a_target_without_sub_goals_stands_in_the_file() -> None:
    area = TargetAreaFigures("Beredskapslager", None, (TargetFigures("Lager finns.", ()),), ())
    figures = TargetPictureFigures(2030, "God beredskap.", (area,), 2024, None, 21, False)
    assert [row["mål"] for row in read(target_picture_csv(figures))] == ["Lager finns."]
