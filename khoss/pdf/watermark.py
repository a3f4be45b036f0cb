"""Draw UTKAST across a page: outlines in light grey, which cover nothing and are no text."""

from __future__ import annotations

from functools import cache
from math import cos, hypot, radians, sin

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from .fonts import FOLDER

_WORD = "UTKAST"
_FONT = FOLDER / "SourceSans3-Bold.ttf"
_SHARE = 0.72  # of the page's diagonal that the word is long
_COLOUR = b"0.72 0.76 0.79 RG"
_LINE = 0.9  # points


class _Pen(BasePen):  # type: ignore[misc]  # fontTools comes without types
    """Write the outline of a glyph as the operators of a PDF; the names are fontTools' own."""

    def __init__(self, glyphs: object, left: float) -> None:
        super().__init__(glyphs)
        self._left = left
        self.operators: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self._write("h")

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (f"{x + self._left:.1f} {y:.1f}" for x, y in points)
        self.operators.append(" ".join((*numbers, operator)))


def watermark(pdf: Pdf, width: float, height: float) -> pikepdf.Object:
    """Return the drawing for a page of a size in points."""
    outline, length, capital = _outline()
    diagonal = hypot(width, height)
    scale = diagonal * _SHARE / length
    angle = radians(52 if height > width else 30)
    across, up = scale * cos(angle), scale * sin(angle)
    # The middle of the word lies on the middle of the page.
    left = width / 2 - (length / 2 * across - capital / 2 * up)
    bottom = height / 2 - (length / 2 * up + capital / 2 * across)
    matrix = " ".join(f"{each:.5f}" for each in (across, up, -up, across, left, bottom))
    content = b"q %s %.3f w 1 j %s cm %s S Q" % (
        _COLOUR,
        _LINE / scale,
        matrix.encode(),
        outline.encode(),
    )
    drawn = pikepdf.Stream(pdf, content)
    drawn.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(width, 2), round(height, 2)]),
            Resources=Dictionary(),
        )
    )
    return drawn


@cache
def _outline() -> tuple[str, float, float]:
    """Return the outline of the word, its length and the height of its letters, in font units."""
    operators: list[str] = []
    left = 0.0
    with TTFont(_FONT, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        for letter in _WORD:
            glyph = glyphs[names[ord(letter)]]
            pen = _Pen(glyphs, left)
            glyph.draw(pen)
            operators += pen.operators
            left += glyph.width
        capital = float(font["OS/2"].sCapHeight)
    return " ".join(operators), left, capital
