"""One year on one screen, in whole sentences made from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import NoDifference, RoundStatus, ShareKind
from khoss.figures.change import Change
from khoss.figures.history import History, Year
from khoss.figures.national_year import NationalYear, Standing
from khoss.figures.shares import FORMULAS, share
from khoss.presentation.numbers import count_of, listed, percent, tie


@dataclass(frozen=True)
class GoalLink:
    """A goal that a sentence names: its key, its line for the address, and its question."""

    key: str
    line: str
    question: str
    said: str


@dataclass(frozen=True)
class AreaRow:
    """How one area stands, each figure with its base."""

    name: str
    goals: str
    yes_by_all: str
    met_by_all: str
    share: str
    base: str
    missing: str


@dataclass(frozen=True)
class Picture:
    """The year: a lead, sentences, the goals that they name, and the areas as a table."""

    title: str
    status: str
    lead: str
    up: tuple[GoalLink, ...]
    down: tuple[GoalLink, ...]
    compared: str
    left_out: tuple[GoalLink, ...]
    holding_back: tuple[GoalLink, ...]
    holding_back_text: str
    missing: tuple[str, ...]
    areas: tuple[AreaRow, ...]
    formula: str


def picture(history: History, figures: NationalYear) -> Picture:
    """Say what a year comes to."""
    year = history.year(figures.year)
    return Picture(
        title=_("Nationell bild %(year)d", year=year.year),
        status=preliminary(year.status),
        lead=_lead(figures),
        up=_moved(year, figures.moved_in_met.up),
        down=_moved(year, figures.moved_in_met.down),
        compared=_compared(figures),
        left_out=tuple(
            _link(year, one.key, _reason(one.reason)) for one in figures.left_out if one.reason
        ),
        holding_back=tuple(
            _link(year, key, _counts(year, key))
            for key in (figures.holding_back.keys if figures.holding_back else ())
        ),
        holding_back_text=_holding_back(figures),
        missing=_missing(history, figures),
        areas=tuple(_area(one.name, one.standing) for one in figures.areas),
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
            "%(yes)s av prio 1-målen är helt uppnådda: alla %(population)d länsstyrelser svarar "
            "ja. %(met)s är helt eller delvis uppnådda av alla.",
            yes=count_of(first.yes_by_all, first.goals),
            met=count_of(first.met_by_all, first.goals),
            population=figures.population,
        )
    )


def _moved(year: Year, moved: Sequence[Change]) -> tuple[GoalLink, ...]:
    return tuple(
        _link(
            year,
            one.key,
            tie(
                _(
                    "ja eller delvis: %(now)s, %(step)+d sedan %(then)d",
                    now=count_of(one.now.met, one.now.base),
                    step=one.difference.met,
                    then=one.then_year,
                )
            ),
        )
        for one in moved
        if one.now is not None and one.difference is not None
    )


def _compared(figures: NationalYear) -> str:
    if figures.then_year is None:
        return _("Det finns inget tidigare år att jämföra med.")
    return tie(
        _(
            "Jämförelsen med %(then)d gäller %(count)s: de som frågar efter samma sak och som alla "
            "länsstyrelser svarade på båda åren.",
            then=figures.then_year,
            count=_(
                "%(count)d av %(base)d delmål",
                count=figures.compared,
                base=figures.everything.goals,
            ),
        )
    )


def _reason(reason: NoDifference | None) -> str:
    return str(labels.NO_DIFFERENCES[reason]) if reason else ""


def _holding_back(figures: NationalYear) -> str:
    if figures.holding_back is None:
        return _("Inget prio 1-mål håller tillbaka: alla är helt eller delvis uppnådda av alla.")
    return tie(
        _(
            "Lägst bland prio 1-målen: %(share)s av alla länsstyrelser svarar ja eller delvis.",
            share=percent(figures.holding_back.share),
        )
    )


def _missing(history: History, figures: NationalYear) -> tuple[str, ...]:
    missing, sentences = figures.missing, []
    if missing.not_handed_in:
        names = [history.by_code[code].name for code in missing.not_handed_in]
        sentences.append(
            _(
                "%(count)s har inte lämnat in: %(names)s.",
                count=count_of(len(names), figures.population),
                names=listed(names),
            )
        )
    for code, count in missing.by_unit or ():
        sentences.append(
            ngettext(
                "%(name)s lämnade %(num)d delmål obesvarat.",
                "%(name)s lämnade %(num)d delmål obesvarade.",
                count,
                name=history.by_code[code].name,
            )
        )
    if missing.by_unit is None:
        sentences += [
            _(
                "%(key)s: %(base)s svarade.",
                key=key,
                base=count_of(figures.population - count, figures.population),
            )
            for key, count in missing.by_goal
        ]
    return tuple(tie(one) for one in sentences) or (_("Alla har svarat på allt."),)


def _area(name: str, standing: Standing) -> AreaRow:
    answers = standing.answers
    met = share(answers, ShareKind.MET_OF_ANSWERS)
    return AreaRow(
        name=name,
        goals=str(standing.goals),
        yes_by_all=count_of(standing.yes_by_all, standing.goals),
        met_by_all=count_of(standing.met_by_all, standing.goals),
        share=percent(met) if met is not None else "–",
        base=count_of(answers.met, answers.base),
        missing=count_of(answers.unanswered, answers.population),
    )


def _link(year: Year, key: str, said: str) -> GoalLink:
    goal = year.by_key[key]
    return GoalLink(key, goal.line, goal.question, said)


def _counts(year: Year, key: str) -> str:
    tally = year.tally(key)
    return tie(count_of(tally.met, tally.population)) if tally else ""
