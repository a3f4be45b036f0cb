"""Read the glyphs that Pango has found for a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import Any

from weasyprint.text.ffi import ffi

_INFO = Struct("=Iiii4x")  # a PangoGlyphInfo; its attributes are not asked for


def runs(line: Any) -> Iterator[Any]:
    """Yield the runs of a line."""
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def glyphs(run: Any) -> list[tuple[int, int, int, int]]:
    """Return of each glyph its number, how far the next one is, and how far it is moved."""
    size = run.glyphs.num_glyphs * _INFO.size
    return list(_INFO.iter_unpack(ffi.buffer(run.glyphs.glyphs, size)))


def places(run: Any) -> list[tuple[int, int]]:
    """Return where in the text of its line each glyph's own begins and ends, in bytes."""
    first, length = run.item.offset, run.item.length
    clusters = ffi.unpack(run.glyphs.log_clusters, run.glyphs.num_glyphs)
    is_backwards = run.item.analysis.level % 2  # from right to left
    ends = [length, *clusters[:-1]] if is_backwards else [*clusters[1:], length]
    return [(first + start, first + end) for start, end in zip(clusters, ends, strict=True)]
