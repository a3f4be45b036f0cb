"""Workbooks that were sent in: read, shown, and not yet or already saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from khoss.db import Base, UtcDateTime


class WorkbookImport(Base):
    """One workbook's answers as they were read, waiting for somebody to say that they hold."""

    __tablename__ = "workbook_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
