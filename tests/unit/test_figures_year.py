"""One year on one screen, one county in it, and published totals against answers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.enums import Agreement, ReferenceKind, ShareKind, Source
from khoss.figures.county import county_standing
from khoss.figures.history import History
from khoss.figures.national_year import Standing, national_year
from khoss.figures.reconcile import Gap, reconcile
from khoss.figures.tally import Tally
from tests.support.counted_by_hand import Raw, counts, summed
from tests.support.histories import histories


def standing_by_hand(raw: Raw, year: int, keys: list[str]) -> Standing:
    figures = [raw.figure(year, key) for key in keys]
    known = [figure for figure in figures if figure is not None]
    return Standing(
        goals=len(keys),
        yes_by_all=len([one for one in known if one[0] == one[3]]),
        met_by_all=len([one for one in known if one[0] + one[1] == one[3]]),
        without_figure=len(keys) - len(known),
        answers=Tally(*summed(figures)),
    )


@settings(deadline=None)
@given(histories())
def test_how_the_goals_of_a_year_stand_is_what_counting_finds(history: History) -> None:
    raw = Raw(history)
    for year in raw.numbers:
        found = national_year(history, year=year)
        assert found.population == len(raw.asked[year])
        assert found.first_priority == standing_by_hand(raw, year, raw.keys(year, priority=1))
        assert found.everything == standing_by_hand(raw, year, raw.keys(year))
        areas = {one.code: one.standing for one in found.areas}
        assert areas == {
            code: standing_by_hand(raw, year, raw.keys(year, code))
            for code, _ in history.areas
            if raw.keys(year, code)
        }


def steps_by_hand(raw: Raw, year: int, then: int) -> dict[str, tuple[int, int]]:
    """Return the steps in ja and in ja or delvis of the goals that may be subtracted."""
    found = {}
    for key in raw.keys(year):
        old = raw.subtracted_from(year, key, then)
        now, before = raw.figure(year, key), raw.figure(then, old) if old else None
        if now is None or before is None or sorted(raw.asked[year]) != sorted(raw.asked[then]):
            continue
        if sum(now[:3]) == now[3] and sum(before[:3]) == before[3]:
            found[key] = (now[0] - before[0], sum(now[:2]) - sum(before[:2]))
    return found


@settings(deadline=None)
@given(histories(least=2))
def test_what_moved_most_is_over_comparable_goals_of_the_same_base_with_ties(
    history: History,
) -> None:
    raw = Raw(history)
    for then, year in zip(raw.numbers, raw.numbers[1:], strict=False):
        found = national_year(history, year=year)
        steps = steps_by_hand(raw, year, then)
        assert found.then_year == then
        assert found.compared == len(steps)
        assert [one.key for one in found.left_out] == [
            key for key in raw.keys(year) if key not in steps
        ]
        for place, moved in enumerate((found.moved_in_yes, found.moved_in_met)):
            sizes = {key: step[place] for key, step in steps.items()}
            up = [key for key, size in sizes.items() if 0 < size == max(sizes.values())]
            down = [key for key, size in sizes.items() if 0 > size == min(sizes.values())]
            assert [one.key for one in moved.up] == up
            assert [one.key for one in moved.down] == down


@settings(deadline=None)
@given(histories())
def test_the_first_year_has_nothing_to_move_from(history: History) -> None:
    found = national_year(history, year=history.years[0].year)
    assert (found.then_year, found.compared, found.left_out) == (None, 0, ())
    assert found.moved_in_yes.up == found.moved_in_yes.down == ()


@settings(deadline=None)
@given(histories())
def test_what_holds_back_is_the_least_met_of_the_first_priority(history: History) -> None:
    raw = Raw(history)
    for year in raw.numbers:
        sizes = {
            key: Fraction(figure[0] + figure[1], figure[3])
            for key in raw.keys(year, priority=1)
            if (figure := raw.figure(year, key)) is not None
        }
        found = national_year(history, year=year).holding_back
        lowest = min(sizes.values(), default=Fraction(1))
        if lowest == 1:
            assert found is None
        else:
            assert found is not None
            assert found.share == lowest
            assert list(found.keys) == [key for key, size in sizes.items() if size == lowest]


@settings(deadline=None)
@given(histories())
def test_every_missing_answer_is_said_of_a_goal_and_of_a_county(history: History) -> None:
    raw = Raw(history)
    for year in raw.numbers:
        found = national_year(history, year=year).missing
        by_goal = {
            key: figure[3] - sum(figure[:3])
            for key in raw.keys(year)
            if (figure := raw.figure(year, key)) is not None
        }
        assert dict(found.by_goal) == {key: count for key, count in by_goal.items() if count}
        assert [count for _, count in found.by_goal] == sorted(
            (count for count in by_goal.values() if count), reverse=True
        )
        if year not in raw.known:
            assert found.by_unit is None
            assert found.not_handed_in is None
            continue
        assert found.by_unit is not None
        assert found.not_handed_in is not None
        asked = len(raw.keys(year))
        for code in raw.asked[year]:
            missing = asked - raw.unit_count(year, code, raw.keys(year))[2]
            if code in raw.handed_in[year]:
                assert dict(found.by_unit).get(code, 0) == missing
            else:
                assert code in found.not_handed_in
                assert missing == asked
        everything = sum(count for _, count in found.by_unit) + asked * len(found.not_handed_in)
        assert everything == sum(by_goal.values())


@settings(deadline=None)
@given(histories())
def test_published_totals_are_held_against_the_answers_row_by_row(history: History) -> None:
    raw = Raw(history)
    for year in history.years:
        rows = reconcile(year)
        assert [row.key for row in rows] == raw.keys(year.year)
        for row in rows:
            published = raw.published.get((year.year, row.key))
            answered = None
            if raw.handed_in[year.year]:
                answered = raw.count(year.year, row.key, raw.asked[year.year])
            assert counts(row.published) == published
            assert counts(row.answered) == answered
            if published is None:
                assert row.agreement is Agreement.NO_TOTAL
            elif answered is None:
                assert row.agreement is Agreement.NO_ANSWERS
            elif published[:3] == answered[:3]:
                assert row.agreement is Agreement.MATCH
            else:
                assert row.agreement is Agreement.DIFFERS
                assert row.gap == Gap(
                    *(a - p for a, p in zip(answered[:3], published[:3], strict=True))
                )
            assert (row.gap is not None) == (row.agreement is Agreement.DIFFERS)


@settings(deadline=None)
@given(histories(), st.sampled_from(ShareKind))
def test_a_county_stands_beside_everybody_its_civil_area_and_its_like(
    history: History, kind: ShareKind
) -> None:
    raw = Raw(history)
    for year in raw.numbers:
        keys = raw.keys(year)
        for unit in history.units:
            found = county_standing(history, unit.code, year=year, kind=kind)
            assert (found is not None) == (year in raw.known and unit.code in raw.asked[year])
            if found is None:
                continue
            assert found.handed_in == (unit.code in raw.handed_in[year])
            everybody, area, like = found.references
            assert sorted(everybody.units) == sorted(raw.asked[year])
            assert list(area.units) == [
                other.code
                for other in history.units
                if other.code in raw.asked[year] and other.civil_area == unit.civil_area
            ]
            assert unit.code not in like.units
            assert [one.kind for one in found.references] == list(ReferenceKind)
            for place, one in enumerate(found.references):
                members = list(one.units)
                assert counts(one.total) == summed([raw.count(year, key, members) for key in keys])
                for row in found.goals:
                    assert counts(row.references[place]) == raw.count(year, row.key, members)
                for part in found.areas:
                    assert counts(part.references[place]) == summed(
                        [raw.count(year, key, members) for key in raw.keys(year, part.area)]
                    )
                in_spread = set(one.spread.units) if one.spread else set()
                assert in_spread <= set(members) & set(raw.handed_in[year])
            for row in found.goals:
                assert str(row.rating or "") == raw.rating(year, row.key, unit.code)
            assert (found.own.yes, found.own.met, found.own.base) == raw.unit_count(
                year, unit.code, keys
            )
            for part in found.areas:
                own = raw.unit_count(year, unit.code, raw.keys(year, part.area))
                assert (part.own.yes, part.own.met, part.own.base) == own


@settings(deadline=None)
@given(histories())
def test_a_county_has_no_figures_where_only_totals_are_known(history: History) -> None:
    for year in history.years:
        if year.source is not Source.ANSWERS:
            assert county_standing(history, history.units[0].code, year=year.year) is None
