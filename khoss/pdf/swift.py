"""Let WeasyPrint do the same with less work.

Each replacement gives what the original gives, for the common case, and asks the original
otherwise. Styles are shared by all elements that look alike, so what follows from a style alone is
found out once and kept with it. Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

import pydyf
import tinyhtml5
import weasyprint.css
import weasyprint.draw
import weasyprint.draw.border
import weasyprint.draw.text
import weasyprint.layout.background
import weasyprint.layout.block
from weasyprint import stacking, svg
from weasyprint.css import StyleFor
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import inline, page, percent, preferred
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.inline import iter_line_boxes
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from . import breaking, charts, flow, glyphs, painting, pieces, typefaces, writing
from .cascade import find_styles, find_stylesheets, style_for
from .cells import laying_out
from .copies import styling_pages, wrapping
from .lines import iterating
from .parsing import parsing

_SIDES = ("top", "right", "bottom", "left")
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
    """Replace what can be done with less work while the block runs, at most once at a time.

    Within a block that does so already nothing is changed: whenever a class changes, Python
    forgets how its methods are found, and a document has many parts.
    """
    with ExitStack() as stack:
        for owner, name, value in _replacements():
            if vars(owner).get(name) is not value:
                stack.enter_context(swapped(owner, name, value))
        yield


@cache
def _replacements() -> tuple[_Replacement, ...]:
    """Return all replacements; each module holds a name of its own for what it imported."""
    block = weasyprint.layout.block.block_container_layout
    border, outline = weasyprint.draw.border.draw_border, weasyprint.draw.border.draw_outline
    colour = weasyprint.draw.draw_background
    background = weasyprint.layout.background.layout_box_backgrounds
    text, line = weasyprint.draw.text.draw_text, weasyprint.draw.text.draw_first_line
    inlines = weasyprint.draw.draw_inline_level
    percentages = percent.resolve_percentages
    return (
        (line_break.Layout, "setup", _setting_up(line_break.Layout.setup)),
        (line_break.Layout, "deactivate", _keep),
        (line_break.Layout, "reactivate", _reactivating(line_break.Layout.reactivate)),
        (weasyprint.draw.text, "pango", _pango_for_drawing()),
        *_everywhere("draw_text", text, glyphs.drawing_text(text)),
        *_everywhere("draw_inline_level", inlines, glyphs.drawing_line(inlines)),
        *_everywhere("draw_first_line", line, glyphs.drawing(line)),
        (line_break, "split_first_line", charts.splitting(line_break.split_first_line)),
        (inline, "split_first_line", pieces.fitting(breaking.splitting(inline.split_first_line))),
        (preferred, "split_first_line", pieces.measuring(preferred.split_first_line)),
        *_everywhere("size", svg.utils.size, charts.remembering(svg.utils.size)),
        *_everywhere("normalize", svg.utils.normalize, charts.remembering(svg.utils.normalize)),
        (svg, "color", charts.remembering(svg.color)),
        (Box, "descendants", descendants),
        (tinyhtml5, "parse", parsing(tinyhtml5.parse)),
        (StyleFor, "__init__", find_styles),
        (StyleFor, "__call__", style_for),
        (weasyprint.css, "find_stylesheets", find_stylesheets),
        (page, "set_page_type_computed_styles", styling_pages(page.set_page_type_computed_styles)),
        (build, "wrap_table", wrapping(build.wrap_table)),
        (weasyprint.layout.block, "block_container_layout", laying_out(block)),
        *_everywhere("iter_line_boxes", iter_line_boxes, iterating(iter_line_boxes)),
        *_everywhere("strut", line_break.strut, _kept_strut(line_break.strut)),
        *_everywhere("resolve_percentages", percentages, _resolving(percentages)),
        *_everywhere("draw_border", border, painting.drawing_border(border)),
        *_everywhere("draw_background", colour, painting.drawing_background(colour)),
        *_everywhere("draw_outline", outline, painting.drawing_outline(outline)),
        *_everywhere("layout_box_backgrounds", background, painting.laying_background(background)),
        (Box, "is_in_normal_flow", flow.standing(Box.is_in_normal_flow)),
        (stacking, "_dispatch_children", flow.ordering(stacking._dispatch_children)),
        (Stream, "add_font", typefaces.adding(Stream.add_font)),
        (Stream, "set_color", painting.setting_colour(Stream.set_color)),
        (pydyf, "_to_bytes", writing.to_bytes),
        (pydyf.Dictionary, "data", writing.DICTIONARY),
        (pydyf.Stream, "data", writing.STREAM),
    )


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
        known = pieces.look_of(style)
        if layout.justification_spacing or (
            style is not layout.style and (known is None or known != pieces.look_of(layout.style))
        ):
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
    """Return what gives a box its lengths, at once but for shares of its container's width."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        found = vars(box.style).get("_khoss_lengths")
        if found is None:
            found = box.style._khoss_lengths = _lengths(box.style)
        lengths, shares, is_whole = found
        if not lengths or (shares and type(box) is PageBox):
            original(box, containing_block)
            return
        own = vars(box)
        own.update(lengths)
        if shares:
            of_box = isinstance(containing_block, Box)
            width = containing_block.width if of_box else containing_block[0]
            own.update((name, width * share / 100) for name, share in shares)
        if is_whole:
            percent.adjust_box_sizing(box, "width")
            percent.adjust_box_sizing(box, "height")

    return resolve_percentages


def _lengths(style: Any) -> tuple[dict[str, Any], list[tuple[str, float]], bool]:
    """Return the lengths of a style, those that are shares, and whether sizes count borders in.

    There are none where a style has special rules, or shares of a height.
    """
    lengths = {f"border_{side}_width": style[f"border_{side}_width"] for side in _SIDES}
    shares = []
    for name in _LENGTHS:
        value = style[name]
        unit = getattr(value, "unit", None)
        if value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif unit == "px":
            lengths[name] = value.value
        elif unit == "%" and not name.endswith("height"):
            shares.append((name, value.value))
        else:
            return {}, [], False
    if style["border_collapse"] == "collapse":
        return {}, [], False
    return lengths, shares, style["box_sizing"] != "content-box"


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """Yield a box and all within it, in the order of the text."""
    left = [box]
    while left:
        box = left.pop()
        if placeholders and isinstance(box, AbsolutePlaceholder):
            box = box._box
        yield box
        if isinstance(box, Box):
            left.extend(reversed(box.children))
