"""Example accounts: each role once, and an officer in every county."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from khoss.db import db
from khoss.models import County, User

DOMAIN = "khoss.example"
GUESTS = ("07", "08")
BOTH_ROLES = "09"


@dataclass(frozen=True)
class CountyPeople:
    """Who answers and who approves in a county."""

    officer: User
    approver: User


@dataclass(frozen=True)
class Staff:
    """The people of each county, by its code, and the coordinator."""

    counties: dict[str, CountyPeople]
    coordinator: User


def add_accounts(*, password_hash: str, now: datetime) -> Staff:
    """Add the example accounts; return those that act."""
    people = {}
    for county in db.session.scalars(select(County).order_by(County.code)):
        name, short = county.name.removesuffix(" län").removesuffix("s"), _ascii(county.name)
        officer = _account(f"handlaggare.{short}", f"Handläggare {name}", password_hash, now)
        approver = _account(f"godkannare.{short}", f"Godkännare {name}", password_hash, now)
        for user in (officer, approver):
            user.county_code = county.code
        officer.is_officer = True
        officer.is_approver = county.code == BOTH_ROLES
        approver.is_approver = True
        people[county.code] = CountyPeople(officer, approver)
    coordinator = _account("samordnare", "Nationell samordnare", password_hash, now)
    coordinator.is_coordinator = True
    reader = _account("lasare", "Läsare", password_hash, now)
    reader.is_reader = True
    admin = _account("administrator", "Administratör", password_hash, now)
    admin.is_admin = True
    db.session.flush()
    return Staff(people, coordinator)


def list_example_accounts() -> list[User]:
    """Return the accounts that a newcomer tries first: national ones and two counties'."""
    return list(
        db.session.scalars(
            select(User)
            .where(
                User.is_example,
                User.county_code.is_(None) | User.county_code.in_((*GUESTS, BOTH_ROLES)),
            )
            .order_by(User.county_code.is_not(None), User.county_code, User.id)
        )
    )


def _account(local: str, name: str, password_hash: str, now: datetime) -> User:
    user = User(
        email=f"{local}@{DOMAIN}",
        name=name,
        password=password_hash,
        fs_uniquifier=uuid.uuid4().hex,
        created_at=now,
        is_example=True,
    )
    db.session.add(user)
    return user


def _ascii(county: str) -> str:
    """Return a county's name as an address writes it: `Västra Götalands län`, vastragotaland."""
    name = county.removesuffix(" län").removesuffix("s").replace(" ", "").lower()
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
