"""What has to be known to read a figure: what it counts, and how to write it so that it is true."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import FigureForm, FigureKind, Measure
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


def miscalled_text(figure: BoundFigure) -> str:
    """Say what a figure is where the words beside it say something else, and what to write."""
    request = figure.request
    if request is None:
        return ""
    # A word or a number that is held against its figure is a count in other words.
    kind = FigureKind.COUNT if request.kind is FigureKind.WORD else request.kind
    usual = replace(request, kind=kind, form=FigureForm.USUAL, word="", capital=False)
    goals = tie(_("%(goals)s %(year)d", goals=listed(list(figure.goals)), year=figure.year))
    if kind is FigureKind.SHARE:
        what = _("Siffran är en andel i procent, som den är räknad, på %(goals)s.", goals=goals)
    elif kind is FigureKind.CHANGE:
        what = _("Siffran är en förändring i antal, med riktning, på %(goals)s.", goals=goals)
    elif figure.counts_answers:
        what = _("Siffran är ett exakt antal svar på %(goals)s.", goals=goals)
    else:
        what = _("Siffran är ett exakt antal länsstyrelser på %(goals)s.", goals=goals)
    advice = _(
        "Orden intill säger något annat. Ta bort dem och skriv {%(placeholder)s}, som visar "
        "”%(shown)s”.",
        placeholder=write_placeholder(usual),
        shown=figure_text(replace(figure, request=usual)),
    )
    return f"{what} {advice}"
