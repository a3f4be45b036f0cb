"""Write lines of text as glyphs, and remember how for lines that come again.

What WeasyPrint writes between two glyphs that stand where the font puts them is a move by
nothing, and is left out. Fonts that are pictures, and lines that end in an ellipsis, are left to
it. Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from weasyprint import draw
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.fonts import get_pango_font_key

from . import shaped

_NUMBERS = count(1)
_EMPTY, _UNKNOWN = int(pango.PANGO_GLYPH_EMPTY), int(pango.PANGO_GLYPH_UNKNOWN_FLAG)
# With older versions a font does not tell its size.
_TELLS_SIZE = pango.pango_version() >= 14802


@dataclass(slots=True, eq=False)
class _Stretch:
    """Hold the glyphs of a line that one font draws one after the other."""

    number: int
    font: Any
    key: int
    size: float
    text: bytes
    glyphs: dict[int, tuple[int, str]]  # with the width that was counted on, and the text


def drawing(original: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Return what draws a line of text."""

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        stretches = None
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            stretches = _kept(stream, textbox)
        if not stretches:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        _show(stream, stretches, matrix.values)
        return []

    return draw_first_line


def drawing_text(original: Callable[..., None]) -> Callable[..., None]:
    """Return what draws a piece of text, with less work for one that is not underlined."""

    def draw_text(
        stream: Any, textbox: Any, offset: float, text_overflow: str, block_ellipsis: Any = "none"
    ) -> None:
        stretches = None
        if (text_overflow, block_ellipsis) == ("clip", "none") and _is_bare(textbox):
            textbox.pango_layout.reactivate(textbox.style)
            stretches = _kept(stream, textbox)
        if not stretches:
            original(stream, textbox, offset, text_overflow, block_ellipsis)
            return
        stream.set_color(textbox.style["color"])
        stream.begin_text()
        place = 1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline
        _show(stream, stretches, place)
        stream.end_text()

    return draw_text


def drawing_line(original: Callable[..., None]) -> Callable[..., None]:
    """Return what draws a line and all in it, with less work where that is only a text."""

    def draw_inline_level(stream: Any, page: Any, box: Any, *rest: Any, **options: Any) -> None:
        text: Any = box.children[0] if type(box) is LineBox and len(box.children) == 1 else None
        if type(text) is not TextBox or rest or options or box.block_ellipsis != "none":
            original(stream, page, box, *rest, **options)
            return
        with stream.marked(text, "Span"):
            draw.draw_text(stream, text, text.position_x - box.position_x, box.text_overflow)

    return draw_inline_level


def _is_bare(textbox: Any) -> bool:
    """Tell whether a text is seen, without lines under, over and through it, as it was set."""
    style = textbox.style
    bare: bool | None = vars(style).get("_khoss_bare")
    if bare is None:
        bare = style._khoss_bare = (
            style["visibility"] == "visible"
            and style["text_decoration_line"] == "none"
            and style["font_size"] >= 1e-6
        )
    return bare and not textbox.pango_layout.justification_spacing and not textbox.text.isspace()


def _kept(stream: Any, textbox: Any) -> list[_Stretch]:
    """Return how a text is written, from before where that is right; nothing if it is unusual."""
    layout = textbox.pango_layout
    stretches: list[_Stretch] | None = vars(layout).get("_khoss_stretches")
    if stretches is None or not all(_holds(stream, stretch) for stretch in stretches):
        stretches = _stretches(stream, layout, textbox.style["font_size"])
        layout._khoss_stretches = stretches
    return stretches


def _show(stream: Any, stretches: list[_Stretch], place: Sequence[float]) -> None:
    """Write the glyphs of a line."""
    stream.set_text_matrix(*place)
    for stretch in stretches:
        stream.set_font_size(_font(stream, stretch).hash, stretch.size)
        stream.show_text(stretch.text)


