"""Lay out the cells of a table that hold nothing but text, which most of them do.

What WeasyPrint does for a box that may hold other boxes, be divided by pages and have floats in
it, comes to setting one line below the other. Cells that do not fit on their page are left to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TableCellBox

from .lines import LINES, text_of

_PLAIN = {
    "position": "static",
    "max_lines": "none",
    "box_decoration_break": "slice",
    "continue": "auto",
    "column_count": "auto",
    "column_width": "auto",
}


def laying_out(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what lays out a box that holds boxes or lines."""

    def block_container_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **options: Any
    ) -> Any:
        if type(box) is TableCellBox and skip_stack is None:
            laid = _cell(context, box, bottom_space)
            if laid is not None:
                return laid, None, {"break": "any", "page": box.style["page"]}, [], False, None
        return original(context, box, bottom_space, skip_stack, *rest, **options)

    return block_container_layout


def _cell(context: Any, box: Any, bottom_space: float) -> Any | None:
    """Return a cell that is laid out, or None for one that is more than lines on this page."""
    if len(box.children) != 1 or type(box.children[0]) is not LineBox or not _is_plain(box):
        return None
    text = text_of(box.children[0], box)
    if text is None:
        return None
    left, top = box.content_box_x(), box.content_box_y()
    below = box.border_bottom_width + box.padding_bottom
    lines: list[Any] = []
    skip = None
    while not lines or skip is not None:
        line, skip = LINES.next(context, text, box, left, top, skip)
        if line is None:
            return None
        top = line.position_y + line.height
        if context.overflows_page(bottom_space, top + (below if skip is None else 0)):
            return None
        line.resume_at = skip
        lines.append(line)
    laid = box.copy_with_children(lines)
    height = max(0, top - laid.content_box_y())
    laid.height = max(min(height, laid.max_height), laid.min_height)
    return laid


def _is_plain(box: Any) -> bool:
    """Tell whether a cell is as high as its lines, and has no rules of its own for them."""
    style = box.style
    plain: bool | None = vars(style).get("_khoss_plain_cell")
    if plain is None:
        plain = all(style[name] == value for name, value in _PLAIN.items())
        style._khoss_plain_cell = plain
    return (
        plain
        and box.height == "auto"
        and box.margin_top == 0
        and box.first_line_style is None
        and box.first_letter_style is None
    )
