"""Break a text into lines by the widths of its words, which are found out once for all of it.

WeasyPrint shapes the rest of the text anew for each line, again with each word that might still
go there, and again when it does. Here the whole text is shaped once, and each line once more when
it is known. Where a break is so near the edge that a line shaped alone could decide otherwise,
where a word may be divided, and for all but plain texts, WeasyPrint is asked. Leans on its
private interface.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout, first_line_metrics

from . import shaped

# Letters of European languages that are written from left to right, digits, and plain signs.
_PLAIN = re.compile("[ -~\xa0-\xac\xae-\u024f\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac\u2212]+")
_NEAR = 0.05  # of the font's size: more than the last letter of a line moves for what follows it
_WIDEST = 2**21  # pixels; beyond it WeasyPrint gives Pango no width
_PLAINLY = {
    "white_space": "normal",
    "letter_spacing": "normal",
    "word_spacing": 0,
    "word_break": "normal",
    "direction": "ltr",
}
_ATTRIBUTE = ffi.new("PangoLogAttr *", {"is_line_break": 1})
_BREAK = int.from_bytes(ffi.buffer(_ATTRIBUTE)[:], "little")


class _Words:
    """Know where a text may be broken, and how far it has come there, in Pango's units."""

    def __init__(self, text: str, style: Any, layout: Any, line: Any) -> None:
        self.text, self.style = text, style
        self._near = int(style["font_size"] * _NEAR * TO_UNITS)
        self._undivided = style["hyphenate_limit_chars"][0] if style["hyphens"] == "auto" else None
        sizes = (len(character.encode()) for character in text)
        self._bytes = list(accumulate(sizes, initial=0))
        self._reached = _reached(line)
        self._breaks = _breaks(layout, len(text))
        self._ends = [len(text[:place].rstrip(" ")) for place in self._breaks]
        # How far it has come at each break, without the space before it and with it.
        self._words = [self._width(place) for place in self._ends]
        self._spaces = [self._width(place) for place in self._breaks]

    def _width(self, place: int) -> int:
        """Return how far the text has come before a character; nothing if that is not known."""
        return self._reached.get(self._bytes[place], 0)

    def line(self, start: int, width: float) -> tuple[str, int] | None:
        """Return the line that begins at a character, and how many bytes on the next one begins.

        None when that is not certain, or there is no next one.
        """
        edge = self._width(start) + int(width * TO_UNITS)
        number = bisect_right(self._words, edge)
        if not 0 < number < len(self._breaks) or self._ends[number - 1] <= start:
            return None
        is_near = (
            self._spaces[number - 1] > edge - self._near or self._words[number] <= edge + self._near
        )
        if is_near or self._is_divided(number):
            return None
        following = self._bytes[self._breaks[number - 1]] - self._bytes[start]
        return self.text[start : self._ends[number - 1]], following

    def _is_divided(self, number: int) -> bool:
        """Tell whether what stands between two breaks may be divided by a hyphen."""
        length = self._ends[number] - self._breaks[number - 1]
        return self._undivided is not None and length >= self._undivided


def splitting(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what finds the first line of a text, told that of the text before."""
    last: list[_Words] = []

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: float,
        **options: Any,
    ) -> Any:
        found = None
        if not justification_spacing and _is_plain(text, style, max_width):
            found = _split(text, style, context, max_width, last)
        if found is None:
            found = original(text, style, context, max_width, justification_spacing, **options)
        return found

    return split_first_line


def _split(text: str, style: Any, context: Any, width: float, last: list[_Words]) -> Any | None:
    """Return the first line of a text, or None where WeasyPrint has to find it."""
    if not (last and last[0].style is style and last[0].text.endswith(text)):
        layout = create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        if _width(line) <= int(width * TO_UNITS):
            return first_line_metrics(line, text, layout, None, True, style)
        last[:] = [_Words(text, style, layout, line)]
    words = last[0]
    found = words.line(len(words.text) - len(text), width)
    if found is None:
        return None
    shown, resume = found
    layout = create_layout(shown, style, context, None, 0)
    line, _ = layout.get_first_line()
    metrics = first_line_metrics(line, shown, layout, None, True, style)
    return *metrics[:2], resume, *metrics[3:]


def _is_plain(text: str, style: Any, width: float | None) -> bool:
    """Tell whether a text is one whose lines follow from how wide its words are."""
    plain: bool | None = vars(style).get("_khoss_plain_text")
    if plain is None:
        plain = all(style[name] == value for name, value in _PLAINLY.items())
        style._khoss_plain_text = plain = plain and style["font_size"] > 0
    return plain and width is not None and width < _WIDEST and bool(_PLAIN.fullmatch(text))


def _width(line: Any) -> int:
    """Return how wide a line is, in Pango's units."""
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    return int(extents.width)


def _reached(line: Any) -> dict[int, int]:
    """Return how far a line has come where each of its glyphs begins, by the bytes before."""
    reached: dict[int, int] = {}
    width = 0
    for run in shaped.runs(line):
        for (start, _), (_, wide, _, _) in zip(shaped.places(run), shaped.glyphs(run), strict=True):
            reached.setdefault(start, width)
            width += wide
    reached[line.length] = width
    return reached


def _breaks(layout: Any, length: int) -> list[int]:
    """Return the characters before which a text may be broken, and its end."""
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    flags = memoryview(ffi.buffer(attributes, (length + 1) * ffi.sizeof(_ATTRIBUTE[0]))).cast("I")
    return [place for place in range(1, length) if flags[place] & _BREAK] + [length]
