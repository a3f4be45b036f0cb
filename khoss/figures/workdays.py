"""Swedish working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

DAY = timedelta(days=1)
SATURDAY = 5
# Not holidays by law, and yet free everywhere: by month and day. Midsummer's eve moves.
FREE_EVES = frozenset({(12, 24), (12, 31)})
FRIDAY, JUNE, MIDSUMMER_EVES = 4, 6, range(19, 26)


def is_workday(day: date) -> bool:
    """Tell whether people are at work: no weekend, no holiday, none of the three free eves."""
    return day.weekday() < SATURDAY and not _is_free_eve(day) and day not in _holidays(day.year)


def count_workdays(start: date, end: date) -> int:
    """Return how many working days come after one day, up to and including another.

    The first day is not counted: on the day before a last day there is one left, on the last day
    none. An end that is not after the start has none.
    """
    return sum(is_workday(day) for day in _days_after(start, end))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + number * DAY for number in range(1, (end - start).days + 1))


def _is_free_eve(day: date) -> bool:
    midsummer = day.month == JUNE and day.weekday() == FRIDAY and day.day in MIDSUMMER_EVES
    return midsummer or (day.month, day.day) in FREE_EVES


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("SE", years=year))
