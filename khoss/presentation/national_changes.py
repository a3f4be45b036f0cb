"""What has changed in the country since the plan before, and who moved, as a report shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import NoDifference, Rating
from khoss.figures.change import Change, SameUnits, changes
from khoss.figures.history import History
from khoss.figures.tally import Tally
from khoss.figures.transitions import (
    Cell,
    Transitions,
    UnitMovement,
    transitions,
    unit_movements,
)
from khoss.presentation.charts import class_name
from khoss.presentation.goal_changes import names_of
from khoss.presentation.numbers import count_of, figures_in_words, listed, step_text, tie
from khoss.presentation.short_questions import short_questions

# More counties than these that answered only one year are said as a number.
NAMED = 6


@dataclass(frozen=True)
class Pair:
    """A count then and now, and the step between them."""

    then: str
    now: str
    step: str


@dataclass(frozen=True)
class ComparedGoal:
    """A goal whose two figures are subtracted; `who` says over whom."""

    key: str
    short: str
    who: str
    yes: Pair
    met: Pair
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BesideGoal:
    """A goal whose figures stand beside each other, and why."""

    key: str
    short: str
    why: str
    now: str
    then: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """The counties that went from one rating to another on one goal."""

    key: str
    then: str
    then_class: str
    now: str
    now_class: str
    count: str
    names: str


@dataclass(frozen=True)
class CountyMoves:
    """How one county moved over the goals that may be compared."""

    code: str
    name: str
    compared: str
    up: str
    down: str
    goals: str


@dataclass(frozen=True)
class Changes:
    """The changes of a year; `no_moves` says why nobody is named."""

    now: int
    then: int
    lead: str
    compared: tuple[ComparedGoal, ...]
    same_units: tuple[ComparedGoal, ...]
    beside: tuple[BesideGoal, ...]
    moves: tuple[Move, ...]
    counties: tuple[CountyMoves, ...]
    no_moves: str


def national_changes(history: History, year: int) -> Changes | None:
    """Say what has changed since the plan before, and who moved; None when there is no before.

    Why there is none stands in the summary of the figures.
    """
    before = history.previous(year)
    if before is None or before.source is None:
        return None
    steps = changes(history, now=year, then=before.year)
    moved = transitions(history, now=year, then=before.year)
    population = history.year(year).population
    whole = [
        (one.key, one.now, one.base_then)
        for one in steps
        if one.difference is not None and one.now is not None and one.base_then is not None
    ]
    return Changes(
        now=year,
        then=before.year,
        lead=_lead(len(whole), len(steps), before.year),
        compared=tuple(_compared(history, year, *one, ()) for one in whole),
        same_units=tuple(
            _same(history, one, one.same_units)
            for one in steps
            if one.difference is None and one.same_units is not None
        ),
        beside=tuple(_beside(history, one) for one in steps if one.difference is None),
        moves=tuple(
            _move(history, one.key, cell, population) for one in moved for cell in _moved_cells(one)
        ),
        counties=tuple(
            _county(history, one) for one in unit_movements(moved, history.year(year).units)
        )
        if moved
        else (),
        no_moves="" if moved else _no_moves(history, year, before.year),
    )


def _lead(compared: int, goals: int, then: int) -> str:
    return tie(
        _(
            "%(count)s delmål räknas av mot %(then)d: frågan betyder detsamma, och alla "
            "länsstyrelser svarade båda åren.",
            count=count_of(compared, goals),
            then=then,
        )
    )


def _no_moves(history: History, now: int, then: int) -> str:
    unknown = [year for year in (then, now) if not history.year(year).has_answers]
    if not unknown:
        return _("Inget delmål får jämföras med %(then)d.", then=then)
    return _(
        "De enskilda länsstyrelsernas svar är inte kända för %(years)s. Därför kan det inte sägas "
        "vilka som har flyttat sig.",
        years=listed([str(year) for year in unknown]),
    )


def _same(history: History, change: Change, same: SameUnits) -> ComparedGoal:
    notes = _changed_base(history, change)
    return _compared(history, change.now_year, change.key, same.now, same.then, notes)


def _compared(
    history: History, year: int, key: str, now: Tally, then: Tally, notes: tuple[str, ...]
) -> ComparedGoal:
    return ComparedGoal(
        key=key,
        short=_short(history, year, key),
        who=str(now.population),
        yes=Pair(str(then.yes), str(now.yes), step_text(now.yes - then.yes)),
        met=Pair(str(then.met), str(now.met), step_text(now.met - then.met)),
        notes=notes,
    )


def _short(history: History, year: int, key: str) -> str:
    goals = history.year(year).by_key
    return short_questions(goal.question for goal in goals.values())[goals[key].question]


def _changed_base(history: History, change: Change) -> tuple[str, ...]:
    changed = change.changed_base
    if changed is None:
        return ()
    parts = (
        (change.now_year, changed.joined, changed.joined_tally),
        (change.then_year, changed.left, changed.left_tally),
    )
    return tuple(
        _(
            "Bara %(year)d svarade %(names)s (%(figures)s).",
            year=year,
            names=_few(history, codes),
            figures=figures_in_words(tally),
        )
        for year, codes, tally in parts
        if codes
    )


def _few(history: History, codes: Sequence[str]) -> str:
    """Return counties by name, or as a number when they are many."""
    if len(codes) > NAMED:
        return ngettext("%(num)d länsstyrelse", "%(num)d länsstyrelser", len(codes))
    return names_of(history, codes)


def _beside(history: History, change: Change) -> BesideGoal:
    why = str(labels.NO_DIFFERENCES[change.reason]) if change.reason else ""
    if change.reason is NoDifference.NOT_COMPARABLE:
        verdict = str(labels.VERDICTS[change.verdict])
        why = _("%(verdict)s: %(reason)s", verdict=verdict, reason=why)
    return BesideGoal(
        key=change.key,
        short=_short(history, change.now_year, change.key),
        why=why[:1].upper() + why[1:],
        now=_figures(change.now),
        then=tuple(
            tie(f"{one.key}: {_figures(one.tally)}")
            if one.key != change.key or len(change.then) > 1
            else _figures(one.tally)
            for one in change.then
        ),
    )


def _figures(tally: Tally | None) -> str:
    if tally is None:
        return _("ingen siffra")
    return tie(
        _(
            "%(figures)s (%(base)s svarade)",
            figures=figures_in_words(tally),
            base=count_of(tally.base, tally.population),
        )
    )


def _moved_cells(moved: Transitions) -> Sequence[Cell]:
    """Return the cells of those who moved: up first, and the longest way first."""
    held = [(cell.steps, cell) for cell in moved.cells if cell.units]
    stepped = [(steps, cell) for steps, cell in held if steps]
    return [cell for _steps, cell in sorted(stepped, key=lambda one: -one[0])]


def _move(history: History, key: str, cell: Cell, population: int) -> Move:
    return Move(
        key=key,
        then=_rating(cell.then),
        then_class=class_name(cell.then),
        now=_rating(cell.now),
        now_class=class_name(cell.now),
        count=tie(count_of(len(cell.units), population)),
        names=names_of(history, cell.units),
    )


def _rating(rating: Rating | None) -> str:
    return str(labels.RATINGS[rating])


def _county(history: History, moved: UnitMovement) -> CountyMoves:
    compared = len(moved.up) + len(moved.down) + len(moved.unchanged)
    parts = [
        _("%(direction)s: %(goals)s", direction=direction, goals=", ".join(keys))
        for direction, keys in ((_("uppåt"), moved.up), (_("nedåt"), moved.down))
        if keys
    ]
    return CountyMoves(
        code=moved.code,
        name=history.by_code[moved.code].name,
        compared=str(compared),
        up=str(len(moved.up)),
        down=str(len(moved.down)),
        goals=tie("; ".join(parts)),
    )
