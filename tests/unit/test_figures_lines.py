"""What a goal was in an earlier year, and whether its figure may be subtracted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from khoss.enums import Relation, RoundStatus, Verdict
from khoss.figures.history import Goal, History, Link, Year
from khoss.figures.lines import Lineage, ended, lineages
from tests.support.counted_by_hand import Raw
from tests.support.histories import AREAS, moments


def plan(number: int, **goals: tuple[tuple[str, str, bool], ...]) -> Year:
    """Make a plan without answers: each goal with its predecessor, relation and comparability."""
    return Year(
        year=number,
        status=RoundStatus.PUBLISHED,
        source=None,
        goals=tuple(
            Goal(
                key,
                f"{key}-{number}",
                "PF",
                1,
                "Har ni?",
                tuple(Link(of, Relation(how), may) for of, how, may in links),
            )
            for key, links in goals.items()
        ),
        units=(),
        handed_in=frozenset(),
        ratings={},
        totals={},
    )


def lineage(key: str, *years: Year) -> Lineage:
    history = History((), AREAS, years)
    return lineages(history, now=years[-1].year, then=years[0].year)[key]


@settings(deadline=None, max_examples=200)
@given(moments())
def test_every_verdict_is_what_walking_the_links_by_hand_finds(
    moment: tuple[History, int, int],
) -> None:
    history, now, then = moment
    raw = Raw(history)
    found = lineages(history, now=now, then=then)
    assert list(found) == raw.keys(now)
    for key, one in found.items():
        assert set(one.ancestors) == raw.ancestors(now, key, then)
        assert one.verdict == raw.verdict(now, key, then)
        assert one.ancestor == raw.subtracted_from(now, key, then)


@settings(deadline=None)
@given(moments())
def test_a_goal_has_ended_when_no_later_one_comes_from_it(
    moment: tuple[History, int, int],
) -> None:
    history, now, then = moment
    raw = Raw(history)
    followed = {old for key in raw.keys(now) for old in raw.ancestors(now, key, then)}
    gone = [goal.key for goal in ended(history, now=now, then=then)]
    assert gone == [key for key in raw.keys(then) if key not in followed]


@settings(deadline=None)
@given(moments())
def test_a_year_beside_itself_is_the_same(moment: tuple[History, int, int]) -> None:
    history, now, _ = moment
    for key, one in lineages(history, now=now, then=now).items():
        assert one == Lineage(Verdict.SAME, True, (key,))
    assert ended(history, now=now, then=now) == ()


def test_a_year_that_is_not_before_is_refused() -> None:
    history = History((), AREAS, (plan(2023, A=()), plan(2024, A=())))
    with pytest.raises(ValueError, match="not before"):
        lineages(history, now=2023, then=2024)


def test_more_than_one_ancestor_is_never_subtracted() -> None:
    with pytest.raises(ValueError, match="only one"):
        Lineage(Verdict.MERGED, True, ("A", "B"))


def test_a_reworded_question_is_subtracted_only_when_the_plan_allows_it() -> None:
    first = plan(2023, A=())
    allowed = lineage("A", first, plan(2024, A=(("A", "reworded", True),)))
    assert allowed == Lineage(Verdict.REWORDED, True, ("A",))
    changed = lineage("A", first, plan(2024, A=(("A", "reworded", False),)))
    assert changed == Lineage(Verdict.REWORDED, False, ("A",))


def test_a_chain_is_as_good_as_its_worst_step() -> None:
    first = plan(2023, A=())
    second = plan(2024, A=(("A", "split", True),))
    third = plan(2025, A=(("A", "reworded", True),))
    fourth = plan(2026, A=(("A", "same", True),))
    assert lineage("A", first, second, third, fourth) == Lineage(Verdict.SPLIT, True, ("A",))


def test_one_incomparable_step_breaks_the_chain_for_good() -> None:
    first = plan(2023, A=())
    second = plan(2024, A=(("A", "reworded", False),))
    third = plan(2025, A=(("A", "same", True),))
    assert not lineage("A", first, second, third).subtractable
    assert lineage("A", second, third).subtractable


def test_merged_goals_are_never_subtracted_even_if_the_plan_calls_them_comparable() -> None:
    first = plan(2023, A=(), B=())
    second = plan(2024, A=(("B", "merged", True), ("A", "merged", True)))
    assert lineage("A", first, second) == Lineage(Verdict.MERGED, False, ("A", "B"))


def test_several_goals_before_one_are_a_merger_whatever_the_plan_calls_them() -> None:
    first = plan(2023, A=(), B=())
    second = plan(2024, A=(("A", "same", True), ("B", "same", True)))
    assert lineage("A", first, second) == Lineage(Verdict.MERGED, False, ("A", "B"))


def test_two_goals_after_one_are_a_split_whatever_the_plan_calls_them() -> None:
    first = plan(2023, A=())
    second = plan(2024, A=(("A", "same", True),), B=(("A", "same", False),))
    assert lineage("A", first, second) == Lineage(Verdict.SPLIT, True, ("A",))
    assert lineage("B", first, second) == Lineage(Verdict.SPLIT, False, ("A",))


def test_a_goal_that_was_new_on_the_way_is_new_against_the_first_year() -> None:
    first = plan(2023, A=())
    second = plan(2024, A=(), B=(("A", "same", True),))
    third = plan(2025, A=(("A", "same", True),))
    assert lineage("A", first, second, third) == Lineage(Verdict.NEW, False, ())
    assert lineage("A", second, third).verdict is Verdict.SAME
