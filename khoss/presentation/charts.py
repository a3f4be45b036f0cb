"""Charts as finished numbers: where each mark stands, its colour, and the number in it.

Places along a bar are in percent of the drawing's width, so that one drawing fits a telephone and
a printed page with its numbers in the same size; heights are in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import shorten

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating
from khoss.figures.national import CountyFigures, NationalComparison, Spread
from khoss.figures.tally import Tally
from khoss.presentation.numbers import count_of, percent, share_text

ORDER: tuple[Rating | None, ...] = (Rating.YES, Rating.PARTLY, Rating.NO, None)
INKS: dict[Rating | None, str] = {
    Rating.YES: "#ffffff",
    Rating.PARTLY: "#ffffff",
    Rating.NO: "#16242e",
    None: "#16242e",
}
OUTLINES: dict[Rating | None, str] = {
    Rating.YES: "#ffffff",
    Rating.PARTLY: "#ffffff",
    Rating.NO: "#8a6a1f",
    None: "#5f6f7a",
}
DASHES: dict[Rating | None, str] = {None: "3 2"}
BAR_HEIGHT = 19
BAR_STEP = 23
# The lines of the county diagram show between its bars.
COUNTY_BAR_HEIGHT = 15
YEAR_WIDTH = 9
COMMON_BEGINNING = "Har din Länsstyrelse "
SHORT_QUESTION = 54
# Below this share of the drawing's width a mark is too narrow for its number on a telephone.
NARROWEST = Fraction(3, 100)


@dataclass(frozen=True)
class Mark:
    """One rectangle of a bar with its number."""

    x: str
    width: str
    fill: str
    outline: str
    dash: str
    label: str
    ink: str


@dataclass(frozen=True)
class Bar:
    """One bar: a heading to its left, and marks in fixed order."""

    heading: str
    y: int
    baseline: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Bars:
    """A drawing of bars above each other."""

    title: str
    description: str
    height: int
    bar_height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class KeyEntry:
    """What one colour means."""

    name: str
    text: str


@dataclass(frozen=True)
class CountyRow:
    """One county in the diagram."""

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
class HeatCell:
    """One rating in the heat map."""

    name: str
    letter: str


@dataclass(frozen=True)
class HeatRow:
    """One sub-goal in the heat map."""

    key: str
    anchor: str
    short: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatMap:
    """Counties across, sub-goals down."""

    counties: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    legend: str


def class_name(rating: Rating | None) -> str:
    """Return the class that colours a rating, on page and in report."""
    return rating.value if rating else "unanswered"


def key_entries() -> tuple[KeyEntry, ...]:
    """Return what the colours and letters mean."""
    return tuple(
        KeyEntry(
            class_name(rating),
            _(
                "%(letter)s = %(rating)s",
                letter=labels.RATING_LETTERS[rating],
                rating=str(labels.RATINGS[rating]).lower(),
            ),
        )
        for rating in ORDER
    )


def bars(rows: Sequence[tuple[str, Tally]]) -> Bars:
    """Return a drawing with one stacked bar for each year."""
    return Bars(
        title=" ".join(_in_words(year, tally) for year, tally in rows),
        description=_order_in_words(),
        height=BAR_STEP * len(rows),
        bar_height=BAR_HEIGHT,
        bars=tuple(
            Bar(
                heading=year,
                y=BAR_STEP * place + 1,
                baseline=BAR_STEP * place + 15,
                marks=_marks(tally, start=YEAR_WIDTH),
            )
            for place, (year, tally) in enumerate(rows)
        ),
    )


def single_bar(tally: Tally, *, heading: str) -> Bars:
    """Return a drawing with one stacked bar and no heading beside it."""
    return Bars(
        title=_in_words(heading, tally),
        description=_order_in_words(),
        height=BAR_STEP,
        bar_height=BAR_HEIGHT,
        bars=(Bar("", 1, 15, _marks(tally, start=0)),),
    )


def county_diagram(figures: NationalComparison) -> CountyDiagram | None:
    """Return the diagram of the counties that have handed in, highest share first."""
    spread = figures.spread
    if spread is None:
        return None
    return CountyDiagram(
        rows=tuple(_county(county) for county in figures.handed_in),
        lines=tuple(_place(share * 100) for share in (spread.lowest, spread.mean, spread.highest)),
        height=BAR_STEP,
        bar_height=COUNTY_BAR_HEIGHT,
        description=_order_in_words(),
        sentence=_spread_in_words(spread),
    )


def heat_map(figures: NationalComparison) -> HeatMap | None:
    """Return every county's rating of every sub-goal."""
    if not figures.counties:
        return None
    cells = {
        rating: HeatCell(class_name(rating), str(labels.RATING_LETTERS[rating])) for rating in ORDER
    }
    return HeatMap(
        counties=tuple((county.letter, county.name) for county in figures.counties),
        rows=tuple(
            HeatRow(
                goal.key,
                anchor(goal.key),
                shortened(goal.question),
                tuple(cells[county.ratings[place]] for county in figures.counties),
            )
            for place, goal in enumerate(figures.goals)
        ),
        legend=", ".join(f"{county.letter} {county.name}" for county in figures.counties),
    )


def shortened(question: str) -> str:
    """Return the beginning of a question, without what all of them begin with."""
    told = question.removeprefix(COMMON_BEGINNING)
    return shorten(told[:1].upper() + told[1:], SHORT_QUESTION, placeholder=" …")


def anchor(key: str) -> str:
    """Return a sub-goal's place on the page: `pf-1`."""
    return key.replace(" ", "-").lower()


def _order_in_words() -> str:
    return _("Från vänster: ja, delvis, nej och obesvarade.")


def _county(county: CountyFigures) -> CountyRow:
    answers = Tally(
        yes=county.ratings.count(Rating.YES),
        partly=county.ratings.count(Rating.PARTLY),
        no=county.ratings.count(Rating.NO),
        population=county.questions,
    )
    return CountyRow(
        name=county.name,
        met=count_of(county.met, county.questions),
        share=share_text(county.share),
        title=_in_words(county.name, answers),
        marks=_marks(answers, start=0),
    )


def _spread_in_words(spread: Spread) -> str:
    return _(
        "Linjerna visar lägsta andelen (%(lowest)s), medelvärdet (%(mean)s) och "
        "högsta andelen (%(highest)s).",
        lowest=percent(spread.lowest),
        mean=percent(spread.mean),
        highest=percent(spread.highest),
    )


def _marks(tally: Tally, *, start: int) -> tuple[Mark, ...]:
    """Return the marks of a bar that fills the drawing from `start` percent on."""
    marks: list[Mark] = []
    x = Fraction(start)
    for rating in ORDER:
        width = tally.share(rating) * (100 - start)
        if width:
            marks.append(
                Mark(
                    x=_place(x),
                    width=_place(width),
                    fill=labels.RATING_COLOURS[rating],
                    outline=OUTLINES[rating],
                    dash=DASHES.get(rating, ""),
                    label=str(tally.count(rating)) if width >= NARROWEST * 100 else "",
                    ink=INKS[rating],
                )
            )
        x += width
    return tuple(marks)


def _place(number: Fraction) -> str:
    """Return a place in percent, rounded to a hundredth."""
    return f"{round(number * 100) / 100:g}%"


def _in_words(heading: str, tally: Tally) -> str:
    return _(
        "%(heading)s: %(yes)d ja, %(partly)d delvis, %(no)d nej och %(unanswered)d obesvarade "
        "av %(population)d.",
        heading=heading,
        yes=tally.yes,
        partly=tally.partly,
        no=tally.no,
        unanswered=tally.unanswered,
        population=tally.population,
    )
