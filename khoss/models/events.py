"""The append-only log of every change of state."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime
from khoss.models.users import User


class Event(Base):
    """One change of state: what, of which thing, by whom, when and why.

    `tag` is `noun:action`; `subject` is the noun's own name, `assessment 2026/07`.
    """

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    tag: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    county_code: Mapped[str | None] = mapped_column(ForeignKey("county.code"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[User | None] = relationship(lazy="raise")
