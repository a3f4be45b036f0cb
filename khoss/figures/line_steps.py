"""One goal line from each plan to the next: how it changed and who moved."""

from __future__ import annotations

from khoss.figures.change import Change, change
from khoss.figures.history import History
from khoss.figures.transitions import Transitions, transitions


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
        moved = transitions(history, now=year.year, then=before.year)
        found = next((one for one in moved if one.key == goal.key), None)
        steps.append((change(history, goal.key, now=year.year, then=before.year), found))
    return tuple(steps)
