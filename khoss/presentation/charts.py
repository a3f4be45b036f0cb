"""Charts as finished numbers: where each mark stands, its colour, and the number in it.

Places along a bar are in percent of the drawing's width, so that one drawing fits a telephone and
a printed page with its numbers in the same size; heights are in pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import Rating
from khoss.figures.tally import Tally

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
BREAK_STEP = 22
YEAR_WIDTH = 9
# What a number takes, in pixels: it begins so far into its mark, or stands in the middle of a mark
# that is narrower, with so much beside it, and each of its digits is so wide.
INDENT = 5.0
BESIDE = 1.0
DIGIT = 6.2
# Where a drawing has the width of a page, it is no narrower than this on a telephone either.
LEAST_WIDTH = 300
# The same in a column of a printed table; the columns are w-bar, w-shorter-bar and w-group-bar.
COLUMN = 160
SHORTER_COLUMN = 124
NARROW_COLUMN = 109
# A poster's bar is 332 pixels wide, and its numbers larger by 20 to 12.
POSTER = 199


@dataclass(frozen=True)
class Mark:
    """One rectangle of a bar with its number, which begins `indent` pixels into it."""

    x: str
    width: str
    fill: str
    outline: str
    dash: str
    label: str
    indent: str
    ink: str


@dataclass(frozen=True)
class Bar:
    """One bar: a heading to its left, and marks in fixed order."""

    heading: str
    y: int
    baseline: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Break:
    """A line between two bars that may not be compared: where it runs, and what it says."""

    y: int
    baseline: int
    text: str


@dataclass(frozen=True)
class Bars:
    """A drawing of bars above each other, with the breaks between them."""

    title: str
    description: str
    height: int
    bar_height: int
    bars: tuple[Bar, ...]
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True)
class KeyEntry:
    """What one colour means."""

    name: str
    text: str


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


def bars(
    rows: Sequence[tuple[str, Tally]],
    *,
    names: Sequence[str] = (),
    breaks_below: Mapping[int, str] | None = None,
) -> Bars:
    """Return a drawing with one stacked bar for each year.

    `names` are what its description calls the bars, where their headings have no room for that.
    `breaks_below` are the places of bars below which comparability breaks, counted from 0, each
    with what to say of it.
    """
    drawn: list[Bar] = []
    breaks: list[Break] = []
    top = 0
    for place, (heading, tally) in enumerate(rows):
        drawn.append(Bar(heading, top + 1, top + 15, marks_of(tally, start=YEAR_WIDTH)))
        top += BAR_STEP
        if text := (breaks_below or {}).get(place, ""):
            breaks.append(Break(top + 2, top + 15, text))
            top += BREAK_STEP
    return Bars(
        title=" ".join(
            in_words(name, tally)
            for name, (_heading, tally) in zip(
                names or [heading for heading, _tally in rows], rows, strict=True
            )
        ),
        description=" ".join((order_in_words(), *(f"{one.text}." for one in breaks))),
        height=top,
        bar_height=BAR_HEIGHT,
        bars=tuple(drawn),
        breaks=tuple(breaks),
    )


def single_bar(tally: Tally, *, heading: str, least: int = LEAST_WIDTH) -> Bars:
    """Return a drawing with one stacked bar and no heading beside it.

    `least` is the width, in pixels, that it has where it is narrowest.
    """
    return Bars(
        title=in_words(heading, tally),
        description=order_in_words(),
        height=BAR_STEP,
        bar_height=BAR_HEIGHT,
        bars=(Bar("", 1, 15, marks_of(tally, start=0, least=least)),),
    )


def anchor(key: str) -> str:
    """Return a sub-goal's place on the page: `pf-1`."""
    return key.replace(" ", "-").lower()


def area_anchor(code: str) -> str:
    """Return where an area stands on the page of a year: `omrade-sl`."""
    return f"omrade-{code.lower()}"


def order_in_words() -> str:
    """Say in what order the marks of a bar stand."""
    return _("Från vänster: ja, delvis, nej och obesvarade.")


def marks_of(tally: Tally, *, start: int, least: int = LEAST_WIDTH) -> tuple[Mark, ...]:
    """Return the marks of a bar that fills the drawing from `start` percent on.

    A number is left out where it would not fit a drawing `least` pixels wide.
    """
    marks: list[Mark] = []
    each = (100 - start) / tally.population if tally.population else 0.0
    x = float(start)
    for rating in ORDER:
        count = tally.count(rating)
        width = count * each
        if count:
            indent = _indent(count, width * least / 100)
            marks.append(
                Mark(
                    x=place_of(x),
                    width=place_of(width),
                    fill=labels.RATING_COLOURS[rating],
                    outline=OUTLINES[rating],
                    dash=DASHES.get(rating, ""),
                    label="" if indent is None else str(count),
                    indent=f"{indent or 0:.1f}".rstrip("0").rstrip("."),
                    ink=INKS[rating],
                )
            )
        x += width
    return tuple(marks)


def _indent(count: int, pixels: float) -> float | None:
    """Return how far into a mark its number begins; None when it does not fit."""
    free = pixels - DIGIT * len(str(count))
    if free < 2 * BESIDE:
        return None
    return min(INDENT, free / 2)


def place_of(number: float) -> str:
    """Return a place in percent, rounded to a hundredth."""
    return f"{round(number, 2):g}%"


def in_words(heading: str, tally: Tally) -> str:
    """Return a bar in words, for those who do not see it."""
    return ngettext(
        "%(heading)s: %(yes)d ja, %(partly)d delvis, %(no)d nej och %(num)d obesvarad "
        "av %(population)d.",
        "%(heading)s: %(yes)d ja, %(partly)d delvis, %(no)d nej och %(num)d obesvarade "
        "av %(population)d.",
        tally.unanswered,
        heading=heading,
        yes=tally.yes,
        partly=tally.partly,
        no=tally.no,
        population=tally.population,
    )
