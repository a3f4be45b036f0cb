"""Stored values: stable words, never the text on the page (see labels). One file a subject."""

from __future__ import annotations

from khoss.enums.answers import (
    AssessmentStatus,
    ConflictChoice,
    PlanStatus,
    Rating,
    Relation,
    RoundStatus,
    SaveKind,
    SetAsideCause,
)
from khoss.enums.figures import (
    Agreement,
    ClaimFinding,
    GroupKind,
    HeatOrder,
    Levelling,
    Measure,
    NoDifference,
    ReferenceKind,
    ShareKind,
    Source,
    Verdict,
)
from khoss.enums.narratives import (
    BindingFault,
    FigureForm,
    FigureKind,
    NarrativeSection,
    ProseFault,
)
from khoss.enums.people import COUNTY_ROLES, Audience, MailKind, MailStatus, Role
from khoss.enums.reports import (
    CheckKind,
    FileFault,
    FileVerdict,
    ReportKind,
    ReportStatus,
    ReportStep,
)

__all__ = [
    "COUNTY_ROLES",
    "Agreement",
    "AssessmentStatus",
    "Audience",
    "BindingFault",
    "CheckKind",
    "ClaimFinding",
    "ConflictChoice",
    "FigureForm",
    "FigureKind",
    "FileFault",
    "FileVerdict",
    "GroupKind",
    "HeatOrder",
    "Levelling",
    "MailKind",
    "MailStatus",
    "Measure",
    "NarrativeSection",
    "NoDifference",
    "PlanStatus",
    "ProseFault",
    "Rating",
    "ReferenceKind",
    "Relation",
    "ReportKind",
    "ReportStatus",
    "ReportStep",
    "Role",
    "RoundStatus",
    "SaveKind",
    "SetAsideCause",
    "ShareKind",
    "Source",
    "Verdict",
]
