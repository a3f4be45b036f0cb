"""How far apart the counties stand, in groups and weighted, and whether they come closer."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.enums import GroupKind, Levelling, ShareKind
from khoss.figures.groups import BANDS, group_figures, groups, like_size, weighted_tally
from khoss.figures.history import History, Unit
from khoss.figures.shares import FORMULAS, share
from khoss.figures.spread import (
    Distribution,
    SpreadChange,
    distribution,
    quantile,
    spread_change,
    spreads,
)
from khoss.figures.tally import EMPTY, Tally
from khoss.figures.year_spread import year_spread
from tests.support.counted_by_hand import Raw, five_numbers
from tests.support.figures import tallies
from tests.support.histories import histories, moments, some_units
from tests.support.official import official_units

kinds = st.sampled_from(ShareKind)
shares = st.fractions(0, 1, max_denominator=24)


def share_by_hand(
    raw: Raw, kind: ShareKind, year: int, unit: str, keys: list[str]
) -> Fraction | None:
    yes, met, answered = raw.unit_count(year, unit, keys)
    part = yes if kind.value.startswith("yes") else met
    whole = answered if kind.value.endswith("answers") else len(keys)
    return Fraction(part, whole) if whole else None


@given(tallies(), kinds)
def test_a_share_is_what_its_formula_says(counted: Tally, kind: ShareKind) -> None:
    words = {
        "ja": counted.yes,
        "delvis": counted.partly,
        "nej": counted.no,
        "obesvarade": counted.unanswered,
    }
    upper, lower = FORMULAS[kind].split(" / ")

    def added(side: str) -> int:
        return sum(words[word] for word in side.strip("()").split(" + "))

    expected = Fraction(added(upper), added(lower)) if added(lower) else None
    assert share(counted, kind) == expected


def test_every_share_has_its_formula() -> None:
    assert FORMULAS.keys() == set(ShareKind)
    assert len(set(FORMULAS.values())) == len(FORMULAS)


@given(st.lists(shares, min_size=1, max_size=30))
def test_the_five_numbers_are_what_walking_along_the_values_finds(values: list[Fraction]) -> None:
    found = distribution({f"{place:02}": value for place, value in enumerate(values)})
    assert found is not None
    assert [
        found.lowest,
        found.lower_quartile,
        found.median,
        found.upper_quartile,
        found.highest,
    ] == five_numbers(values)
    assert found.mean == statistics.mean(values)
    assert found.median == statistics.median(values)
    assert found.range == max(values) - min(values)
    assert 0 <= found.quartile_range <= found.range


@given(st.lists(shares, min_size=2, max_size=30))
def test_quartiles_are_those_of_the_standard_library(values: list[Fraction]) -> None:
    ordered = sorted(values)
    expected = statistics.quantiles(ordered, n=4, method="inclusive")
    assert [quantile(ordered, Fraction(part, 4)) for part in (1, 2, 3)] == expected


def test_a_quartile_between_two_values_is_exact() -> None:
    found = distribution({"01": Fraction(1, 3), "02": Fraction(1, 2)})
    assert found is not None
    assert (found.lower_quartile, found.upper_quartile) == (Fraction(3, 8), Fraction(11, 24))


def test_nobody_has_no_spread() -> None:
    assert distribution({}) is None


@settings(deadline=None)
@given(histories(), kinds)
def test_the_spread_is_over_all_that_handed_in_and_nobody_else(
    history: History, kind: ShareKind
) -> None:
    raw = Raw(history)
    for year in history.years:
        found = spreads(history, year=year.year, kind=kind)
        assert [one.area for one in found] == [
            None,
            *(code for code, _ in history.areas if raw.keys(year.year, code)),
        ]
        for one in found:
            keys = raw.keys(year.year, one.area)
            by_hand = {
                code: share_by_hand(raw, kind, year.year, code, keys)
                for code in raw.handed_in[year.year]
            }
            counted = {code: part for code, part in by_hand.items() if part is not None}
            assert list(one.left_out) == sorted(by_hand.keys() - counted.keys())
            assert (one.distribution is None) == (not counted)
            if one.distribution is not None:
                assert list(one.distribution.units) == sorted(counted)
                assert one.distribution.mean == statistics.mean(counted.values())
                assert one.distribution.upper_quartile == five_numbers([*counted.values()])[3]
                ends = min(counted.values()), max(counted.values())
                for end, found_there in zip(ends, (one.lowest, one.highest), strict=True):
                    there = [code for code, part in counted.items() if part == end]
                    assert list(found_there) == sorted(there)
            assert _four(one.answers) == _answers_by_hand(
                raw, year.year, raw.handed_in[year.year], keys
            )


@settings(deadline=None)
@given(moments(), kinds)
def test_a_change_of_spread_is_over_what_the_same_units_answered_both_years(
    moment: tuple[History, int, int], kind: ShareKind
) -> None:
    history, now, then = moment
    raw = Raw(history)
    for area in (None, "PF"):
        found = spread_change(history, now=now, then=then, kind=kind, area=area)
        pairs = [
            (key, old)
            for key in raw.keys(now, area)
            if (old := raw.subtracted_from(now, key, then)) is not None
        ]
        after, before, same = [], [], []
        given: list[tuple[str, str, str]] = []
        for code in raw.handed_in[now]:
            if code in raw.handed_in[then]:
                mine = [
                    (key, old)
                    for key, old in pairs
                    if raw.rating(now, key, code) and raw.rating(then, old, code)
                ]
                new = share_by_hand(raw, kind, now, code, [key for key, _ in mine])
                old_share = share_by_hand(raw, kind, then, code, [old for _, old in mine])
                if new is not None and old_share is not None:
                    after.append(new)
                    before.append(old_share)
                    same.append(code)
                    given.extend((key, old, code) for key, old in mine)
        assert (found is None) == (not after)
        if found is not None:
            new_numbers, old_numbers = five_numbers(after), five_numbers(before)
            assert list(found.goals) == pairs
            assert list(found.now.units) == list(found.then.units) == sorted(same)
            asked = len(pairs) * len(same)
            for answers, year, place in (
                (found.now_answers, now, 0),
                (found.then_answers, then, 1),
            ):
                said = [raw.rating(year, one[place], one[2]) for one in given]
                assert _four(answers) == (*(said.count(word) for word in WORDS), asked)
            assert found.range_change == (new_numbers[4] - new_numbers[0]) - (
                old_numbers[4] - old_numbers[0]
            )
            assert found.quartile_range_change == (new_numbers[3] - new_numbers[1]) - (
                old_numbers[3] - old_numbers[1]
            )


WORDS = ("yes", "partly", "no")


def _four(counted: Tally) -> tuple[int, int, int, int]:
    return counted.yes, counted.partly, counted.no, counted.population


def _answers_by_hand(
    raw: Raw, year: int, units: Iterable[str], keys: list[str]
) -> tuple[int, int, int, int]:
    members = list(units)
    found = [raw.count(year, key, members) for key in keys]
    yes, partly, no, population = (sum(one[place] for one in found) for place in range(4))
    return yes, partly, no, population


def _stands(*shares: Fraction) -> Distribution:
    found = distribution({f"{place:02}": one for place, one in enumerate(shares)})
    assert found is not None
    return found


NARROW = _stands(Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))
WIDE = _stands(Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
# Closer in the middle and further out at the ends than the one after it.
LONG = _stands(Fraction(0), Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), Fraction(1))
SQUARE = _stands(Fraction(1, 4), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(3, 4))


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (WIDE, NARROW, Levelling.CLOSER),
        (NARROW, WIDE, Levelling.APART),
        (WIDE, WIDE, Levelling.UNCHANGED),
        (LONG, SQUARE, Levelling.MIXED),
        (SQUARE, LONG, Levelling.MIXED),
        # One of the two measures stands still.
        (NARROW, LONG, Levelling.APART),
        (LONG, NARROW, Levelling.CLOSER),
        (WIDE, SQUARE, Levelling.CLOSER),
    ],
)
def test_units_come_closer_when_no_measure_says_otherwise(
    then: Distribution, now: Distribution, expected: Levelling
) -> None:
    change = SpreadChange(None, ShareKind.MET_OF_ALL, (), now, then, EMPTY, EMPTY)
    assert change.levelling is expected


@settings(deadline=None)
@given(histories(), kinds)
def test_a_year_has_the_spread_the_change_and_the_weight_of_every_area(
    history: History, kind: ShareKind
) -> None:
    raw = Raw(history)
    for year in history.years:
        found = year_spread(history, year=year.year, kind=kind)
        assert (found is None) == (not raw.handed_in.get(year.year))
        if found is None:
            continue
        assert [one.spread for one in found.rows] == [*spreads(history, year=year.year, kind=kind)]
        before = history.previous(year.year)
        for one in found.rows:
            keys = raw.keys(year.year, one.area)
            by_hand = _answers_by_hand(raw, year.year, year.units, keys)
            assert _four(one.counted) == by_hand
            weights = _weighted_by_hand(raw, year.year, keys, list(year.units))
            assert _weighted(one.weighted.municipalities) == weights
            if before is None:
                assert one.change is None
            else:
                assert one.change == spread_change(
                    history, now=year.year, then=before.year, kind=kind, area=one.area
                )
        assert [kind for kind, _ in found.groups] == list(GroupKind)
        assert found.municipalities == sum(raw.sizes[code] for code in year.units)


@given(some_units(), st.sampled_from(GroupKind))
def test_everybody_is_in_exactly_one_group(units: tuple[Unit, ...], kind: GroupKind) -> None:
    found = groups(units, kind)
    assert sorted(code for one in found for code in one.units) == [unit.code for unit in units]
    assert all(one.units for one in found)
    assert len({one.name for one in found}) == len(found)


@settings(deadline=None)
@given(histories(), st.sampled_from(GroupKind))
def test_the_groups_answered_what_their_members_did(history: History, kind: GroupKind) -> None:
    raw = Raw(history)
    for year in history.years:
        found = group_figures(history, year=year.year, kind=kind)
        assert bool(found) == (year.year in raw.known)
        for one in found:
            members = list(one.group.units)
            assert set(one.handed_in) == set(members) & set(raw.handed_in[year.year])
            answers = [0, 0, 0, 0]
            for key, counted in one.tallies:
                by_hand = raw.count(year.year, key, members)
                assert (counted.yes, counted.partly, counted.no, counted.population) == by_hand
                answers = [old + new for old, new in zip(answers, by_hand, strict=True)]
            assert one.total == Tally(*answers)
            assert [key for key, _ in one.tallies] == raw.keys(year.year)
            assert _weighted(one.weighted.municipalities) == _weighted_by_hand(
                raw, year.year, raw.keys(year.year), members
            )
            assert one.weighted.units == len(members)


@settings(deadline=None)
@given(histories())
def test_a_weighted_figure_counts_municipalities(history: History) -> None:
    raw = Raw(history)
    for year in history.years:
        members = [history.by_code[code] for code in year.units]
        for key in year.by_key:
            found = weighted_tally(year, key, members)
            assert _weighted(found.municipalities) == _weighted_by_hand(
                raw, year.year, [key], list(year.units)
            )


def _weighted(counted: Tally) -> dict[str, int]:
    return {"yes": counted.yes, "partly": counted.partly, "no": counted.no, "": counted.unanswered}


def _weighted_by_hand(raw: Raw, year: int, keys: list[str], units: list[str]) -> dict[str, int]:
    found = {"yes": 0, "partly": 0, "no": 0, "": 0}
    for key in keys:
        for unit in units:
            found[raw.rating(year, key, unit)] += raw.sizes[unit]
    return found


@given(some_units(), st.integers(1, 6), st.data())
def test_those_of_like_size_are_the_nearest(
    units: tuple[Unit, ...], most: int, data: st.DataObject
) -> None:
    own = data.draw(st.sampled_from(units))
    found = like_size(units, own.code, most=most)
    assert len(found) == min(most, len(units) - 1)
    assert own not in found

    def distance(unit: Unit) -> tuple[int, str]:
        return abs(unit.municipalities - own.municipalities), unit.code

    assert [distance(unit) for unit in found] == sorted(distance(unit) for unit in found)
    for other in units:
        if other not in found and other is not own:
            assert all(distance(unit) < distance(other) for unit in found)


COUNTIES = official_units()


def test_the_21_counties_fall_into_near_thirds_by_size() -> None:
    found = groups(COUNTIES, GroupKind.MUNICIPALITIES)
    assert [(one.name, len(one.units)) for one in found] == [("1-9", 8), ("10-14", 7), ("15-", 6)]
    assert [band.name for band in BANDS] == [one.name for one in found]


def test_the_21_counties_are_in_six_civil_areas_and_three_are_metropolitan() -> None:
    areas = groups(COUNTIES, GroupKind.CIVIL_AREA)
    assert {one.name: len(one.units) for one in areas} == {
        "Östra": 2, "Mellersta": 7, "Sydöstra": 3, "Södra": 3, "Västra": 2, "Norra": 4,
    }  # fmt: skip
    metropolitan, other = groups(COUNTIES, GroupKind.METROPOLITAN)
    assert metropolitan.units == ("01", "12", "14")
    assert len(other.units) == 18


def test_counties_of_like_size_to_kronoberg() -> None:
    assert [unit.code for unit in like_size(COUNTIES, "07")] == ["03", "23", "04", "22", "13"]
