"""Who takes part, and what is written to them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a user may be."""

    OFFICER = "officer"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    READER = "reader"
    ADMIN = "admin"


COUNTY_ROLES = frozenset({Role.OFFICER, Role.APPROVER})


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
    DRAFT_SHARED = "draft_shared"


class MailStatus(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
