"""Tell by their styles how boxes stand in the text, and in which order they are drawn.

Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox


def standing(original: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what tells whether a box is in normal flow, which is asked for every box often."""

    def is_in_normal_flow(box: Any) -> bool:
        flows: bool | None = vars(box.style).get("_khoss_flows")
        if flows is None:
            flows = box.style._khoss_flows = original(box)
        return flows

    return is_in_normal_flow


def ordering(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what takes boxes apart by when they are drawn; texts are drawn with their line."""

    def dispatch_children(box: Any, *rest: Any) -> Any:
        if type(box) is LineBox and all(type(child) is TextBox for child in box.children):
            return box
        return original(box, *rest)

    return dispatch_children
