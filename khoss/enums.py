"""Stored values: stable words, never the text on the page (see labels.py)."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """What a county says of a sub-goal; no rating at all is unanswered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PlanStatus(StrEnum):
    """How far an action plan has come; an adopted plan is frozen."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Relation(StrEnum):
    """How a sub-goal relates to the one that it follows in the last plan."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"


class RoundStatus(StrEnum):
    """How far a follow-up round has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class AssessmentStatus(StrEnum):
    """How far one county's self-assessment has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ACCEPTED = "accepted"


class Role(StrEnum):
    """What a user may be."""

    OFFICER = "officer"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    READER = "reader"
    ADMIN = "admin"


COUNTY_ROLES = frozenset({Role.OFFICER, Role.APPROVER})


class ReportKind(StrEnum):
    """Which report of record."""

    NATIONAL = "national"
    TARGET_PICTURE = "target_picture"


class ReportStatus(StrEnum):
    """How far the making of a report has come."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Source(StrEnum):
    """What the figures of a year rest on."""

    ANSWERS = "answers"
    PUBLISHED_TOTALS = "published_totals"


class SaveKind(StrEnum):
    """How a saved state of an answer came about."""

    SAVED = "saved"
    CONFIRMED = "confirmed"
    RESTORED = "restored"
    JOINED = "joined"
    IMPORTED = "imported"


class ConflictChoice(StrEnum):
    """What becomes of a field that was changed both in a workbook and in the program."""

    SAVED = "saved"
    WORKBOOK = "workbook"
    BOTH = "both"


class SetAsideCause(StrEnum):
    """Why what somebody wrote could not become the answer."""

    CONFLICT = "conflict"
    LOCKED = "locked"
    CLOSED = "closed"


class Audience(StrEnum):
    """Who a comment is for: the county's own, or the coordinator too."""

    COUNTY = "county"
    COORDINATOR = "coordinator"


class MailKind(StrEnum):
    """What a mail is about."""

    ROUND_OPENED = "round_opened"
    DAYS_LEFT = "days_left"
    OVERDUE = "overdue"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    QUESTION = "question"
    REPLY = "reply"
    LETTER = "letter"


class MailStatus(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
