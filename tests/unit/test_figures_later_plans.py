"""What a later plan asks never changes what is said of an earlier year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.enums import GroupKind, ShareKind
from khoss.figures.change import Change, changes
from khoss.figures.county import county_standing
from khoss.figures.development import development
from khoss.figures.groups import group_figures
from khoss.figures.history import History
from khoss.figures.lines import ended
from khoss.figures.national_year import national_year
from khoss.figures.reconcile import reconcile
from khoss.figures.spread import spread_change, spreads
from khoss.figures.transitions import transitions, unit_movements
from tests.support.histories import histories, new_names, rekeyed, replanned

KIND = ShareKind.MET_OF_ALL


def everything_said_of(history: History, number: int) -> dict[str, Any]:
    """Return every figure of a year, alone and against each year before it."""
    year = history.year(number)
    codes = [unit.code for unit in history.units]
    said: dict[str, Any] = {
        "tallies": [year.tally(key) for key in year.by_key],
        "screen": national_year(history, year=number),
        "spread": spreads(history, year=number, kind=KIND),
        "groups": [group_figures(history, year=number, kind=kind) for kind in GroupKind],
        "reconciled": reconcile(year),
        "counties": [county_standing(history, code, year=number) for code in codes],
        "points": [one for one in development(history).points if one.year <= number],
        "steps": [one for one in development(history).steps if one.now_year <= number],
        "own": [
            [one for one in development(history, units=[code]).steps if one.now_year <= number]
            for code in codes
        ],
    }
    for earlier in [one.year for one in history.years if one.year < number]:
        moved = transitions(history, now=number, then=earlier)
        said |= {
            f"changes since {earlier}": changes(history, now=number, then=earlier),
            f"moved since {earlier}": (moved, unit_movements(moved, codes)),
            f"ended since {earlier}": ended(history, now=number, then=earlier),
            f"spread since {earlier}": spread_change(history, now=number, then=earlier, kind=KIND),
        }
    return said


@settings(deadline=None, max_examples=150)
@given(histories(least=2), st.data())
def test_renaming_splitting_and_reordering_later_goals_changes_no_earlier_figure(
    history: History, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(history.years) - 2))
    changed = data.draw(replanned(history, place))
    for year in history.years[: place + 1]:
        assert everything_said_of(changed, year.year) == everything_said_of(history, year.year)


@settings(deadline=None)
@given(histories(least=2))
def test_a_year_says_the_same_when_no_later_year_has_come_yet(history: History) -> None:
    for place, year in enumerate(history.years):
        until = History(history.units, history.areas, history.years[: place + 1])
        assert everything_said_of(until, year.year) == everything_said_of(history, year.year)


def under_old_names(one: Change, names: Mapping[str, str]) -> tuple[object, ...]:
    return (
        names.get(one.key, one.key),
        one.verdict,
        one.difference,
        one.reason,
        one.same_units,
        one.changed_base,
        one.now,
        sorted((was.key, repr(was.tally)) for was in one.then),
    )


@settings(deadline=None)
@given(histories(least=2), st.data())
def test_another_order_and_wording_of_a_plan_changes_no_comparison_with_the_years_before(
    history: History, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(history.years) - 1))
    names = data.draw(new_names(history.years[place].goals))
    old_names = {new: old for old, new in names.items()}
    changed = rekeyed(history, place, names)
    now, then = history.years[place].year, history.years[place - 1].year
    before = changes(history, now=now, then=then)
    after = changes(changed, now=now, then=then)
    assert sorted((under_old_names(one, old_names) for one in after), key=repr) == sorted(
        (under_old_names(one, {}) for one in before), key=repr
    )
