"""The figures of a goal line year by year, with those of the goals that it came from or became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import ShareKind, Verdict
from khoss.figures.change import Change
from khoss.figures.history import Goal, History, Year
from khoss.figures.line_steps import Beside, beside_line
from khoss.figures.lines import Lineage
from khoss.figures.shares import share
from khoss.figures.tally import Tally
from khoss.presentation.charts import Bars, bars
from khoss.presentation.numbers import count_of, percent, tie


@dataclass(frozen=True)
class YearRow:
    """One year's figures in words; `note` says why there are none, or what they rest on.

    `line` is there when the figures are of another line, which they stand beside.
    """

    year: int
    key: str
    cells: tuple[str, ...]
    note: str
    line: str = ""


@dataclass(frozen=True)
class GoalYears:
    """A line's years as a table and as a picture, latest first; no picture without a figure."""

    rows: tuple[YearRow, ...]
    bars: Bars | None


@dataclass(frozen=True)
class _Figure:
    """One goal in one year; `beside` is there when it is of another line."""

    year: Year
    goal: Goal
    tally: Tally | None
    beside: Beside | None


def goal_years(history: History, line: str, changes: Iterable[Change]) -> GoalYears:
    """Arrange a line's years, each with the goals of other lines that belong beside it."""
    figures = _figures(history, line)
    drawn = [(one, one.tally) for one in figures if one.tally is not None]
    return GoalYears(
        rows=tuple(_row(one) for one in figures),
        bars=bars(
            [(_heading(one), tally) for one, tally in drawn],
            names=[_name(one) for one, _tally in drawn],
            breaks_below=_breaks([one for one, _tally in drawn], changes),
        )
        if drawn
        else None,
    )


def _figures(history: History, line: str) -> list[_Figure]:
    """Return the latest year first; in a year what follows the line, the line, what it follows."""
    own = [_Figure(year, goal, year.tally(goal.key), None) for year, goal in history.line(line)]
    others = [
        _Figure(one.year, one.goal, one.year.tally(one.goal.key), one)
        for one in beside_line(history, line)
    ]
    return sorted((*own, *others), key=lambda one: (-one.year.year, _place(one.beside)))


def _place(beside: Beside | None) -> int:
    if beside is None:
        return 1
    return 2 if beside.is_before else 0


def _heading(figure: _Figure) -> str:
    return figure.goal.key if figure.beside else str(figure.year.year)


def _name(figure: _Figure) -> str:
    year = str(figure.year.year)
    return f"{year} {figure.goal.key}" if figure.beside else year


def _row(figure: _Figure) -> YearRow:
    tally, beside = figure.tally, figure.beside
    said = [_relation(beside)] if beside else []
    line = figure.goal.line if beside else ""
    if tally is None:
        note = ", ".join([*said, _("ingen siffra")])
        return YearRow(figure.year.year, figure.goal.key, (), note, line)
    found = share(tally, ShareKind.MET_OF_ANSWERS)
    counts = (tally.yes, tally.partly, tally.no, tally.unanswered)
    return YearRow(
        year=figure.year.year,
        key=figure.goal.key,
        cells=(
            *(str(count) for count in counts),
            tie(count_of(tally.base, tally.population)),
            tie(count_of(tally.met, tally.base)),
            percent(found) if found is not None else "–",
        ),
        note=", ".join([*said, *([_("kort bas")] if tally.is_short else [])]),
        line=line,
    )


def _relation(beside: Beside) -> str:
    verdict = str(labels.VERDICTS[beside.lineage.verdict]).lower()
    if beside.lineage.subtractable:
        said = _("%(verdict)s, får jämföras", verdict=verdict)
    else:
        said = _("%(verdict)s, räknas inte av", verdict=verdict)
    if beside.is_before:
        return _("föregångare: %(said)s", said=said)
    return _("efterföljare: %(said)s", said=said)


def _breaks(drawn: Sequence[_Figure], changes: Iterable[Change]) -> Mapping[int, str]:
    """Return the places of the bars below which the figures are of another question, and say so."""
    steps = {one.now_year: (one.then_year, one.lineage) for one in changes}
    last = {one.year.year: place for place, one in enumerate(drawn)}
    found: dict[int, str] = {}
    for figure in drawn:
        year, beside = figure.year.year, figure.beside
        then, lineage = steps.get(year, (0, None))
        if beside is not None and not beside.is_before:
            then, lineage = beside.own_year, beside.lineage
        if lineage is not None and _is_broken(lineage):
            found[last[year]] = _said(then, year, lineage)
    return found


def _is_broken(lineage: Lineage) -> bool:
    return not lineage.subtractable and lineage.verdict is not Verdict.NEW


def _said(then: int, now: int, lineage: Lineage) -> str:
    return tie(
        _(
            "%(then)d och %(now)d jämförs inte: %(verdict)s",
            then=then,
            now=now,
            verdict=str(labels.VERDICTS[lineage.verdict]).lower(),
        )
    )
