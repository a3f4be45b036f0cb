"""One year on one screen, in whole sentences made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.enums import RoundStatus, ShareKind
from khoss.figures.history import History, Year
from khoss.figures.national_year import NationalYear, Standing
from khoss.figures.shares import FORMULAS, share
from khoss.figures.tally import Tally
from khoss.presentation.goal_links import (
    GoalLink,
    Movement,
    goal_link,
    movements,
    named_once,
    why_left_out,
    within_room,
)
from khoss.presentation.missing_answers import missing_answers
from khoss.presentation.numbers import count_of, figures_in_words, listed, percent, tie
from khoss.presentation.short_questions import short_questions


@dataclass(frozen=True)
class AreaRow:
    """How one area stands, each figure with its base."""

    name: str
    goals: str
    yes_by_all: str
    met_by_all: str
    met: str
    share: str
    missing: str


@dataclass(frozen=True)
class Picture:
    """The year: a lead, sentences, the goals that they name, and the areas as a table.

    `named` are the goals of all the sentences, once each, with their whole questions.
    """

    title: str
    status: str
    lead: str
    compared: str
    moved: tuple[Movement, ...]
    left_out: tuple[GoalLink, ...]
    holding_back: Movement
    missing: tuple[str, ...]
    named: tuple[GoalLink, ...]
    areas: tuple[AreaRow, ...]
    formula: str


def picture(history: History, figures: NationalYear) -> Picture:
    """Say what a year comes to."""
    year = history.year(figures.year)
    short = short_questions(goal.question for goal in year.goals)
    found = movements(year, figures, short) if figures.compared else ()
    *moved, holding_back = within_room([*found, _holding_back(year, figures, short)])
    return Picture(
        title=_("Nationell bild %(year)d", year=year.year),
        status=preliminary(year.status),
        lead=_lead(figures),
        compared=_compared(figures),
        moved=tuple(moved),
        left_out=tuple(
            goal_link(year, one.key, why_left_out(one), short) for one in figures.left_out
        ),
        holding_back=holding_back,
        missing=missing_answers(history, figures),
        named=named_once(moved, holding_back),
        areas=(
            _area(_("Hela planen"), figures.everything),
            *(_area(one.name, one.standing) for one in figures.areas),
        ),
        formula=FORMULAS[ShareKind.MET_OF_ANSWERS],
    )


def preliminary(status: RoundStatus) -> str:
    """Say that a year's figures may still change, when they may."""
    if status is RoundStatus.PUBLISHED:
        return ""
    return _("Preliminärt: omgången är inte publicerad. Det som är inlämnat räknas.")


def _lead(figures: NationalYear) -> str:
    first = figures.first_priority
    return tie(
        _(
            "%(yes)d av de %(goals)d prio 1-målen är helt uppnådda, med ja från alla "
            "%(population)d länsstyrelser. %(met)d av de %(goals)d är helt eller delvis uppnådda "
            "av alla.",
            yes=first.yes_by_all,
            met=first.met_by_all,
            goals=first.goals,
            population=figures.population,
        )
    )


def _compared(figures: NationalYear) -> str:
    then, goals = figures.then_year, figures.everything.goals
    if then is None:
        return _("Det finns inget tidigare år att jämföra med.")
    if not figures.compared:
        return tie(
            _(
                "Inget av de %(goals)d delmålen kan räknas av mot %(then)d: frågan är en annan, "
                "eller alla länsstyrelser svarade inte båda åren.",
                goals=goals,
                then=then,
            )
        )
    return tie(
        _(
            "Jämförelsen med %(then)d gäller %(count)s: de som frågar efter samma sak och som alla "
            "länsstyrelser svarade på båda åren.",
            then=then,
            count=_("%(count)d av %(base)d delmål", count=figures.compared, base=goals),
        )
    )


def _holding_back(year: Year, figures: NationalYear, short: Mapping[str, str]) -> Movement:
    held = figures.holding_back
    if held is None:
        return Movement(
            _("Inget prio 1-mål håller tillbaka: alla är helt eller delvis uppnådda av alla."), ()
        )
    text = _(
        "Längst ned bland prio 1-målen ligger %(keys)s, där %(share)s av alla %(population)d "
        "länsstyrelser svarar ja eller delvis.",
        keys=listed(list(held.keys)),
        share=percent(held.share),
        population=figures.population,
    )
    return Movement(
        tie(text),
        tuple(goal_link(year, key, _counted(year.tally(key)), short) for key in held.keys),
    )


def _counted(tally: Tally | None) -> str:
    """Say what a goal came to; who gave no answer is said apart, and is never nej."""
    if tally is None:
        return ""
    if not tally.is_short:
        return tie(_("%(figures)s.", figures=figures_in_words(tally)))
    return tie(
        ngettext(
            "%(figures)s, och %(num)d obesvarad: %(base)s svarade.",
            "%(figures)s, och %(num)d obesvarade: %(base)s svarade.",
            tally.unanswered,
            figures=figures_in_words(tally),
            base=count_of(tally.base, tally.population),
        )
    )


def _area(name: str, standing: Standing) -> AreaRow:
    answers = standing.answers
    met = share(answers, ShareKind.MET_OF_ANSWERS)
    return AreaRow(
        name=name,
        goals=str(standing.goals),
        yes_by_all=count_of(standing.yes_by_all, standing.goals),
        met_by_all=count_of(standing.met_by_all, standing.goals),
        met=tie(count_of(answers.met, answers.base)),
        share=tie(percent(met)) if met is not None else "–",
        missing=tie(count_of(answers.unanswered, answers.population)),
    )
