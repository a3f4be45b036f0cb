"""Published totals held against the units' answers, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.enums import Agreement
from khoss.figures.history import Year
from khoss.figures.tally import Tally


@dataclass(frozen=True)
class Gap:
    """How many more the answers say than the published total, rating by rating."""

    yes: int
    partly: int
    no: int


@dataclass(frozen=True)
class Row:
    """One goal: what was published, what the answers come to, and the gap where they differ."""

    key: str
    published: Tally | None
    answered: Tally | None
    agreement: Agreement
    gap: Gap | None


def reconcile(year: Year) -> tuple[Row, ...]:
    """Return every goal of a year with its published total against its answers.

    Where nobody has handed in there are no answers to hold a total against.
    """
    known = year.has_answers and bool(year.handed_in)
    return tuple(
        _row(key, year.totals.get(key), year.tally(key) if known else None) for key in year.by_key
    )


def _row(key: str, published: Tally | None, answered: Tally | None) -> Row:
    if published is None:
        return Row(key, published, answered, Agreement.NO_TOTAL, None)
    if answered is None:
        return Row(key, published, answered, Agreement.NO_ANSWERS, None)
    gap = Gap(
        answered.yes - published.yes,
        answered.partly - published.partly,
        answered.no - published.no,
    )
    if gap == Gap(0, 0, 0):
        return Row(key, published, answered, Agreement.MATCH, None)
    return Row(key, published, answered, Agreement.DIFFERS, gap)
