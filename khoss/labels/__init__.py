"""Stored values → the text and colour that people see. One file a subject, as the enums."""

from __future__ import annotations

from khoss.labels.answers import (
    ASSESSMENT_STATUSES,
    PLAN_STATUSES,
    PRIORITIES,
    RATING_COLOURS,
    RATING_LETTERS,
    RATINGS,
    RELATIONS,
    ROUND_STATUSES,
    SAVE_KINDS,
    SET_ASIDE_CAUSES,
    priority_parts,
    priority_text,
)
from khoss.labels.events import EVENTS
from khoss.labels.figures import (
    AGREEMENTS,
    CLAIM_FINDINGS,
    GROUP_KINDS,
    HEAT_ORDERS,
    LEVELLINGS,
    MEASURES,
    NO_DIFFERENCES,
    REFERENCES,
    SHARE_KINDS,
    VERDICTS,
)
from khoss.labels.narratives import (
    FIGURE_FORMS,
    FIGURE_KINDS,
    NARRATIVE_SECTIONS,
    PROSE_FAULT_ADVICE,
    PROSE_FAULTS,
)
from khoss.labels.people import MAIL_KINDS, MAIL_STATUSES, ROLES
from khoss.labels.reports import (
    FILE_FAULTS,
    REPORT_KINDS,
    REPORT_PURPOSES,
    REPORT_STATUSES,
    REPORT_STEPS,
)

__all__ = [
    "AGREEMENTS",
    "ASSESSMENT_STATUSES",
    "CLAIM_FINDINGS",
    "EVENTS",
    "FIGURE_FORMS",
    "FIGURE_KINDS",
    "FILE_FAULTS",
    "GROUP_KINDS",
    "HEAT_ORDERS",
    "LEVELLINGS",
    "MAIL_KINDS",
    "MAIL_STATUSES",
    "MEASURES",
    "NARRATIVE_SECTIONS",
    "NO_DIFFERENCES",
    "PLAN_STATUSES",
    "PRIORITIES",
    "PROSE_FAULTS",
    "PROSE_FAULT_ADVICE",
    "RATINGS",
    "RATING_COLOURS",
    "RATING_LETTERS",
    "REFERENCES",
    "RELATIONS",
    "REPORT_KINDS",
    "REPORT_PURPOSES",
    "REPORT_STATUSES",
    "REPORT_STEPS",
    "ROLES",
    "ROUND_STATUSES",
    "SAVE_KINDS",
    "SET_ASIDE_CAUSES",
    "SHARE_KINDS",
    "VERDICTS",
    "priority_parts",
    "priority_text",
]
