"""Find the fonts that travel with the program, and what characters they hold."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("fonts")


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Let a font configuration made in this block see no font of the system.

    Fontconfig takes the name of its file from the environment alone.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def covered_characters() -> frozenset[int]:
    """Return the code points that at least one of the fonts has a glyph for."""
    covered: set[int] = set()
    for path in sorted(FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)
