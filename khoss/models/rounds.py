"""Follow-up rounds: one a year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, stored_enum
from khoss.enums import RoundStatus
from khoss.models.plans import ActionPlan


class Round(Base):
    """One year's follow-up of one action plan."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint(
            "opens_on IS NULL OR closes_on IS NULL OR opens_on <= closes_on", name="opens_first"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"), unique=True)
    status: Mapped[RoundStatus] = mapped_column(stored_enum(RoundStatus), default=RoundStatus.DRAFT)
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    # How many working days before the last day the counties are reminded: numbers and spaces.
    remind_before: Mapped[str] = mapped_column(
        String(40), default="10 3 0", server_default=text("'10 3 0'")
    )

    plan: Mapped[ActionPlan] = relationship(lazy="raise")


class RoundExtension(Base):
    """A later last day for one county, with its reason."""

    __tablename__ = "round_extension"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    county_code: Mapped[str] = mapped_column(ForeignKey("county.code"), primary_key=True)
    closes_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
