"""Shares of a tally: what is counted and of what, each with its formula."""

from __future__ import annotations

from fractions import Fraction

from khoss.enums import ShareKind
from khoss.figures.tally import Tally

# The four words are the whole population, so each formula says its base in full.
FORMULAS: dict[ShareKind, str] = {
    ShareKind.YES_OF_ANSWERS: "ja / (ja + delvis + nej)",
    ShareKind.MET_OF_ANSWERS: "(ja + delvis) / (ja + delvis + nej)",
    ShareKind.YES_OF_ALL: "ja / (ja + delvis + nej + obesvarade)",
    ShareKind.MET_OF_ALL: "(ja + delvis) / (ja + delvis + nej + obesvarade)",
}
OF_ANSWERS = frozenset({ShareKind.YES_OF_ANSWERS, ShareKind.MET_OF_ANSWERS})
COUNTS_YES_ALONE = frozenset({ShareKind.YES_OF_ANSWERS, ShareKind.YES_OF_ALL})


def parts(counted: Tally, kind: ShareKind) -> tuple[int, int]:
    """Return what a share counts, and of how many."""
    part = counted.yes if kind in COUNTS_YES_ALONE else counted.met
    return part, counted.base if kind in OF_ANSWERS else counted.population


def share(counted: Tally, kind: ShareKind) -> Fraction | None:
    """Return a share between 0 and 1; None when it is of nothing."""
    part, whole = parts(counted, kind)
    return Fraction(part, whole) if whole else None
