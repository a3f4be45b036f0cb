"""What is sent: reports with their frozen figures, who may read them early, and their batches."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from khoss.db import Base, UtcDateTime, stored_enum
from khoss.enums import ReportKind, ReportStatus
from khoss.models.counties import County
from khoss.models.users import User

EMPTY = text("''")
UNDER_WAY = text("status IN ('queued', 'working')")


class ReportBatch(Base):
    """Reports that were ordered together: one for each county."""

    __tablename__ = "report_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(stored_enum(ReportKind))
    year: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    created_by: Mapped[User | None] = relationship(lazy="raise")


class Report(Base):
    """A report of record: its figures as they were, and the file made from them.

    `pdf_name` names a file in the folder of reports; `pdf_sha256` is its hash; `made_with` is the
    program that made it, as its ProgramVersion says it, at `made_at`: unknown of files from before
    that was noted, and never changed once the published file is made. `check_faults` is what an
    examination of the finished file found, empty when nothing. The process that makes the
    file (`claimed_by`) holds it until `claimed_until`, and nobody else makes it meanwhile;
    `attempts` counts the processes that began. `order_sha256` tells what was ordered, by whom, and
    of which figures: of the same, one report at a time waits or is made. A published report has its
    address (`slug`) and its number there (`edition`); a correction names the report that it
    corrects, and why. One that should not have been published is withdrawn: its address says so and
    why, and it has no file.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(
            "status <> 'done' OR (pdf_name IS NOT NULL AND pdf_sha256 IS NOT NULL)",
            name="done_has_file",
        ),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_is_percent"),
        CheckConstraint("status <> 'working' OR claimed_until IS NOT NULL", name="working_is_held"),
        CheckConstraint("kind <> 'county' OR county_code IS NOT NULL", name="county_has_code"),
        CheckConstraint(
            "(published_at IS NULL) = (slug IS NULL) AND (slug IS NULL) = (edition IS NULL)",
            name="published_has_address",
        ),
        CheckConstraint(
            "(corrects_id IS NULL) = (correction_reason = '')", name="correction_has_reason"
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason = '') "
            "AND (withdrawn_at IS NULL OR published_at IS NOT NULL)",
            name="withdrawn_has_reason",
        ),
        UniqueConstraint("slug", "edition"),
        Index(
            "ix_report_ordered_once",
            "order_sha256",
            unique=True,
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(stored_enum(ReportKind))
    year: Mapped[int]
    county_code: Mapped[str | None] = mapped_column(ForeignKey("county.code"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("report_batch.id"), index=True)
    figures: Mapped[str] = mapped_column(Text)
    figures_sha256: Mapped[str] = mapped_column(String(64))
    order_sha256: Mapped[str | None] = mapped_column(String(64))
    with_texts: Mapped[bool] = mapped_column(default=False, server_default=false())
    case_number: Mapped[str] = mapped_column(String(60), default="")
    sender: Mapped[str] = mapped_column(String(120), default="", server_default=EMPTY)
    recipient: Mapped[str] = mapped_column(String(120), default="", server_default=EMPTY)
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    status: Mapped[ReportStatus] = mapped_column(
        stored_enum(ReportStatus), default=ReportStatus.QUEUED
    )
    progress: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(40), default="")
    failure: Mapped[str] = mapped_column(Text, default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str] = mapped_column(String(120), default="", server_default=EMPTY)
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    pages: Mapped[int | None]
    pdf_name: Mapped[str | None] = mapped_column(String(120))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_with: Mapped[str | None] = mapped_column(Text)
    check_faults: Mapped[str] = mapped_column(Text, default="", server_default=EMPTY)
    slug: Mapped[str | None] = mapped_column(String(80))
    edition: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    correction_reason: Mapped[str] = mapped_column(Text, default="", server_default=EMPTY)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="", server_default=EMPTY)

    created_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[created_by_id])
    published_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[published_by_id])
    county: Mapped[County | None] = relationship(lazy="raise")
    batch: Mapped[ReportBatch | None] = relationship(lazy="raise")
    corrects: Mapped[Report | None] = relationship(lazy="raise", remote_side="Report.id")


class ReportReader(Base):
    """Somebody who may read a report before it is published, and when they said they had."""

    __tablename__ = "report_reader"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])


class ReportSignOff(Base):
    """A finding of the checklist that somebody has looked at and stands by, and why.

    `finding` names it: the section, and the words or the number that it is about.
    """

    __tablename__ = "report_sign_off"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    finding: Mapped[str] = mapped_column(String(200), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    signed_by: Mapped[User] = relationship(lazy="raise")
