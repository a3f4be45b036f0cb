"""The 24 official rows of 2024 (2023), with every short base, and the prose of the report."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from khoss.enums import (
    Agreement,
    ClaimFinding,
    Measure,
    NoDifference,
    Rating,
    ShareKind,
    Source,
    Verdict,
)
from khoss.figures.change import changes
from khoss.figures.claims import (
    Claim,
    check_claims,
    read_claims,
    refuted,
    report_tables,
)
from khoss.figures.development import development
from khoss.figures.national_year import national_year
from khoss.figures.reconcile import reconcile
from khoss.figures.shares import share
from khoss.figures.spread_claims import CLAIMED_2024, SpreadClaim, check_spread
from khoss.figures.tally import Tally, total
from khoss.figures.words import WORDS, Interval
from tests.support.known_truth import known_truth
from tests.support.official import DATA, official_history

HISTORY = official_history()
CHANGES = {one.key: one for one in changes(HISTORY, now=2024, then=2023)}
SHORT_2023 = {"PF 7": 17, "SL 4": 20, "KK 2": 20, "KK 3": 20, "UP 1": 13, "UO 1": 18}
SHORT_2024 = {"PF 7": 20}


def counts(one: Tally | None) -> tuple[int, int, int] | None:
    return (one.yes, one.partly, one.no) if one else None


def test_the_24_official_rows_stand_beside_those_of_the_year_before() -> None:
    truth = known_truth()
    assert [row.key for row in truth] == list(CHANGES)
    for row in truth:
        one = CHANGES[row.key]
        assert counts(one.now) == row.now
        assert counts(one.base_then) == row.before


def test_the_short_bases_are_said_of_both_years() -> None:
    for number, short in ((2023, SHORT_2023), (2024, SHORT_2024)):
        year = HISTORY.year(number)
        bases = {key: found.base for key in year.by_key if (found := year.tally(key))}
        assert {key: base for key, base in bases.items() if base != 21} == short
        assert dict(national_year(HISTORY, year=number).missing.by_goal) == {
            key: 21 - base for key, base in short.items()
        }


def test_a_short_base_is_never_subtracted_and_a_new_question_has_no_figure_before() -> None:
    short = SHORT_2023.keys() | SHORT_2024.keys()
    for key, one in CHANGES.items():
        if key in ("SL 5", "UV 5"):
            assert (one.verdict, one.reason, one.then) == (Verdict.NEW, NoDifference.NEW, ())
        elif key in short:
            assert (one.difference, one.reason) == (None, NoDifference.CHANGED_BASE)
        else:
            assert one.now is not None
            assert one.base_then is not None
            assert one.difference is not None
            assert one.difference.yes == one.now.yes - one.base_then.yes
        # Of totals alone nobody can say who moved.
        assert (one.same_units, one.changed_base) == (None, None)


def test_2024_in_one_screen() -> None:
    found = national_year(HISTORY, year=2024)
    assert (found.first_priority.goals, found.first_priority.yes_by_all) == (8, 0)
    assert found.first_priority.met_by_all == 3
    assert (found.compared, len(found.left_out)) == (16, 8)
    assert [(one.key, one.difference) for one in found.moved_in_yes.up] == [
        ("KK 1", CHANGES["KK 1"].difference)
    ]
    assert [one.key for one in found.moved_in_yes.down] == ["PF 6"]
    assert [one.key for one in found.moved_in_met.up] == ["SL 3"]
    assert [one.key for one in found.moved_in_met.down] == ["SL 1"]
    assert found.holding_back is not None
    assert (found.holding_back.keys, found.holding_back.share) == (("SL 1",), Fraction(16, 21))
    assert found.everything.answers == Tally(259, 156, 88, 504)
    assert share(found.everything.answers, ShareKind.MET_OF_ALL) == Fraction(415, 504)
    assert share(found.everything.answers, ShareKind.MET_OF_ANSWERS) == Fraction(415, 503)


def test_the_step_from_2023_to_2024_leaves_the_new_questions_out() -> None:
    (step,) = development(HISTORY).steps
    assert [(one.key, one.verdict) for one in step.breaks] == [
        ("SL 5", Verdict.NEW),
        ("UV 5", Verdict.NEW),
    ]
    assert len(step.goals) == 22
    assert (step.now, step.then) == (
        total(row for key, row in _tallies(2024).items() if key not in ("SL 5", "UV 5")),
        total(_tallies(2023).values()),
    )
    assert not step.same_base
    assert development(HISTORY, units=["07"]).points[1].tally is None


def _tallies(number: int) -> dict[str, Tally]:
    year = HISTORY.year(number)
    return {key: found for key in year.by_key if (found := year.tally(key))}


def test_totals_without_answers_have_nothing_to_be_held_against() -> None:
    rows = reconcile(HISTORY.year(2024))
    assert {row.agreement for row in rows} == {Agreement.NO_ANSWERS}
    assert [row.key for row in rows if row.published != _tallies(2024)[row.key]] == []


def claims() -> tuple[Claim, ...]:
    with (DATA / "claims-2024.csv").open(encoding="utf-8", newline="") as file:
        return read_claims(file)


CHECKS = check_claims(claims(), HISTORY)


def _answers(line: str, year: int) -> list[int]:
    """Return ja, delvis and nej of a goal line out of the rows that were read by hand."""
    key = line.replace("-", " ")
    (row,) = [row for row in known_truth() if row.key == key]
    found = row.now if year == 2024 else row.before
    assert found is not None
    return list(found)


def _lines(claim: Claim) -> list[str]:
    """Return the goal lines of a claim; `*` is every goal that was asked that year."""
    if claim.goal_lines != ("*",):
        return list(claim.goal_lines)
    asked = [row for row in known_truth() if claim.year == 2024 or row.before is not None]
    return [row.key.replace(" ", "-") for row in asked]


def test_every_sentence_is_computed_again_from_the_rows_read_by_hand() -> None:
    for one in CHECKS:
        if not one.claim.goal_lines:
            assert (one.finding, one.actual) == (ClaimFinding.NO_FIGURE, None)
            continue
        yes = partly = no = 0
        lines = _lines(one.claim)
        for line in lines:
            found = _answers(line, one.claim.year)
            yes, partly, no = yes + found[0], partly + found[1], no + found[2]
        by_measure = {"yes": yes, "met": yes + partly, "partly": partly, "no": no}
        by_measure["answered"] = yes + partly + no
        assert counts(one.counted) == (yes, partly, no)
        assert one.actual == by_measure[str(one.claim.measure)]
        assert one.share == Fraction(by_measure[str(one.claim.measure)], one.base or 0)
        assert one.base == 21 * len(lines)
        if one.claim.claimed.isdecimal():
            assert one.holds == (one.actual == int(one.claim.claimed))


def test_the_sentences_that_do_not_hold() -> None:
    found = [
        (one.claim.area, one.claim.part, " + ".join(one.claim.goal_lines), one.claim.claimed,
         one.actual, one.base, one.finding)
        for one in refuted(CHECKS)
    ]  # fmt: skip
    otherwise, fails = ClaimFinding.HOLDS_OTHERWISE, ClaimFinding.FAILS
    assert found == [
        ("", "foundation", "*", "alla", 503, 504, fails),
        ("", "foundation", "*", "alla", 444, 462, fails),
        ("PF", "summary", "PF-4", "alla", 17, 21, otherwise),
        ("KK", "summary", "KK-1", "utan förbehåll", 16, 21, fails),
        ("KK", "summary", "KK-2", "utan förbehåll", 16, 21, fails),
        ("UP", "summary", "UP-1", "16", 11, 21, otherwise),
        ("UO", "summary", "UO-2", "två tredjedelar", 9, 21, fails),
        ("UO", "summary", "UO-3", "två tredjedelar", 10, 21, fails),
        ("UO", "summary", "UO-2 + UO-3", "två tredjedelar", 19, 42, otherwise),
        ("UP", "analysis", "UP-1", "16", 11, 21, otherwise),
        ("UO", "analysis", "UO-3", "9", 10, 21, fails),
    ]
    assert all(one.holds_as == (Measure.MET,) for one in CHECKS if one.finding is otherwise)


def test_the_numbers_of_the_summaries_that_do_hold() -> None:
    held = {
        (line, one.claim.claimed)
        for one in CHECKS
        if one.holds and one.claim.part == "summary"
        for line in one.claim.goal_lines
    }
    assert {
        ("SL-1", "tre fjärdedelar"), ("SL-2", "15"), ("SL-3", "drygt hälften"), ("UV-1", "19"),
        ("UV-2", "19"), ("UV-3", "18"), ("UV-4", "18"), ("UV-5", "18"), ("UO-1", "16"),
        ("PF-5", "alla"), ("PF-6", "de flesta"), ("PF-7", "de flesta"),
    } <= held  # fmt: skip


def test_quotations_are_short() -> None:
    assert all(len(claim.fragment.split()) <= 12 for claim in claims())


def test_a_word_stands_for_its_interval_ends_included_or_not() -> None:
    half = WORDS["drygt hälften"]
    assert not half.holds(Fraction(1, 2))
    assert half.holds(Fraction(11, 21))
    assert half.holds(Fraction(3, 5))
    assert not half.holds(Fraction(13, 21))
    assert not WORDS["i mindre utsträckning"].holds(Fraction(1, 2))
    assert not Interval(Fraction(0), Fraction(1), open_high=True).holds(Fraction(1))


@pytest.mark.parametrize(("word", "counts"), [("tre fjärdedelar", [16]), ("två tredjedelar", [14])])
def test_a_plain_fraction_is_the_nearest_count_of_21(word: str, counts: list[int]) -> None:
    assert [count for count in range(22) if WORDS[word].holds(Fraction(count, 21))] == counts


def test_a_sentence_is_held_against_the_published_total_before_the_answers() -> None:
    year = HISTORY.year(2024)
    everybody_yes = {key: dict.fromkeys(year.units, Rating.YES) for key in year.by_key}
    answered = replace(
        year,
        source=Source.ANSWERS,
        handed_in=frozenset(year.units),
        ratings=everybody_yes,
        totals={key: one for key, one in year.totals.items() if key != "KK 1"},
    )
    tables = report_tables(answered)
    assert tables["PF 4"] == Tally(17, 4, 0, 21)
    assert tables["KK 1"] == Tally(21, 0, 0, 21)
    history = replace(HISTORY, years=(HISTORY.year(2023), answered))
    found = {one.claim.goal_lines: one for one in check_claims(claims(), history)}
    assert (found["PF-4",].actual, found["KK-1",].actual) == (17, 21)


def test_a_claim_with_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a number"):
        replace(claims()[0], claimed="ganska många")
    with pytest.raises(ValueError, match="go together"):
        replace(claims()[0], goal_lines=())


def test_32_and_77_percent_cannot_be_true_of_the_tables() -> None:
    found = check_spread(CLAIMED_2024, _tallies(2024).values())
    assert (found.mean_low, found.mean_high) == (Fraction(415, 504), Fraction(416, 504))
    assert not found.mean_can_hold
    assert (found.questions, found.missing) == (24, 1)
    assert found.lowest_as == ()
    assert found.highest_as == ((22, 23), (23, 24))
    assert not found.can_hold


def test_percentages_that_the_tables_allow_are_let_through() -> None:
    found = check_spread(SpreadClaim(33, 96, 82), _tallies(2024).values())
    assert found.can_hold
    with pytest.raises(ValueError, match="one population"):
        check_spread(CLAIMED_2024, [Tally(1, 0, 0, 21), Tally(1, 0, 0, 20)])
