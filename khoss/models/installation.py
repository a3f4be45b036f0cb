"""What kind of database this is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from khoss.db import Base, UtcDateTime


class Installation(Base):
    """The one row that says whether the database holds examples."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    initialised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    example_seed: Mapped[int | None]
