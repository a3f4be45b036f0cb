"""One goal line through all its years, and the list of lines."""

from __future__ import annotations

from flask import abort, render_template, request

from khoss.access import requires
from khoss.figures.history import History
from khoss.figures.line_steps import line_steps
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.developments import preliminary_years
from khoss.presentation.goal_lines import goal_page, line_areas
from khoss.presentation.goal_texts import Texts, goal_texts
from khoss.views.comparisons import blueprint, load_history
from khoss.views.file_links import links_of
from khoss.views.readable_texts import find_readable, load_texts

__all__ = ["blueprint"]


@blueprint.get("/delmal/")
@requires("results:read")
def goals() -> str:
    """List the goal lines."""
    history = load_history()
    return render_template(
        "comparisons/goals.html",
        areas=line_areas(history),
        status=preliminary_years(history),
        ways=navigation(years_of(history), "comparisons.goals"),
        files=links_of("delmal"),
    )


@blueprint.get("/delmal/<line>/")
@requires("results:read")
def goal(line: str) -> str:
    """Show one goal line: wordings, figures, changes, who moved, and texts for who may read."""
    history = load_history()
    if not history.line(line):
        abort(404)
    texts = _texts(history, line)
    filters = {"sok": texts.search} if texts and texts.search else {}
    return render_template(
        "comparisons/goal.html",
        page=goal_page(history, line, line_steps(history, line)),
        status=preliminary_years(history),
        texts=texts,
        line=line,
        ways=navigation(years_of(history), "comparisons.goals"),
        files=links_of("delmal", subject=line, filters=filters, texts=texts is not None),
    )


def _texts(history: History, line: str) -> Texts | None:
    """Return the texts that the user may read; None when it is nobody's."""
    readable = find_readable()
    if readable is None:
        return None
    return goal_texts(
        load_texts(history, line, readable),
        search=request.args.get("sok", ""),
        county=readable.county,
        page=request.args.get("sida", 1, type=int),
    )
