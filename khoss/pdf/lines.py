"""Lay out a line of text once, and put copies of it wherever the same words come again.

In a report most lines are said many times: heads of tables, questions, answers, names, numbers. A
line follows from its texts, their styles and the width it may take; it is laid out at the corner
of an empty page and moved from there, known before or not, so that what was laid out earlier
changes nothing. Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from .recent import Recent

_MOST = 2_500  # lines that are kept young; each holds a few kilobytes
_PLAIN = (LineBox, InlineBox, TextBox)
# What a box says of itself and of its own place, and not of how it is laid out.
_SAID = ("bookmark_label", "string_set", "cached_counter_values", "link", "missing_link")
_STYLED = ("element", "element_tag", "style", "first_letter_style", "first_line_style")
_PLACED = ("children", "position_x", "position_y", "remove_decoration_sides", "_khoss_place")
_OWN = frozenset((*_SAID, *_STYLED, *_PLACED))
_SIDES = ("top", "right", "bottom", "left")
_BARE = {
    "vertical_align": "baseline",
    "box_decoration_break": "slice",
    **{f"{kind}_{side}": ZERO_PIXELS for kind in ("margin", "padding") for side in _SIDES},
    **{f"border_{side}_width": 0 for side in _SIDES},
}
_Skip = dict[int, Any] | None


@dataclass(slots=True)
class _Piece:
    """Hold how one box of a line is laid out; ``place`` counts the boxes before breaking."""

    place: int
    facts: dict[str, Any]
    left: float
    top: float
    removed: frozenset[str]
    children: tuple[_Piece, ...]


class Lines(Recent):
    """Keep laid out lines."""

    def next(
        self, context: Any, text: Text, block: Any, left: float, top: float, skip: _Skip
    ) -> tuple[Any, _Skip]:
        """Return the line of a text that begins where another ended, and where it ends."""
        key = text.looks, block.width, repr(skip) if skip else ""
        found = self.get(key)
        if found is None:
            found = _laid_out(context, text.boxes[0], block, skip)
            self.put(key, found)
        piece, end = found
        if piece is None:
            return None, end
        return _placed(piece, text.boxes, left, top), end


LINES = Lines(_MOST)


@dataclass(slots=True)
class Text:
    """Hold the boxes of a text before it is broken into lines, and what they look like."""

    boxes: list[Any]
    looks: object


def iterating(original: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return what breaks a text into lines."""

    def iter_line_boxes(
        context: Any,
        line: Any,
        top: float,
        bottom_space: float,
        skip: _Skip,
        block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Iterator[Any]:
        text = None
        if not (first_letter_style or first_line_style or context.excluded_shapes):
            text = text_of(line, block)
        if text is None:
            yield from original(
                context,
                line,
                top,
                bottom_space,
                skip,
                block,
                absolute_boxes,
                fixed_boxes,
                first_letter_style,
                first_line_style,
            )
            return
        left = block.content_box_x()
        while True:
            laid, skip = LINES.next(context, text, block, left, top, skip)
            if laid is None:
                return
            top = laid.position_y + laid.height
            yield laid, skip
            if skip is None:
                return

    return iter_line_boxes


def text_of(line: Any, block: Any) -> Text | None:
    """Return a text, if it is one whose lines follow from its words, styles and width alone."""
    if block.style["direction"] != "ltr":
        return None
    boxes: list[Any] = []
    looks = _looks(line, boxes)
    return None if looks is None else Text(boxes, looks)


def _looks(box: Any, boxes: list[Any]) -> object | None:
    """Return what a box and those in it look like, and number them; None if it is not plain."""
    number = number_of(box.style)
    kind = type(box)
    if number is None or kind not in _PLAIN or box.footnote is not None or box.is_leader:
        return None
    box._khoss_place = len(boxes)
    boxes.append(box)
    flags = box.leading_collapsible_space, box.trailing_collapsible_space
    if kind is TextBox:
        return number, box.text, flags
    style = box.style
    if kind is InlineBox and (style["position"] != "static" or style["float"] != "none"):
        return None
    inner = []
    for child in box.children:
        looks = _looks(child, boxes)
        if looks is None:
            return None
        inner.append(looks)
    return number, kind, flags, tuple(inner)


def number_of(style: Any) -> object | None:
    """Return the number of a style that is shared by all that look alike, or None.

    An anonymous box follows its parent's style, and has a number of its own.
    """
    own = vars(style)
    number: object | None = own.get("_khoss_number")
    if number is None and own.get("_khoss_number", 0) is not None:
        parent = style.parent_style
        if parent is not None and vars(parent).get("anonymous_style") is style:
            above = number_of(parent)
            number = None if above is None else (above,)
        style._khoss_number = number
    return number


def _laid_out(context: Any, line: Any, block: Any, skip: _Skip) -> tuple[_Piece | None, _Skip]:
    """Lay out a line at the corner of an empty page."""
    resolve_percentages(line, block)
    line.text_indent = 0
    if skip is None:
        resolve_one_percentage(line, "text_indent", block.width)
    laid, end = _alone(context, line, block, skip) or _in_company(context, line, block, skip)
    return (None if laid is None else _piece(laid)), end


def _in_company(context: Any, line: Any, block: Any, skip: _Skip) -> tuple[Any, _Skip]:
    """Lay out a line as WeasyPrint does."""
    corner = block.copy()
    for name in ("position_x", "margin_left", "padding_left", "border_left_width"):
        setattr(corner, name, 0)
    laid: tuple[Any, _Skip] = inline.get_next_linebox(
        context, line, 0, 0, skip, corner, [], [], None, None
    )
    return laid


def _alone(context: Any, line: Any, block: Any, skip: _Skip) -> tuple[Any, _Skip] | None:
    """Lay out a line of nothing but text, which is as high as its own style and its text's say.

    None when it is another one.
    """
    if len(line.children) != 1 or not _is_bare(line) or not _is_bare(line.children[0]):
        return None
    source = line.children[0]
    begin = _begin(source.text.encode(), skip)
    if begin is None:
        return None
    resolve_percentages(source, block)
    source.position_x, source.position_y = line.text_indent, 0
    width = block.width * (1 + 1e-9) - line.text_indent
    text, end, is_broken = inline.split_text_box(context, source, width, begin)
    if text is None or is_broken:
        return None
    laid = line.copy_with_children([text])
    laid.position_x = laid.position_y = 0
    laid.remove_decoration(start=skip is not None, end=end is not None)
    laid.width = text.position_x + text.margin_width()
    inline.remove_last_whitespace(context, laid)
    laid.translate(dx=inline.text_align(context, laid, block.width, last=end is None))
    _set_height(laid, text)
    return laid, None if end is None else {0: {end: None}}


def _begin(text: bytes, skip: _Skip) -> int | None:
    """Return at which byte a line of a text begins, behind spaces; None when nothing is left."""
    inner = None if skip is None else skip.get(0, {})
    begin = 0 if skip is None or inner is None else next(iter(inner), len(text))
    while text[begin : begin + 1] == b" ":
        begin += 1
    return begin if begin < len(text) else None


def _set_height(line: Any, text: Any) -> None:
    """Give a line the height of its style and of its text, and put them on one baseline."""
    height, baseline = inline.strut(line.style)
    size = line.style["font_size"]
    half = (height - size) / 2
    tops = -baseline, -text.baseline
    bottoms = tops[0] + (size + half + half), tops[1] + text.margin_height()
    top = min(tops)
    line.baseline, line.height = -top, max(bottoms) - top
    line.margin_top = line.margin_bottom = 0
    text.position_y = tops[1] - top


def _is_bare(box: Any) -> bool:
    """Tell whether a box is a text, or the line that holds one, with nothing around it."""
    style = box.style
    bare: bool | None = vars(style).get("_khoss_bare_box")
    if bare is None:
        bare = all(style[name] == value for name, value in _BARE.items())
        style._khoss_bare_box = bare
    return bare and type(box) is not InlineBox


def _piece(box: Any) -> _Piece:
    """Return how a box is laid out."""
    facts = {name: value for name, value in vars(box).items() if name not in _OWN}
    children = tuple(_piece(child) for child in box.children)
    removed = frozenset(box.remove_decoration_sides)
    return _Piece(box._khoss_place, facts, box.position_x, box.position_y, removed, children)


def _placed(piece: _Piece, boxes: list[Any], left: float, top: float) -> Any:
    """Return a box of this text that is laid out as an equal one was, in its own place."""
    source = boxes[piece.place]
    box = object.__new__(type(source))
    own = box.__dict__
    own.update(source.__dict__)
    own.update(piece.facts)
    own["position_x"] = piece.left + left
    own["position_y"] = piece.top + top
    own["remove_decoration_sides"] = set(piece.removed)
    if piece.children:
        own["children"] = [_placed(child, boxes, left, top) for child in piece.children]
    else:
        own["children"] = []
    return box
