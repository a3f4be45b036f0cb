"""The outbox: mails that wait, that were sent, and that failed.

A mail is a row in the same transaction as the change that it tells of: no change without its mail,
no mail without its change. A job process delivers it. It claims the row and commits the claim
before the mail leaves, so two processes never hold the same mail. A process that dies between the
server's yes and its own note of it sends the mail once more, when the claim has run out: delivery
is at least once, and both copies carry the same Message-ID.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Insert, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from khoss.db import db, hold
from khoss.enums import MailKind, MailStatus
from khoss.errors import NotFound, WrongState
from khoss.models import OutgoingMail, User
from khoss.services import events

# How long after each failed attempt the next one comes; after the last of them, hourly.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
)
GIVE_UP_AFTER = timedelta(days=3)
# Longer than any attempt takes: nobody else tries the mail meanwhile.
CLAIM = timedelta(minutes=5)
SUBJECT_LIMIT = 200
QUEUED_NOW = "khoss.mails_queued"


@dataclass(frozen=True)
class NewMail:
    """One mail to one person, on its way into the outbox."""

    kind: MailKind
    occasion: str
    to: User
    subject: str
    body: str
    round_id: int | None = None


@dataclass(frozen=True)
class Claim:
    """A mail that is ours to send; `key` is its name among all mails, however often it is tried."""

    mail_id: int
    key: str
    address: str
    subject: str
    body: str
    written_at: datetime


@dataclass(frozen=True)
class MailFilter:
    """Which mails are asked for; None is any."""

    kind: MailKind | None = None
    county_code: str | None = None
    status: MailStatus | None = None


def queue_mails(mails: Sequence[NewMail], *, by: User | None, now: datetime) -> int:
    """Put mails into the outbox; return how many.

    One occasion writes to a person once: what is there already stays as it is. Nobody whose
    account is closed is written to.
    """
    rows = [_row(mail, by=by, now=now) for mail in mails if mail.to.active]
    if not rows:
        return 0
    # One statement that passes over what is there: two processes may remind at the same time.
    added = db.session.execute(_insert().values(rows).returning(OutgoingMail.id)).all()
    if added:
        db.session.info[QUEUED_NOW] = True
    return len(added)


def has_just_queued() -> bool:
    """Tell, once, whether this session has put mails into the outbox."""
    return bool(db.session.info.pop(QUEUED_NOW, False))


def claim_next(now: datetime) -> Claim | None:
    """Claim the oldest mail that is due: nobody else tries it until the claim has run out.

    The caller commits before the mail leaves, and holds no transaction while it is on its way.
    """
    mail = db.session.scalar(
        select(OutgoingMail)
        .where(OutgoingMail.status == MailStatus.QUEUED, OutgoingMail.try_at <= now)
        .order_by(OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail is None:
        return None
    mail.attempts += 1
    mail.try_at = now + CLAIM
    # On its way it has not failed: nobody can ask for it to be tried again meanwhile.
    mail.failure = ""
    db.session.flush()
    key = hashlib.sha256(f"{mail.id} {mail.occasion}".encode()).hexdigest()[:32]
    return Claim(mail.id, key, mail.address, mail.subject, mail.body, mail.created_at)


def mark_sent(mail: OutgoingMail, *, now: datetime) -> None:
    """Note that a mail has left."""
    mail.status = MailStatus.SENT
    mail.sent_at = now
    mail.failure = ""
    db.session.flush()


def mark_failed(mail: OutgoingMail, failure: str, *, now: datetime, for_good: bool = False) -> None:
    """Note why a mail did not leave, and when it is tried again; after three days it is given up.

    `for_good` gives it up at once: trying again would not help. What another process has sent
    meanwhile stays sent.
    """
    if mail.status is MailStatus.SENT:
        return
    mail.failure = failure
    mail.try_at = now + BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    if for_good or now - mail.created_at >= GIVE_UP_AFTER:
        mail.status = MailStatus.FAILED
    db.session.flush()


def try_again(mail: OutgoingMail, *, by: User, now: datetime) -> None:
    """Make a mail that has failed due at once.

    :raises WrongState: when it has not failed, has left, or is on its way.
    """
    hold(mail)
    if mail.status is MailStatus.SENT or not mail.failure:
        raise WrongState(mail.status)
    mail.status = MailStatus.QUEUED
    mail.try_at = now
    events.record("mail:retry", subject=subject(mail), by=by, at=now, county_code=mail.county_code)
    db.session.info[QUEUED_NOW] = True
    db.session.flush()


def get_mail(mail_id: int) -> OutgoingMail:
    """Return one mail with the person it goes to.

    :raises NotFound: when there is none.
    """
    mail = db.session.scalar(
        select(OutgoingMail)
        .where(OutgoingMail.id == mail_id)
        .options(joinedload(OutgoingMail.user))
    )
    if mail is None:
        raise NotFound(str(mail_id))
    return mail


def list_mails(wanted: MailFilter, *, limit: int, offset: int = 0) -> list[OutgoingMail]:
    """Return the mails that are asked for, latest first."""
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .where(*_conditions(wanted))
            .order_by(OutgoingMail.id.desc())
            .limit(limit)
            .offset(offset)
        )
    )


def count_mails(wanted: MailFilter) -> dict[MailStatus, int]:
    """Return how many of the mails that are asked for have come how far."""
    rows = db.session.execute(
        select(OutgoingMail.status, func.count().label("number"))
        .where(*_conditions(wanted))
        .group_by(OutgoingMail.status)
    )
    found = {row.status: row.number for row in rows}
    return {status: found.get(status, 0) for status in MailStatus}


def subject(mail: OutgoingMail) -> str:
    """Return the mail's name in the log."""
    return f"mail {mail.id}"


def _conditions(wanted: MailFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (OutgoingMail.kind, wanted.kind),
        (OutgoingMail.county_code, wanted.county_code),
        (OutgoingMail.status, wanted.status),
    )
    return [column == value for column, value in pairs if value is not None]


def _insert() -> Insert:
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(OutgoingMail).on_conflict_do_nothing(index_elements=["occasion"])
    return sqlite.insert(OutgoingMail).on_conflict_do_nothing(index_elements=["occasion"])


def _row(mail: NewMail, *, by: User | None, now: datetime) -> dict[str, object]:
    return {
        "kind": mail.kind,
        "occasion": f"{mail.occasion} to {mail.to.id}",
        "round_id": mail.round_id,
        "county_code": mail.to.county_code,
        "user_id": mail.to.id,
        "address": mail.to.email,
        # One line, whatever was handed in: it becomes a header.
        "subject": " ".join(mail.subject.split())[:SUBJECT_LIMIT],
        "body": mail.body,
        "created_at": now,
        "created_by_id": by.id if by else None,
        "status": MailStatus.QUEUED,
        "attempts": 0,
        "try_at": now,
        "failure": "",
    }
