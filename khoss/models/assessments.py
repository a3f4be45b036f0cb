"""What is answered: a county's self-assessment, its answers and every state of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import AssessmentStatus, Rating, SaveKind, SetAsideCause
from khoss.models.counties import County
from khoss.models.plans import SubGoal
from khoss.models.rounds import Round
from khoss.models.users import User


class AnswerFields:
    """What an officer fills in for one sub-goal.

    `coverage` is how many of the county's municipalities the answer holds for; `change_reason`
    why a rating that was ja last year no longer is.
    """

    rating: Mapped[Rating | None] = mapped_column(stored_enum(Rating))
    activities: Mapped[str] = mapped_column(Text, default="")
    obstacles: Mapped[str] = mapped_column(Text, default="")
    support_needs: Mapped[str] = mapped_column(Text, default="")
    coverage: Mapped[int | None]
    change_reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))


class Assessment(Base):
    """One county's self-assessment in one round."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("round_id", "county_code"),
        CheckConstraint(
            "status NOT IN ('submitted', 'approved', 'accepted') OR submitted_at IS NOT NULL",
            name="submitted_has_time",
        ),
        CheckConstraint(
            "status <> 'approved' OR approved_at IS NOT NULL",
            name="approved_has_time",
        ),
        CheckConstraint(
            "status <> 'accepted' OR accepted_at IS NOT NULL", name="accepted_has_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), index=True)
    status: Mapped[AssessmentStatus] = mapped_column(
        stored_enum(AssessmentStatus), default=AssessmentStatus.NOT_STARTED
    )
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    return_reason: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship(lazy="raise")
    county: Mapped[County] = relationship(lazy="raise")
    answers: Mapped[list[Answer]] = relationship(back_populates="assessment", lazy="raise")
    submitted_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[submitted_by_id])
    approved_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[approved_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read once by the mapper)


class Answer(AnswerFields, Base):
    """One county's answer to one sub-goal; no rating is unanswered, never nej."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("assessment_id", "sub_goal_id"),
        CheckConstraint("coverage >= 0", name="coverage_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    sub_goal_id: Mapped[int] = mapped_column(ForeignKey("sub_goal.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    assessment: Mapped[Assessment] = relationship(back_populates="answers", lazy="raise")
    sub_goal: Mapped[SubGoal] = relationship(lazy="raise")
    updated_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[updated_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (read once by the mapper)


class AnswerRevision(AnswerFields, Base):
    """One saved state of an answer: who, when, what; never changed."""

    __tablename__ = "answer_revision"
    __table_args__ = (
        UniqueConstraint("answer_id", "version"),
        Index("ix_answer_revision_answer", "answer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    version: Mapped[int]
    kind: Mapped[SaveKind] = mapped_column(
        stored_enum(SaveKind), default=SaveKind.SAVED, server_default=text("'saved'")
    )
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    saved_by: Mapped[User | None] = relationship(lazy="raise")


class SetAside(AnswerFields, Base):
    """What somebody wrote that could not become the answer: kept until they have dealt with it."""

    __tablename__ = "set_aside"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    base_version: Mapped[int]
    cause: Mapped[SetAsideCause] = mapped_column(stored_enum(SetAsideCause))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    written_by: Mapped[User] = relationship(lazy="raise")
