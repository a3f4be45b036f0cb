"""A coordinator's own mails to chosen counties."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus, MailKind, RoundStatus
from khoss.models import Assessment, Round, User
from khoss.services import events
from khoss.services.assessments import EDITABLE
from khoss.services.mails import NewMail, queue_mails

# The letters' name in the log.
SUBJECT = "letters"
# Quick choices of counties, by how far they have come in the open round.
ALL = "all"
PICKS: Mapping[str, frozenset[AssessmentStatus]] = {
    "not_started": frozenset({AssessmentStatus.NOT_STARTED}),
    "not_handed_in": EDITABLE,
    "not_approved": frozenset({AssessmentStatus.SUBMITTED}),
}


def find_open_round() -> Round | None:
    """Return the latest round that is open, if one is."""
    return db.session.scalar(
        select(Round).where(Round.status == RoundStatus.OPEN).order_by(Round.year.desc()).limit(1)
    )


def list_county_codes(round_: Round, statuses: Collection[AssessmentStatus]) -> list[str]:
    """Return the counties whose assessments have come so far in a round, by code."""
    return list(
        db.session.scalars(
            select(Assessment.county_code)
            .where(Assessment.round_id == round_.id, Assessment.status.in_(statuses))
            .order_by(Assessment.county_code)
        )
    )


def send_letter(
    key: str, *, subject: str, body: str, to: Sequence[User], by: User, now: datetime
) -> int:
    """Put a letter to each of these people into the outbox; return how many that were.

    `key` names the letter: sent again, by a second click, it writes to nobody twice.
    """
    mails = [
        NewMail(
            kind=MailKind.LETTER,
            occasion=f"letter {key}",
            to=user,
            subject=subject,
            body=body,
        )
        for user in to
    ]
    number = queue_mails(mails, by=by, now=now)
    if number:
        counties = sorted({user.county_code for user in to if user.county_code})
        events.record(
            "mail:send",
            subject=SUBJECT,
            by=by,
            at=now,
            reason=f"{subject} ({', '.join(counties)}; {number})",
        )
    return number
