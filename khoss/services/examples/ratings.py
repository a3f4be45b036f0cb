"""Made-up county answers that add up to the national totals, row by row."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khoss.enums import Rating

METROPOLITAN_WEAKNESS = 1.3
LINE_SPREAD = 1.1
YEAR_SPREAD = 0.45


@dataclass(frozen=True)
class ExampleCounty:
    """What a county's made-up answers depend on."""

    code: str
    municipalities: int
    metropolitan: bool


Row = dict[str, Rating | None]
# How many counties answer ja, delvis and nej.
Totals = tuple[int, int, int]


class Strengths:
    """How far each county is taken to have come, in all and on each goal line."""

    def __init__(self, counties: Sequence[ExampleCounty], rng: random.Random) -> None:
        self._rng = rng
        self._own = {
            county.code: rng.gauss(0, 0.7) - METROPOLITAN_WEAKNESS * county.metropolitan
            for county in counties
        }
        self._lines: dict[tuple[str, str], float] = {}

    def order(self, goal_line: str) -> list[str]:
        """Return the counties from the strongest to the weakest on a goal line this year."""
        scores = {}
        for code, own in self._own.items():
            line = self._lines.setdefault((code, goal_line), self._rng.gauss(0, LINE_SPREAD))
            scores[code] = own + line + self._rng.gauss(0, YEAR_SPREAD)
        return sorted(scores, key=lambda code: (-scores[code], code))


def share_out(totals: Totals, order: Sequence[str], rng: random.Random) -> Row:
    """Give each county a rating so that a row adds up to its totals.

    Those who did not answer are drawn from the weaker half.
    """
    silent = len(order) - sum(totals)
    unanswered = set(rng.sample(order[len(order) // 3 :], silent))
    ratings = [
        rating
        for rating, count in zip((Rating.YES, Rating.PARTLY, Rating.NO), totals, strict=True)
        for _ in range(count)
    ]
    answering = [code for code in order if code not in unanswered]
    row: Row = dict.fromkeys(unanswered)
    row.update(zip(answering, ratings, strict=True))
    return row


def keep_within(rows: Mapping[str, Row], *, least: int, most: int, rng: random.Random) -> None:
    """Swap ratings within rows until every county's count of ja or delvis is within bounds.

    A swap within a row changes no total.

    :raises ValueError: when no swaps can lead there.
    """
    counts = count_met(rows)
    if not least * len(counts) <= sum(counts.values()) <= most * len(counts):
        raise ValueError(f"the counts {counts} cannot all lie between {least} and {most}")
    while True:
        counts = count_met(rows)
        highest = max(counts, key=lambda code: (counts[code], code))
        lowest = min(counts, key=lambda code: (counts[code], code))
        if counts[highest] <= most and counts[lowest] >= least:
            return
        row = rng.choice(
            [row for row in rows.values() if is_met(row[highest]) and not is_met(row[lowest])]
        )
        row[highest], row[lowest] = row[lowest], row[highest]


def count_met(rows: Mapping[str, Row]) -> dict[str, int]:
    """Return how many ja or delvis each county has."""
    codes = next(iter(rows.values()))
    return {code: sum(is_met(row[code]) for row in rows.values()) for code in codes}


def is_met(rating: Rating | None) -> bool:
    """Tell whether a rating is ja or delvis."""
    return rating in (Rating.YES, Rating.PARTLY)


def next_totals(totals: Totals | None, counties: int, rng: random.Random) -> Totals:
    """Make up the year after: a little better, with a county silent now and then."""
    if totals is None:
        return 5, 8, counties - 13
    yes, partly, no = totals
    silent = rng.choice((0, 0, 0, 1))
    gone = min(no, rng.choice((0, 1, 1, 2)))
    up = min(partly, rng.choice((0, 1, 2, 3)))
    yes, no = min(yes + up, counties - silent), no - gone
    no = min(no, counties - silent - yes)
    return yes, counties - silent - yes - no, no
