"""The national picture: bases, comparisons between years, counties and their spread."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from khoss.enums import Rating, Relation
from khoss.figures.frozen import FiguresUnreadable
from khoss.figures.national import CountyFigures, Movement, NationalComparison
from khoss.figures.tally import Tally, total
from tests.support.figures import comparison, comparisons, goal


@given(comparisons())
def test_frozen_figures_come_back_equal(figures: NationalComparison) -> None:
    text = figures.to_json()
    assert NationalComparison.from_json(text) == figures
    assert NationalComparison.from_json(text).to_json() == text


@given(comparisons())
def test_frozen_figures_are_plain_json_that_others_can_read(figures: NationalComparison) -> None:
    spaced = json.dumps(json.loads(figures.to_json()), indent=1)
    assert NationalComparison.from_json(spaced) == figures


@given(comparisons())
def test_the_answers_of_all_questions_add_up(figures: NationalComparison) -> None:
    assert figures.answers == total(goal.tally for goal in figures.goals)
    assert figures.answers.population == figures.population * len(figures.goals)


@given(comparisons())
def test_priorities_hold_every_goal_once(figures: NationalComparison) -> None:
    assert sum(summary.goals for summary in figures.priorities) == len(figures.goals)
    assert total(summary.answers for summary in figures.priorities) == figures.answers
    for summary in figures.priorities:
        assert 0 <= summary.yes_by_all <= summary.met_by_all <= summary.goals


@given(comparisons())
def test_the_headings_of_an_area_hold_its_goals(figures: NationalComparison) -> None:
    for area in figures.areas:
        grouped = [goal for _, goals in area.by_priority for goal in goals]
        assert sorted(goal.key for goal in grouped) == sorted(goal.key for goal in area.goals)
        assert [priority for priority, _ in area.by_priority] == sorted(
            {goal.priority for goal in area.goals}
        )


@given(comparisons())
def test_the_mean_lies_between_the_lowest_and_the_highest(figures: NationalComparison) -> None:
    spread = figures.spread
    assert (spread is None) == (not figures.handed_in)
    if spread is not None:
        assert 0 <= spread.lowest <= spread.mean <= spread.highest <= 1
        assert spread.highest == figures.handed_in[0].share
        assert spread.lowest == figures.handed_in[-1].share


@given(comparisons())
def test_every_county_is_shown_or_said_to_be_missing(figures: NationalComparison) -> None:
    shown = {county.code for county in figures.handed_in}
    missing = {county.code for county in figures.not_handed_in}
    assert shown | missing == {county.code for county in figures.counties}
    assert not shown & missing


@given(comparisons())
def test_the_counties_met_goals_are_the_goals_met_counties(figures: NationalComparison) -> None:
    if figures.counties:
        assert sum(county.met for county in figures.counties) == figures.answers.met
        assert sum(county.answered for county in figures.counties) == figures.answers.base


@given(comparisons())
def test_movement_accounts_for_every_goal(figures: NationalComparison) -> None:
    movement = figures.movement
    assert movement.goals + movement.changed_base + movement.incomparable == len(figures.goals)


def test_counties_that_do_not_add_up_are_refused() -> None:
    county = CountyFigures("07", "Kronobergs län", "G", True, (Rating.NO,))
    figures = comparison(goal("PF 1", Tally(1, 0, 0, 1)), population=1)
    with pytest.raises(ValueError, match="add up"):
        replace(figures, counties=(county,))


def test_figures_of_a_year_before_that_is_none_are_refused() -> None:
    figures = comparison(goal("PF 1", Tally(1, 0, 0, 21), Tally(1, 0, 0, 21)))
    with pytest.raises(ValueError, match="no year before"):
        replace(figures, previous_year=None, previous_source=None)


def test_a_county_is_measured_against_every_question_answered_or_not() -> None:
    county = CountyFigures(
        "07", "Kronobergs län", "G", True, (Rating.YES, Rating.PARTLY, Rating.NO, None)
    )
    assert (county.met, county.answered, county.questions) == (2, 3, 4)
    assert county.share == Fraction(1, 2)


def test_a_new_question_has_no_figure_for_the_year_before() -> None:
    new = goal("SL 5", Tally(5, 7, 9, 21), new=True)
    assert new.is_new
    assert new.compared is None


def test_a_question_of_another_meaning_is_never_compared() -> None:
    changed = goal(
        "PF 1",
        Tally(18, 3, 0, 21),
        Tally(2, 3, 16, 21),
        relation=Relation.REWORDED,
        comparable=False,
    )
    assert changed.compared is None
    assert comparison(changed).movement == Movement(0, 0, 0, changed_base=0, incomparable=1)


def test_a_changed_base_is_left_out_of_the_movement_and_counted() -> None:
    figures = comparison(
        goal("PF 1", Tally(18, 3, 0, 21), Tally(16, 5, 0, 21)),
        goal("PF 3", Tally(18, 3, 0, 21), Tally(18, 3, 0, 21)),
        goal("PF 6", Tally(4, 14, 3, 21), Tally(6, 13, 2, 21)),
        goal("UP 1", Tally(11, 5, 5, 21), Tally(1, 11, 1, 21)),
        goal("SL 5", Tally(5, 7, 9, 21), new=True),
    )
    assert figures.movement == Movement(more=1, equal=1, fewer=1, changed_base=1, incomparable=1)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"form":"khoss/national/1","figures":{}}',
        '{"form":"khoss/national/2","figures":{}}',
        "[" * 100_000,
    ],
)
def test_damaged_figures_are_refused(damage: str) -> None:
    with pytest.raises(FiguresUnreadable):
        NationalComparison.from_json(damage)


@pytest.mark.parametrize(
    ("found", "forged"), [('"yes":18', '"yes":true'), ('"yes":18', '"yes":"18"')]
)
def test_a_figure_of_the_wrong_type_is_refused(found: str, forged: str) -> None:
    text = comparison(goal("PF 1", Tally(18, 3, 0, 21))).to_json()
    with pytest.raises(FiguresUnreadable):
        NationalComparison.from_json(text.replace(found, forged))
