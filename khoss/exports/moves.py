"""Who moved since the plan before, goal by goal, with the counties named."""

from __future__ import annotations

from collections.abc import Iterator

from khoss import labels
from khoss.exports.edition import VERDICTS, Edition, figure_text
from khoss.exports.goals import changes_before
from khoss.exports.rows import RATINGS, Cell
from khoss.figures.change import Change
from khoss.figures.history import Year
from khoss.figures.lines import ended
from khoss.figures.transitions import Cell as Step
from khoss.figures.transitions import Transitions, transitions

HEAD = (
    *("delmål", "mållinje", "fråga", "förhållande", "från år", "till år", "delmål då"),
    *("svar då", "svar nu", "riktning", "antal", "av", "länskoder", "länsstyrelser"),
    "att veta",
)
ONLY_NOW = "tillfrågad bara nu"
ONLY_THEN = "tillfrågad bara då"


def move_rows(edition: Edition) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each answer that became another, or stayed, and the counties behind it.

    A goal that may not be compared, or whose counties are not known, has one row that says so.
    """
    if edition.before is None:
        return ()
    moved = {
        one.key: one
        for one in transitions(edition.history, now=edition.year.year, then=edition.before.year)
    }
    rows = [
        row
        for change in changes_before(edition).values()
        for row in goal_moves(edition, edition.before, change, moved.get(change.key))
    ]
    gone = ended(edition.history, now=edition.year.year, then=edition.before.year)
    rows += [
        (
            *(None, goal.line, goal.question, "utgången", edition.before.year, edition.year.year),
            *(goal.key, *(None,) * 7),
            f"frågan ställs inte längre; då {figure_text(edition.before, goal.key)}",
        )
        for goal in gone
    ]
    return tuple(rows)


def goal_moves(
    edition: Edition, before: Year, change: Change, moved: Transitions | None
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of one goal, in the order of `HEAD`."""
    goal = edition.year.by_key[change.key]
    start: tuple[Cell, ...] = (
        *(goal.key, goal.line, goal.question, VERDICTS[change.verdict]),
        *(before.year, edition.year.year, " + ".join(change.lineage.ancestors)),
    )
    note = _note(edition.year, before, change)
    if moved is None:
        yield (*start, *(None,) * 7, note)
        return
    both = sum(len(cell.units) for cell in moved.cells)
    for cell in moved.cells:
        if cell.units:
            said = (RATINGS[cell.then], RATINGS[cell.now], _direction(cell), len(cell.units), both)
            yield (*start, *said, *_names(edition, cell.units), note)
    for name, codes in ((ONLY_NOW, moved.only_now), (ONLY_THEN, moved.only_then)):
        if codes:
            yield (*start, None, None, name, len(codes), None, *_names(edition, codes), note)


def _note(year: Year, before: Year, change: Change) -> str:
    beside = "; ".join(figure_text(before, one.key) for one in change.then)
    now = f"{year.year} {figure_text(year, change.key)}"
    then = f"{before.year} {beside}" if beside else ""
    reason = str(labels.NO_DIFFERENCES[change.reason]) if change.reason else ""
    said = f"ingen skillnad räknas: {reason}" if reason else ""
    return ". ".join(one for one in (now, then, said) if one)


def _direction(step: Step) -> str:
    if step.steps is None:
        return "obesvarad ett av åren"
    if step.steps == 0:
        return "oförändrad"
    return "upp" if step.steps > 0 else "ned"


def _names(edition: Edition, codes: tuple[str, ...]) -> tuple[str, str]:
    """Return counties by their codes and by their names."""
    names = (edition.history.by_code[code].name for code in codes)
    return ", ".join(codes), ", ".join(names)
