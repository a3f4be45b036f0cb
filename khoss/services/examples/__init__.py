"""Example data: made-up answers of every county, marked as examples wherever they stand.

The answers of single counties were never published. Those made here add up to the published
totals of 2023 and 2024 in every row; 2025 and 2026 are made up altogether.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import AssessmentStatus as Status
from khoss.enums import Rating, RoundStatus
from khoss.errors import NotFound, RealData
from khoss.models import (
    ActionPlan,
    Answer,
    AnswerRevision,
    Assessment,
    County,
    Event,
    PublishedTotal,
    Round,
    RoundExtension,
    SubGoal,
)
from khoss.services.examples.accounts import CountyPeople, add_accounts, list_example_accounts
from khoss.services.examples.plans import changed_plan, same_plan
from khoss.services.examples.ratings import (
    ExampleCounty,
    Row,
    Strengths,
    keep_within,
    next_totals,
    share_out,
)
from khoss.services.examples.texts import Writer
from khoss.services.installation import find_installation
from khoss.services.plans import get_plan, load_plan

__all__ = ["add_examples", "list_example_accounts"]

LEAST_MET, MOST_MET = 8, 23
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
IN_PROGRESS_ANSWERED = {"07": 14, "08": 9}
EXTENDED = "14"


@dataclass(frozen=True)
class _Year:
    """One year's round with its goals in order and everybody's ratings."""

    round: Round
    goals: list[SubGoal]
    rows: dict[str, Row]
    first_day: date
    last_day: date


def add_examples(*, seed: int, today: date, password_hash: str) -> None:
    """Add the examples; the same seed and day give the same data.

    :raises RealData: when assessments have been begun that are no examples.
    :raises NotFound: when the official data are not loaded.
    """
    installation = find_installation()
    if installation is None:
        raise NotFound("installation")
    if db.session.scalar(select(func.count()).select_from(Assessment)):
        raise RealData
    installation.example_seed = seed
    maker = _Maker(seed, today, password_hash)
    for year in (2023, 2024):
        maker.add_published(year)
    maker.add_made_up(2025)
    maker.add_open(2026)
    db.session.flush()


class _Maker:
    """Make the years one after the other from one source of chance."""

    def __init__(self, seed: int, today: date, password_hash: str) -> None:
        self.rng = random.Random(seed)
        self.today = today
        start = datetime(2023, 9, 1, 8, tzinfo=UTC)
        self.people: dict[str, CountyPeople] = add_accounts(password_hash=password_hash, now=start)
        self.counties = [
            ExampleCounty(county.code, county.municipalities, county.metropolitan)
            for county in db.session.scalars(select(County).order_by(County.code))
        ]
        self.strengths = Strengths(self.counties, self.rng)
        self.writer = Writer(self.rng)
        self.totals: dict[str, tuple[int, int, int]] = {}

    def add_published(self, year: int) -> None:
        """Add answers that add up to the published totals of a year."""
        round_ = db.session.scalars(select(Round).where(Round.year == year)).one()
        self._answer(round_, _published_totals(round_))

    def add_made_up(self, year: int) -> None:
        """Add a published year with a plan and answers of our own."""
        load_plan(
            changed_plan(get_plan(year - 1), year),
            now=_moment(date(year, 1, 15)),
            source="Exempeldata",
            is_example=True,
        )
        round_ = self._round(year, RoundStatus.PUBLISHED)
        goals = _list_goals(round_)
        totals = {
            goal.goal_line_code: next_totals(
                self.totals.get(goal.goal_line_code), len(self.counties), self.rng
            )
            for goal in goals
        }
        self._answer(round_, totals)

    def add_open(self, year: int) -> None:
        """Add the open round, with counties in every state."""
        load_plan(
            same_plan(get_plan(year - 1), year),
            now=_moment(date(year, 1, 15)),
            source="Exempeldata",
            is_example=True,
        )
        round_ = self._round(year, RoundStatus.OPEN)
        round_.opens_on = self.today - timedelta(days=40)
        round_.closes_on = self.today + timedelta(days=18)
        goals = _list_goals(round_)
        rows = self._rows(
            {
                goal.goal_line_code: next_totals(
                    self.totals.get(goal.goal_line_code), len(self.counties), self.rng
                )
                for goal in goals
            }
        )
        first, last = round_.opens_on, self.today - timedelta(days=1)
        plan = _Year(round_, goals, rows, first, last)
        for county in self.counties:
            status = OPEN_STATUSES.get(county.code, Status.IN_PROGRESS)
            self._add_assessment(plan, county, status)
        db.session.add(
            RoundExtension(
                round_id=round_.id,
                county_code=EXTENDED,
                closes_on=round_.closes_on + timedelta(days=10),
                reason="Länet byter handläggare.",
            )
        )

    def _answer(self, round_: Round, totals: dict[str, tuple[int, int, int]]) -> None:
        """Add an accepted assessment for every county."""
        self.totals = totals
        round_.opens_on = date(round_.year, 10, 2)
        round_.closes_on = date(round_.year, 11, 28)
        year = _Year(
            round_, _list_goals(round_), self._rows(totals), round_.opens_on, round_.closes_on
        )
        for county in self.counties:
            self._add_assessment(year, county, Status.ACCEPTED)

    def _rows(self, totals: dict[str, tuple[int, int, int]]) -> dict[str, Row]:
        rows = {
            line: share_out(counts, self.strengths.order(line), self.rng)
            for line, counts in totals.items()
        }
        keep_within(rows, least=min(LEAST_MET, len(rows)), most=min(MOST_MET, len(rows) - 1))
        return rows

    def _round(self, year: int, status: RoundStatus) -> Round:
        plan_id = db.session.scalars(select(ActionPlan.id).where(ActionPlan.year == year)).one()
        round_ = Round(year=year, plan_id=plan_id, status=status)
        db.session.add(round_)
        db.session.flush()
        return round_

    def _add_assessment(self, year: _Year, county: ExampleCounty, status: Status) -> None:
        assessment = Assessment(
            round_id=year.round.id, county_code=county.code, status=Status.NOT_STARTED
        )
        answered = self._how_many(county, status, len(year.goals))
        saved = self._saved_moments(year, len(year.goals))
        revisions = []
        for place, goal in enumerate(year.goals):
            answer = Answer(sub_goal_id=goal.id)
            assessment.answers.append(answer)
            rating = year.rows[goal.goal_line_code][county.code]
            if place < answered:
                revisions.append((answer, self._fill(answer, goal, rating, county, saved[place])))
        db.session.add(assessment)
        db.session.flush()
        for answer, revision in revisions:
            revision.answer_id = answer.id
            db.session.add(revision)
        self._take_steps(assessment, year, status, after=saved[-1])

    def _how_many(self, county: ExampleCounty, status: Status, goals: int) -> int:
        """Return how many of the questions a county has come to."""
        if status is Status.NOT_STARTED:
            return 0
        if status is Status.IN_PROGRESS:
            return IN_PROGRESS_ANSWERED.get(county.code) or self.rng.randint(1, goals - 2)
        return goals

    def _saved_moments(self, year: _Year, goals: int) -> list[datetime]:
        """Return when each answer was saved, in order, within the round's days."""
        span = (year.last_day - year.first_day).days
        days = sorted(self.rng.randint(1, max(1, span - 8)) for _ in range(goals))
        return [
            _moment(year.first_day + timedelta(days=day), minute=place)
            for place, day in enumerate(days)
        ]

    def _fill(
        self,
        answer: Answer,
        goal: SubGoal,
        rating: Rating | None,
        county: ExampleCounty,
        moment: datetime,
    ) -> AnswerRevision:
        content = self.writer.write(goal.area_code, rating, county)
        officer = self.people[county.code].officer
        values = {
            "rating": content.rating,
            "activities": content.activities,
            "obstacles": content.obstacles,
            "support_needs": content.support_needs,
        }
        for name, value in values.items():
            setattr(answer, name, value)
        answer.updated_at, answer.updated_by_id = moment, officer.id
        return AnswerRevision(version=1, saved_at=moment, saved_by_id=officer.id, **values)

    def _take_steps(
        self, assessment: Assessment, year: _Year, status: Status, *, after: datetime
    ) -> None:
        """Bring an assessment to its state, with the log that goes with it."""
        people = self.people[assessment.county_code]
        assessment.status = status
        if status in (Status.NOT_STARTED, Status.IN_PROGRESS):
            return
        subject = f"assessment {year.round.year}/{assessment.county_code}"

        def log(tag: str, by_id: int | None, days: int, reason: str = "") -> datetime:
            moment = after + timedelta(days=days)
            db.session.add(
                Event(
                    at=moment,
                    by_id=by_id,
                    tag=tag,
                    subject=subject,
                    county_code=assessment.county_code,
                    reason=reason,
                )
            )
            return moment

        assessment.submitted_at = log("assessment:submit", people.officer.id, 1)
        assessment.submitted_by_id = people.officer.id
        if status is Status.RETURNED:
            reason = self.rng.choice(self.writer.return_reasons)
            log("assessment:return", None, 2, reason)
            assessment.return_reason = reason
        if status in (Status.APPROVED, Status.ACCEPTED):
            assessment.approved_at = log("assessment:approve", people.approver.id, 2)
            assessment.approved_by_id = people.approver.id
        if status is Status.ACCEPTED:
            assessment.accepted_at = log("assessment:accept", None, 4)


def _published_totals(round_: Round) -> dict[str, tuple[int, int, int]]:
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


def _moment(day: date, *, minute: int = 0) -> datetime:
    return datetime.combine(day, time(9, minute % 60), tzinfo=UTC)
