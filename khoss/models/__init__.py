"""Tables, one file a noun. Import from here so that every table is known."""

from khoss.models.api_tokens import ApiToken
from khoss.models.assessments import Answer, AnswerFields, AnswerRevision, Assessment, SetAside
from khoss.models.attempts import AttemptCount
from khoss.models.counties import CivilArea, County
from khoss.models.events import Event
from khoss.models.imports import WorkbookImport
from khoss.models.installation import Installation
from khoss.models.mails import OutgoingMail
from khoss.models.narratives import Narrative, NarrativeRevision
from khoss.models.plans import (
    ActionPlan,
    GoalLine,
    PriorityArea,
    PublishedTotal,
    SubGoal,
    Succession,
)
from khoss.models.reports import Report, ReportBatch, ReportReader, ReportSignOff
from khoss.models.rounds import Round, RoundExtension
from khoss.models.submissions import ReturnedAnswer, Submission, SubmittedAnswer
from khoss.models.targets import Target, TargetArea, TargetLink, TargetPicture
from khoss.models.teamwork import Assignment, Comment, HandoverNote, Presence
from khoss.models.users import User

__all__ = [
    "ActionPlan",
    "Answer",
    "AnswerFields",
    "AnswerRevision",
    "ApiToken",
    "Assessment",
    "Assignment",
    "AttemptCount",
    "CivilArea",
    "Comment",
    "County",
    "Event",
    "GoalLine",
    "HandoverNote",
    "Installation",
    "Narrative",
    "NarrativeRevision",
    "OutgoingMail",
    "Presence",
    "PriorityArea",
    "PublishedTotal",
    "Report",
    "ReportBatch",
    "ReportReader",
    "ReportSignOff",
    "ReturnedAnswer",
    "Round",
    "RoundExtension",
    "SetAside",
    "SubGoal",
    "Submission",
    "SubmittedAnswer",
    "Succession",
    "Target",
    "TargetArea",
    "TargetLink",
    "TargetPicture",
    "User",
    "WorkbookImport",
]
