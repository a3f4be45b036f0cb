"""What has to be known to read a figure of several goals: answers are counted, and not counties."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import FigureKind, Measure
from khoss.figures.bound import BoundFigure, BoundText
from khoss.figures.placeholders import Request, write_placeholder
from khoss.presentation.bound_figures import figure_text
from khoss.presentation.numbers import count_of, listed, tie


@dataclass(frozen=True)
class FigureRow:
    """One figure of a text: what is written, what it shows, and what has to be known of it."""

    written: str
    shown: str
    note: str


def figure_rows(text: BoundText) -> tuple[FigureRow, ...]:
    """Return the figures of a text, in order."""
    return tuple(
        FigureRow(f"{{{one.written}}}", figure_text(one), note(one)) for one in text.figures
    )


def note(figure: BoundFigure) -> str:
    """Say what a figure of several goals counts; of one goal, nothing has to be said."""
    request = figure.request
    if request is None or figure.fault or not figure.counts_answers:
        return ""
    goals = listed(list(figure.goals))
    if request.kind is FigureKind.COUNTIES and request.measure is Measure.ANSWERED:
        return tie(_("Bara de län som svarade på alla delmålen: %(goals)s.", goals=goals))
    if request.kind is FigureKind.COUNTIES and request.measure:
        return tie(
            _(
                "Bara de län som svarade %(measure)s på alla delmålen: %(goals)s. Ett län som gav "
                "svaret på några av dem är inte med.",
                measure=labels.MEASURES[request.measure],
                goals=goals,
            )
        )
    return tie(_("Räknar svar på %(goals)s, inte länsstyrelser.", goals=goals))


def answers_text(figure: BoundFigure) -> str:
    """Say that answers were counted where the text says counties, and what to write instead."""
    request = figure.request
    if request is None:
        return ""
    counted = tie(
        _(
            "Siffran räknar svar på %(goals)s (%(count)s svar), och varje länsstyrelse svarar på "
            "vart och ett. Skriv svar i stället för länsstyrelser eller län, eller hämta siffran "
            "för ett delmål.",
            goals=listed(list(figure.goals)),
            count=count_of(figure.count, figure.whole),
        )
    )
    if request.measure is None:
        return counted
    names = Request(FigureKind.COUNTIES, request.goals, request.every_goal, request.measure)
    return f"{counted} " + _(
        "{%(placeholder)s} ger de län som gav svaret på alla delmålen.",
        placeholder=write_placeholder(replace(names, year=request.year)),
    )
