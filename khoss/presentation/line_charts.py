"""Lines through the years as finished numbers: dots, steps between them, and breaks.

Places along the years are in percent of the drawing's width, so that one drawing fits a telephone
and a printed page with its numbers in the same size; heights are in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from khoss.presentation.charts import place_of
from khoss.presentation.numbers import share_text

TOP = 40
PLOT = 130
HEIGHT = 212
LETTER_BASELINE = 14
BREAK_TOP = 20
YEAR_BASELINE = 188
NOTE_BASELINE = 204
# Percent of the width: the numbers of the scale stand before the first year.
START = 10
# How far a step stands from the middle of a year whose dot it does not meet, in percent and at
# most this part of the room of a year.
INSET = 4
INSET_PART = 0.2
LEVELS = (0, 50, 100)


@dataclass(frozen=True)
class YearMark:
    """What a year comes to: nothing, or a share; a short base is marked and so is the year."""

    year: str
    note: str
    share: Fraction | None
    short: bool


@dataclass(frozen=True)
class StepMark:
    """A step: shares then and now when there is something to draw, and a letter when it breaks.

    `meets` tells whether it is over just what the dots are over.
    """

    shares: tuple[Fraction, Fraction] | None
    meets: bool
    letter: str


@dataclass(frozen=True)
class Level:
    """A line across the drawing, with its percent."""

    y: str
    baseline: str
    label: str


@dataclass(frozen=True)
class Dot:
    """One year: a filled dot, or an open one where answers are missing; a dash where none is."""

    x: str
    y: str
    label: str
    label_y: str
    short: bool
    known: bool
    year: str
    note: str


@dataclass(frozen=True)
class Segment:
    """A step between two years; its ends are marked when they are not those of the dots."""

    x1: str
    y1: str
    x2: str
    y2: str
    ends: bool


@dataclass(frozen=True)
class BreakLine:
    """Where the comparison breaks, with its letter."""

    x: str
    letter: str


@dataclass(frozen=True)
class LineChart:
    """A drawing of years and the steps between them."""

    title: str
    description: str
    height: int
    start: str
    letter_baseline: int
    break_top: int
    bottom: int
    year_baseline: int
    note_baseline: int
    levels: tuple[Level, ...]
    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    breaks: tuple[BreakLine, ...]


def line_chart(
    years: Sequence[YearMark], steps: Sequence[StepMark], *, title: str, description: str
) -> LineChart:
    """Return the drawing of years, earliest first, and of the steps between them."""
    width = (100 - START) / len(years)
    middles = [START + width * (place + 0.5) for place in range(len(years))]
    pairs = list(pairwise(middles))
    return LineChart(
        title=title,
        description=description,
        height=HEIGHT,
        start=place_of(START),
        letter_baseline=LETTER_BASELINE,
        break_top=BREAK_TOP,
        bottom=TOP + PLOT,
        year_baseline=YEAR_BASELINE,
        note_baseline=NOTE_BASELINE,
        levels=tuple(_level(percent) for percent in LEVELS),
        dots=tuple(_dot(one, x) for one, x in zip(years, middles, strict=True)),
        segments=tuple(
            _segment(one.shares, *pair, inset=0 if one.meets else min(INSET, width * INSET_PART))
            for one, pair in zip(steps, pairs, strict=True)
            if one.shares is not None
        ),
        breaks=tuple(
            BreakLine(place_of((left + right) / 2), one.letter)
            for one, (left, right) in zip(steps, pairs, strict=True)
            if one.letter
        ),
    )


def _level(percent: int) -> Level:
    y = _height(Fraction(percent, 100))
    return Level(_pixels(y), _pixels(y + 4), str(percent))


def _dot(one: YearMark, x: float) -> Dot:
    share = Fraction(0) if one.share is None else one.share
    sign = "*" if one.short else ""
    return Dot(
        x=place_of(x),
        y=_pixels(_height(share)),
        label="–" if one.share is None else f"{share_text(one.share)}{sign}",
        label_y=_pixels(_height(share) - 10),
        short=one.short,
        known=one.share is not None,
        year=one.year,
        note=one.note,
    )


def _segment(
    shares: tuple[Fraction, Fraction], left: float, right: float, *, inset: float
) -> Segment:
    then, now = shares
    return Segment(
        x1=place_of(left + inset),
        y1=_pixels(_height(then)),
        x2=place_of(right - inset),
        y2=_pixels(_height(now)),
        ends=inset > 0,
    )


def _height(share: Fraction) -> float:
    return TOP + PLOT * float(1 - share)


def _pixels(number: float) -> str:
    return f"{round(number, 1):g}"
