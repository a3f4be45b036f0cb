"""Counting answers: every figure carries its base, and unanswered is never nej."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import Rating
from khoss.figures.tally import EMPTY, Tally, tally, total

ratings = st.sampled_from([*Rating, None])
many_ratings = st.lists(ratings, max_size=60)


@given(many_ratings)
def test_everybody_is_counted_exactly_once(given_ratings: list[Rating | None]) -> None:
    counted = tally(given_ratings, population=len(given_ratings))
    assert counted.yes + counted.partly + counted.no + counted.unanswered == len(given_ratings)
    assert sum(counted.count(rating) for rating in [*Rating, None]) == counted.population


@given(many_ratings, st.integers(0, 20))
def test_silence_is_unanswered_and_never_nej(
    given_ratings: list[Rating | None], silent: int
) -> None:
    alone = tally(given_ratings, population=len(given_ratings))
    among = tally([*given_ratings, *[None] * silent], population=len(given_ratings) + silent)
    assert among.no == alone.no
    assert among.base == alone.base
    assert among.unanswered == alone.unanswered + silent


@given(st.permutations([Rating.YES, Rating.YES, Rating.PARTLY, Rating.NO, None]))
def test_the_order_of_the_answers_does_not_matter(shuffled: list[Rating | None]) -> None:
    assert tally(shuffled, population=5) == Tally(2, 1, 1, 5)


@given(many_ratings.filter(bool))
def test_the_shares_of_a_population_make_one_whole(given_ratings: list[Rating | None]) -> None:
    counted = tally(given_ratings, population=len(given_ratings))
    assert sum(counted.share(rating) for rating in [*Rating, None]) == 1


@given(st.lists(many_ratings, max_size=8))
def test_a_total_counts_what_its_parts_count(questions: list[list[Rating | None]]) -> None:
    parts = [tally(question, population=len(question)) for question in questions]
    everything = [rating for question in questions for rating in question]
    assert total(parts) == tally(everything, population=len(everything))


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([]) == EMPTY
    assert EMPTY.share(Rating.YES) == Fraction(0)


def test_ja_and_delvis_together_are_met() -> None:
    assert Tally(11, 5, 5, 21).met == 16


def test_a_base_below_the_population_is_short() -> None:
    assert Tally(1, 11, 1, 21).is_short
    assert Tally(1, 11, 1, 21).unanswered == 8
    assert not Tally(18, 3, 0, 21).is_short


@pytest.mark.parametrize("counts", [(-1, 0, 0, 21), (0, -1, 0, 21), (0, 0, -1, 21), (20, 1, 1, 21)])
def test_impossible_counts_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"negative|from a population"):
        Tally(*counts)
