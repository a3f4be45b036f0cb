"""Lines through the years: every break has its letter and its reason below."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from khoss.figures.development import development, developments
from khoss.figures.history import History
from khoss.presentation.development_breaks import reasons
from khoss.presentation.developments import Card, development_page
from khoss.presentation.line_charts import StepMark, YearMark, line_chart
from tests.support.counted_by_hand import Raw
from tests.support.histories import histories


@settings(deadline=None)
@given(histories(most=3))
def test_every_letter_in_a_picture_has_its_reasons_below(history: History) -> None:
    found = developments(history)
    every = [found.everything, *(one for _, one in found.areas)]
    every += [one for _, one in found.priorities]
    cards = [card for section in development_page(history).sections for card in section.cards]
    assert len(cards) == len(every)
    assert len({card.anchor for card in cards}) == len(cards)
    for card, figures in zip(cards, every, strict=True):
        check_letters(card)
        assert len(card.years) == len(figures.points)
        assert len(card.steps) == len(figures.steps)
        drawn = [one for one in figures.steps if one.whole]
        assert len(card.chart.segments) == len(drawn)
        for segment, step in zip(card.chart.segments, drawn, strict=True):
            assert step.whole
            assert segment.ends is not step.whole.covers_all


def check_letters(card: Card) -> None:
    in_picture = [one.letter for one in card.chart.breaks]
    assert in_picture == [one.letter for one in reversed(card.steps) if one.letter]
    assert in_picture == [one.heading.split(":")[0] for one in reversed(card.breaks)]
    assert in_picture == list("ABCDEFGH")[: len(in_picture)]
    assert all(one.sentences for one in card.breaks)
    # Without a letter the line runs from dot to dot, and only there.
    joined = [one for one in card.chart.segments if not one.ends]
    assert len(joined) == sum(not one.letter for one in card.steps)


@settings(deadline=None)
@given(histories(most=3))
def test_every_goal_that_is_not_compared_is_named_below(history: History) -> None:
    raw = Raw(history)
    page = development_page(history)
    card = page.sections[0].cards[0]
    told = {one.heading[-4:]: " ".join(one.sentences) for one in card.breaks}
    for step in development(history).steps:
        firm = set(step.whole.goals) if step.whole else set()
        kept, followed = {key for key, _ in firm}, {old for _, old in firm}
        text = told.get(str(step.now_year), "").replace("\N{NO-BREAK SPACE}", " ")
        for key in raw.keys(step.now_year):
            assert key in kept or key in text
        for key in raw.keys(step.then_year):
            later = raw.keys(step.now_year)
            goes_on = [
                one for one in later if key in raw.ancestors(step.now_year, one, step.then_year)
            ]
            assert key in followed or goes_on or key in text


@settings(deadline=None)
@given(histories(most=3))
def test_every_goal_that_is_named_is_said_to_be_of_the_plan_that_calls_it_so(
    history: History,
) -> None:
    of_the_year_before = ("Följs inte upp längre", "Året före, men räknas nu")
    for step in development(history).steps:
        for sentence in reasons(history, step):
            if ": " not in sentence and "Jämförbarheten" not in sentence:
                continue
            before = sentence.startswith(of_the_year_before)
            year = step.then_year if before else step.now_year
            assert sentence.endswith(f" ({year} års plan).")


@pytest.mark.parametrize("count", [1, 2, 4, 10])
def test_a_picture_stays_within_its_width_and_its_scale(count: int) -> None:
    years = [YearMark(str(2023 + one), "", Fraction(one % 2), False) for one in range(count)]
    steps = [StepMark((Fraction(0), Fraction(1)), False, "A") for _ in range(count - 1)]
    chart = line_chart(years, steps, title="?", description="?")
    places = [float(one.x.rstrip("%")) for one in chart.dots]
    assert all(10 < one < 100 for one in places)
    assert places == sorted(places)
    heights = {one.y for one in chart.dots}
    # 0 and 100 percent stand on the lines of the scale.
    assert heights <= {chart.levels[0].y, chart.levels[2].y}
    for place, one in enumerate(chart.segments):
        left, right = float(one.x1.rstrip("%")), float(one.x2.rstrip("%"))
        assert places[place] < left < right < places[place + 1]
        assert (one.y1, one.y2) == (chart.levels[0].y, chart.levels[2].y)
    for place, broken in enumerate(chart.breaks):
        assert places[place] < float(broken.x.rstrip("%")) < places[place + 1]


def test_a_step_that_covers_all_runs_from_dot_to_dot() -> None:
    shares = (Fraction(1, 4), Fraction(3, 4))
    years = [YearMark("2023", "", shares[0], False), YearMark("2024", "", shares[1], True)]
    chart = line_chart(years, [StepMark(shares, True, "")], title="?", description="?")
    [segment] = chart.segments
    first, second = chart.dots
    assert (segment.x1, segment.y1, segment.x2, segment.y2) == (
        first.x,
        first.y,
        second.x,
        second.y,
    )
    assert (first.label, second.label) == ("25,0", "75,0*")
    assert not chart.breaks


def test_a_year_without_a_figure_is_a_dash_and_no_dot() -> None:
    chart = line_chart([YearMark("2023", "", None, False)], [], title="?", description="?")
    [dot] = chart.dots
    assert not dot.known
    assert dot.label == "–"
