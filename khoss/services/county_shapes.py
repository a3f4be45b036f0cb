"""Where the counties lie: their outlines, and their places in a grid of tiles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khoss.services.official import DATA


@dataclass(frozen=True)
class CountyShape:
    """One county's outline as an SVG path, and where its label stands."""

    code: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class CountyShapes:
    """Every county's outline in one drawing, by county code."""

    view_box: str
    shapes: Mapping[str, CountyShape]


@dataclass(frozen=True)
class TileGrid:
    """Every county as a tile: column and row from the north-west, by county letter."""

    columns: int
    rows: int
    places: Mapping[str, tuple[int, int]]


@cache
def county_shapes() -> CountyShapes:
    """Return the outlines."""
    held = json.loads((DATA / "counties-map.json").read_text("utf-8"))
    return CountyShapes(
        view_box=held["view_box"],
        shapes={
            one["code"]: CountyShape(one["code"], one["path"], one["label_x"], one["label_y"])
            for one in held["counties"]
        },
    )


@cache
def county_tiles() -> TileGrid:
    """Return the grid of tiles."""
    rows = [line.split() for line in (DATA / "counties-tiles.txt").read_text("utf-8").splitlines()]
    return TileGrid(
        columns=max(len(row) for row in rows),
        rows=len(rows),
        places={
            letter: (column, place)
            for place, row in enumerate(rows)
            for column, letter in enumerate(row)
            if letter != "."
        },
    )
