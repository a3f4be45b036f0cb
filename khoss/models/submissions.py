"""What was handed in, each time, and what was given back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime
from khoss.models.users import User


class Submission(Base):
    """One time that a county handed in its assessment."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class SubmittedAnswer(Base):
    """Which version of an answer a submission held; version 1 is an answer never filled in."""

    __tablename__ = "submitted_answer"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    version: Mapped[int]


class ReturnedAnswer(Base):
    """One question given back for completion, with its reason; settled by the next submission."""

    __tablename__ = "returned_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    returned_version: Mapped[int]
    returned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    returned_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    returned_by: Mapped[User] = relationship(lazy="raise")
