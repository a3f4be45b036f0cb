"""What the reports on the whole country are made from."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from khoss.db import db
from khoss.enums import NarrativeSection, ReportKind, RoundStatus
from khoss.figures.frozen_history import FrozenHistory, freeze_history, without_figures
from khoss.figures.national_record import AskedQuestion, CountyText, NationalRecord
from khoss.models import Assessment, PriorityArea, Round, SubGoal
from khoss.services.history import get_history
from khoss.services.narratives import bind_texts
from khoss.services.records.order import WITH_COUNTY_TEXTS, ReportOrder
from khoss.services.result_texts import list_handed_in_texts
from khoss.services.results import get_national_comparison

# The other chapters belong to the accounts, and are not published before they are.
OF_A_COMPARISON = frozenset({NarrativeSection.SUMMARY, NarrativeSection.JUDGEMENT})


def freeze_national(order: ReportOrder) -> str:
    """Return everything that a report on the country is made from as JSON.

    Whatever is ordered, an account holds no county's own texts: its file carries all of the JSON.

    :raises NotFound: when the year has no figures.
    """
    with_texts = order.with_texts and order.kind in WITH_COUNTY_TEXTS
    record = get_national_record(order.year, with_texts=with_texts)
    if order.kind is ReportKind.NATIONAL:
        shown = tuple(one for one in record.narratives if one.section in OF_A_COMPARISON)
        record = replace(record, narratives=shown)
    return record.to_json()


def get_national_record(year: int, *, with_texts: bool) -> NationalRecord:
    """Return everything that a report on the country is made from, with a fixed number of queries.

    :raises NotFound: when the year has no figures.
    """
    _hold_assessments(year)
    return NationalRecord(
        comparison=get_national_comparison(year),
        history=_get_history(year),
        questions=list_questions(year),
        texts=_list_texts(year) if with_texts else (),
        narratives=bind_texts(year),
    )


def list_questions(year: int) -> tuple[AskedQuestion, ...]:
    """Return the sub-goals of a year as its plan worded them, in the order of the plan."""
    rows = db.session.execute(
        select(SubGoal, PriorityArea.name)
        .join(SubGoal.area)
        .join(Round, Round.plan_id == SubGoal.plan_id)
        .where(Round.year == year)
        .order_by(PriorityArea.position, SubGoal.position)
    )
    return tuple(
        AskedQuestion(
            key=goal.key,
            area=area,
            priority=goal.priority,
            question=goal.question,
            guidance=goal.guidance,
            suggested_activities=goal.suggested_activities,
        )
        for goal, area in rows
    )


def _hold_assessments(year: int) -> None:
    """Let nobody hand in or take back between the queries, which then tell of one moment."""
    db.session.execute(
        select(Assessment.id)
        .join(Assessment.round)
        .where(Round.year == year)
        .with_for_update(read=True, of=Assessment)
    )


def _get_history(year: int) -> FrozenHistory:
    """Return the year and the plan before, whose figures count only when they are published."""
    history = get_history(published_only=False)
    before = history.previous(year)
    if before is None:
        return freeze_history(history, [year])
    frozen = freeze_history(history, [before.year, year])
    if before.status is RoundStatus.PUBLISHED:
        return frozen
    earlier, now = frozen.years
    return FrozenHistory(frozen.units, frozen.areas, (without_figures(earlier), now))


def _list_texts(year: int) -> tuple[CountyText, ...]:
    return tuple(
        CountyText(
            county=one.county,
            key=one.key,
            activities=one.content.activities,
            obstacles=one.content.obstacles,
            support_needs=one.content.support_needs,
        )
        for one in list_handed_in_texts(year)
    )
