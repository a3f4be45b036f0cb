"""Two years beside each other as the read API says them, and a whole year as one file."""

from __future__ import annotations

from khoss.figures import change as figures
from khoss.figures.history import History, Year
from khoss.figures.lines import ended
from khoss.figures.transitions import Transitions, transitions
from khoss.presentation import api
from khoss.presentation import api_shapes as shapes


def comparison(history: History, *, now: int, then: int, is_example: bool) -> shapes.Comparison:
    """Return a year beside an earlier one.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`, or a year has no figures.
    """
    later, earlier = history.year(now), history.year(then)
    moved = {one.key: one for one in transitions(history, now=now, then=then)}
    return shapes.Comparison(
        now=api.head(later, is_example=is_example),
        then=api.head(earlier, is_example=is_example),
        changes=tuple(
            _change(later, earlier, one, moved.get(one.key))
            for one in figures.changes(history, now=now, then=then)
        ),
        ended=tuple(api.goal(earlier, one) for one in ended(history, now=now, then=then)),
    )


def year_file(history: History, year: Year, *, is_example: bool) -> shapes.YearFile:
    """Return everything of a year; beside the plan before where that has figures."""
    before = history.previous(year.year)
    detail = api.year_detail(history, year, is_example=is_example)
    return shapes.YearFile(
        year=detail.year,
        areas=detail.areas,
        formulas=detail.formulas,
        goals=api.goals(year, is_example=is_example).goals,
        counties=api.counties(history, year, is_example=is_example).counties,
        answers=api.answers(year, is_example=is_example).answers,
        comparison=comparison(history, now=year.year, then=before.year, is_example=is_example)
        if before is not None and before.source is not None
        else None,
    )


def _change(
    later: Year, earlier: Year, one: figures.Change, moved: Transitions | None
) -> shapes.Change:
    return shapes.Change(
        line=later.by_key[one.key].line,
        key=one.key,
        verdict=one.verdict,
        comparable=one.lineage.subtractable,
        now=api.maybe_figure(one.now),
        then=tuple(
            shapes.Ancestor(earlier.by_key[old.key].line, old.key, api.maybe_figure(old.tally))
            for old in one.then
        ),
        difference=_steps(one.difference) if one.difference else None,
        no_difference=one.reason,
        same_counties=_same(one.same_units) if one.same_units else None,
        changed_base=_changed(one.changed_base) if one.changed_base else None,
        transitions=_transitions(moved) if moved else None,
    )


def _steps(step: figures.Difference) -> shapes.Steps:
    return shapes.Steps(step.yes, step.met)


def _same(one: figures.SameUnits) -> shapes.SameCounties:
    return shapes.SameCounties(
        counties=one.units,
        now=api.figure(one.now),
        then=api.figure(one.then),
        difference=_steps(one.difference),
    )


def _changed(one: figures.ChangedBase) -> shapes.ChangedBase:
    return shapes.ChangedBase(
        joined=one.joined,
        joined_figure=api.figure(one.joined_tally),
        left=one.left,
        left_figure=api.figure(one.left_tally),
    )


def _transitions(moved: Transitions) -> tuple[shapes.Transition, ...]:
    return tuple(
        shapes.Transition(cell.then, cell.now, cell.units) for cell in moved.cells if cell.units
    )
