"""Civil areas and counties: official codes and names."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base


class CivilArea(Base):
    """One of the six civilområden."""

    __tablename__ = "civil_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class County(Base):
    """One of the 21 counties, keyed by its official two-digit code."""

    __tablename__ = "county"
    __table_args__ = (
        CheckConstraint("length(code) = 2", name="code_has_two_digits"),
        CheckConstraint("municipalities > 0", name="has_municipalities"),
    )

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    letter: Mapped[str] = mapped_column(String(2), unique=True)
    civil_area_id: Mapped[int] = mapped_column(ForeignKey("civil_area.id"), index=True)
    leads_civil_area: Mapped[bool]
    metropolitan: Mapped[bool]
    municipalities: Mapped[int]

    civil_area: Mapped[CivilArea] = relationship(lazy="raise")
