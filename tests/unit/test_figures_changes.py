"""Two years of one goal: what is subtracted, over whom, and who moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khoss.enums import NoDifference, Rating, Relation, RoundStatus, Source, Verdict
from khoss.figures.change import Change, Difference, change, changes
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.tally import Tally
from khoss.figures.transitions import COLUMNS, transitions, unit_movements
from tests.support.counted_by_hand import Raw, counts
from tests.support.histories import AREAS, moments

Moment = tuple[History, int, int]
STEPS = {"no": 0, "partly": 1, "yes": 2}
Y, P, N = Rating.YES, Rating.PARTLY, Rating.NO


@settings(deadline=None, max_examples=200)
@given(moments())
def test_a_difference_is_only_of_the_same_whole_population(moment: Moment) -> None:
    history, now, then = moment
    raw = Raw(history)
    for one in changes(history, now=now, then=then):
        old = raw.subtracted_from(now, one.key, then)
        new_figure = raw.figure(now, one.key)
        assert counts(one.now) == new_figure
        assert {was.key: counts(was.tally) for was in one.then} == {
            key: raw.figure(then, key) for key in raw.ancestors(now, one.key, then)
        }
        old_figure = raw.figure(then, old) if old else None
        if new_figure is None or old_figure is None:
            assert one.difference is None
            continue
        whole = sum(new_figure[:3]) == new_figure[3] and sum(old_figure[:3]) == old_figure[3]
        if whole and sorted(raw.asked[now]) == sorted(raw.asked[then]):
            yes = new_figure[0] - old_figure[0]
            assert one.difference == Difference(yes, yes + new_figure[1] - old_figure[1])
        else:
            assert one.difference is None
            assert one.reason is NoDifference.CHANGED_BASE


@settings(deadline=None)
@given(moments())
def test_the_reason_for_no_difference_is_the_first_thing_that_stands_in_the_way(
    moment: Moment,
) -> None:
    history, now, then = moment
    raw = Raw(history)
    for one in changes(history, now=now, then=then):
        if not raw.ancestors(now, one.key, then):
            assert one.reason is NoDifference.NEW
            assert one.then == ()
        elif raw.subtracted_from(now, one.key, then) is None:
            assert one.reason is NoDifference.NOT_COMPARABLE
        elif one.now is None or one.then[0].tally is None:
            assert one.reason is NoDifference.NO_FIGURE
        else:
            assert one.reason in (None, NoDifference.CHANGED_BASE)


@settings(deadline=None, max_examples=200)
@given(moments())
def test_the_same_units_and_the_changed_base_account_for_every_answer(moment: Moment) -> None:
    history, now, then = moment
    raw = Raw(history)
    for one in changes(history, now=now, then=then):
        old = raw.subtracted_from(now, one.key, then)
        if old is None or now not in raw.known or then not in raw.known:
            assert one.same_units is None
            assert one.changed_base is None
            continue
        codes = [unit.code for unit in history.units]
        rated_now = [code for code in codes if raw.rating(now, one.key, code)]
        rated_then = [code for code in codes if raw.rating(then, old, code)]
        both = [code for code in rated_now if code in rated_then]
        joined = [code for code in rated_now if code not in rated_then]
        left = [code for code in rated_then if code not in rated_now]
        base = one.changed_base
        assert base is not None
        assert (list(base.joined), list(base.left)) == (joined, left)
        assert base.is_changed == bool(joined or left)
        assert counts(base.joined_tally) == raw.count(now, one.key, joined)
        assert counts(base.left_tally) == raw.count(then, old, left)
        assert (one.same_units is None) == (not both)
        if one.same_units is not None:
            assert list(one.same_units.units) == both
            new_counts, old_counts = raw.count(now, one.key, both), raw.count(then, old, both)
            assert counts(one.same_units.now) == new_counts
            assert counts(one.same_units.then) == old_counts
            yes = new_counts[0] - old_counts[0]
            assert one.same_units.difference == Difference(yes, yes + new_counts[1] - old_counts[1])
            if one.difference is not None:
                assert one.same_units.difference == one.difference


@settings(deadline=None)
@given(moments())
def test_one_goal_alone_says_what_it_says_among_all(moment: Moment) -> None:
    history, now, then = moment
    for one in changes(history, now=now, then=then):
        assert change(history, one.key, now=now, then=then) == one


@settings(deadline=None, max_examples=200)
@given(moments())
def test_everybody_asked_both_years_is_in_exactly_one_cell(moment: Moment) -> None:
    history, now, then = moment
    raw = Raw(history)
    found = {one.key: one for one in transitions(history, now=now, then=then)}
    comparable = [key for key in raw.keys(now) if raw.subtracted_from(now, key, then)]
    known = now in raw.known and then in raw.known
    assert list(found) == (comparable if known else [])
    for key, one in found.items():
        assert len(one.cells) == 16
        for code in raw.asked[now]:
            ratings = raw.rating(then, one.ancestor, code), raw.rating(now, key, code)
            holding = [
                (str(cell.then or ""), str(cell.now or ""))
                for cell in one.cells
                if code in cell.units
            ]
            assert holding == ([ratings] if code in raw.asked[then] else [])
            given_both = bool(ratings[0] and ratings[1]) and code in raw.asked[then]
            step = STEPS[ratings[1]] - STEPS[ratings[0]] if given_both else None
            assert (code in one.up) == (step is not None and step > 0)
            assert (code in one.down) == (step is not None and step < 0)
            assert (code in one.unchanged) == (step == 0)
        assert sorted(one.only_now) == sorted(set(raw.asked[now]) - set(raw.asked[then]))
        assert sorted(one.only_then) == sorted(set(raw.asked[then]) - set(raw.asked[now]))
        for old in COLUMNS:
            for new in COLUMNS:
                assert (one.cell(old, new).then, one.cell(old, new).now) == (old, new)


@settings(deadline=None)
@given(moments())
def test_who_moved_is_the_same_seen_from_the_goals_and_from_the_units(moment: Moment) -> None:
    history, now, then = moment
    found = transitions(history, now=now, then=then)
    codes = [unit.code for unit in history.units]
    for one in unit_movements(found, codes):
        assert list(one.up) == [goal.key for goal in found if one.code in goal.up]
        assert list(one.down) == [goal.key for goal in found if one.code in goal.down]
        assert list(one.unchanged) == [goal.key for goal in found if one.code in goal.unchanged]


def two_years(before: dict[str, Rating], after: dict[str, Rating], *, may: bool = True) -> History:
    """Make two years of one goal among four counties."""
    units = tuple(Unit(code, code, code, "Södra", False, 8) for code in ("01", "02", "03", "04"))
    codes = tuple(unit.code for unit in units)

    def year(number: int, given: dict[str, Rating], links: tuple[Link, ...]) -> Year:
        goal = Goal("PF 1", "PF-1", "PF", 1, "Har ni?", links)
        return Year(
            number, RoundStatus.PUBLISHED, Source.ANSWERS, (goal,), codes,
            frozenset(given), {"PF 1": given}, {},
        )  # fmt: skip

    link = Link("PF 1", Relation.SAME, may)
    return History(units, AREAS, (year(2023, before, ()), year(2024, after, (link,))))


def test_a_county_that_joins_is_no_movement_of_the_others() -> None:
    history = two_years({"01": N, "02": P, "03": Y}, {"01": P, "02": P, "04": Y})
    one = change(history, "PF 1", now=2024, then=2023)
    assert one.reason is NoDifference.CHANGED_BASE
    assert one.same_units is not None
    assert one.same_units.units == ("01", "02")
    assert one.same_units.difference == Difference(yes=0, met=1)
    assert one.changed_base is not None
    assert (one.changed_base.joined, one.changed_base.left) == (("04",), ("03",))
    (moved,) = transitions(history, now=2024, then=2023)
    assert (moved.up, moved.down, moved.unchanged) == (("01",), (), ("02",))
    assert moved.cell(Y, None).units == ("03",)
    assert moved.cell(None, Y).units == ("04",)


def test_falling_silent_is_not_moving_down() -> None:
    (moved,) = transitions(two_years({"01": Y}, {}), now=2024, then=2023)
    assert moved.down == ()
    assert moved.cell(Y, None).units == ("01",)


def test_nothing_is_subtracted_from_a_question_of_another_meaning() -> None:
    everybody = dict.fromkeys(("01", "02", "03", "04"), N)
    history = two_years(everybody, everybody, may=False)
    one = change(history, "PF 1", now=2024, then=2023)
    assert (one.verdict, one.reason) == (Verdict.SAME, NoDifference.NOT_COMPARABLE)
    assert (one.difference, one.same_units, one.changed_base) == (None, None, None)
    assert one.base_then is None
    assert one.then[0].tally == Tally(0, 0, 4, 4)
    assert transitions(history, now=2024, then=2023) == ()


def test_a_change_that_says_two_things_at_once_is_refused() -> None:
    everybody = dict.fromkeys(("01", "02", "03", "04"), N)
    one = change(two_years(everybody, everybody), "PF 1", now=2024, then=2023)
    assert one.base_then == Tally(0, 0, 4, 4)
    with pytest.raises(ValueError, match="reason for none"):
        replace(one, reason=NoDifference.NEW)
    with pytest.raises(ValueError, match="reason for none"):
        replace(one, difference=None)
    forbidden: Change = change(
        two_years(everybody, everybody, may=False), "PF 1", now=2024, then=2023
    )
    with pytest.raises(ValueError, match="does not allow"):
        replace(forbidden, difference=Difference(0, 0), reason=None)
