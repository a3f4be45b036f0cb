"""The years one after another, for everybody and for one county, with every break named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.county import county_development
from khoss.figures.development import Development, Step, development, developments
from khoss.figures.history import Goal, History, Link, Unit, Year
from tests.support.counted_by_hand import EMPTY, Counts, Raw, counts, plus, summed
from tests.support.histories import histories


def check_development(
    raw: Raw, found: Development, units: list[str] | None, area: str | None
) -> None:
    for point in found.points:
        year = point.year
        members = [code for code in raw.asked[year] if units is None or code in units]
        figures: dict[str, Counts | None] = {}
        for key in raw.keys(year, area):
            if year in raw.known:
                present = any(code in raw.handed_in[year] for code in members)
                figures[key] = raw.count(year, key, members) if present else None
            else:
                figures[key] = raw.figure(year, key) if units is None else None
        known = [key for key, figure in figures.items() if figure is not None]
        assert list(point.keys) == known
        assert list(point.without_figure) == [key for key in figures if key not in known]
        assert counts(point.tally) == (summed([*figures.values()]) if known else None)
    assert [point.year for point in found.points] == raw.numbers


def check_steps(raw: Raw, found: Development, units: list[str] | None, area: str | None) -> None:
    pairs = list(zip(raw.numbers, raw.numbers[1:], strict=False))
    assert [(step.then_year, step.now_year) for step in found.steps] == pairs
    for step in found.steps:
        now, then = step.now_year, step.then_year
        both = None
        if now in raw.known and then in raw.known:
            both = [
                code
                for code in raw.handed_in[now]
                if code in raw.handed_in[then] and (units is None or code in units)
            ]
        assert (list(step.units) if step.units is not None else None) == both
        goals, after, before, breaks = [], EMPTY, EMPTY, []
        for key in raw.keys(now, area):
            old = raw.subtracted_from(now, key, then)
            if old is None:
                breaks.append((key, raw.verdict(now, key, then)))
                continue
            new_figure, old_figure = figures_of_step(raw, now, then, (key, old), both, units)
            if new_figure is not None and old_figure is not None:
                goals.append((key, old))
                after, before = plus(after, new_figure), plus(before, old_figure)
        assert list(step.goals) == goals
        assert counts(step.now) == (after if goals else None)
        assert counts(step.then) == (before if goals else None)
        assert [(one.key, str(one.verdict)) for one in step.breaks] == breaks
        named = len(step.goals) + len(step.without_figure) + len(step.breaks)
        assert named == len(raw.keys(now, area))
        followed = {old for key in raw.keys(now) for old in raw.ancestors(now, key, then)}
        assert list(step.ended) == [key for key in raw.keys(then, area) if key not in followed]
        whole = sum(after[:3]) == after[3] and sum(before[:3]) == before[3]
        same = both is not None or sorted(raw.asked[now]) == sorted(raw.asked[then])
        assert step.same_base == (bool(goals) and whole and same)
        check_whole(raw, step, both, units, area)


def check_whole(
    raw: Raw, step: Step, both: list[str] | None, units: list[str] | None, area: str | None
) -> None:
    now, then = step.now_year, step.then_year
    firm, short, after, before = [], [], EMPTY, EMPTY
    for pair in step.goals:
        new, old = figures_of_step(raw, now, then, pair, both, units)
        assert new
        assert old
        full = sum(new[:3]) == new[3] and sum(old[:3]) == old[3]
        if full and (both is not None or sorted(raw.asked[now]) == sorted(raw.asked[then])):
            firm.append(pair)
            after, before = plus(after, new), plus(before, old)
        else:
            short.append(pair[0])
    assert list(step.short) == short
    assert (step.whole is not None) == bool(firm)
    if step.whole:
        assert list(step.whole.goals) == firm
        assert counts(step.whole.now) == after
        assert counts(step.whole.then) == before
        assert after[3] == before[3]
        if step.whole.covers_all:
            for year, figure in ((now, after), (then, before)):
                keys = raw.keys(year, area)
                own = [code for code in raw.asked[year] if units is None or code in units]
                answers = [raw.count(year, key, own) for key in keys]
                published = [raw.figure(year, key) for key in keys]
                assert figure == summed([*answers] if year in raw.known else published)
    here, there = raw.keys(now, area), raw.keys(then, area)
    came = {key: raw.subtracted_from(now, key, then) for key in here}
    moved = [key for key, origin in came.items() if origin is not None and origin not in there]
    assert list(step.moved_in) == moved
    followers = {
        old: [key for key in raw.keys(now) if old in raw.ancestors(now, key, then)] for old in there
    }
    assert list(step.moved_out) == [
        old for old in there if followers[old] and not set(followers[old]) & set(here)
    ]


def figures_of_step(
    raw: Raw,
    now: int,
    then: int,
    pair: tuple[str, str],
    both: list[str] | None,
    units: list[str] | None,
) -> tuple[Counts | None, Counts | None]:
    if both is not None:
        if not both:
            return None, None
        return raw.count(now, pair[0], both), raw.count(then, pair[1], both)
    if units is not None:
        # Of chosen counties nothing is known in a year of totals alone.
        return None, None
    figures = []
    for year, key in ((now, pair[0]), (then, pair[1])):
        empty = year in raw.known and not raw.handed_in[year]
        figures.append(None if empty else raw.figure(year, key))
    return figures[0], figures[1]


@settings(deadline=None)
@given(histories(most=3), st.sampled_from([None, "PF", "SL"]))
def test_the_years_one_after_another_for_everybody(history: History, area: str | None) -> None:
    raw = Raw(history)
    found = development(history, area=area)
    check_development(raw, found, None, area)
    check_steps(raw, found, None, area)


@settings(deadline=None)
@given(histories(most=3), st.sampled_from([None, "PF"]))
def test_the_years_one_after_another_for_one_county(history: History, area: str | None) -> None:
    raw = Raw(history)
    code = history.units[0].code
    found = county_development(history, code, area=area)
    check_development(raw, found, [code], area)
    check_steps(raw, found, [code], area)


@settings(deadline=None)
@given(histories())
def test_a_priority_through_the_years_holds_its_goals_and_no_others(history: History) -> None:
    raw = Raw(history)
    for point in development(history, priority=1).points:
        named = [*point.keys, *point.without_figure]
        assert sorted(named) == sorted(raw.keys(point.year, priority=1))


def plain_history() -> History:
    """Two years in which two counties answer everything, and nothing of the plan changes."""
    units = tuple(Unit(code, f"Län {code}", code, "Norra", False, 1) for code in ("01", "02"))
    given = {"PF 1": {"01": Rating.YES, "02": Rating.NO}}

    def year(number: int, links: tuple[Link, ...]) -> Year:
        return Year(
            year=number,
            status=RoundStatus.PUBLISHED,
            source=Source.ANSWERS,
            goals=(Goal("PF 1", "PF-1", "PF", 1, "?", links),),
            units=("01", "02"),
            handed_in=frozenset({"01", "02"}),
            ratings=given,
            totals={},
        )

    link = Link("PF 1", Relation.SAME, comparable=True)
    return History(
        units, (("PF", "Planering"), ("SL", "Samverkan")), (year(1, ()), year(2, (link,)))
    )


def test_a_step_over_every_goal_and_everybody_covers_all() -> None:
    [step] = development(plain_history()).steps
    assert step.whole
    assert step.whole.covers_all


def test_a_county_that_did_not_hand_in_is_in_no_step_and_the_step_does_not_cover_all() -> None:
    history = plain_history()
    first, second = history.years
    away = replace(second, handed_in=frozenset({"01"}), ratings={"PF 1": {"01": Rating.PARTLY}})
    [step] = development(replace(history, years=(first, away))).steps
    assert step.whole
    assert not step.whole.covers_all
    assert step.units == ("01",)
    assert counts(step.whole.then) == (1, 0, 0, 1)


@settings(deadline=None)
@given(histories())
def test_the_developments_are_of_every_part_that_a_plan_has(history: History) -> None:
    raw = Raw(history)
    found = developments(history)
    assert found.everything == development(history)
    asked = {key[:2] for year in raw.numbers for key in raw.keys(year)}
    areas = [code for code, _ in history.areas if any(raw.keys(one, code) for one in raw.numbers)]
    assert [code for code, _ in found.areas] == areas
    assert bool(asked) == bool(areas)
    for code, one in found.areas:
        assert one == development(history, area=code)
    for priority, one in found.priorities:
        assert one == development(history, priority=priority)
    held = {p for p in (1, 2, 3) if any(raw.keys(y, priority=p) for y in raw.numbers)}
    assert {priority for priority, _ in found.priorities} == held
