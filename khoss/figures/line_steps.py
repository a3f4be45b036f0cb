"""One goal line from each plan to the next: how it changed and who moved."""

from __future__ import annotations

from khoss.figures.change import Change, change
from khoss.figures.history import History
from khoss.figures.transitions import Transitions, transition


def line_steps(history: History, line: str) -> tuple[tuple[Change, Transitions | None], ...]:
    """Return each year of a line beside the plan before it, earliest first.

    The first plan there is has none before it. Who moved is known when the goal may be compared
    and the answers of both years are known unit by unit.
    """
    steps = []
    for year, goal in history.line(line):
        before = history.previous(year.year)
        if before is None:
            continue
        steps.append(
            (
                change(history, goal.key, now=year.year, then=before.year),
                transition(history, goal.key, now=year.year, then=before.year),
            )
        )
    return tuple(steps)
