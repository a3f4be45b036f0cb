"""Working together in a county: who has taken on what, and who is here now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.errors import NotAllowed
from khoss.models import Answer, Assessment, Assignment, Presence, SubGoal, User
from khoss.services import events
from khoss.services.assessments import subject

# Somebody who has not been heard of for this long has left.
HERE_FOR = timedelta(minutes=2)


def list_colleagues(county_code: str) -> Sequence[User]:
    """Return the county's active officers by name."""
    return db.session.scalars(
        select(User)
        .where(User.county_code == county_code, User.active, User.is_officer)
        .order_by(User.name, User.email)
    ).all()


def list_assignments(assessment: Assessment) -> dict[int, User]:
    """Return who has taken on each question, by the answer's id."""
    rows = db.session.scalars(
        select(Assignment)
        .join(Answer, Assignment.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment.id)
        .options(joinedload(Assignment.user))
    )
    return {row.answer_id: row.user for row in rows}


def assign(
    assessment: Assessment,
    wanted: Mapping[int, int | None],
    *,
    colleagues: Sequence[User],
    by: User,
    now: datetime,
) -> int:
    """Give questions, by answer id, to colleagues, or to nobody; return how many changed.

    :raises NotAllowed: when somebody is not the county's, or a question is not this assessment's.
    """
    known = {user.id for user in colleagues}
    own = set(
        db.session.scalars(select(Answer.id).where(Answer.assessment_id == assessment.id)).all()
    )
    if not wanted.keys() <= own or not {one for one in wanted.values() if one} <= known:
        raise NotAllowed("not of this county")
    present = {answer_id: user.id for answer_id, user in list_assignments(assessment).items()}
    changed = {
        answer_id: user_id
        for answer_id, user_id in wanted.items()
        if present.get(answer_id) != user_id
    }
    if not changed:
        return 0
    db.session.execute(delete(Assignment).where(Assignment.answer_id.in_(changed)))
    db.session.add_all(
        Assignment(answer_id=answer_id, user_id=user_id, assigned_at=now, assigned_by_id=by.id)
        for answer_id, user_id in changed.items()
        if user_id
    )
    events.record(
        "assessment:assign",
        subject=subject(assessment),
        by=by,
        at=now,
        county_code=assessment.county_code,
    )
    db.session.flush()
    return len(changed)


def note_presence(
    assessment: Assessment, *, user: User, answer: Answer | None, now: datetime
) -> None:
    """Note that somebody is in an assessment now, and at which question."""
    answer_id = answer.id if answer else None
    found = db.session.get(Presence, (assessment.id, user.id))
    if found is None:
        try:
            with db.session.begin_nested():
                db.session.add(
                    Presence(
                        assessment_id=assessment.id,
                        user_id=user.id,
                        answer_id=answer_id,
                        seen_at=now,
                    )
                )
            return
        except IntegrityError:
            # Two windows of one person at once: the other one was first.
            found = db.session.get_one(Presence, (assessment.id, user.id))
    found.seen_at = now
    found.answer_id = answer_id
    db.session.flush()


def list_present(assessment: Assessment, *, but: User, now: datetime) -> Sequence[Presence]:
    """Return who else is in an assessment now, by name, each with the question they are at."""
    return db.session.scalars(
        select(Presence)
        .join(Presence.user)
        .where(
            Presence.assessment_id == assessment.id,
            Presence.user_id != but.id,
            Presence.seen_at > now - HERE_FOR,
        )
        .options(
            joinedload(Presence.user),
            joinedload(Presence.answer)
            .joinedload(Answer.sub_goal)
            .load_only(SubGoal.area_code, SubGoal.position),
        )
        .order_by(User.name)
    ).all()
