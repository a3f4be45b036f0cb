"""Count answers to one question, always with the base that the counts stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import Rating


@dataclass(frozen=True)
class Tally:
    """How many of a population answered ja, delvis and nej to one question.

    Who gave no answer is unanswered and is counted nowhere else.

    :raises ValueError: when a count is negative or the answers are more than the population.
    """

    yes: int
    partly: int
    no: int
    population: int

    def __post_init__(self) -> None:
        if min(self.yes, self.partly, self.no, self.population) < 0:
            raise ValueError("a count is negative")
        if self.base > self.population:
            raise ValueError(f"{self.base} answers from a population of {self.population}")

    @property
    def base(self) -> int:
        """Return how many gave an answer."""
        return self.yes + self.partly + self.no

    @property
    def unanswered(self) -> int:
        """Return how many gave none."""
        return self.population - self.base

    @property
    def met(self) -> int:
        """Return how many answered ja or delvis."""
        return self.yes + self.partly

    @property
    def is_short(self) -> bool:
        """Tell whether somebody gave no answer."""
        return self.base < self.population

    def count(self, rating: Rating | None) -> int:
        """Return how many gave a rating; None is unanswered."""
        return {
            Rating.YES: self.yes,
            Rating.PARTLY: self.partly,
            Rating.NO: self.no,
            None: self.unanswered,
        }[rating]

    def share(self, rating: Rating | None) -> Fraction:
        """Return the share of the whole population that gave a rating; 0 of nobody is 0."""
        return Fraction(self.count(rating), self.population) if self.population else Fraction(0)

    @property
    def share_of_answers(self) -> Fraction | None:
        """Return ja or delvis as a share of the answers given; None when there are none."""
        return Fraction(self.met, self.base) if self.base else None

    def __add__(self, other: Tally) -> Tally:
        """Return the sum over two questions; the population then counts expected answers."""
        return Tally(
            self.yes + other.yes,
            self.partly + other.partly,
            self.no + other.no,
            self.population + other.population,
        )


EMPTY = Tally(0, 0, 0, 0)


def tally(ratings: Iterable[Rating | None], *, population: int) -> Tally:
    """Count ratings; who is in the population without a rating is unanswered."""
    counts = Counter(ratings)
    return Tally(counts[Rating.YES], counts[Rating.PARTLY], counts[Rating.NO], population)


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum over many questions."""
    return sum(tallies, EMPTY)
