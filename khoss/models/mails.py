"""What the program writes to people: an outbox that is filled with the change that it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import MailKind, MailStatus
from khoss.models.users import User


class OutgoingMail(Base):
    """One mail to one person, and what became of it.

    `occasion` says what it was written for; one occasion writes to a person once. `try_at` is when
    it may be tried next.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
        Index("ix_outgoing_mail_waiting", "status", "try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MailKind] = mapped_column(stored_enum(MailKind))
    occasion: Mapped[str] = mapped_column(String(160), unique=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    county_code: Mapped[str | None] = mapped_column(ForeignKey("county.code"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    status: Mapped[MailStatus] = mapped_column(stored_enum(MailStatus), default=MailStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[user_id])
