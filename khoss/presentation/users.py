"""Accounts in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.models import User


@dataclass(frozen=True)
class AccountRow:
    """One account as the administrator sees it."""

    id: int
    email: str
    name: str
    roles: str
    county: str
    active: bool
    active_text: str
    has_password: bool


def account_page(user: User) -> AccountRow:
    """Return one account in words."""
    return AccountRow(
        id=user.id,
        email=user.email,
        name=user.name,
        roles=", ".join(
            str(text) for role, text in labels.ROLES.items() if role in user.held_roles
        ),
        county=user.county.name if user.county else _("nationell"),
        active=user.active,
        active_text=_("Öppet") if user.active else _("Stängt"),
        has_password=user.password is not None,
    )


def account_rows(users: Sequence[User]) -> list[AccountRow]:
    """Return accounts in words."""
    return [account_page(user) for user in users]
