"""What a bound figure says in a sentence."""

from __future__ import annotations

import re
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.enums import FigureForm, FigureKind, Measure
from khoss.figures.bound import BoundFigure
from khoss.presentation.numbers import count_of, listed, percent, signed, tie

WRITTEN_OUT = 12
COUNTY = " län"
# A number and what it counts stay on one line.
COUNTED = re.compile(r"(?<=\d) (?=[^\W\d])")


def number_word(number: int) -> str:
    """Return a number from noll to tolv in letters, any other in digits."""
    words = (
        _("noll"),
        _("en"),
        _("två"),
        _("tre"),
        _("fyra"),
        _("fem"),
        _("sex"),
        _("sju"),
        _("åtta"),
        _("nio"),
        _("tio"),
        _("elva"),
        _("tolv"),
    )
    return words[number] if 0 <= number <= WRITTEN_OUT else str(number)


def figure_text(figure: BoundFigure) -> str:
    """Return what stands in the text for a placeholder; what has no figure says so."""
    request = figure.request
    if request is None or figure.fault:
        return _("[siffra saknas: %(written)s]", written=figure.written)
    said = {
        FigureKind.COUNT: _count,
        FigureKind.SHARE: _share,
        FigureKind.BASE: _base,
        FigureKind.CHANGE: _change,
        FigureKind.COUNTIES: _counties,
        FigureKind.WORD: _word,
        FigureKind.ASKED: _asked,
    }[request.kind](figure)
    said = COUNTED.sub("\N{NO-BREAK SPACE}", said)
    return tie(said[:1].upper() + said[1:] if request.capital else said)


def _form(figure: BoundFigure) -> FigureForm:
    return figure.request.form if figure.request else FigureForm.USUAL


def _number(figure: BoundFigure, number: int) -> str:
    return number_word(number) if _form(figure) is FigureForm.IN_WORDS else str(number)


def _number_of(figure: BoundFigure, base: int) -> str:
    """Return a count with its base, the count in letters where that is asked for."""
    if _form(figure) is FigureForm.IN_WORDS:
        return _("%(number)s av %(base)d", number=number_word(figure.count), base=base)
    return count_of(figure.count, base)


def _count(figure: BoundFigure) -> str:
    """Say a count; a base that is short of somebody is said with it unless it is not wanted."""
    form = _form(figure)
    if form is FigureForm.BARE:
        return str(figure.count)
    short = figure.counted is not None and figure.counted.is_short
    if form is FigureForm.WITH_BASE or short:
        return _with_base(figure, short=short)
    number = _number(figure, figure.count)
    if not figure.counts_answers:
        return ngettext(
            "%(number)s länsstyrelse", "%(number)s länsstyrelser", figure.count, number=number
        )
    return _("%(number)s svar", number=number)


def _with_base(figure: BoundFigure, *, short: bool) -> str:
    if figure.counted is None:
        return ""
    if figure.counts_answers:
        return _("%(count)s svar", count=_number_of(figure, figure.counted.base))
    if short and figure.request and figure.request.measure is not Measure.ANSWERED:
        return _("%(count)s svarande länsstyrelser", count=_number_of(figure, figure.counted.base))
    return _("%(count)s länsstyrelser", count=_number_of(figure, figure.counted.population))


def _share(figure: BoundFigure) -> str:
    if not figure.whole:
        return count_of(0, 0)
    share = percent(Fraction(figure.count, figure.whole))
    form = _form(figure)
    if form is FigureForm.BARE:
        return share.partition(" ")[0]
    short = figure.counted is not None and figure.counted.is_short
    if form is FigureForm.WITH_BASE or short:
        return _("%(share)s (%(count)s)", share=share, count=count_of(figure.count, figure.whole))
    return share


def _base(figure: BoundFigure) -> str:
    if figure.counted is None:
        return ""
    if _form(figure) is FigureForm.BARE:
        return str(figure.counted.base)
    return count_of(figure.counted.base, figure.counted.population)


def _change(figure: BoundFigure) -> str:
    step = figure.difference or 0
    if _form(figure) is FigureForm.BARE:
        return signed(step) if step else "0"
    if not step:
        return _("lika många som %(year)d", year=figure.then_year)
    number = _number(figure, abs(step))
    if step > 0:
        return _("%(number)s fler än %(year)d", number=number, year=figure.then_year)
    return _("%(number)s färre än %(year)d", number=number, year=figure.then_year)


def _counties(figure: BoundFigure) -> str:
    """Name counties: `Kalmar och Gotlands län`, or that there are none."""
    *first, last = figure.counties or ("",)
    return listed([*(name.removesuffix(COUNTY) for name in first), last]) or _("inget län")


def _word(figure: BoundFigure) -> str:
    return figure.request.word if figure.request else ""


def _asked(figure: BoundFigure) -> str:
    population = figure.counted.population if figure.counted else 0
    if _form(figure) is FigureForm.BARE:
        return str(population)
    return ngettext(
        "%(number)s länsstyrelse",
        "%(number)s länsstyrelser",
        population,
        number=_number(figure, population),
    )
