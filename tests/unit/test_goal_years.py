"""A goal line's figures beside those of the goals that it came from, or that came from it."""

from __future__ import annotations

from hypothesis import given, settings

from khoss.enums import Relation, RoundStatus, Source
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.line_steps import beside_line, line_steps
from khoss.figures.tally import Tally
from khoss.presentation.goal_years import GoalYears, goal_years
from tests.support.counted_by_hand import Raw
from tests.support.histories import AREAS, histories

UNITS = tuple(Unit(f"{one:02}", f"Län {one}", f"L{one}", "Norra", False, 1) for one in range(1, 22))
CODES = tuple(one.code for one in UNITS)


def test_the_figure_of_a_goal_that_was_split_stands_beside_each_of_its_parts() -> None:
    history = _history(
        {"PF 8": (("PF-8", 12, 6, 3), ())},
        {
            "PF 8": (("PF-8a", 9, 9, 3), (("PF 8", Relation.SPLIT),)),
            "PF 9": (("PF-9", 1, 1, 19), (("PF 8", Relation.SPLIT),)),
        },
    )
    for line, key, own in (("PF-8a", "PF 8", "9"), ("PF-9", "PF 9", "1")):
        now, then = _years(history, line).rows
        assert (now.year, now.key, now.cells[0], now.line) == (2026, key, own, "")
        assert (then.year, then.key, then.line) == (2025, "PF 8", "PF-8")
        assert then.cells[:3] == ("12", "6", "3")
        assert then.note == "föregångare: delad fråga, räknas inte av"


def test_a_goal_that_was_split_has_its_parts_beside_it_and_a_break_between() -> None:
    history = _history(
        {"PF 8": (("PF-8", 12, 6, 3), ())},
        {
            "PF 8": (("PF-8", 9, 9, 3), (("PF 8", Relation.SPLIT),)),
            "PF 9": (("PF-9", 1, 1, 19), (("PF 8", Relation.SPLIT),)),
        },
    )
    found = _years(history, "PF-8")
    assert [(one.year, one.key, one.note) for one in found.rows] == [
        (2026, "PF 9", "efterföljare: delad fråga, räknas inte av"),
        (2026, "PF 8", ""),
        (2025, "PF 8", ""),
    ]
    assert found.bars
    assert [one.heading for one in found.bars.bars] == ["PF 9", "2026", "2025"]
    (broken,) = found.bars.breaks
    assert broken.text == "2025 och 2026 jämförs inte: delad fråga"
    assert found.bars.bars[1].y < broken.y < found.bars.bars[2].y


def test_all_that_were_merged_stand_beside_what_they_became() -> None:
    history = _history(
        {"PF 1": (("PF-1", 21, 0, 0), ()), "PF 2": (("PF-2", 0, 0, 20), ())},
        {
            "PF 1": (
                ("PF-1", 5, 5, 11),
                (("PF 1", Relation.MERGED), ("PF 2", Relation.MERGED)),
            )
        },
    )
    found = _years(history, "PF-1")
    assert [(one.year, one.key, one.note) for one in found.rows] == [
        (2026, "PF 1", ""),
        (2025, "PF 1", ""),
        (2025, "PF 2", "föregångare: sammanslagen fråga, räknas inte av, kort bas"),
    ]
    assert found.bars
    assert len(found.bars.breaks) == 1


def test_the_same_goal_through_the_years_has_nothing_beside_it() -> None:
    history = _history(
        {"PF 1": (("PF-1", 21, 0, 0), ())},
        {"PF 1": (("PF-1", 20, 0, 1), (("PF 1", Relation.SAME),))},
    )
    found = _years(history, "PF-1")
    assert [one.year for one in found.rows] == [2026, 2025]
    assert found.bars
    assert not found.bars.breaks


@settings(deadline=None)
@given(histories(most=3))
def test_every_goal_that_a_line_follows_or_is_followed_by_stands_beside_it(
    history: History,
) -> None:
    raw = Raw(history)
    lines = {goal.line for year in history.years for goal in year.goals}
    for line in lines:
        expected = set()
        for earlier, later in zip(history.years, history.years[1:], strict=False):
            for goal in later.goals:
                for key in raw.ancestors(later.year, goal.key, earlier.year):
                    old = earlier.by_key[key]
                    if old.line != goal.line == line:
                        expected.add((earlier.year, key, later.year))
                    if goal.line != old.line == line:
                        expected.add((later.year, goal.key, earlier.year))
        found = [(one.year.year, one.goal.key, one.own_year) for one in beside_line(history, line)]
        assert len(found) == len(set(found))
        assert set(found) == expected


Sketch = tuple[tuple[str, int, int, int], tuple[tuple[str, Relation], ...]]


def _history(*plans: dict[str, Sketch]) -> History:
    years = tuple(_year(2025 + place, goals) for place, goals in enumerate(plans))
    return History(UNITS, AREAS, years)


def _year(number: int, goals: dict[str, Sketch]) -> Year:
    return Year(
        year=number,
        status=RoundStatus.PUBLISHED,
        source=Source.PUBLISHED_TOTALS,
        goals=tuple(
            Goal(
                key,
                line,
                "PF",
                1,
                f"Har ni {key}?",
                tuple(Link(of, how, comparable=how is Relation.SAME) for of, how in links),
            )
            for key, ((line, *_counts), links) in goals.items()
        ),
        units=CODES,
        handed_in=frozenset(),
        ratings={},
        totals={
            key: Tally(yes, partly, no, len(CODES))
            for key, ((_line, yes, partly, no), _links) in goals.items()
        },
    )


def _years(history: History, line: str) -> GoalYears:
    return goal_years(history, line, [change for change, _moved in line_steps(history, line)])
