"""A history that was frozen says the same when it is read again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from khoss.figures.change import changes
from khoss.figures.frozen import form_of, freeze, thaw
from khoss.figures.frozen_history import FrozenHistory, freeze_history, without_figures
from khoss.figures.history import History
from khoss.figures.transitions import transitions
from tests.support.histories import histories

FORM = "khoss/test/1"


@settings(deadline=None)
@given(histories())
def test_every_figure_is_the_same_after_freezing(history: History) -> None:
    numbers = [year.year for year in history.years]
    frozen = freeze_history(history, numbers)
    text = freeze(frozen, form=FORM)
    read = thaw(text, FrozenHistory, form=FORM)
    assert read == frozen
    assert freeze(read, form=FORM) == text
    assert form_of(text) == FORM
    again = read.thaw()
    bare = replace(read, years=tuple(without_figures(year) for year in read.years)).thaw()
    for year in history.years:
        found = again.year(year.year)
        assert (found.source, found.status, found.goals) == (year.source, year.status, year.goals)
        assert (found.units, found.handed_in) == (year.units, year.handed_in)
        assert bare.year(year.year).goals == year.goals
        for key in year.by_key:
            assert bare.year(year.year).tally(key) is None
            assert found.tally(key) == year.tally(key)
            assert dict(found.given(key)) == dict(year.given(key))
    for then, now in pairwise(numbers):
        assert changes(again, now=now, then=then) == changes(history, now=now, then=then)
        assert transitions(again, now=now, then=then) == transitions(history, now=now, then=then)


@settings(deadline=None)
@given(histories(least=2))
def test_two_years_tell_of_their_change_what_all_years_tell(history: History) -> None:
    then, now = (year.year for year in history.years[-2:])
    cut = freeze_history(history, [now, then]).thaw()
    assert changes(cut, now=now, then=then) == changes(history, now=now, then=then)


def test_a_year_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        freeze_history(History((), (), ()), [2024])
