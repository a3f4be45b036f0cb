"""Which placeholders say what a number that was typed by hand says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from khoss.enums import FigureKind, Measure
from khoss.figures.claims import count, report_tables
from khoss.figures.history import History, Year
from khoss.figures.numerals import Numeral
from khoss.figures.placeholders import KINDS, MEASURES
from khoss.figures.prose_faults import Finding
from khoss.figures.tally import Tally
from khoss.figures.words import WORDS

MOST = 8
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
MEASURE_WORDS = {
    measure: next(word for word, meant in MEASURES.items() if meant is measure)
    for measure in Measure
}


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
    found = list(dict.fromkeys(_matching(numeral, asked, finding.area)))
    found.sort(key=lambda one: [*one.split(), ""][1] not in finding.sentence)
    return tuple(found[:MOST])


def _matching(numeral: Numeral, year: Year, area: str) -> Iterator[str]:
    tables = report_tables(year)
    if numeral.count == year.population and numeral.exact:
        yield KIND_WORDS[FigureKind.ASKED]
    for key in year.keys(area=area or None):
        if key in tables:
            yield from _of_goal(numeral, key.replace(" ", "-"), tables[key])


def _of_goal(numeral: Numeral, goal: str, counted: Tally) -> Iterator[str]:
    for measure in (Measure.MET, Measure.YES, Measure.PARTLY, Measure.NO):
        gave, said = count(counted, measure), MEASURE_WORDS[measure]
        if numeral.count is not None and numeral.count == gave and numeral.exact:
            yield f"{KIND_WORDS[FigureKind.COUNT]} {goal} {said}"
        if not counted.population:
            continue
        share = Fraction(gave, counted.population)
        if _is_percent(numeral) and _rounds_to(share, numeral):
            yield f"{KIND_WORDS[FigureKind.SHARE]} {goal} {said}"
        word = " ".join(numeral.words.casefold().split())
        if word in WORDS and WORDS[word].holds(share):
            yield f'{KIND_WORDS[FigureKind.WORD]} {goal} {said} "{numeral.words}"'
    if numeral.count == counted.base and counted.is_short and numeral.exact:
        yield f"{KIND_WORDS[FigureKind.BASE]} {goal} bara talet"


def _is_percent(numeral: Numeral) -> bool:
    return numeral.share is not None and ("%" in numeral.words or "procent" in numeral.words)


def _rounds_to(share: Fraction, numeral: Numeral) -> bool:
    """Tell whether a share is what a percentage says, with as many decimals as it says."""
    if numeral.share is None:
        return False
    return abs(share - numeral.share) <= Fraction(1, 2 * 10 ** (2 + numeral.decimals))
