"""The counties side by side: the diagram of their shares, and the heat map."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from khoss import labels
from khoss.enums import Rating
from khoss.figures.national import CountyFigures, NationalComparison, Spread
from khoss.figures.tally import Tally
from khoss.presentation.charts import (
    BAR_STEP,
    ORDER,
    Mark,
    anchor,
    class_name,
    in_words,
    marks_of,
    order_in_words,
    place_of,
)
from khoss.presentation.numbers import count_of, percent, share_text
from khoss.presentation.short_questions import short_questions

# The lines of the diagram show between its bars.
COUNTY_BAR_HEIGHT = 15


@dataclass(frozen=True)
class CountyRow:
    """One county in the diagram."""

    code: str
    name: str
    met: str
    share: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class CountyDiagram:
    """The counties by their share of ja or delvis; `lines` are the lowest, mean and highest."""

    rows: tuple[CountyRow, ...]
    lines: tuple[str, ...]
    height: int
    bar_height: int
    description: str
    sentence: str


@dataclass(frozen=True)
class HeatRow:
    """One sub-goal in the heat map; its cells are drawn already, for there are thousands."""

    key: str
    anchor: str
    short: str
    cells: Markup


@dataclass(frozen=True)
class HeatMap:
    """Counties across, by code, letter and name; sub-goals down."""

    counties: tuple[tuple[str, str, str], ...]
    rows: tuple[HeatRow, ...]
    legend: str


def county_diagram(figures: NationalComparison) -> CountyDiagram | None:
    """Return the diagram of the counties that have handed in, highest share first."""
    spread = figures.spread
    if spread is None:
        return None
    return CountyDiagram(
        rows=tuple(_county(county) for county in figures.handed_in),
        lines=tuple(
            place_of(float(share * 100)) for share in (spread.lowest, spread.mean, spread.highest)
        ),
        height=BAR_STEP,
        bar_height=COUNTY_BAR_HEIGHT,
        description=order_in_words(),
        sentence=_spread_in_words(spread),
    )


def heat_map(figures: NationalComparison) -> HeatMap | None:
    """Return every county's rating of every sub-goal."""
    if not figures.counties:
        return None
    letters = [county.letter for county in figures.counties]
    cells = {(rating, letter): _cell(rating, letter) for rating in ORDER for letter in letters}
    by_goal = zip(*(county.ratings for county in figures.counties), strict=True)
    short = short_questions(goal.question for goal in figures.goals)
    return HeatMap(
        counties=tuple((county.code, county.letter, county.name) for county in figures.counties),
        rows=tuple(
            HeatRow(
                goal.key,
                anchor(goal.key),
                short[goal.question],
                # Each of them has escaped what it shows.
                Markup("".join(map(cells.__getitem__, zip(ratings, letters, strict=True)))),  # noqa: S704
            )
            for goal, ratings in zip(figures.goals, by_goal, strict=True)
        ),
        legend=", ".join(f"{county.letter} {county.name}" for county in figures.counties),
    )


def _cell(rating: Rating | None, county: str) -> Markup:
    """Draw a rating: a letter in every cell, so that colour is never alone.

    On a phone it stands in no column, and carries the county's own letters.
    """
    cell = Markup('<td role="cell" class="{}" data-key="{}">{}</td>')
    return cell.format(class_name(rating), county, str(labels.RATING_LETTERS[rating]))


def _county(county: CountyFigures) -> CountyRow:
    answers = Tally(
        yes=county.ratings.count(Rating.YES),
        partly=county.ratings.count(Rating.PARTLY),
        no=county.ratings.count(Rating.NO),
        population=county.questions,
    )
    return CountyRow(
        code=county.code,
        name=county.name,
        met=count_of(county.met, county.questions),
        share=share_text(county.share),
        title=in_words(county.name, answers),
        marks=marks_of(answers, start=0),
    )


def _spread_in_words(spread: Spread) -> str:
    return _(
        "Linjerna visar lägsta andelen (%(lowest)s), medelvärdet (%(mean)s) och "
        "högsta andelen (%(highest)s).",
        lowest=percent(spread.lowest),
        mean=percent(spread.mean),
        highest=percent(spread.highest),
    )
