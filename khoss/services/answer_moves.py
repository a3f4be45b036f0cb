"""Who moved an answer and when: its saved states, and the steps of its assessment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.figures.editions import Place
from khoss.models import Answer, AnswerRevision, Assessment, Event, Round, SubGoal

# The steps that make answers count, or count no longer.
COUNTING = ("assessment:submit", "assessment:return", "assessment:take_back")


@dataclass(frozen=True)
class Move:
    """One thing that was done to an answer, or with an event's tag to its whole assessment."""

    at: datetime
    who: str
    tag: str = ""


def list_moves(
    places: Collection[Place], *, since: datetime, until: datetime
) -> dict[Place, list[Move]]:
    """Return what was done to some answers in a time, by answer and in order; two queries."""
    found: dict[Place, list[Move]] = {place: [] for place in places}
    if not found:
        return found
    for place, move in [*_saves(places, since, until), *_steps(places, since, until)]:
        found.setdefault(place, []).append(move)
    return {place: sorted(moves, key=lambda one: one.at) for place, moves in found.items()}


def _saves(places: Collection[Place], since: datetime, until: datetime) -> list[tuple[Place, Move]]:
    counties = {(place.year, place.county) for place in places}
    rows = db.session.execute(
        select(AnswerRevision, Round.year, Assessment.county_code, SubGoal)
        .join(Answer, AnswerRevision.answer_id == Answer.id)
        .join(Answer.assessment)
        .join(Assessment.round)
        .join(Answer.sub_goal)
        .where(
            tuple_(Round.year, Assessment.county_code).in_(sorted(counties)),
            AnswerRevision.saved_at > since,
            AnswerRevision.saved_at <= until,
        )
        .options(joinedload(AnswerRevision.saved_by))
    )
    wanted = set(places)
    return [
        (
            place,
            Move(revision.saved_at, revision.saved_by.display_name if revision.saved_by else ""),
        )
        for revision, year, county, goal in rows
        if (place := Place(year, county, goal.key)) in wanted
    ]


def _steps(places: Collection[Place], since: datetime, until: datetime) -> list[tuple[Place, Move]]:
    by_subject: dict[str, list[Place]] = {}
    for place in places:
        by_subject.setdefault(f"assessment {place.year}/{place.county}", []).append(place)
    steps = db.session.scalars(
        select(Event)
        .where(
            Event.subject.in_(by_subject),
            Event.tag.in_(COUNTING),
            Event.at > since,
            Event.at <= until,
        )
        .options(joinedload(Event.by))
    )
    return [
        (place, Move(step.at, step.by.display_name if step.by else "", step.tag))
        for step in steps
        for place in by_subject[step.subject]
    ]
