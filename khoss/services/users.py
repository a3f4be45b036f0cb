"""Accounts."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import COUNTY_ROLES, Role
from khoss.errors import DuplicateValue, NotAllowed, NotFound, WrongState
from khoss.models import User
from khoss.services import events


def list_users() -> list[User]:
    """Return every account: national ones first, then by county and address."""
    return list(
        db.session.scalars(
            select(User)
            .options(joinedload(User.county))
            .order_by(User.county_code.is_not(None), User.county_code, User.email)
        )
    )


def get_user(user_id: int) -> User:
    """Return one account with its county.

    :raises NotFound: when there is none.
    """
    user = db.session.scalar(
        select(User).where(User.id == user_id).options(joinedload(User.county))
    )
    if user is None:
        raise NotFound(str(user_id))
    return user


def find_user(email: str) -> User | None:
    """Return the account with an address, whatever its case."""
    return db.session.scalar(select(User).where(User.email == email.lower()))


def check_roles(roles: Collection[Role], county_code: str | None) -> None:
    """Check that the roles fit each other and the county.

    :raises WrongState: when they do not.
    """
    held = frozenset(roles)
    if not held:
        raise WrongState("no role")
    if held & COUNTY_ROLES and held - COUNTY_ROLES:
        raise WrongState("county and national roles")
    if bool(held & COUNTY_ROLES) != (county_code is not None):
        raise WrongState("county")


def create_user(
    email: str,
    *,
    name: str,
    roles: Collection[Role],
    county_code: str | None,
    by: User | None,
    now: datetime,
) -> User:
    """Create an account without a password; its owner chooses one through a one-time link.

    :raises DuplicateValue: when the address has an account.
    :raises WrongState: when the roles do not fit each other or the county.
    """
    check_roles(roles, county_code)
    if find_user(email) is not None:
        raise DuplicateValue(email)
    user = User(
        email=email.lower(),
        name=name,
        county_code=county_code,
        created_at=now,
        fs_uniquifier=uuid.uuid4().hex,
    )
    _set_roles(user, roles)
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise DuplicateValue(email) from error
    _record("user:create", user, by=by, now=now, reason=", ".join(sorted(roles)))
    return user


def change_user(
    user: User,
    *,
    name: str,
    roles: Collection[Role],
    county_code: str | None,
    by: User,
    now: datetime,
) -> None:
    """Change what an account is called and may do.

    :raises NotAllowed: when administrators would take the role from themselves.
    :raises WrongState: when the roles do not fit each other or the county.
    """
    check_roles(roles, county_code)
    if user.id == by.id and Role.ADMIN not in roles:
        raise NotAllowed("own role")
    user.name = name
    user.county_code = county_code
    _set_roles(user, roles)
    _record("user:change", user, by=by, now=now, reason=", ".join(sorted(roles)))


def set_active(user: User, *, active: bool, by: User, now: datetime) -> None:
    """Close an account, ending its sessions, or open it again.

    :raises NotAllowed: when administrators would close their own.
    """
    if user.id == by.id:
        raise NotAllowed("own account")
    user.active = active
    if not active:
        user.fs_uniquifier = uuid.uuid4().hex
    _record("user:open" if active else "user:close", user, by=by, now=now)


def _set_roles(user: User, roles: Collection[Role]) -> None:
    user.is_officer = Role.OFFICER in roles
    user.is_approver = Role.APPROVER in roles
    user.is_coordinator = Role.COORDINATOR in roles
    user.is_reader = Role.READER in roles
    user.is_admin = Role.ADMIN in roles


def _record(tag: str, user: User, *, by: User | None, now: datetime, reason: str = "") -> None:
    events.record(
        tag,
        subject=f"user {user.id}",
        by=by,
        at=now,
        county_code=user.county_code,
        reason=reason,
    )
