"""Who: users and what they may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime
from khoss.enums import Role
from khoss.models.counties import County


@dataclass(frozen=True)
class RoleName(RoleMixin):
    """Name a role the way the sign-in library reads it; what it may is for access.py."""

    name: str
    permissions: None = None


class User(Base, UserMixin):
    """One person's account.

    Officers and approvers belong to a county; the others to none. One person may be officer and
    approver, or coordinator and administrator.
    """

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint(
            "(is_officer OR is_approver) = (county_code IS NOT NULL)", name="county_roles"
        ),
        CheckConstraint(
            "NOT ((is_officer OR is_approver) AND (is_coordinator OR is_reader OR is_admin))",
            name="county_or_national",
        ),
        CheckConstraint(
            "is_officer OR is_approver OR is_coordinator OR is_reader OR is_admin",
            name="has_a_role",
        ),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    county_code: Mapped[str | None] = mapped_column(ForeignKey("county.code"), index=True)
    is_officer: Mapped[bool] = mapped_column(default=False)
    is_approver: Mapped[bool] = mapped_column(default=False)
    is_coordinator: Mapped[bool] = mapped_column(default=False)
    is_reader: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_example: Mapped[bool] = mapped_column(default=False)

    county: Mapped[County | None] = relationship(lazy="raise")

    @property
    def held_roles(self) -> frozenset[Role]:
        """Return the roles that the account has."""
        held = {
            Role.OFFICER: self.is_officer,
            Role.APPROVER: self.is_approver,
            Role.COORDINATOR: self.is_coordinator,
            Role.READER: self.is_reader,
            Role.ADMIN: self.is_admin,
        }
        return frozenset(role for role, has in held.items() if has)

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]  # read-only here: derived
        """Return the roles in the form that the sign-in library reads."""
        return [RoleName(role.value) for role in sorted(self.held_roles)]

    @property
    def display_name(self) -> str:
        """Return the person's name, or the address where there is none."""
        return self.name or self.email
