"""Counts of attempts to sign in, shared by every web process."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from khoss.db import Base


class AttemptCount(Base):
    """How often something was tried in a window; `expires` is in seconds since 1970."""

    __tablename__ = "attempt_count"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    count: Mapped[int]
    expires: Mapped[float]