def _font(stream: Any, stretch: _Stretch) -> Any:
    """Return the font of a stretch as this document holds it."""
    font = stream._fonts.get(stretch.key)
    return stream.add_font(stretch.font)[0] if font is None else font


def _holds(stream: Any, stretch: _Stretch) -> bool:
    """Tell whether what was written before is right in this document, and tell its fonts.

    The first to draw a glyph in a document decides how wide it is said to be.
    """
    font = _font(stream, stretch)
    told = vars(font).setdefault("_khoss_told", set())
    if stretch.number in told:
        return True
    widths = font.widths
    for glyph, (width, _) in stretch.glyphs.items():
        known = widths.get(glyph)
        if known is None:
            known = _width(stream, stretch.font, glyph, stretch.size)
        if known != width:
            return False
    for glyph, (width, text) in stretch.glyphs.items():
        widths.setdefault(glyph, width)
        font.to_unicode.setdefault(glyph, text)
    told.add(stretch.number)
    return True


def _stretches(stream: Any, layout: Any, size: float) -> list[_Stretch]:
    """Return how a line is written; nothing when it is not a plain one."""
    line, _ = layout.get_first_line()
    found: list[_Stretch] = []
    text = layout.text.encode()
    for run in shaped.runs(line):
        face = run.item.analysis.font
        font, own_size = stream.add_font(face)
        if font.bitmap or font.svg or font.png or font.colr:
            return []
        if not found or found[-1].font != face:
            key = get_pango_font_key(face)[0]
            font_size = own_size if _TELLS_SIZE else size
            found.append(_Stretch(next(_NUMBERS), face, key, font_size, b"", {}))
        written = _written(stream, font, run, text, found[-1])
        if written is None:
            return []
        found[-1].text += written.encode()
    return found


def _written(stream: Any, font: Any, run: Any, text: bytes, stretch: _Stretch) -> str | None:
    """Return the glyphs of a run as they are shown; None when one of them is unusual."""
    shown = shaped.glyphs(run)
    found = dict.fromkeys(shown)
    if any((glyph & _UNKNOWN) or up for glyph, _, _, up in found if glyph != _EMPTY):
        return None
    _tell(stream, font, run, text, stretch)
    pieces = vars(font).setdefault("_khoss_pieces", {}).setdefault(stretch.size, {})
    for each in found:
        if each not in pieces:
            pieces[each] = _piece(font, stretch.size, *each)
    string = "<" + "".join([pieces[each] for each in shown])
    return string[:-1] if string[-1] == "<" else string + ">"


def _tell(stream: Any, font: Any, run: Any, text: bytes, stretch: _Stretch) -> None:
    """Tell the font, and the stretch, how wide the glyphs of a run are and what they stand for."""
    widths, known = font.widths, stretch.glyphs
    numbers = [glyph for glyph, *_ in shaped.glyphs(run)]
    new = [glyph for glyph in dict.fromkeys(numbers) if glyph not in known and glyph != _EMPTY]
    places = shaped.places(run) if new else []
    for glyph in new:
        if glyph not in widths:
            widths[glyph] = _width(stream, stretch.font, glyph, stretch.size)
        start, end = places[numbers.index(glyph)]
        known[glyph] = widths[glyph], text[start:end].decode()
        font.to_unicode.setdefault(glyph, known[glyph][1])


def _piece(font: Any, size: float, glyph: int, width: int, across: int, _up: int) -> str:
    """Return how a glyph is shown, with the moves before and after it, within a string."""
    if glyph == _EMPTY:
        return f">{-width / size}<"
    offset = across / size
    move = int(font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size)
    before, after = f">{-offset}<" if offset else "", f">{move}<" if move else ""
    return f"{before}{glyph:04x}{after}"


def _width(stream: Any, face: Any, glyph: int, size: float) -> int:
    """Return how wide a font says that a glyph is, in thousandths of its size."""
    pango.pango_font_get_glyph_extents(face, glyph, stream.ink_rect, stream.logical_rect)
    width: int = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return width
