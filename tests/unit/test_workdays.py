"""Swedish working days: weekends, holidays, and the eves on which nobody works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.figures.workdays import count_workdays, is_workday

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
lengths = st.integers(0, 400)


@pytest.mark.parametrize(
    "free",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),  # långfredagen
        date(2026, 4, 6),  # annandag påsk
        date(2026, 5, 1),
        date(2026, 5, 14),  # Kristi himmelsfärdsdag
        date(2025, 6, 6),  # nationaldagen, a Friday
        date(2026, 6, 19),  # midsommarafton
        date(2020, 6, 19),  # its earliest day
        date(2027, 6, 25),  # its latest day
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
        date(2026, 11, 28),  # a Saturday
        date(2026, 11, 29),  # a Sunday
    ],
)
def test_nobody_works_on_a_free_day(free: date) -> None:
    assert not is_workday(free)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 5),  # trettondagsafton
        date(2026, 4, 2),  # skärtorsdagen
        date(2026, 4, 30),  # valborg
        date(2026, 5, 15),  # a day squeezed in
        date(2026, 6, 12),  # a Friday in June before midsummer
        date(2026, 6, 26),  # and after
        date(2026, 10, 30),  # the day before allhelgona
        date(2026, 12, 23),
        date(2026, 12, 30),
    ],
)
def test_a_day_before_a_holiday_is_a_working_day(day: date) -> None:
    assert is_workday(day)


@given(days)
def test_a_weekend_is_never_a_working_day(day: date) -> None:
    if is_workday(day):
        assert day.isoweekday() <= 5


@pytest.mark.parametrize(("year", "number"), [(2025, 249), (2026, 251), (2032, 254)])
def test_a_year_has_as_many_working_days_as_a_calendar_says(year: int, number: int) -> None:
    assert count_workdays(date(year - 1, 12, 31), date(year, 12, 31)) == number


@given(st.integers(2020, 2040))
def test_midsummer_eve_is_free_once_a_year_and_no_other_friday_of_june_but_a_holiday(
    year: int,
) -> None:
    fridays = [date(year, 6, 1) + number * DAY for number in range(30)]
    free = [day for day in fridays if day.isoweekday() == 5 and not is_workday(day)]
    assert len([day for day in free if day != date(year, 6, 6)]) == 1


@given(days, lengths, lengths)
def test_the_days_of_two_stretches_add_up(start: date, first: int, second: int) -> None:
    middle = start + first * DAY
    end = middle + second * DAY
    assert count_workdays(start, end) == count_workdays(start, middle) + count_workdays(middle, end)


@given(days, lengths)
def test_one_more_day_is_at_most_one_more_working_day(start: date, length: int) -> None:
    end = start + length * DAY
    more = count_workdays(start, end + DAY) - count_workdays(start, end)
    assert more == is_workday(end + DAY)


@given(days, st.integers(0, 400))
def test_nothing_is_left_when_the_end_is_not_after_the_start(day: date, back: int) -> None:
    assert count_workdays(day, day - back * DAY) == 0


@given(days, st.integers(0, 30))
def test_each_number_of_days_left_comes_on_one_working_day_only(last: date, left: int) -> None:
    hits = [
        day
        for day in (last - number * DAY for number in range(90))
        if is_workday(day) and count_workdays(day, last) == left
    ]
    assert len(hits) == 1
