"""What a report says of the spread between counties, held against the totals alone.

The answers of single counties need not be known: totals bound the mean of every county's share,
and so many questions allow only so many shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from khoss.figures.tally import Tally, total

# A whole percent is off by less than one, whichever way it was rounded.
ROUNDING = 1


@dataclass(frozen=True)
class SpreadClaim:
    """The lowest, the highest and the mean share of ja or delvis among counties, in percent."""

    lowest: int
    highest: int
    mean: int


# *Slutredovisning* (2022/03174), "Geografiska skillnader".
CLAIMED_2024 = SpreadClaim(lowest=32, highest=96, mean=77)
CLAIMED = {2024: CLAIMED_2024}


@dataclass(frozen=True)
class SpreadCheck:
    """What the totals leave possible of so many questions, with so many answers missing.

    The mean share of the units lies between `mean_low` and `mean_high`, whether the shares are of
    all questions or of the questions answered, and whoever gave which answer. `lowest_as` and
    `highest_as` are the counts (met, of questions) that a unit can have had to come to the claimed
    percent; without any it cannot have had it.
    """

    claim: SpreadClaim
    questions: int
    missing: int
    mean_low: Fraction
    mean_high: Fraction
    lowest_as: tuple[tuple[int, int], ...]
    highest_as: tuple[tuple[int, int], ...]

    @property
    def mean_can_hold(self) -> bool:
        """Tell whether the claimed mean can be true of the totals."""
        low, high = self.mean_low * 100 - ROUNDING, self.mean_high * 100 + ROUNDING
        return low < self.claim.mean < high

    @property
    def can_hold(self) -> bool:
        """Tell whether all three percentages can be true of the totals."""
        return self.mean_can_hold and bool(self.lowest_as) and bool(self.highest_as)


def check_spread(claim: SpreadClaim, tallies: Iterable[Tally]) -> SpreadCheck:
    """Return what the totals of every question, each of the same population, leave possible.

    Of all questions the mean share is exactly the met answers of all expected ones. Of the answers
    given, each missing answer can raise its unit's share by at most one question, so the mean by
    at most one answer of all expected ones; a unit that answered nothing counts as 0.

    :raises ValueError: when there is no question or the populations differ.
    """
    questions = list(tallies)
    if len({one.population for one in questions}) != 1:
        raise ValueError("the questions are not of one population")
    together = total(questions)
    return SpreadCheck(
        claim=claim,
        questions=len(questions),
        missing=together.unanswered,
        mean_low=Fraction(together.met, together.population),
        mean_high=Fraction(together.met + together.unanswered, together.population),
        lowest_as=_counts(claim.lowest, len(questions), together.unanswered),
        highest_as=_counts(claim.highest, len(questions), together.unanswered),
    )


def _counts(percent: int, questions: int, missing: int) -> tuple[tuple[int, int], ...]:
    """Return the counts, of all questions or of those answered, that come to a percent."""
    fewest = max(1, questions - missing)
    return tuple(
        (met, answered)
        for answered in range(fewest, questions + 1)
        for met in range(answered + 1)
        if abs(Fraction(100 * met, answered) - percent) < ROUNDING
    )
