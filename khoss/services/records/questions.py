"""What the questions of a year are made from; a round need not be open, and none have answered."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from sqlalchemy import select

from khoss.db import db
from khoss.enums import RoundStatus
from khoss.errors import NotFound
from khoss.figures.question_record import (
    EarlierQuestion,
    LastAnswer,
    Question,
    QuestionArea,
    QuestionRecord,
)
from khoss.models import ActionPlan, Answer, Assessment, County, Round, SubGoal, Succession
from khoss.services.assessments import HANDED_IN
from khoss.services.counties import get_county
from khoss.services.installation import holds_examples
from khoss.services.plans import get_plan
from khoss.services.records.order import ReportOrder


def freeze_questions(order: ReportOrder) -> str:
    """Return the questions of a year, and a county's last answers when one is chosen, as JSON.

    :raises NotFound: when the year has no plan or no round, or the county is not one.
    """
    round_ = db.session.scalar(select(Round).where(Round.year == order.year))
    if round_ is None:
        raise NotFound(str(order.year))
    plan = get_plan(order.year)
    county = get_county(order.county_code) if order.county_code else None
    before = _find_plan_before(plan)
    answers = _read_answers(before, order.county_code, with_texts=order.with_texts)
    return QuestionRecord(
        year=order.year,
        plan_status=plan.status,
        last_day=round_.closes_on.isoformat() if round_.closes_on else "",
        code=order.county_code,
        name=county.name if county else "",
        municipalities=county.municipalities if county else 0,
        previous_year=before.year if before else None,
        before_handed_in=_has_handed_in(before, county),
        with_texts=order.with_texts,
        areas=_areas(plan, answers),
        plan_source=plan.source,
        is_example=holds_examples(),
    ).to_json()


def list_question_years(*, drafts: bool) -> list[int]:
    """Return the years that have questions to bring to a meeting, latest first.

    The questions of a round that is still a draft can change, and are for who prepares it.
    """
    years = select(Round.year).order_by(Round.year.desc())
    if not drafts:
        years = years.where(Round.status != RoundStatus.DRAFT)
    return list(db.session.scalars(years))


def _find_plan_before(plan: ActionPlan) -> ActionPlan | None:
    return db.session.scalar(
        select(ActionPlan)
        .where(ActionPlan.year < plan.year)
        .order_by(ActionPlan.year.desc())
        .limit(1)
    )


def _has_handed_in(before: ActionPlan | None, county: County | None) -> bool:
    if before is None or county is None:
        return False
    return (
        db.session.scalar(
            select(Assessment.id)
            .join(Assessment.round)
            .where(
                Round.plan_id == before.id,
                Assessment.county_code == county.code,
                Assessment.status.in_(HANDED_IN),
            )
        )
        is not None
    )


def _read_answers(
    before: ActionPlan | None, code: str, *, with_texts: bool
) -> Mapping[int, LastAnswer]:
    """Return what a county handed in to the plan before, by the id of the sub-goal there."""
    if before is None or not code:
        return {}
    answers = db.session.scalars(
        select(Answer)
        .join(Answer.assessment)
        .join(Assessment.round)
        .where(
            Round.plan_id == before.id,
            Assessment.county_code == code,
            Assessment.status.in_(HANDED_IN),
        )
    )
    return {
        answer.sub_goal_id: LastAnswer(
            rating=answer.rating,
            coverage=answer.coverage,
            activities=answer.activities if with_texts else "",
            obstacles=answer.obstacles if with_texts else "",
            support_needs=answer.support_needs if with_texts else "",
        )
        for answer in answers
    }


def _areas(plan: ActionPlan, answers: Mapping[int, LastAnswer]) -> tuple[QuestionArea, ...]:
    goals = sorted(plan.sub_goals, key=lambda goal: (goal.area.position, goal.position))
    return tuple(
        QuestionArea(
            code=code,
            name=asked[0].area.name,
            questions=tuple(_question(goal, answers) for goal in asked),
        )
        for code, members in groupby(goals, key=lambda goal: goal.area_code)
        if (asked := list(members))
    )


def _question(goal: SubGoal, answers: Mapping[int, LastAnswer]) -> Question:
    return Question(
        key=goal.key,
        goal_line=goal.goal_line_code,
        priority=goal.priority,
        question=goal.question,
        guidance=goal.guidance,
        suggested_activities=goal.suggested_activities,
        earlier=tuple(
            _earlier(one, answers)
            for one in sorted(goal.predecessors, key=lambda one: one.predecessor_id)
        ),
    )


def _earlier(one: Succession, answers: Mapping[int, LastAnswer]) -> EarlierQuestion:
    return EarlierQuestion(
        key=one.predecessor.key,
        question=one.predecessor.question,
        relation=one.relation,
        comparable=one.comparable,
        answer=answers.get(one.predecessor_id),
    )
