"""What it should become: the target picture, its areas, targets and links to the plan."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base


class TargetPicture(Base):
    """A target picture: the year it aims at and its vision."""

    __tablename__ = "target_picture"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    vision: Mapped[str] = mapped_column(Text)

    areas: Mapped[list[TargetArea]] = relationship(lazy="raise", order_by="TargetArea.position")


class TargetArea(Base):
    """One area of a target picture; may point to a priority area of the plan."""

    __tablename__ = "target_area"
    __table_args__ = (UniqueConstraint("target_year", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target_year: Mapped[int] = mapped_column(ForeignKey("target_picture.year"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    area_code: Mapped[str | None] = mapped_column(ForeignKey("priority_area.code"), index=True)

    targets: Mapped[list[Target]] = relationship(lazy="raise", order_by="Target.position")


class Target(Base):
    """One target, numbered through the whole picture."""

    __tablename__ = "target"
    __table_args__ = (
        UniqueConstraint("target_area_id", "position"),
        CheckConstraint("position > 0", name="position_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_area_id: Mapped[int] = mapped_column(ForeignKey("target_area.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    links: Mapped[list[TargetLink]] = relationship(
        lazy="raise", order_by="TargetLink.goal_line_code"
    )


class TargetLink(Base):
    """Say that a goal line of the plan leads towards a target."""

    __tablename__ = "target_link"

    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), primary_key=True)
    goal_line_code: Mapped[str] = mapped_column(
        ForeignKey("goal_line.code"), primary_key=True, index=True
    )
