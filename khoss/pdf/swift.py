"""Let WeasyPrint do the same with less work.

Each replacement gives what the original gives, for the common case, and asks the original
otherwise. Styles are shared by all elements that look alike, so what follows from a style alone is
found out once and kept with it. Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import pydyf
import weasyprint.draw.border
import weasyprint.draw.text
import weasyprint.layout.background
from tinyhtml5 import inputstream
from weasyprint.css import StyleFor
from weasyprint.draw.color import get_color
from weasyprint.layout import percent
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from .cascade import find_styles

_LEVEL = 6  # of compression; the highest takes twice the time for one part in a hundred
_SIDES = ("top", "right", "bottom", "left")
_SQUARE = {
    f"border_{corner}_radius": (0, 0)
    for corner in ("top_left", "top_right", "bottom_left", "bottom_right")
}
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)
_Replacement = tuple[object, str, object]


@contextmanager
def swapped(owner: Any, name: str, value: object) -> Iterator[None]:
    """Let an attribute have another value while the block runs."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def swift() -> Iterator[None]:
    """Replace what can be done with less work while the block runs."""
    with ExitStack() as stack:
        for owner, name, value in _replacements():
            stack.enter_context(swapped(owner, name, value))
        yield


@cache
def _replacements() -> tuple[_Replacement, ...]:
    """Return all replacements; each module holds a name of its own for what it imported."""
    border = weasyprint.draw.border.draw_border
    background = weasyprint.layout.background.layout_box_backgrounds
    percentages = percent.resolve_percentages
    return (
        (line_break.Layout, "setup", _setting_up(line_break.Layout.setup)),
        (line_break.Layout, "deactivate", _keep),
        (line_break.Layout, "reactivate", _reactivating(line_break.Layout.reactivate)),
        (weasyprint.draw.text, "pango", _pango_for_drawing()),
        (StyleFor, "__init__", find_styles),
        (inputstream, "characters_until_regex", _Expressions()),
        *_everywhere("strut", line_break.strut, _kept_strut(line_break.strut)),
        *_everywhere("resolve_percentages", percentages, _resolving(percentages)),
        *_everywhere("draw_border", border, _drawing_border(border)),
        *_everywhere("layout_box_backgrounds", background, _laying_background(background)),
        (pydyf, "_to_bytes", _to_bytes),
        (pydyf, "zlib", SimpleNamespace(compressobj=_compressor, compress=zlib.compress)),
    )


class _Expressions(dict[tuple[Any, bool], re.Pattern[str]]):
    """Keep the expressions of the HTML parser, which makes them anew each time it needs one."""

    def __missing__(self, key: tuple[Any, bool]) -> re.Pattern[str]:
        characters, within = key
        letters = "".join(f"\\x{ord(character):02x}" for character in characters)
        expression = self[key] = re.compile(f"[{'' if within else '^'}{letters}]+")
        return expression


def _everywhere(name: str, original: object, value: object) -> Iterator[_Replacement]:
    for place, module in tuple(sys.modules.items()):
        if place.startswith("weasyprint") and vars(module).get(name) is original:
            yield module, name, value


def _setting_up(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return what prepares a text's layout, with all that follows from its style kept."""

    def setup(layout: Any, style: Any) -> None:
        kept = vars(style).get("_khoss_layout")
        if kept is None:
            original(layout, style)
            style._khoss_layout = _kept_layout(layout, style)
            return
        context, description, attributes, facts = kept
        vars(layout).update(facts)
        layout.style = style
        layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, description)
        if attributes != ffi.NULL:
            pango.pango_layout_set_attributes(layout.layout, attributes)

    return setup


def _kept_layout(layout: Any, style: Any) -> tuple[Any, Any, Any, dict[str, Any]]:
    """Return what a new layout of the same style needs; the first one keeps its parts alive."""
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    pango.pango_context_set_language(context, layout.language)
    own = ("layout", "style", "text", "justification_spacing", "max_width")
    facts = {name: value for name, value in vars(layout).items() if name not in own}
    facts["_khoss_first"] = layout.layout
    attributes = pango.pango_layout_get_attributes(layout.layout)
    return context, line_break.get_font_description(style), attributes, facts


def _keep(layout: Any) -> None:
    """Keep a text's layout until it is drawn: a part is drawn as soon as it is laid out."""


