"""The counties on a map: every count has its step, and only what is handed in has one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khoss.enums import Rating, RoundStatus, Source
from khoss.figures.county_map import rating_map, share_map
from khoss.figures.history import Goal, History, Unit, Year
from tests.support.counted_by_hand import Raw, counts
from tests.support.histories import histories


def one_county(questions: int, met: int) -> History:
    """Return one county that answered ja to some questions and nej to the others."""
    goals = tuple(
        Goal(f"PF {place}", f"PF-{place}", "PF", 1, "?", ()) for place in range(1, questions + 1)
    )
    given = {
        goal.key: {"01": Rating.YES if place < met else Rating.NO}
        for place, goal in enumerate(goals)
    }
    year = Year(
        year=2025,
        status=RoundStatus.PUBLISHED,
        source=Source.ANSWERS,
        goals=goals,
        units=("01",),
        handed_in=frozenset({"01"}),
        ratings=given,
        totals={},
    )
    unit = Unit("01", "Län 1", "A", "Norra", False, 1)
    return History((unit,), (("PF", "Planering"),), (year,))


@pytest.mark.parametrize("questions", [1, 3, 5, 20, 24])
def test_every_count_stands_in_the_one_step_that_says_it(questions: int) -> None:
    for met in range(questions + 1):
        found = share_map(one_county(questions, met), year=2025)
        assert found
        [place] = found.places
        # A fifth of the way for each step, the last one with all in it.
        number = min(met * 5 // questions, 4) + 1
        assert place.step == number
        held = [one.number for one in found.steps if one.fewest <= met <= one.most]
        assert held == [number]
        assert [one.units for one in found.steps] == [one.number == number for one in found.steps]
        assert (found.fewest, found.most) == (met, met)


def test_who_has_not_handed_in_has_no_step_and_is_in_no_range() -> None:
    history = one_county(4, 2)
    [year] = history.years
    away = replace(year, handed_in=frozenset(), ratings={})
    found = share_map(replace(history, years=(away,)), year=2025)
    assert found
    assert [one.step for one in found.places] == [None]
    assert not any(one.units for one in found.steps)
    assert (found.fewest, found.most) == (None, None)


@settings(deadline=None)
@given(histories(most=2))
def test_every_unit_is_on_the_maps_with_what_it_answered(history: History) -> None:
    raw = Raw(history)
    for year in history.years:
        number = year.year
        shares = share_map(history, year=number)
        assert (shares is not None) == (number in raw.known)
        for place in shares.places if shares else ():
            code = place.unit.code
            answers = [raw.count(number, key, [code]) for key in raw.keys(number)]
            sums = tuple(sum(one[part] for one in answers) for part in range(4))
            asked = code in raw.asked[number]
            assert counts(place.total) == (sums if asked else None)
            assert (place.step is not None) == (code in raw.handed_in[number])
        for goal in year.goals:
            ratings = rating_map(history, goal.line, year=number)
            assert (ratings is not None) == (number in raw.known)
            if ratings:
                assert [one.unit for one in ratings.places] == list(history.units)
                told = {one.unit.code: str(one.rating or "") for one in ratings.places}
                assert told == {code: raw.rating(number, goal.key, code) for code in told}
                assert counts(ratings.total) == raw.figure(number, goal.key)
        assert rating_map(history, "no line", year=number) is None
