"""Tables, one file a noun. Import from here so that every table is known."""

from khoss.models.assessments import Answer, AnswerRevision, Assessment
from khoss.models.attempts import AttemptCount
from khoss.models.counties import CivilArea, County
from khoss.models.events import Event
from khoss.models.installation import Installation
from khoss.models.plans import (
    ActionPlan,
    GoalLine,
    PriorityArea,
    PublishedTotal,
    SubGoal,
    Succession,
)
from khoss.models.reports import Report
from khoss.models.rounds import Round, RoundExtension
from khoss.models.targets import Target, TargetArea, TargetLink, TargetPicture
from khoss.models.users import User

__all__ = [
    "ActionPlan",
    "Answer",
    "AnswerRevision",
    "Assessment",
    "AttemptCount",
    "CivilArea",
    "County",
    "Event",
    "GoalLine",
    "Installation",
    "PriorityArea",
    "PublishedTotal",
    "Report",
    "Round",
    "RoundExtension",
    "SubGoal",
    "Succession",
    "Target",
    "TargetArea",
    "TargetLink",
    "TargetPicture",
    "User",
]
