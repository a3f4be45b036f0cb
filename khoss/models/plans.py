"""What is asked: areas, goal lines, action plans and their sub-goals."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, stored_enum
from khoss.enums import PlanStatus, Relation


class PriorityArea(Base):
    """One of the six priority areas."""

    __tablename__ = "priority_area"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    position: Mapped[int] = mapped_column(unique=True)


class GoalLine(Base):
    """The same goal through the years, whatever its number and wording."""

    __tablename__ = "goal_line"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("priority_area.code"), index=True)


class ActionPlan(Base):
    """One year's joint action plan; frozen once adopted."""

    __tablename__ = "action_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    status: Mapped[PlanStatus] = mapped_column(stored_enum(PlanStatus), default=PlanStatus.DRAFT)
    adopted_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="")
    wording_note: Mapped[str] = mapped_column(Text, default="")
    is_example: Mapped[bool] = mapped_column(default=False)

    sub_goals: Mapped[list[SubGoal]] = relationship(
        back_populates="plan", lazy="raise", order_by="SubGoal.position"
    )


class SubGoal(Base):
    """A goal as worded in one year's plan."""

    __tablename__ = "sub_goal"
    __table_args__ = (
        UniqueConstraint("plan_id", "area_code", "position"),
        UniqueConstraint("plan_id", "goal_line_code"),
        CheckConstraint("priority BETWEEN 1 AND 3", name="priority_is_1_to_3"),
        CheckConstraint("position > 0", name="position_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"), index=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("priority_area.code"), index=True)
    goal_line_code: Mapped[str] = mapped_column(ForeignKey("goal_line.code"), index=True)
    position: Mapped[int]
    priority: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    guidance: Mapped[str] = mapped_column(Text, default="")
    suggested_activities: Mapped[str] = mapped_column(Text, default="")

    plan: Mapped[ActionPlan] = relationship(back_populates="sub_goals", lazy="raise")
    area: Mapped[PriorityArea] = relationship(lazy="raise")
    predecessors: Mapped[list[Succession]] = relationship(
        back_populates="sub_goal", lazy="raise", foreign_keys="Succession.sub_goal_id"
    )

    @property
    def key(self) -> str:
        """Return the name that people use: area and number, `PF 1`."""
        return f"{self.area_code} {self.position}"

    @property
    def slug(self) -> str:
        """Return the name that addresses use: `pf-1`."""
        return f"{self.area_code}-{self.position}".lower()


class Succession(Base):
    """Name a sub-goal's predecessor in the last plan and how the two relate.

    A merged goal has several predecessors, a split one shares its predecessor; none is new.
    """

    __tablename__ = "succession"

    sub_goal_id: Mapped[int] = mapped_column(ForeignKey("sub_goal.id"), primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(
        ForeignKey("sub_goal.id"), primary_key=True, index=True
    )
    relation: Mapped[Relation] = mapped_column(stored_enum(Relation))
    comparable: Mapped[bool]

    sub_goal: Mapped[SubGoal] = relationship(
        back_populates="predecessors", lazy="raise", foreign_keys=[sub_goal_id]
    )
    predecessor: Mapped[SubGoal] = relationship(lazy="raise", foreign_keys=[predecessor_id])


class PublishedTotal(Base):
    """National totals of a year whose county answers were never published."""

    __tablename__ = "published_total"
    __table_args__ = (CheckConstraint("yes >= 0 AND partly >= 0 AND no >= 0", name="not_negative"),)

    sub_goal_id: Mapped[int] = mapped_column(ForeignKey("sub_goal.id"), primary_key=True)
    yes: Mapped[int]
    partly: Mapped[int]
    no: Mapped[int]
