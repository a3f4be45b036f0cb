"""Keys to the read API: made, revoked, and found again from what is sent."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Role
from khoss.errors import NotAllowed, NotFound, WrongState
from khoss.models import ApiToken, User
from khoss.services import events

# So that a key is known for what it is where it should not lie, in a mail or a repository.
PREFIX = "khoss_"
RANDOM_BYTES = 32
LONGEST = timedelta(days=365)
# Use is noted so often and no oftener: every note is a write.
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Holder:
    """Who asks with a key, and as what."""

    token_id: int
    user_id: int
    role: Role
    last_used_at: datetime | None


def create_token(
    user: User, *, name: str, role: Role, valid: timedelta, now: datetime
) -> tuple[ApiToken, str]:
    """Make a key and return it with its secret, which is kept nowhere.

    :raises NotAllowed: when the user does not have the role.
    :raises WrongState: when it would hold for longer than a year, or for no time.
    """
    if role not in user.held_roles:
        raise NotAllowed(role)
    if not timedelta() < valid <= LONGEST:
        raise WrongState("too long")
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = ApiToken(
        user_id=user.id,
        name=name,
        role=role,
        digest=_digest(secret),
        created_at=now,
        expires_at=now + valid,
    )
    db.session.add(token)
    db.session.flush()
    _record("token:create", token, by=user, now=now)
    return token, secret


def revoke_token(token: ApiToken, *, by: User, now: datetime) -> None:
    """End a key; one that has been revoked stays as it is."""
    if token.revoked_at is None:
        token.revoked_at = now
        _record("token:revoke", token, by=by, now=now)


def list_tokens(user: User) -> Sequence[ApiToken]:
    """Return a user's keys, latest first, those that have ended too."""
    return db.session.scalars(
        select(ApiToken).where(ApiToken.user_id == user.id).order_by(ApiToken.id.desc())
    ).all()


def get_token(token_id: int, *, user: User) -> ApiToken:
    """Return one of a user's own keys.

    :raises NotFound: when the user has no such key.
    """
    token = db.session.scalar(
        select(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user.id)
    )
    if token is None:
        raise NotFound(str(token_id))
    return token


def find_holder(secret: str, *, now: datetime) -> Holder | None:
    """Return who holds a key that is good: not ended, and of an account that still has the role."""
    if not secret.startswith(PREFIX):
        return None
    token = db.session.scalar(
        select(ApiToken)
        .where(
            ApiToken.digest == _digest(secret),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
        )
        .options(joinedload(ApiToken.user))
    )
    if token is None or not token.user.active or token.role not in token.user.held_roles:
        return None
    return Holder(token.id, token.user_id, token.role, token.last_used_at)


def note_use(holder: Holder, *, now: datetime) -> bool:
    """Note that a key was used, and tell whether that was written: once an hour is enough."""
    if holder.last_used_at is not None and now - holder.last_used_at < NOTED_EVERY:
        return False
    db.session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == holder.token_id,
            or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at < now),
        )
        .values(last_used_at=now)
    )
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(tag: str, token: ApiToken, *, by: User, now: datetime) -> None:
    events.record(
        tag,
        subject=f"user {by.id}",
        by=by,
        at=now,
        county_code=by.county_code,
        reason=f"{token.name} ({token.role.value})",
    )
