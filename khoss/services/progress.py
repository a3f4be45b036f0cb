"""How far the counties of a round have come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from khoss.db import db
from khoss.models import Answer, Assessment, PriorityArea, Round, SubGoal


@dataclass(frozen=True)
class Progress:
    """How many of an assessment's questions are answered, by area and in all; and when it changed.

    `areas` has answered and asked by the area's code, in the order of the plan.
    """

    areas: Mapping[str, tuple[int, int]]
    last_activity: datetime | None

    @property
    def answered(self) -> int:
        """Return how many questions have a rating."""
        return sum(answered for answered, _ in self.areas.values())

    @property
    def total(self) -> int:
        """Return how many questions there are."""
        return sum(total for _, total in self.areas.values())


def count_progress(round_: Round) -> dict[int, Progress]:
    """Return how far each assessment of a round has come, by its id."""
    rows = db.session.execute(
        select(
            Answer.assessment_id,
            SubGoal.area_code,
            func.count(Answer.rating),
            func.count(),
            func.max(Answer.updated_at),
        )
        .join(Answer.assessment)
        .join(Answer.sub_goal)
        .join(SubGoal.area)
        .where(Assessment.round_id == round_.id)
        .group_by(Answer.assessment_id, SubGoal.area_code, PriorityArea.position)
        .order_by(Answer.assessment_id, PriorityArea.position)
    )
    areas: dict[int, dict[str, tuple[int, int]]] = {}
    latest: dict[int, list[datetime]] = {}
    for assessment_id, area, answered, total, changed in rows:
        areas.setdefault(assessment_id, {})[area] = (answered, total)
        latest.setdefault(assessment_id, []).extend([changed] if changed else [])
    return {
        assessment_id: Progress(found, max(latest[assessment_id], default=None))
        for assessment_id, found in areas.items()
    }
