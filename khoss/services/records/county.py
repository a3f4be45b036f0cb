"""What county reports are made from; those of all counties share what is read of the country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus
from khoss.errors import NotFound
from khoss.figures.county_record import OwnTexts, RemainingArea, RemainingTarget
from khoss.figures.county_recording import Shared, Wording, county_record
from khoss.figures.history import History
from khoss.models import ActionPlan, Answer, Assessment, Round, SubGoal
from khoss.services.assessments import HANDED_IN
from khoss.services.history import get_history
from khoss.services.installation import holds_examples
from khoss.services.records.order import ReportOrder
from khoss.services.records.targets import TARGET_YEAR
from khoss.services.targets import get_target_areas


def freeze_county(order: ReportOrder) -> str:
    """Return the figures of one county in a year as JSON.

    :raises NotFound: when the year has no figures, or the county is not one.
    """
    return freeze_counties(order, [order.county_code])[order.county_code]


def freeze_counties(order: ReportOrder, codes: Sequence[str]) -> dict[str, str]:
    """Return the figures of some counties in a year as JSON, by code.

    However many they are, it takes the same number of queries.

    :raises NotFound: when the year has no figures, or a code is no county's.
    """
    history = _history_until(order.year)
    strange = set(codes) - set(history.by_code)
    if strange:
        raise NotFound(", ".join(sorted(strange)))
    shared = Shared(
        history, _read_wordings(order.year), TARGET_YEAR, _list_targets(), holds_examples()
    )
    statuses = _read_statuses(order.year, codes)
    texts = _read_texts(order.year, codes, with_texts=order.with_texts)
    return {
        code: county_record(
            shared,
            code,
            status=statuses.get(code),
            texts=texts.get(code, {}),
            with_texts=order.with_texts,
        ).to_json()
        for code in codes
    }


def _history_until(year: int) -> History:
    """Return the history with a year as its last: what came later is not in the report."""
    history = get_history(published_only=False)
    years = tuple(one for one in history.years if one.year <= year)
    if not years or years[-1].year != year or years[-1].source is None:
        raise NotFound(str(year))
    return replace(history, years=years)


def _read_wordings(year: int) -> Mapping[str, Wording]:
    goals = db.session.scalars(select(SubGoal).join(SubGoal.plan).where(ActionPlan.year == year))
    return {goal.key: Wording(goal.guidance, goal.suggested_activities) for goal in goals}


def _list_targets() -> tuple[RemainingArea, ...]:
    return tuple(
        RemainingArea(
            name=area.name,
            area_code=area.area_code,
            targets=tuple(
                RemainingTarget(one.text, tuple(link.goal_line_code for link in one.links))
                for one in area.targets
            ),
        )
        for area in get_target_areas(TARGET_YEAR)
    )


def _read_statuses(year: int, codes: Sequence[str]) -> Mapping[str, AssessmentStatus]:
    assessments = db.session.scalars(
        select(Assessment)
        .join(Assessment.round)
        .where(Round.year == year, Assessment.county_code.in_(codes))
    )
    return {one.county_code: one.status for one in assessments}


def _read_texts(
    year: int, codes: Sequence[str], *, with_texts: bool
) -> Mapping[str, Mapping[str, OwnTexts]]:
    """Return what the counties have handed in beside ratings, by code and goal key."""
    rows = db.session.execute(
        select(Assessment.county_code, Answer, SubGoal)
        .join(Answer.assessment)
        .join(Assessment.round)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(
            Round.year == year,
            Assessment.county_code.in_(codes),
            Assessment.status.in_(HANDED_IN),
        )
    )
    found: dict[str, dict[str, OwnTexts]] = {code: {} for code in codes}
    for code, answer, goal in rows:
        found[code][goal.key] = _texts(answer) if with_texts else OwnTexts(coverage=answer.coverage)
    return found


def _texts(answer: Answer) -> OwnTexts:
    return OwnTexts(
        activities=answer.activities,
        obstacles=answer.obstacles,
        support_needs=answer.support_needs,
        change_reason=answer.change_reason,
        coverage=answer.coverage,
    )
