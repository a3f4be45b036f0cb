"""The target picture and where the country stood in the latest published year."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from khoss.db import db
from khoss.errors import NotFound
from khoss.figures.national import GoalFigures, NationalComparison
from khoss.figures.targets import (
    LinkedGoal,
    TargetAreaFigures,
    TargetFigures,
    TargetPictureFigures,
)
from khoss.models import Target, TargetArea, TargetPicture
from khoss.services.installation import holds_examples
from khoss.services.results import get_national_comparison, list_result_years


def get_target_picture(year: int) -> TargetPictureFigures:
    """Return a target picture with the sub-goals that lead there, as the latest plan words them.

    :raises NotFound: when there is no such target picture.
    """
    picture = _get_picture(year)
    latest = _find_latest()
    goals = {goal.goal_line: goal for goal in latest.goals} if latest else {}
    return TargetPictureFigures(
        year=picture.year,
        vision=picture.vision,
        areas=tuple(_area(area, goals) for area in picture.areas),
        result_year=latest.year if latest else None,
        source=latest.source if latest else None,
        population=latest.population if latest else 0,
        is_example=holds_examples(),
    )


def get_target_areas(year: int) -> list[TargetArea]:
    """Return the areas of a target picture with their targets and the goal lines leading there.

    :raises NotFound: when there is no such target picture.
    """
    return _get_picture(year).areas


def _get_picture(year: int) -> TargetPicture:
    picture = db.session.scalar(
        select(TargetPicture)
        .where(TargetPicture.year == year)
        .options(
            selectinload(TargetPicture.areas)
            .selectinload(TargetArea.targets)
            .selectinload(Target.links)
        )
    )
    if picture is None:
        raise NotFound(str(year))
    return picture


def _find_latest() -> NationalComparison | None:
    years = list_result_years(published_only=True)
    return get_national_comparison(years[0]) if years else None


def _area(area: TargetArea, goals: Mapping[str, GoalFigures]) -> TargetAreaFigures:
    linked = {link.goal_line_code for target in area.targets for link in target.links}
    return TargetAreaFigures(
        name=area.name,
        area_code=area.area_code,
        targets=tuple(_target(target, goals) for target in area.targets),
        goals=tuple(
            LinkedGoal(goal.key, goal.goal_line, goal.priority, goal.question, goal.tally)
            for line, goal in goals.items()
            if line in linked
        ),
    )


def _target(target: Target, goals: Mapping[str, GoalFigures]) -> TargetFigures:
    leading = {link.goal_line_code for link in target.links}
    return TargetFigures(
        text=target.text,
        goal_keys=tuple(goal.key for line, goal in goals.items() if line in leading),
    )
