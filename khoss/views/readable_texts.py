"""Whose texts the user may read, and those of a goal line."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.access import may, signed_in_user
from khoss.figures.history import History
from khoss.services.goal_texts import GoalText, list_goal_texts


@dataclass(frozen=True)
class Readable:
    """Whose texts the user may read: one county's, or with None every county's."""

    county: str | None


def find_readable() -> Readable | None:
    """Return whose texts may be read: the coordinator's all, a county's its own, others' none."""
    if may("assessments:review"):
        return Readable(None)
    own = signed_in_user().county_code
    if may("assessments:read") and own is not None:
        return Readable(own)
    return None


def load_texts(history: History, line: str, readable: Readable) -> tuple[GoalText, ...]:
    """Return the texts of a goal line that may be read, latest year first."""
    years = [year.year for year, _goal in history.line(line) if year.has_answers]
    return list_goal_texts(line, years=years, county=readable.county)
