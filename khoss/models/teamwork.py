"""Working together on an assessment: who has what, who is here, and what they say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import Audience
from khoss.models.assessments import Answer
from khoss.models.users import User


class Assignment(Base):
    """One question that a colleague has taken on."""

    __tablename__ = "assignment"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])


class Presence(Base):
    """When somebody was last seen in an assessment, and at which question."""

    __tablename__ = "presence"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="raise")
    answer: Mapped[Answer | None] = relationship(lazy="raise")


class Comment(Base):
    """One entry in the thread of an answer: among the county's own, or with the coordinator."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by_id IS NULL)", name="resolved_by_somebody"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    audience: Mapped[Audience] = mapped_column(stored_enum(Audience))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    from_coordinator: Mapped[bool]
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    written_by: Mapped[User] = relationship(lazy="raise", foreign_keys=[written_by_id])
    answer: Mapped[Answer] = relationship(lazy="raise")


class HandoverNote(Base):
    """A county's free note to whoever takes over; every saved state is kept."""

    __tablename__ = "handover_note"

    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    saved_by: Mapped[User] = relationship(lazy="raise")
