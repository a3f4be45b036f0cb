"""Example data: made-up answers of every county, marked as examples wherever they stand.

The answers of single counties were never published. Those made here add up to the published
totals of 2023 and 2024 in every row; 2025 and 2026 are made up altogether.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from khoss.db import db
from khoss.errors import NotFound, RealData
from khoss.models import ActionPlan, Assessment, User
from khoss.services.examples.accounts import list_example_accounts
from khoss.services.examples.years import YearMaker
from khoss.services.installation import find_installation
from khoss.services.official import PLAN_YEARS

__all__ = ["add_examples", "list_example_accounts"]


def add_examples(*, seed: int, today: date, password_hash: str) -> None:
    """Add the examples; the same seed and day give the same data.

    :raises RealData: when the database is in use: it has an account, an assessment or a plan of
        its own.
    :raises NotFound: when the official data are not loaded.
    """
    installation = find_installation()
    if installation is None:
        raise NotFound("installation")
    if _is_in_use():
        raise RealData
    installation.example_seed = seed
    years = YearMaker(seed, today=today, password_hash=password_hash)
    for year in PLAN_YEARS:
        years.add_published(year)
    years.add_made_up(2025)
    years.add_open(2026)
    db.session.flush()


def _is_in_use() -> bool:
    own_plan = select(ActionPlan).where(ActionPlan.year.not_in(PLAN_YEARS))
    return any(
        db.session.scalar(select(exists(found)))
        for found in (select(User), select(Assessment), own_plan)
    )
