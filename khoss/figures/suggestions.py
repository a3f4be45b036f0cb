"""Which placeholders say what a number that was typed by hand says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from khoss.enums import FigureForm, FigureKind, Measure
from khoss.figures.claims import count, report_tables
from khoss.figures.history import History, Year
from khoss.figures.numerals import Numeral
from khoss.figures.placeholders import Request, write_placeholder
from khoss.figures.prose_faults import Finding
from khoss.figures.tally import Tally
from khoss.figures.words import WORDS

MOST = 8


def suggest(finding: Finding, history: History | None, *, year: int) -> tuple[str, ...]:
    """Return what could stand between braces instead of a number or a word, likeliest first.

    Looked for among the goals of the finding's area, else among all, in the year of the text.
    What the sentence names already comes first.
    """
    numeral = finding.numeral
    if numeral is None or history is None:
        return ()
    try:
        asked = history.year(year)
    except KeyError:
        return ()
    found = list(_matching(numeral, asked, finding.area))
    found.sort(key=lambda one: not _is_named(one, finding.sentence))
    return tuple(write_placeholder(one) for one in found[:MOST])


def _is_named(request: Request, sentence: str) -> bool:
    """Tell whether a sentence names a goal of a request already."""
    return any(key in sentence or key.replace(" ", "-") in sentence for key in request.goals)


def _matching(numeral: Numeral, year: Year, area: str) -> Iterator[Request]:
    tables = report_tables(year)
    if numeral.exact and numeral.count == year.population and numeral.whole is None:
        yield Request(FigureKind.ASKED)
    for key in year.keys(area=area or None):
        if key in tables:
            yield from _of_goal(numeral, key, tables[key])


def _of_goal(numeral: Numeral, key: str, counted: Tally) -> Iterator[Request]:
    for measure in (Measure.MET, Measure.YES, Measure.PARTLY, Measure.NO):
        gave = count(counted, measure)
        if _is_count(numeral, gave, counted):
            form = FigureForm.USUAL if numeral.whole is None else FigureForm.WITH_BASE
            yield Request(FigureKind.COUNT, (key,), measure=measure, form=form)
        if not counted.population:
            continue
        share = Fraction(gave, counted.population)
        if _is_percent(numeral) and _rounds_to(share, numeral):
            yield Request(FigureKind.SHARE, (key,), measure=measure)
        word = " ".join(numeral.words.split())
        if word.casefold() in WORDS and WORDS[word.casefold()].holds(share):
            yield Request(FigureKind.WORD, (key,), measure=measure, word=word)
    if counted.is_short and _is_base(numeral, counted):
        yield Request(FigureKind.BASE, (key,))


def _is_count(numeral: Numeral, gave: int, counted: Tally) -> bool:
    wholes = (None, counted.population, counted.base)
    return numeral.exact and numeral.count == gave and numeral.whole in wholes


def _is_base(numeral: Numeral, counted: Tally) -> bool:
    return numeral.exact and (numeral.count, numeral.whole) == (counted.base, counted.population)


def _is_percent(numeral: Numeral) -> bool:
    return numeral.share is not None and ("%" in numeral.words or "procent" in numeral.words)


def _rounds_to(share: Fraction, numeral: Numeral) -> bool:
    """Tell whether a share is what a percentage says, with as many decimals as it says."""
    if numeral.share is None:
        return False
    return abs(share - numeral.share) <= Fraction(1, 2 * 10 ** (2 + numeral.decimals))
