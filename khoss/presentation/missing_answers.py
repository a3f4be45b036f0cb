"""Whose answers are missing in a year, and on which goals, in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.figures.history import History
from khoss.figures.national_year import MissingAnswers, NationalYear
from khoss.presentation.numbers import count_of, listed, tie


def missing_answers(history: History, figures: NationalYear) -> tuple[str, ...]:
    """Say who has not handed in, who left goals unanswered, and how many answered each of those.

    While somebody has not handed in every goal is short of just these, and only they are named.
    """
    missing = figures.missing
    sentences = [
        *_not_handed_in(history, figures),
        *_by_unit(history, missing),
        *(() if missing.not_handed_in else _by_goal(figures)),
    ]
    return tuple(tie(one) for one in sentences) or (_("Alla har svarat på allt."),)


def _not_handed_in(history: History, figures: NationalYear) -> Sequence[str]:
    away = figures.missing.not_handed_in
    if not away:
        return ()
    return (
        _(
            "%(count)s har inte lämnat in, och räknas inte som nej: %(names)s.",
            count=count_of(len(away), figures.population),
            names=_names(history, away),
        ),
    )


def _by_unit(history: History, missing: MissingAnswers) -> Sequence[str]:
    """Say who left as many goals unanswered, most first, in one sentence for each number."""
    sentences = []
    for count, group in groupby(missing.by_unit or (), key=lambda row: row[1]):
        codes = [code for code, _count in group]
        said = (
            ngettext(
                "%(names)s lämnade %(num)d delmål obesvarat.",
                "%(names)s lämnade %(num)d delmål obesvarade.",
                count,
                names=_names(history, codes),
            )
            if len(codes) == 1
            else ngettext(
                "%(names)s lämnade %(num)d delmål obesvarat var.",
                "%(names)s lämnade %(num)d delmål obesvarade var.",
                count,
                names=_names(history, codes),
            )
        )
        sentences.append(said)
    return sentences


def _by_goal(figures: NationalYear) -> Sequence[str]:
    short = figures.missing.by_goal
    if not short:
        return ()
    asked = figures.population
    bases = [f"{key} ({count_of(asked - count, asked)})" for key, count in short]
    return (
        _(
            "Alla svarade inte på %(count)d av %(goals)d delmål: %(bases)s.",
            count=len(short),
            goals=figures.everything.goals,
            bases=listed(bases),
        ),
    )


def _names(history: History, codes: Sequence[str]) -> str:
    return listed([history.by_code[code].name for code in codes])
