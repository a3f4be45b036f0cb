"""What cautious words may stand for: one table for what reports say and for what is written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Interval:
    """The shares, between 0 and 1, that a word may stand for; an open end is not among them."""

    low: Fraction
    high: Fraction
    open_low: bool = False
    open_high: bool = False

    def holds(self, share: Fraction) -> bool:
        """Tell whether a share lies between the ends."""
        above = self.low < share if self.open_low else self.low <= share
        below = share < self.high if self.open_high else share <= self.high
        return above and below


HALF = Fraction(1, 2)
# A plain fraction is the count that comes nearest to it among 21 counties: half a county each way.
NEAREST = Fraction(1, 42)
# What cautious words are taken to mean. A sentence without any reservation speaks of everybody.
WORDS: dict[str, Interval] = {
    "alla": Interval(Fraction(1), Fraction(1)),
    "utan förbehåll": Interval(Fraction(1), Fraction(1)),
    "i mycket stor utsträckning": Interval(Fraction(4, 5), Fraction(1)),
    "tre fjärdedelar": Interval(Fraction(3, 4) - NEAREST, Fraction(3, 4) + NEAREST),
    "två tredjedelar": Interval(Fraction(2, 3) - NEAREST, Fraction(2, 3) + NEAREST),
    "de flesta": Interval(HALF, Fraction(1), open_low=True),
    "en majoritet": Interval(HALF, Fraction(1), open_low=True),
    "drygt hälften": Interval(HALF, Fraction(3, 5), open_low=True),
    "i mindre utsträckning": Interval(Fraction(0), HALF, open_high=True),
    "flera": Interval(Fraction(3, 21), Fraction(1)),
}


def is_claim(said: str) -> bool:
    """Tell whether something is a number or a word that stands for an interval."""
    return is_number(said) or said.casefold() in WORDS


def is_number(said: str) -> bool:
    """Tell whether something is a whole number in digits."""
    return said.isascii() and said.isdecimal()


def fits(said: str, count: int, whole: int) -> bool:
    """Tell whether a count of a whole is what a number or a word says.

    :raises KeyError: when the word is not in the table.
    """
    if is_number(said):
        return count == int(said)
    return bool(whole) and WORDS[said.casefold()].holds(Fraction(count, whole))