def _reactivating(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def reactivate(layout: Any, style: Any) -> None:
        if layout.justification_spacing or style is not layout.style:
            original(layout, style)

    return reactivate


class _pango_for_drawing:  # noqa: N801  # stands where a module stands
    """Stand for pango where text is drawn."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(pango, name)
        setattr(self, name, value)
        return value

    def pango_layout_set_single_paragraph_mode(self, layout: Any, single: bool) -> None:
        """Leave the layout as it is: a line of text has no line breaks left in it."""


def _kept_strut(original: Callable[[Any], tuple[float, float]]) -> Callable[[Any], Any]:
    """Return what tells the height of a line of a style, which is asked for every line."""

    def strut(style: Any) -> Any:
        kept = vars(style).get("_khoss_strut")
        if kept is None:
            kept = style._khoss_strut = original(style)
        return kept

    return strut


def _resolving(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return what gives a box its lengths, all at once where its container does not matter."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        lengths = vars(box.style).get("_khoss_lengths")
        if lengths is None:
            lengths = box.style._khoss_lengths = _lengths(box.style)
        if lengths:
            vars(box).update(lengths)
        else:
            original(box, containing_block)

    return resolve_percentages


def _lengths(style: Any) -> dict[str, Any]:
    """Return the lengths of a style that has no percentages and no special rules, else none."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return {}
    lengths = {f"border_{side}_width": style[f"border_{side}_width"] for side in _SIDES}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return {}
    return lengths


def _drawing_border(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a drawer of borders that fills a rectangle for one straight line."""

    def draw_border(stream: Any, box: Any) -> None:
        style = box.style
        plain = (
            style["border_image_source"][0] == "none"
            and style["column_width"] == "auto"
            and style["column_count"] == "auto"
        )
        drawn = [
            side
            for side in _SIDES
            if getattr(box, f"border_{side}_width") != 0
            and get_color(style, f"border_{side}_color").alpha != 0
        ]
        if plain and not drawn:
            return
        if len(drawn) != 1 or not plain or not _draw_side(stream, box, drawn[0]):
            original(stream, box)

    return draw_border


def _draw_side(stream: Any, box: Any, side: str) -> bool:
    """Draw the only border that a box has; tell whether it was that simple."""
    style = box.style
    if style["visibility"] != "visible" or style[f"border_{side}_style"] != "solid":
        return False
    color = get_color(style, f"border_{side}_color")
    left, top, width, height, *radii = box.rounded_border_box()
    if color.alpha != 1 or any(map(any, radii)):
        return False
    thickness = getattr(box, f"border_{side}_width")
    if side == "bottom":
        top += height - thickness
    elif side == "right":
        left += width - thickness
    if side in ("top", "bottom"):
        height = thickness
    else:
        width = thickness
    with stream.artifact():
        stream.set_color(color)
        stream.rectangle(left, top, width, height)
        stream.fill()
    return True


def _laying_background(original: Callable[..., None]) -> Callable[..., None]:
    """Return what prepares backgrounds, without the work for boxes that have none."""

    def layout(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        own = style or box.style
        plain = vars(own).get("_khoss_plain")
        if plain is None:
            plain = own._khoss_plain = _is_plain(own)
        if box is page or not plain:
            original(page, box, get_image, layout_children, style)
            return
        vars(box).update(_SQUARE, background=None)
        if layout_children:
            for child in box.all_children():
                layout(page, child, get_image)

    return layout


def _is_plain(style: Any) -> bool:
    """Tell whether a style has neither background, shadow, image nor round corners."""
    return (
        style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and not style["box_shadow"]
        and all(kind == "none" for kind, _ in style["background_image"])
        and get_color(style, "background_color").alpha == 0
        and all((0, "px") in style[corner] for corner in _SQUARE)
    )


def _to_bytes(item: Any) -> bytes:
    """Return what an item is in a PDF, as pydyf does."""
    kind = type(item)
    if kind is bytes:
        written: bytes = item
    elif kind is float:
        written = b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    elif kind is int:
        written = b"%d" % item
    elif isinstance(item, pydyf.Object):
        written = item.data
    else:
        written = item if isinstance(item, bytes) else str(item).encode("ascii")
    return written


def _compressor(level: int) -> Any:
    return zlib.compressobj(level=_LEVEL)
