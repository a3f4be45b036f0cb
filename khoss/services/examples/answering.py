"""Made-up assessments: their answers, every saved state of them, and the steps taken."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from khoss.db import db
from khoss.enums import AssessmentStatus as Status
from khoss.enums import Rating
from khoss.models import Answer, AnswerRevision, Assessment, Round, SubGoal, User
from khoss.services import events
from khoss.services.answers import AnswerContent
from khoss.services.assessments import HANDED_IN, subject
from khoss.services.examples.accounts import Staff
from khoss.services.examples.ratings import ExampleCounty, Row
from khoss.services.examples.texts import Writer, return_reason
from khoss.services.submissions import record_submission

# How many questions the two counties that a newcomer tries first have come to.
IN_PROGRESS_ANSWERED = {"07": 14, "08": 9}
UNDER_WAY = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
# How many days it takes from the last answer until a handed-in assessment is accepted.
DAYS_AFTER = 8


@dataclass(frozen=True)
class AnswerYear:
    """One year's round with its goals in order, everybody's ratings, and the days to answer."""

    round: Round
    goals: Sequence[SubGoal]
    rows: dict[str, Row]
    first_day: date
    last_day: date


@dataclass(frozen=True)
class _Saved:
    """What is saved of one answer, and when."""

    goal: SubGoal
    content: AnswerContent
    at: datetime


class Answering:
    """Answer in the name of the counties."""

    def __init__(self, seed: int, staff: Staff) -> None:
        self._rng = random.Random(f"{seed} days")
        self._writer = Writer(random.Random(f"{seed} texts"))
        self._staff = staff

    def add(self, year: AnswerYear, county: ExampleCounty, status: Status) -> None:
        """Add a county's assessment as it stands in a state."""
        assessment = Assessment(round=year.round, county_code=county.code, status=status)
        saved = self._saved(year, county, status)
        self._take_steps(assessment, saved)
        officer = self._staff.counties[county.code].officer
        rest = year.goals[len(saved) :]
        answers = [_answer(one, officer) for one in saved]
        assessment.answers = [*answers, *(Answer(sub_goal_id=goal.id) for goal in rest)]
        db.session.add(assessment)
        db.session.flush()
        db.session.add_all(map(_revision, answers, saved))
        if saved:
            assessment.opened_at = saved[0].at
        if assessment.submitted_at is not None:
            record_submission(assessment, by=officer, now=assessment.submitted_at)

    def _saved(self, year: AnswerYear, county: ExampleCounty, status: Status) -> list[_Saved]:
        """Return what a county has answered so far, from the first question on."""
        officer = self._writer.begin(county)
        goals = year.goals[: self._how_many(county, status, len(year.goals))]
        saved = []
        for goal, at in zip(goals, self._moments(year, status, len(goals)), strict=True):
            rating = year.rows[goal.goal_line_code][county.code]
            if status is Status.IN_PROGRESS:
                rating = rating or Rating.PARTLY
            saved.append(_Saved(goal, officer.write(goal.goal_line_code, rating), at))
        return saved

    def _how_many(self, county: ExampleCounty, status: Status, goals: int) -> int:
        if status is Status.NOT_STARTED:
            return 0
        if status is Status.IN_PROGRESS:
            return IN_PROGRESS_ANSWERED.get(county.code) or self._rng.randint(1, goals - 2)
        return goals

    def _moments(self, year: AnswerYear, status: Status, count: int) -> list[datetime]:
        """Return when each answer was saved: in working hours, one after the other."""
        span = (year.last_day - year.first_day).days - (0 if status in UNDER_WAY else DAYS_AFTER)
        return sorted(
            moment(
                year.first_day + timedelta(days=self._rng.randint(1, span)),
                hour=self._rng.randint(7, 15),
                minute=self._rng.randint(0, 59),
            )
            for _ in range(count)
        )

    def _take_steps(self, assessment: Assessment, saved: Sequence[_Saved]) -> None:
        """Bring an assessment to its state, with the log that goes with it."""
        status = assessment.status
        if status in UNDER_WAY:
            return
        people, coordinator = self._staff.counties[assessment.county_code], self._staff.coordinator
        last = saved[-1].at
        unanswered = [one.goal.key for one in saved if one.content.rating is None]
        assessment.submitted_at = last + timedelta(minutes=20)
        assessment.submitted_by_id = people.officer.id
        self._log(
            assessment, "submit", people.officer, assessment.submitted_at, ", ".join(unanswered)
        )
        if status is Status.RETURNED:
            contents = [(one.goal.key, one.content) for one in saved]
            assessment.return_reason = return_reason(contents)
            at = last + timedelta(days=2)
            self._log(assessment, "return", coordinator, at, assessment.return_reason)
        if status in HANDED_IN - {Status.SUBMITTED}:
            assessment.approved_at = last + timedelta(days=1)
            assessment.approved_by_id = people.approver.id
            self._log(assessment, "approve", people.approver, assessment.approved_at)
        if status is Status.ACCEPTED:
            assessment.accepted_at = last + timedelta(days=4)
            assessment.accepted_by_id = coordinator.id
            self._log(assessment, "accept", coordinator, assessment.accepted_at)

    @staticmethod
    def _log(assessment: Assessment, step: str, by: User, at: datetime, reason: str = "") -> None:
        events.record(
            f"assessment:{step}",
            subject=subject(assessment),
            by=by,
            at=at,
            county_code=assessment.county_code,
            reason=reason,
        )


def moment(day: date, *, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment of a day, in UTC."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def _answer(saved: _Saved, officer: User) -> Answer:
    return Answer(
        sub_goal_id=saved.goal.id,
        rating=saved.content.rating,
        activities=saved.content.activities,
        obstacles=saved.content.obstacles,
        support_needs=saved.content.support_needs,
        updated_at=saved.at,
        updated_by_id=officer.id,
    )


def _revision(answer: Answer, saved: _Saved) -> AnswerRevision:
    return AnswerRevision(
        answer_id=answer.id,
        version=answer.version,
        rating=answer.rating,
        activities=answer.activities,
        obstacles=answer.obstacles,
        support_needs=answer.support_needs,
        saved_at=saved.at,
        saved_by_id=answer.updated_by_id,
    )
