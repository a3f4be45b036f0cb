"""One goal line through all its years, as its page shows it; and the lines there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import ShareKind, Verdict
from khoss.figures.change import Change
from khoss.figures.history import Goal, History, Year
from khoss.figures.shares import FORMULAS
from khoss.figures.tally import Tally
from khoss.figures.transitions import Transitions
from khoss.presentation.charts import (
    ORDER,
    Bars,
    KeyEntry,
    class_name,
    key_entries,
)
from khoss.presentation.goal_changes import YearChange, names_of, year_change
from khoss.presentation.goal_years import YearRow, goal_years
from khoss.presentation.numbers import count_of, tie


@dataclass(frozen=True)
class Related:
    """A goal that the plan relates to this one; `line` is for the address of its page."""

    key: str
    line: str
    question: str
    said: str


@dataclass(frozen=True)
class Wording:
    """How one year's plan asks; `note` says what is not known of the wording."""

    year: int
    key: str
    priority: str
    question: str
    relation: str
    note: str
    related: tuple[Related, ...]


@dataclass(frozen=True)
class RatingRow:
    """The counties that gave one rating."""

    rating: str
    rating_class: str
    count: str
    names: str


@dataclass(frozen=True)
class YearRatings:
    """Who gave what in one year."""

    year: int
    caption: str
    rows: tuple[RatingRow, ...]


@dataclass(frozen=True)
class GoalPage:
    """The page of one line."""

    title: str
    question: str
    lead: str
    wordings: tuple[Wording, ...]
    followed_by: tuple[Related, ...]
    ended: str
    bars: Bars | None
    key: tuple[KeyEntry, ...]
    rows: tuple[YearRow, ...]
    formula: str
    changes: tuple[YearChange, ...]
    ratings: tuple[YearRatings, ...]
    no_ratings: str


@dataclass(frozen=True)
class LineRow:
    """One line in the list: as it was last asked."""

    line: str
    key: str
    question: str
    years: str
    latest: str


@dataclass(frozen=True)
class LineArea:
    """The lines of one priority area."""

    code: str
    name: str
    rows: tuple[LineRow, ...]


def goal_page(
    history: History,
    line: str,
    changes: Sequence[tuple[Change, Transitions | None]],
) -> GoalPage:
    """Arrange a line with its steps from year to year, earliest first."""
    held = history.line(line)
    latest, goal = held[-1]
    figures = goal_years(history, line, [change for change, _moved in changes])
    answered = [(year, goal) for year, goal in reversed(held) if year.has_answers]
    verdicts = {change.now_year: change for change, _moved in changes}
    return GoalPage(
        title=_("Delmål %(key)s genom åren", key=goal.key),
        question=goal.question,
        lead=_lead(held, latest.tally(goal.key)),
        wordings=tuple(
            _wording(history, year, goal, verdicts.get(year.year)) for year, goal in reversed(held)
        ),
        followed_by=_followed_by(history, latest, goal),
        ended=_ended(history, latest),
        bars=figures.bars,
        key=key_entries(),
        rows=figures.rows,
        formula=FORMULAS[ShareKind.MET_OF_ANSWERS],
        changes=tuple(year_change(history, one, moved) for one, moved in reversed(changes)),
        ratings=tuple(_ratings(history, year, goal) for year, goal in answered),
        no_ratings="" if answered else _("Länens egna svar är inte kända för något av åren."),
    )


def line_areas(history: History) -> tuple[LineArea, ...]:
    """Return every line under the area in which it was last asked."""
    last: dict[str, tuple[Year, Goal]] = {}
    for year in history.years:
        last.update({goal.line: (year, goal) for goal in year.goals})
    # The lines of the latest plan come in its order, and before those that have ended.
    held = sorted(last.values(), key=lambda one: -one[0].year)
    return tuple(
        LineArea(code, name, rows)
        for code, name in history.areas
        if (rows := tuple(_line_row(history, *one) for one in held if one[1].area == code))
    )


def _line_row(history: History, latest: Year, goal: Goal) -> LineRow:
    asked = [str(year.year) for year, _goal in history.line(goal.line)]
    tally = latest.tally(goal.key)
    return LineRow(
        line=goal.line,
        key=goal.key,
        question=goal.question,
        years=", ".join(asked),
        latest=_met(latest.year, tally) if tally else _("ingen siffra"),
    )


def _met(year: int, tally: Tally) -> str:
    said = _("%(year)d: %(met)s", year=year, met=count_of(tally.met, tally.base))
    return tie(f"{said} ({_short(tally)})" if tally.is_short else said)


def _short(tally: Tally) -> str:
    return tie(_("%(base)s svarade", base=count_of(tally.base, tally.population)))


def _lead(held: Sequence[tuple[Year, Goal]], tally: Tally | None) -> str:
    latest = held[-1][0]
    if tally is None:
        return _("%(year)d har ännu ingen siffra.", year=latest.year)
    return tie(
        _(
            "%(year)d svarar %(yes)s ja och %(met)s ja eller delvis; %(base)s svarade.",
            year=latest.year,
            yes=count_of(tally.yes, tally.base),
            met=count_of(tally.met, tally.base),
            base=count_of(tally.base, tally.population),
        )
    )


def _wording(history: History, year: Year, goal: Goal, change: Change | None) -> Wording:
    before = history.previous(year.year)
    said = labels.VERDICTS[change.verdict] if change else ""
    if change and change.verdict not in (Verdict.SAME, Verdict.NEW):
        said = (
            _("%(verdict)s, men svaren får jämföras", verdict=said)
            if change.lineage.subtractable
            else _("%(verdict)s: svaren jämförs inte", verdict=said)
        )
    return Wording(
        year=year.year,
        key=goal.key,
        priority=labels.priority_text(goal.priority, year.year),
        question=goal.question,
        relation=str(said) if before else _("Första året"),
        note=year.wording_note,
        related=tuple(
            _related(before.by_key[link.predecessor], str(labels.RELATIONS[link.relation]))
            for link in goal.links
            # Its own wording before stands below.
            if before is not None and before.by_key[link.predecessor].line != goal.line
        ),
    )


def _related(goal: Goal, said: str) -> Related:
    return Related(goal.key, goal.line, goal.question, said)


def _followed_by(history: History, latest: Year, goal: Goal) -> tuple[Related, ...]:
    """Return the goals of the next plan that follow the line's last one on lines of their own."""
    after = next((year for year in history.years if year.year > latest.year), None)
    return tuple(
        _related(one, str(labels.RELATIONS[link.relation]))
        for one in (after.goals if after else ())
        for link in one.links
        if link.predecessor == goal.key
    )


def _ended(history: History, latest: Year) -> str:
    if latest is history.years[-1]:
        return ""
    return _("Delmålet följs inte upp under det här namnet efter %(year)d.", year=latest.year)


def _ratings(history: History, year: Year, goal: Goal) -> YearRatings:
    given = year.given(goal.key)
    held = {rating: [code for code in year.units if given.get(code) is rating] for rating in ORDER}
    return YearRatings(
        year=year.year,
        caption=_("Länsstyrelserna efter bedömning %(year)d", year=year.year),
        rows=tuple(
            RatingRow(
                rating=str(labels.RATINGS[rating]),
                rating_class=class_name(rating),
                count=tie(count_of(len(codes), year.population)),
                names=names_of(history, codes) or "–",
            )
            for rating, codes in held.items()
        ),
    )
