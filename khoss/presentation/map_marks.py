"""The two drawings of a map: outlines for wide screens and paper, tiles for narrow screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating
from khoss.figures.history import Unit
from khoss.presentation.charts import DASHES, INKS, OUTLINES
from khoss.presentation.numbers import count_of, tie
from khoss.services.county_shapes import county_shapes, county_tiles

TILE = 64
GAP = 4
# From the lowest step to the highest; they step evenly in grey, and no rating has their colours.
STEP_COLOURS = ("#eaf4ef", "#b4d8c6", "#72b596", "#2c7d60", "#0a4534")
DARK, LIGHT = "#14202a", "#ffffff"
STEP_INKS = (DARK, DARK, DARK, LIGHT, LIGHT)
EDGE = "#46555f"
# Between two dark counties only a light line is seen.
STEP_OUTLINES = (EDGE, EDGE, EDGE, LIGHT, LIGHT)
NOT_ASKED_COLOUR = "#d5dde2"


@dataclass(frozen=True)
class Paint:
    """How one mark looks: its colours, and a dashed edge where there is no answer."""

    fill: str
    outline: str
    dash: str
    ink: str


@dataclass(frozen=True)
class Mark:
    """One county: its paint, its letter or number, and all of it in words."""

    paint: Paint
    label: str
    words: str


@dataclass(frozen=True)
class Outline:
    """One county on the map; `letter_y` is for the letter of the county, above its label."""

    letter: str
    path: str
    x: str
    letter_y: str
    label_y: str
    mark: Mark


@dataclass(frozen=True)
class Tile:
    """One county in the grid; `middle` is for what is written in it."""

    letter: str
    x: int
    y: int
    middle: int
    letter_y: int
    label_y: int
    mark: Mark


@dataclass(frozen=True)
class Drawing:
    """The same marks as a map and as a grid of tiles, with one title and one description."""

    title: str
    description: str
    map_box: str
    outlines: tuple[Outline, ...]
    grid_box: str
    tile: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class LegendEntry:
    """What one mark means."""

    paint: Paint
    label: str
    text: str


def rating_paint(rating: Rating | None) -> Paint:
    """Return how a rating looks."""
    return Paint(
        fill=labels.RATING_COLOURS[rating],
        outline=OUTLINES[rating],
        dash=DASHES.get(rating, ""),
        ink=INKS[rating],
    )


def step_paint(number: int) -> Paint:
    """Return how a step of shares looks, the lowest being 1."""
    return Paint(STEP_COLOURS[number - 1], STEP_OUTLINES[number - 1], "", STEP_INKS[number - 1])


def blank_paint() -> Paint:
    """Return how a sign looks that stands beside numbers of any step."""
    return Paint(LIGHT, EDGE, "", DARK)


def not_asked_paint() -> Paint:
    """Return how a county that was not asked looks."""
    return Paint(NOT_ASKED_COLOUR, EDGE, "", DARK)


def drawing(marks: Mapping[str, Mark], units: tuple[Unit, ...], *, title: str) -> Drawing:
    """Return the marks, by county code, in both drawings; who has no place there is left out."""
    shapes, grid = county_shapes(), county_tiles()
    drawn = [unit for unit in units if is_drawn(unit)]
    return Drawing(
        title=title,
        description=_("Kartan visar länen med samma uppgifter som tabellen."),
        map_box=shapes.view_box,
        outlines=tuple(_outline(unit, marks[unit.code]) for unit in drawn),
        grid_box=f"0 0 {TILE * grid.columns} {TILE * grid.rows}",
        tile=TILE - GAP,
        tiles=tuple(_tile(unit, marks[unit.code]) for unit in drawn),
    )


def is_drawn(unit: Unit) -> bool:
    """Tell whether a unit has a place in both drawings."""
    return unit.code in county_shapes().shapes and unit.letter in county_tiles().places


def with_those_not_drawn(reading: str, units: Sequence[Unit]) -> str:
    """Return how the map is read, and how many stand in the table alone when somebody does."""
    without = [unit for unit in units if not is_drawn(unit)]
    if not without:
        return tie(reading)
    said = _(
        "%(count)s har ingen plats på kartan och står bara i tabellen.",
        count=count_of(len(without), len(units)),
    )
    return tie(f"{reading} {said}")


def _outline(unit: Unit, mark: Mark) -> Outline:
    shape = county_shapes().shapes[unit.code]
    return Outline(
        letter=unit.letter,
        path=shape.path,
        x=f"{shape.label_x:g}",
        letter_y=f"{shape.label_y - 2:g}",
        label_y=f"{shape.label_y + 11:g}",
        mark=mark,
    )


def _tile(unit: Unit, mark: Mark) -> Tile:
    column, row = county_tiles().places[unit.letter]
    x, y = column * TILE + GAP // 2, row * TILE + GAP // 2
    return Tile(
        letter=unit.letter,
        x=x,
        y=y,
        middle=x + (TILE - GAP) // 2,
        letter_y=y + 22,
        label_y=y + 47,
        mark=mark,
    )
