"""Years as the read API says them: stable words and ids, each figure with its base."""

from __future__ import annotations

from khoss.enums import ShareKind
from khoss.figures.history import Goal, History, Year
from khoss.figures.national_year import AreaStanding, national_year
from khoss.figures.shares import FORMULAS, share
from khoss.figures.tally import Tally
from khoss.presentation import api_shapes as shapes

# Decimals of a share: more than any count of counties can tell apart.
PLACES = 6


def years(history: History, *, is_example: bool) -> shapes.Years:
    """Return the years that have figures."""
    return shapes.Years(tuple(head(one, is_example=is_example) for one in with_figures(history)))


def with_figures(history: History) -> tuple[Year, ...]:
    """Return the years that have figures, earliest first."""
    return tuple(one for one in history.years if one.source is not None)


def head(year: Year, *, is_example: bool) -> shapes.YearHead:
    """Return what has to be known to read any figure of a year.

    :raises ValueError: when the year has no figures.
    """
    if year.source is None:
        raise ValueError(f"{year.year} has no figures")
    tallies = [(goal, year.tally(goal.key)) for goal in year.goals]
    return shapes.YearHead(
        year=year.year,
        status=year.status,
        source=year.source,
        example_data=is_example,
        goals=len(year.goals),
        population=year.population,
        handed_in=len(year.handed_in) if year.has_answers else None,
        short_bases=tuple(
            shapes.ShortBase(goal.line, goal.key, one.base, one.population)
            for goal, one in tallies
            if one is not None and one.is_short
        ),
        wording_note=year.wording_note,
    )


def year_detail(history: History, year: Year, *, is_example: bool) -> shapes.YearDetail:
    """Return one year with its areas."""
    return shapes.YearDetail(
        year=head(year, is_example=is_example),
        areas=tuple(_area(one) for one in national_year(history, year=year.year).areas),
        formulas={kind.value: formula for kind, formula in FORMULAS.items()},
    )


def goals(year: Year, *, is_example: bool) -> shapes.Goals:
    """Return the goals of a year."""
    return shapes.Goals(
        head(year, is_example=is_example), tuple(goal(year, one) for one in year.goals)
    )


def counties(history: History, year: Year, *, is_example: bool) -> shapes.Counties:
    """Return the counties that were asked in a year."""
    return shapes.Counties(
        head(year, is_example=is_example),
        tuple(_county(history, year, code) for code in year.units),
    )


def answers(year: Year, *, is_example: bool) -> shapes.Answers:
    """Return the ratings of a year; a county that has not handed in has none."""
    return shapes.Answers(
        head(year, is_example=is_example),
        tuple(
            shapes.Answer(code, goal.line, goal.key, year.given(goal.key).get(code))
            for code in year.units
            if code in year.handed_in
            for goal in year.goals
        ),
    )


def line(history: History, goal_line: str, *, is_example: bool) -> shapes.Line | None:
    """Return a goal line through the years that have figures; None where there is none."""
    found = tuple(
        shapes.LineYear(head(year, is_example=is_example), goal(year, one))
        for year, one in history.line(goal_line)
        if year.source is not None
    )
    return shapes.Line(goal_line, found) if found else None


def goal(year: Year, one: Goal) -> shapes.Goal:
    """Return one goal with its figure."""
    return shapes.Goal(
        line=one.line,
        key=one.key,
        area=one.area,
        priority=one.priority,
        question=one.question,
        predecessors=tuple(
            shapes.Predecessor(link.predecessor, link.relation, link.comparable)
            for link in one.links
        ),
        figure=maybe_figure(year.tally(one.key)),
    )


def maybe_figure(tally: Tally | None) -> shapes.Figure | None:
    """Return a figure with its base; None where there is none."""
    return figure(tally) if tally is not None else None


def figure(tally: Tally) -> shapes.Figure:
    """Return counts with their base."""
    return shapes.Figure(
        yes=tally.yes,
        partly=tally.partly,
        no=tally.no,
        unanswered=tally.unanswered,
        base=tally.base,
        population=tally.population,
        short=tally.is_short,
        shares=shapes.Shares(**{kind.value: _share(tally, kind) for kind in ShareKind}),
    )


def _share(tally: Tally, kind: ShareKind) -> float | None:
    found = share(tally, kind)
    return None if found is None else round(float(found), PLACES)


def _area(one: AreaStanding) -> shapes.Area:
    return shapes.Area(
        code=one.code,
        name=one.name,
        goals=one.standing.goals,
        yes_by_all=one.standing.yes_by_all,
        met_by_all=one.standing.met_by_all,
        without_figure=one.standing.without_figure,
        figure=figure(one.standing.answers),
    )


def _county(history: History, year: Year, code: str) -> shapes.County:
    unit = history.by_code[code]
    known = code in year.handed_in
    return shapes.County(
        code=code,
        name=unit.name,
        letter=unit.letter,
        civil_area=unit.civil_area,
        metropolitan=unit.metropolitan,
        municipalities=unit.municipalities,
        handed_in=known if year.has_answers else None,
        figure=figure(year.tally_by(code, year.by_key)) if known else None,
    )
