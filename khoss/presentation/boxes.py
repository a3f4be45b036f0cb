"""Box drawings as finished places: from the lowest to the highest, a box for the middle half.

Places along a row are in percent of the drawing's width, heights in pixels, as in the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from khoss.figures.spread import Distribution
from khoss.presentation.charts import place_of
from khoss.presentation.numbers import share_text

# Beside each end there is room for its number on a telephone.
START, LENGTH = 11, 78
AXIS_HEIGHT = 20
ROW_HEIGHT = 74
# Down from the top of a row.
HEADING, MEDIAN, BOX, QUARTILES = 14, 30, 36, 66
BOX_HEIGHT = 16
FILL, FILL_BEFORE = "#c9dce6", "#ffffff"
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Tick:
    """One line of the scale with its percent."""

    x: str
    label: str


@dataclass(frozen=True)
class Box:
    """One row: its heading, five places and the numbers that stand at them."""

    heading: str
    heading_y: int
    median_y: int
    top: int
    middle: int
    end_y: int
    bottom: int
    quartiles_y: int
    lowest_x: str
    lower_x: str
    median_x: str
    highest_x: str
    width: str
    centre_x: str
    lowest: str
    median: str
    quartiles: str
    highest: str
    fill: str
    dash: str


@dataclass(frozen=True)
class Boxes:
    """A drawing of boxes above each other on one scale."""

    title: str
    description: str
    height: int
    box_height: int
    ticks: tuple[Tick, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class BoxRow:
    """What one row shows; that of an earlier year is drawn lighter."""

    heading: str
    found: Distribution
    before: bool


def boxes(rows: Sequence[BoxRow]) -> Boxes:
    """Return a drawing with one row for each distribution."""
    return Boxes(
        title=" ".join(_in_words(one) for one in rows),
        description=_(
            "Strecket går från lägsta till högsta län. Rutan är den mittersta hälften, mellan "
            "kvartilerna, och linjen i den är medianen."
        ),
        height=AXIS_HEIGHT + ROW_HEIGHT * len(rows),
        box_height=BOX_HEIGHT,
        ticks=tuple(Tick(_place(Fraction(one, 100)), str(one)) for one in TICKS),
        boxes=tuple(_box(one, AXIS_HEIGHT + ROW_HEIGHT * place) for place, one in enumerate(rows)),
    )


def _box(row: BoxRow, top: int) -> Box:
    found = row.found
    return Box(
        heading=row.heading,
        heading_y=top + HEADING,
        median_y=top + MEDIAN,
        top=top + BOX,
        middle=top + BOX + BOX_HEIGHT // 2,
        end_y=top + BOX + BOX_HEIGHT // 2 + 4,
        bottom=top + BOX + BOX_HEIGHT,
        quartiles_y=top + QUARTILES,
        lowest_x=_place(found.lowest),
        lower_x=_place(found.lower_quartile),
        median_x=_place(found.median),
        highest_x=_place(found.highest),
        width=place_of(float(found.quartile_range) * LENGTH),
        centre_x=_place((found.lower_quartile + found.upper_quartile) / 2),
        lowest=share_text(found.lowest),
        median=share_text(found.median),
        quartiles=f"{share_text(found.lower_quartile)}–{share_text(found.upper_quartile)}",
        highest=share_text(found.highest),
        fill=FILL_BEFORE if row.before else FILL,
        dash="3 2" if row.before else "",
    )


def _place(share: Fraction) -> str:
    return place_of(START + float(share) * LENGTH)


def _in_words(row: BoxRow) -> str:
    found = row.found
    return _(
        "%(heading)s: lägst %(lowest)s, undre kvartil %(lower)s, median %(median)s, övre kvartil "
        "%(upper)s och högst %(highest)s procent.",
        heading=row.heading,
        lowest=share_text(found.lowest),
        lower=share_text(found.lower_quartile),
        median=share_text(found.median),
        upper=share_text(found.upper_quartile),
        highest=share_text(found.highest),
    )
