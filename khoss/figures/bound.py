"""Texts whose figures are bound: every placeholder with the figure that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import BindingFault, FigureKind, Measure, NarrativeSection, NoDifference, Rating
from khoss.figures.change import changes
from khoss.figures.claims import count, report_tables
from khoss.figures.history import History, Year
from khoss.figures.placeholders import Misread, Request, read_placeholder
from khoss.figures.tally import Tally, total
from khoss.figures.words import fits

COUNTED: dict[Measure, frozenset[Rating]] = {
    Measure.YES: frozenset({Rating.YES}),
    Measure.MET: frozenset({Rating.YES, Rating.PARTLY}),
    Measure.PARTLY: frozenset({Rating.PARTLY}),
    Measure.NO: frozenset({Rating.NO}),
    Measure.ANSWERED: frozenset(Rating),
}


@dataclass(frozen=True)
class BoundFigure:
    """What a placeholder stands for, or why it stands for nothing.

    `written` is what stands between the braces. `goals` are the keys of the goals, whose answers
    `counted` takes together. `difference` is against `then_year`. `counties` are names. With a
    `fault` there is no figure; `detail` is the piece of the placeholder that it is about.
    """

    written: str
    year: int
    request: Request | None = None
    goals: tuple[str, ...] = ()
    counted: Tally | None = None
    then_year: int | None = None
    difference: int | None = None
    counties: tuple[str, ...] = ()
    fault: BindingFault | None = None
    detail: str = ""
    no_difference: NoDifference | None = None

    @property
    def count(self) -> int:
        """Return how many gave the answers that are asked for; those that answered, for a base."""
        if self.counted is None or self.request is None:
            return 0
        if self.request.measure is None:
            return self.counted.base
        return count(self.counted, self.request.measure)

    @property
    def whole(self) -> int:
        """Return what the count is of: the answers given, or all that were asked."""
        if self.counted is None or self.request is None:
            return 0
        return self.counted.base if self.request.of_answers else self.counted.population

    @property
    def counts_answers(self) -> bool:
        """Tell whether what is counted are answers: of several goals, a county gives several."""
        return len(self.goals) > 1

    @property
    def share(self) -> Fraction | None:
        """Return the share that the count is of its whole; None of nothing."""
        return Fraction(self.count, self.whole) if self.whole else None

    @property
    def fits(self) -> bool:
        """Tell whether the word still fits its figure; what is no word always fits."""
        if self.request is None or self.fault or self.request.kind is not FigureKind.WORD:
            return True
        return fits(self.request.word, self.count, self.whole)


@dataclass(frozen=True)
class BoundText:
    """One of the coordinator's texts: Markdown, and every figure that its placeholders name.

    `area` is the code of a priority area, empty where the section is not of one.
    """

    section: NarrativeSection
    area: str
    source: str
    figures: tuple[BoundFigure, ...]

    def figure(self, written: str) -> BoundFigure:
        """Return what a placeholder stands for; nothing, when it was not bound with the text."""
        missing = BoundFigure(written, 0, fault=BindingFault.UNKNOWN_KIND, detail=written)
        return next((one for one in self.figures if one.written == written), missing)


class _NoFigure(Exception):
    def __init__(
        self, fault: BindingFault, detail: str, no_difference: NoDifference | None = None
    ) -> None:
        super().__init__(detail)
        self.fault, self.detail, self.no_difference = fault, detail, no_difference


def bind(written: str, history: History | None, *, year: int) -> BoundFigure:
    """Return what a placeholder of a text of a year stands for; without a history, nothing."""
    request = read_placeholder(written)
    if isinstance(request, Misread):
        return BoundFigure(written, year, fault=request.fault, detail=request.piece)
    asked = request.year or year
    try:
        return _figure(written, request, history, asked)
    except _NoFigure as missing:
        return BoundFigure(
            written,
            asked,
            request,
            fault=missing.fault,
            detail=missing.detail,
            no_difference=missing.no_difference,
        )


def _figure(written: str, request: Request, history: History | None, number: int) -> BoundFigure:
    year = _year(history, number)
    keys = _keys(request, year)
    tables = report_tables(year)
    known = [tables[key] for key in keys if key in tables]
    if len(known) < len(keys):
        missing = next(key for key in keys if key not in tables)
        raise _NoFigure(BindingFault.NO_FIGURES, missing)
    counted = total(known) if keys else Tally(0, 0, 0, year.population)
    then_year, difference = None, None
    if request.kind is FigureKind.CHANGE and history and request.measure:
        then_year, difference = _difference(history, year, keys, request.measure)
    counties: tuple[str, ...] = ()
    if request.kind is FigureKind.COUNTIES and history and request.measure:
        counties = _counties(history, year, keys, request.measure)
    return BoundFigure(written, number, request, keys, counted, then_year, difference, counties)


def _year(history: History | None, number: int) -> Year:
    try:
        year = history.year(number) if history else None
    except KeyError:
        year = None
    if year is None or year.source is None:
        raise _NoFigure(BindingFault.UNKNOWN_YEAR, str(number))
    return year


def _keys(request: Request, year: Year) -> tuple[str, ...]:
    """Return the keys of the goals that are asked for, in the order of the plan."""
    if request.every_goal:
        return year.keys()
    if not request.goals:
        return ()
    areas = {goal.area for goal in year.goals}
    keys: list[str] = []
    for name in request.goals:
        found = year.keys(area=name) if name in areas else (name,) if name in year.by_key else ()
        if not found:
            raise _NoFigure(BindingFault.UNKNOWN_GOAL, name)
        keys.extend(found)
    return tuple(keys)


def _difference(
    history: History, year: Year, keys: tuple[str, ...], measure: Measure
) -> tuple[int, int]:
    """Return the year before and how many more gave the answers now, of goals that compare."""
    before = history.previous(year.year)
    if before is None:
        raise _NoFigure(BindingFault.NO_YEAR_BEFORE, str(year.year))
    compared = {one.key: one for one in changes(history, now=year.year, then=before.year)}
    tables, earlier = report_tables(year), report_tables(before)
    step = 0
    for key in keys:
        ancestor, reason = compared[key].lineage.ancestor, compared[key].reason
        if reason or ancestor is None:
            raise _NoFigure(BindingFault.NO_DIFFERENCE, key, reason)
        now, then = tables[key], earlier[ancestor]
        if now.is_short or then.is_short:
            raise _NoFigure(BindingFault.NO_DIFFERENCE, key, NoDifference.CHANGED_BASE)
        step += count(now, measure) - count(then, measure)
    return before.year, step


def _counties(
    history: History, year: Year, keys: tuple[str, ...], measure: Measure
) -> tuple[str, ...]:
    """Return the names of the counties that gave the answers to all of the goals."""
    if not year.has_answers:
        raise _NoFigure(BindingFault.ONLY_TOTALS, str(year.year))
    given = [year.given(key) for key in keys]
    return tuple(
        history.by_code[code].name
        for code in year.units
        if all(one.get(code) in COUNTED[measure] for one in given)
    )
