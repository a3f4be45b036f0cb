"""The years as the figures see them, held against the comparison of a single year."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from khoss.db import db
from khoss.enums import RoundStatus, Source
from khoss.errors import NotFound
from khoss.models import Round
from khoss.services.history import get_history
from khoss.services.results import get_national_comparison
from tests.support.queries import counted_statements


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_year_says_what_its_comparison_says(example_app: Flask, year: int) -> None:
    with example_app.app_context():
        found = get_history(published_only=False).year(year)
        compared = get_national_comparison(year)
    assert found.source is compared.source
    assert {goal.key: found.tally(goal.key) for goal in found.goals} == {
        goal.key: goal.tally for goal in compared.goals
    }
    assert found.handed_in == {county.code for county in compared.handed_in}


def test_published_totals_stand_where_no_county_has_answered(official_app: Flask) -> None:
    with official_app.app_context():
        history = get_history(published_only=True)
    assert [year.source for year in history.years] == [Source.PUBLISHED_TOTALS] * 2
    tally = history.year(2023).tally("UP 1")
    assert tally is not None
    assert (tally.yes, tally.base, tally.population) == (1, 13, 21)


def test_what_is_not_published_is_left_out(example_app: Flask) -> None:
    with example_app.app_context():
        published = get_history(published_only=True)
        everything = get_history(published_only=False)
    assert [year.year for year in published.years] == [2023, 2024, 2025]
    assert [year.year for year in everything.years] == [2023, 2024, 2025, 2026]


def test_a_year_withdrawn_between_others_keeps_its_plan_alone(example_app: Flask) -> None:
    with example_app.app_context():
        db.session.execute(
            update(Round).where(Round.year == 2024).values(status=RoundStatus.CLOSED)
        )
        history = get_history(published_only=True)
        assert history.year(2024).source is None
        assert len(history.year(2024).goals) == 24
        db.session.execute(update(Round).values(status=RoundStatus.CLOSED))
        with pytest.raises(NotFound):
            get_history(published_only=True)


def test_it_takes_the_same_number_of_queries_for_any_number_of_years(example_app: Flask) -> None:
    with example_app.app_context():
        with counted_statements() as some:
            get_history(published_only=True)
        db.session.remove()
        with counted_statements() as more:
            get_history(published_only=False)
    assert len(some) == len(more) == 7
