"""Every year's plan and answers, gathered with a fixed number of queries for the figures.

What was gathered is kept for as long as it stands, and with it what the figures made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, and_, func, select

from khoss.db import db
from khoss.enums import PlanStatus, RoundStatus
from khoss.errors import NotFound
from khoss.figures.history import History, Unit, Year
from khoss.models import ActionPlan, Assessment, CivilArea, County, PriorityArea, Round
from khoss.services.history_years import Standing, Steps, read_years
from khoss.services.keeping import may_keep


class _Ground(NamedTuple):
    """What a history stands on: as long as it is the same, so is the history."""

    units: tuple[Unit, ...]
    areas: tuple[tuple[str, str], ...]
    years: tuple[Standing, ...]


@dataclass
class _Kept:
    """What has been read of one database in this process, by what it stands on.

    Readers that may see open rounds have another history than the others, of the same years.
    """

    histories: dict[bool, tuple[_Ground, History]] = field(default_factory=dict)

    def years(self, ground: _Ground) -> dict[Standing, Year]:
        """Return the years that are known and are of the same counties and areas."""
        return {
            standing: year
            for known, history in tuple(self.histories.values())
            if (known.units, known.areas) == (ground.units, ground.areas)
            for standing, year in zip(known.years, history.years, strict=True)
        }


_KEPT: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def get_history(*, published_only: bool) -> History:
    """Return every adopted plan with the figures of its round.

    Answers count when they are handed in. With `published_only` a round that is not published is
    left out from the end, and one between published years keeps its plan and loses its figures.
    A transaction that may write reads everything anew and keeps nothing: what it sees may be taken
    back.

    :raises NotFound: when no year has figures.
    """
    ground = _Ground(_list_units(), _list_areas(), _shown(_list_standings(), published_only))
    if not may_keep():
        return _gather(ground, {})
    kept = _KEPT.setdefault(db.engine, _Kept())
    known = kept.histories.get(published_only)
    if known is not None and known[0] == ground:
        return known[1]
    history = _gather(ground, kept.years(ground))
    kept.histories[published_only] = (ground, history)
    return history


def _list_units() -> tuple[Unit, ...]:
    rows = db.session.execute(
        select(
            County.code,
            County.name,
            County.letter,
            CivilArea.name,
            County.metropolitan,
            County.municipalities,
        )
        .join(County.civil_area)
        .order_by(County.code)
    )
    return tuple(Unit(*row) for row in rows)


def _list_areas() -> tuple[tuple[str, str], ...]:
    rows = db.session.execute(
        select(PriorityArea.code, PriorityArea.name).order_by(PriorityArea.position)
    )
    return tuple((code, name) for code, name in rows)


def _list_standings() -> list[Standing]:
    """Return what each adopted plan's year stands on, earliest first."""
    rows = db.session.execute(
        select(
            ActionPlan.id,
            ActionPlan.year,
            ActionPlan.wording_note,
            Round.id,
            Round.status,
            Assessment.status,
            func.count(Assessment.id),
            func.sum(Assessment.version),
        )
        .outerjoin(Round, and_(Round.plan_id == ActionPlan.id, Round.status != RoundStatus.DRAFT))
        .outerjoin(Assessment, Assessment.round_id == Round.id)
        .where(ActionPlan.status == PlanStatus.ADOPTED)
        .group_by(ActionPlan.id, Round.id, Assessment.status)
        .order_by(ActionPlan.year)
    ).all()
    return [
        Standing(
            plan_id,
            year,
            wording_note,
            round_id,
            status or RoundStatus.DRAFT,
            frozenset(Steps(row[5], row[6], row[7]) for row in group if row[6]),
        )
        for (plan_id, year, wording_note, round_id, status), group in groupby(
            rows, key=lambda row: row[:5]
        )
    ]


def _shown(standings: Sequence[Standing], published_only: bool) -> tuple[Standing, ...]:
    """Return the years to the last that may be seen, the others among them with their plan alone.

    :raises NotFound: when there is none.
    """
    wanted: Callable[[Standing], bool] = (
        (lambda one: one.status is RoundStatus.PUBLISHED)
        if published_only
        else (lambda one: one.round_id is not None)
    )
    seen = [one.year for one in standings if wanted(one)]
    if not seen:
        raise NotFound("no year has figures")
    return tuple(
        one if wanted(one) else one.plan_alone() for one in standings if one.year <= max(seen)
    )


def _gather(ground: _Ground, known: dict[Standing, Year]) -> History:
    """Return the history on a ground, from the years that are known and those that are read."""
    missing = [one for one in ground.years if one not in known]
    if missing:
        known |= read_years(
            missing,
            areas=[code for code, _ in ground.areas],
            everybody=tuple(unit.code for unit in ground.units),
        )
    return History(ground.units, ground.areas, tuple(known[one] for one in ground.years))
