"""Draw the texts and lengths of drawings with less work: a report has few different ones.

Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Any

from weasyprint.svg.text import Style

_MOST = 2_000  # texts that are kept
_ASKED = ("font_style", "font_weight", "font_size", "direction")


def splitting(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what lays out the text of a drawing, which is drawn before the next is laid out."""
    kept: dict[object, Any] = {}

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: Any, **options: Any
    ) -> Any:
        if type(style) is not Style or max_width != inf or options:
            return original(text, style, context, max_width, spacing, **options)
        look = tuple(style[name] for name in _ASKED)
        key = text, style.font_config, tuple(style["font_family"]), look, spacing
        if key not in kept:
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = original(text, style, context, max_width, spacing)
        found = kept[key]
        found[0].style = style
        return found

    return split_first_line


def remembering(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a pure function that remembers what it gave."""
    return lru_cache(maxsize=4_000, typed=True)(original)
