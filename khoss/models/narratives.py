"""What is said: the coordinator's texts of a year, with every state they were saved in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import NarrativeSection
from khoss.models.plans import PriorityArea
from khoss.models.users import User

WITHOUT_AREA = text("area_code IS NULL")


class Narrative(Base):
    """One of the coordinator's texts of a round; a summary judgement is of one area.

    `version` counts the saved states, as in answers: who saves from an older one is told.
    """

    __tablename__ = "narrative"
    __table_args__ = (
        CheckConstraint(
            "(section = 'judgement') = (area_code IS NOT NULL)", name="judgement_has_area"
        ),
        CheckConstraint("version >= 1", name="version_counts"),
        UniqueConstraint("round_id", "section", "area_code"),
        # Rows without an area are not equal to each other for a unique constraint.
        Index(
            "ix_narrative_section_once",
            "round_id",
            "section",
            unique=True,
            sqlite_where=WITHOUT_AREA,
            postgresql_where=WITHOUT_AREA,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    section: Mapped[NarrativeSection] = mapped_column(stored_enum(NarrativeSection))
    area_code: Mapped[str | None] = mapped_column(ForeignKey("priority_area.code"))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    area: Mapped[PriorityArea | None] = relationship(lazy="raise")
    saved_by: Mapped[User | None] = relationship(lazy="raise")


class NarrativeRevision(Base):
    """One saved state of a text; the database refuses to change or delete it."""

    __tablename__ = "narrative_revision"
    __table_args__ = (UniqueConstraint("narrative_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    narrative_id: Mapped[int] = mapped_column(ForeignKey("narrative.id"))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    saved_by: Mapped[User | None] = relationship(lazy="raise")
