"""Plans, rounds and what is answered in them."""

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
