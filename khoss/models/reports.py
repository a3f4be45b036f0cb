"""What is sent: reports with their frozen figures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import ReportKind, ReportStatus
from khoss.models.users import User


class Report(Base):
    """A report of record: its figures as they were, and the file made from them.

    `pdf_name` names a file in the folder of reports; `pdf_sha256` is its hash.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(
            "status <> 'done' OR (pdf_name IS NOT NULL AND pdf_sha256 IS NOT NULL)",
            name="done_has_file",
        ),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_is_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(stored_enum(ReportKind))
    year: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)
    figures_sha256: Mapped[str] = mapped_column(String(64))
    case_number: Mapped[str] = mapped_column(String(60), default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    status: Mapped[ReportStatus] = mapped_column(
        stored_enum(ReportStatus), default=ReportStatus.QUEUED
    )
    progress: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(40), default="")
    failure: Mapped[str] = mapped_column(Text, default="")
    pages: Mapped[int | None]
    pdf_name: Mapped[str | None] = mapped_column(String(120))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))

    created_by: Mapped[User | None] = relationship(lazy="raise")
