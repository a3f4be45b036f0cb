"""The sub-goals of a year as rows: their figures beside those of the plan before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from khoss import labels
from khoss.enums import ShareKind
from khoss.exports.edition import (
    COUNTS,
    VERDICTS,
    Edition,
    base_text,
    counts,
    figure_text,
    percent_cell,
)
from khoss.exports.rows import Cell
from khoss.figures.change import Change, changes
from khoss.figures.history import Goal, Year
from khoss.figures.tally import Tally

GOAL = ("delmål", "mållinje", "område", "områdets namn", "prioritet", "fråga")
SHARES = (
    ("ja, procent av svaren", ShareKind.YES_OF_ANSWERS),
    ("ja eller delvis, procent av svaren", ShareKind.MET_OF_ANSWERS),
    ("ja, procent av alla länsstyrelser", ShareKind.YES_OF_ALL),
    ("ja eller delvis, procent av alla länsstyrelser", ShareKind.MET_OF_ALL),
)
BEFORE = (
    *("jämförs med år", "förhållande", "får jämföras", "delmål då"),
    *(f"{name} då" for name in COUNTS),
    "siffror då, i ord",
    *("skillnad i ja", "skillnad i ja eller delvis", "skäl till att skillnad saknas"),
    *("svarade båda åren", "skillnad i ja bland dem", "skillnad i ja eller delvis bland dem"),
    *("svarade bara nu", "svarade bara då"),
)
HEAD = (*GOAL, *COUNTS, *(name for name, _ in SHARES), *BEFORE, "att veta om basen")


def goal_cells(edition: Edition, goal: Goal) -> tuple[Cell, ...]:
    """Return which goal a row is about, in the order of `GOAL`."""
    names = dict(edition.history.areas)
    return goal.key, goal.line, goal.area, names[goal.area], goal.priority, goal.question


def goal_rows(edition: Edition, keys: Iterable[str] | None = None) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each goal of the year, or for some of them, in the order of `HEAD`."""
    found, goals = changes_before(edition), edition.year.by_key
    return tuple(
        _row(edition, goals[key], found.get(key)) for key in (goals if keys is None else keys)
    )


def ended_rows(
    edition: Edition, before: Year, ended: Iterable[Goal]
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each goal of the year before that nothing follows, as in `HEAD`."""
    none = (None,) * (len(COUNTS) + len(SHARES))
    steps = (None,) * (len(BEFORE) - len(COUNTS) - 5)
    return tuple(
        (
            *(None, *goal_cells(edition, goal)[1:], *none),
            *(before.year, "utgången", "nej", goal.key, *counts(before.tally(goal.key))),
            *(figure_text(before, goal.key), *steps, _ended_note(before, goal.key)),
        )
        for goal in ended
    )


def changes_before(edition: Edition) -> Mapping[str, Change]:
    """Return each goal beside the plan before, by key; empty for the first year."""
    if edition.before is None:
        return {}
    steps = changes(edition.history, now=edition.year.year, then=edition.before.year)
    return {one.key: one for one in steps}


def _row(edition: Edition, goal: Goal, change: Change | None) -> tuple[Cell, ...]:
    tally = edition.year.tally(goal.key)
    before: tuple[Cell, ...] = (None,) * len(BEFORE)
    if change is not None and edition.before is not None:
        before = _before(edition.before, change)
    return (
        *goal_cells(edition, goal),
        *counts(tally),
        *(percent_cell(tally, kind) for _, kind in SHARES),
        *before,
        _base_note(edition, tally, change),
    )


def _before(year: Year, change: Change) -> tuple[Cell, ...]:
    step, same, other = change.difference, change.same_units, change.changed_base
    return (
        year.year,
        VERDICTS[change.verdict],
        "ja" if change.lineage.subtractable else "nej",
        " + ".join(change.lineage.ancestors),
        *counts(change.base_then),
        "; ".join(figure_text(year, one.key) for one in change.then),
        *((step.yes, step.met) if step else (None, None)),
        str(labels.NO_DIFFERENCES[change.reason]) if change.reason else None,
        *((same.now.base, same.difference.yes, same.difference.met) if same else (None,) * 3),
        *((other.joined_tally.base, other.left_tally.base) if other else (None, None)),
    )


def _ended_note(year: Year, key: str) -> str:
    tally = year.tally(key)
    return f"{year.year}: {base_text(tally)} svarade på {key}" if tally and tally.is_short else ""


def _base_note(edition: Edition, tally: Tally | None, change: Change | None) -> str:
    """Say the bases that are short, of this year and of the figures beside it."""
    notes = [f"{edition.year.year}: {base_text(tally)} svarade"] if tally and tally.is_short else []
    notes += [
        f"{change.then_year}: {base_text(one.tally)} svarade på {one.key}"
        for one in (change.then if change else ())
        if change and one.tally is not None and one.tally.is_short
    ]
    return "; ".join(notes)
