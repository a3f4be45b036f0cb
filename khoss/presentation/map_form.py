"""The form of the map: which goal an address asks for, and the field to ask with."""

from __future__ import annotations

from flask_babel import gettext as _

from khoss.figures.history import History
from khoss.presentation.heat_map_form import Choice, Field
from khoss.presentation.short_questions import short_questions


def line_of(history: History, asked: str) -> str:
    """Return the goal line that an address asks for; what there never was is no line."""
    return asked if history.line(asked) else ""


def form_fields(history: History, year: int, line: str) -> tuple[Field, ...]:
    """Return the form with what is chosen in it."""
    goals = history.year(year).goals
    short = short_questions(goal.question for goal in goals)
    choices = [Choice("", _("Ja eller delvis av alla frågor"), not line)]
    if line and all(goal.line != line for goal in goals):
        choices.append(Choice(line, _("%(line)s (inte %(year)d)", line=line, year=year), True))
    choices += [
        Choice(goal.line, f"{goal.key} {short[goal.question]}", goal.line == line) for goal in goals
    ]
    return (Field("delmal", _("Visa"), tuple(choices)),)
