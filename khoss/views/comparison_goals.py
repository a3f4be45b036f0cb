"""One goal line through all its years, and the list of lines."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request

from khoss.access import may, requires, signed_in_user
from khoss.figures.history import History
from khoss.figures.line_steps import line_steps
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.goal_lines import goal_page, line_areas
from khoss.presentation.goal_texts import Texts, goal_texts
from khoss.services.goal_texts import list_goal_texts
from khoss.views.comparisons import blueprint, load_history

__all__ = ["blueprint"]


@dataclass(frozen=True)
class _Readable:
    """Whose texts the user may read: one county's, or with None every county's."""

    county: str | None


@blueprint.get("/delmal/")
@requires("results:read")
def goals() -> str:
    """List the goal lines."""
    history = load_history()
    return render_template(
        "comparisons/goals.html",
        areas=line_areas(history),
        ways=navigation(years_of(history), "comparisons.goals"),
    )


@blueprint.get("/delmal/<line>/")
@requires("results:read")
def goal(line: str) -> str:
    """Show one goal line: wordings, figures, changes, who moved, and texts for who may read."""
    history = load_history()
    if not history.line(line):
        abort(404)
    return render_template(
        "comparisons/goal.html",
        page=goal_page(history, line, line_steps(history, line)),
        texts=_texts(history, line),
        line=line,
        ways=navigation(years_of(history), "comparisons.goals"),
    )


def _texts(history: History, line: str) -> Texts | None:
    """Return the texts that the user may read; None when it is nobody's."""
    readable = _readable()
    if readable is None:
        return None
    years = [year.year for year, _goal in history.line(line) if year.has_answers]
    found = list_goal_texts(line, years=years, county=readable.county)
    return goal_texts(
        found,
        search=request.args.get("sok", ""),
        county=readable.county,
        page=request.args.get("sida", 1, type=int),
    )


def _readable() -> _Readable | None:
    """Return whose texts may be read: the coordinator's all, a county's its own, others' none."""
    if may("assessments:review"):
        return _Readable(None)
    own = signed_in_user().county_code
    if may("assessments:read") and own is not None:
        return _Readable(own)
    return None
