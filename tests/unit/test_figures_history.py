"""A history refuses what cannot be, and what it holds is what was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.tally import Tally
from tests.support.counted_by_hand import Raw
from tests.support.histories import histories

GOAL = Goal("PF 1", "PF-1", "PF", 1, "Har ni?", ())
UNIT = Unit("07", "Kronobergs län", "G", "Södra", False, 8)
YEAR = Year(
    year=2024,
    status=RoundStatus.PUBLISHED,
    source=Source.ANSWERS,
    goals=(GOAL,),
    units=("07",),
    handed_in=frozenset({"07"}),
    ratings={"PF 1": {"07": Rating.YES}},
    totals={},
)
HISTORY = History((UNIT,), (("PF", "Planering"),), (YEAR,))


@settings(deadline=None)
@given(histories())
def test_every_figure_is_what_counting_by_hand_comes_to(history: History) -> None:
    raw = Raw(history)
    for year in history.years:
        for goal in year.goals:
            found = year.tally(goal.key)
            counts = (found.yes, found.partly, found.no, found.population) if found else None
            assert counts == raw.figure(year.year, goal.key)
        for code in year.units:
            own = year.tally_by(code, year.by_key)
            assert (own.yes, own.met, own.base) == raw.unit_count(
                year.year, code, raw.keys(year.year)
            )
            assert own.population == len(year.goals)


@settings(deadline=None)
@given(histories())
def test_a_goal_line_is_the_same_goal_through_the_years(history: History) -> None:
    lines = {goal.line for year in history.years for goal in year.goals}
    found = [(line, year.year, goal) for line in lines for year, goal in history.line(line)]
    assert len(found) == sum(len(year.goals) for year in history.years)
    for line, number, goal in found:
        assert goal in history.year(number).goals
        assert goal.line == line


@settings(deadline=None)
@given(histories())
def test_the_year_before_is_that_of_the_plan_before(history: History) -> None:
    before: Year | None = None
    for year in history.years:
        assert history.previous(year.year) is before
        before = history.year(year.year)


def test_goals_are_found_by_area_and_priority() -> None:
    year = replace(YEAR, goals=(GOAL, Goal("SL 1", "SL-1", "SL", 2, "Har ni?", ())))
    assert year.keys() == ("PF 1", "SL 1")
    assert year.keys(area="SL") == ("SL 1",)
    assert year.keys(priority=1) == ("PF 1",)
    assert year.keys(area="SL", priority=1) == ()


def test_a_year_that_nobody_has_answered_yet_has_no_figure() -> None:
    coming = replace(YEAR, source=None, handed_in=frozenset(), ratings={})
    assert coming.tally("PF 1") is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"goals": (GOAL, GOAL)}, "goals: the same twice"),
        ({"goals": (GOAL, replace(GOAL, key="PF 2"))}, "goal lines: the same twice"),
        ({"units": ("07", "07")}, "units: the same twice"),
        (
            {"goals": (replace(GOAL, links=(Link("PF 1", Relation.SAME, True),) * 2),)},
            "links of PF 1: the same twice",
        ),
        ({"handed_in": frozenset({"07", "08"})}, "handed in: 08"),
        ({"ratings": {"PF 2": {}}}, "ratings: PF 2"),
        ({"ratings": {"PF 1": {"08": Rating.NO}}}, "ratings of PF 1: 08"),
        ({"handed_in": frozenset()}, "ratings of PF 1: 07"),
        ({"totals": {"PF 2": Tally(1, 0, 0, 1)}}, "totals: PF 2"),
        ({"source": Source.PUBLISHED_TOTALS}, "does not rest on"),
        ({"source": None}, "does not rest on"),
        ({"units": (), "handed_in": frozenset(), "ratings": {}}, "nobody was asked"),
        (
            {
                "source": None,
                "handed_in": frozenset(),
                "ratings": {},
                "totals": {"PF 1": Tally(1, 0, 0, 1)},
            },
            "without figures",
        ),
        (
            {
                "source": Source.PUBLISHED_TOTALS,
                "handed_in": frozenset(),
                "ratings": {},
                "totals": {"PF 1": Tally(1, 0, 0, 21)},
            },
            "another population",
        ),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(YEAR, **wrong)  # type: ignore[arg-type]


def _later(*links: Link) -> Year:
    return replace(YEAR, year=2025, goals=(replace(GOAL, links=links),))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"units": (UNIT, UNIT)}, "units: the same twice"),
        ({"areas": (("PF", "A"), ("PF", "B"))}, "areas: the same twice"),
        ({"units": ()}, "units of 2024: 07"),
        ({"areas": ()}, "areas of 2024: PF"),
        ({"years": (YEAR, YEAR)}, "not in order"),
        ({"years": (_later(), YEAR)}, "not in order"),
        (
            {"years": (YEAR, _later(Link("PF 9", Relation.SAME, True)))},
            "predecessors of 2025: PF 9",
        ),
    ],
)
def test_a_history_that_contradicts_itself_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(HISTORY, **wrong)  # type: ignore[arg-type]


def test_a_county_has_a_municipality() -> None:
    with pytest.raises(ValueError, match="no municipality"):
        replace(UNIT, municipalities=0)


def test_links_of_the_first_year_lead_out_of_the_history() -> None:
    first = _later(Link("PF 9", Relation.SAME, True))
    assert replace(HISTORY, years=(first,)).previous(2025) is None
