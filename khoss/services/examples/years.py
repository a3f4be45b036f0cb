"""Made-up years: their plans, their rounds, and how everybody rated every goal."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus as Status
from khoss.enums import RoundStatus
from khoss.models import ActionPlan, County, PublishedTotal, Round, RoundExtension, SubGoal
from khoss.services import events
from khoss.services.examples.accounts import add_accounts
from khoss.services.examples.answering import Answering, AnswerYear, moment
from khoss.services.examples.plans import changed_plan, same_plan
from khoss.services.examples.ratings import (
    ExampleCounty,
    Row,
    Strengths,
    Totals,
    keep_within,
    next_totals,
    share_out,
)
from khoss.services.examples.talk import add_talk
from khoss.services.narrative_files import add_first_judgements
from khoss.services.plan_files import PlanFile
from khoss.services.plans import get_plan, load_plan
from khoss.services.rounds import subject

LEAST_MET, MOST_MET = 8, 23
FIRST_DAY = date(2023, 9, 1)
# How the counties stand in the open round; everyone else is in progress.
OPEN_STATUSES = {
    "01": Status.NOT_STARTED,
    "05": Status.NOT_STARTED,
    "09": Status.SUBMITTED,
    "10": Status.RETURNED,
    "12": Status.NOT_STARTED,
    "13": Status.ACCEPTED,
    "17": Status.APPROVED,
    "18": Status.ACCEPTED,
    "20": Status.SUBMITTED,
    "21": Status.APPROVED,
    "22": Status.RETURNED,
    "24": Status.SUBMITTED,
}
EXTENDED = "14"


class YearMaker:
    """Make the years one after the other, each from the one before."""

    def __init__(self, seed: int, *, today: date, password_hash: str) -> None:
        self._rng = random.Random(f"{seed} ratings")
        self._today = today
        self._staff = add_accounts(password_hash=password_hash, now=moment(FIRST_DAY))
        self._counties = [
            ExampleCounty(county.code, county.municipalities, county.metropolitan)
            for county in db.session.scalars(select(County).order_by(County.code))
        ]
        self._strengths = Strengths(self._counties, self._rng)
        self._answering = Answering(seed, self._staff)
        self._totals: dict[str, Totals] = {}

    def add_published(self, year: int) -> None:
        """Add answers that add up to the published totals of a year."""
        round_ = db.session.scalars(select(Round).where(Round.year == year)).one()
        self._totals = _published_totals(round_)
        rows = self._rows()
        keep_within(rows, least=LEAST_MET, most=min(MOST_MET, len(rows) - 1), rng=self._rng)
        self._answer(round_, rows)
        written = moment(date(year, 12, 8))
        add_first_judgements(round_, by=self._staff.coordinator, now=written)

    def add_made_up(self, year: int) -> None:
        """Add a published year with a plan and answers of our own."""
        round_ = self._begin(changed_plan(get_plan(year - 1), year), RoundStatus.PUBLISHED)
        self._make_up_totals(round_)
        self._answer(round_, self._rows())

    def add_open(self, year: int) -> None:
        """Add the open round, with counties in every state."""
        round_ = self._begin(same_plan(get_plan(year - 1), year), RoundStatus.OPEN)
        self._make_up_totals(round_)
        round_.opens_on = self._today - timedelta(days=40)
        round_.closes_on = self._today + timedelta(days=18)
        self._log(round_, "round:open", round_.opens_on)
        yesterday = self._today - timedelta(days=1)
        answers = AnswerYear(round_, _list_goals(round_), self._rows(), round_.opens_on, yesterday)
        for county in self._counties:
            status = OPEN_STATUSES.get(county.code, Status.IN_PROGRESS)
            self._answering.add(answers, county, status)
        add_talk(round_, self._staff, today=self._today)
        reason = "Länet byter handläggare."
        db.session.add(
            RoundExtension(
                round_id=round_.id,
                county_code=EXTENDED,
                closes_on=round_.closes_on + timedelta(days=10),
                reason=reason,
            )
        )
        self._log(round_, "round:extend", yesterday, county_code=EXTENDED, reason=reason)

    def _begin(self, file: PlanFile, status: RoundStatus) -> Round:
        """Load a plan of our own and begin its round."""
        adopted_on = date(file.year, 1, 15)
        load_plan(
            file,
            now=moment(adopted_on),
            by=self._staff.coordinator,
            adopted_on=adopted_on,
            source="Exempeldata",
            is_example=True,
        )
        plan_id = db.session.scalars(
            select(ActionPlan.id).where(ActionPlan.year == file.year)
        ).one()
        round_ = Round(year=file.year, plan_id=plan_id, status=status)
        db.session.add(round_)
        db.session.flush()
        self._log(round_, "round:create", date(file.year, 2, 1))
        return round_

    def _make_up_totals(self, round_: Round) -> None:
        self._totals = {
            goal.goal_line_code: next_totals(
                self._totals.get(goal.goal_line_code), len(self._counties), self._rng
            )
            for goal in _list_goals(round_)
        }

    def _rows(self) -> dict[str, Row]:
        return {
            line: share_out(counts, self._strengths.order(line), self._rng)
            for line, counts in self._totals.items()
        }

    def _answer(self, round_: Round, rows: dict[str, Row]) -> None:
        """Add an accepted assessment for every county, and publish."""
        opens_on, closes_on = date(round_.year, 10, 2), date(round_.year, 11, 28)
        round_.opens_on, round_.closes_on = opens_on, closes_on
        answers = AnswerYear(round_, _list_goals(round_), rows, opens_on, closes_on)
        for county in self._counties:
            self._answering.add(answers, county, Status.ACCEPTED)
        self._log(round_, "round:open", opens_on)
        self._log(round_, "round:closed", closes_on + timedelta(days=1))
        self._log(round_, "round:published", closes_on + timedelta(days=14))

    def _log(
        self,
        round_: Round,
        tag: str,
        day: date,
        *,
        county_code: str | None = None,
        reason: str = "",
    ) -> None:
        events.record(
            tag,
            subject=subject(round_),
            by=self._staff.coordinator,
            at=moment(day),
            county_code=county_code,
            reason=reason,
        )


def _published_totals(round_: Round) -> dict[str, Totals]:
    rows = db.session.execute(
        select(SubGoal.goal_line_code, PublishedTotal.yes, PublishedTotal.partly, PublishedTotal.no)
        .join(PublishedTotal, PublishedTotal.sub_goal_id == SubGoal.id)
        .where(SubGoal.plan_id == round_.plan_id)
        .order_by(SubGoal.area_code, SubGoal.position)
    )
    return {line: (yes, partly, no) for line, yes, partly, no in rows}


def _list_goals(round_: Round) -> list[SubGoal]:
    plan = get_plan(round_.year)
    return sorted(plan.sub_goals, key=lambda goal: (goal.area.position, goal.position))
