"""Find out once how wide a piece of text is, for the many that are said again.

The same words come in many lines, and a line that is new holds mostly words that are not. A text
that fits on its line takes the same place on any line that is as wide. Leans on WeasyPrint's
private interface, like the tagging.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle

from .lines import number_of
from .recent import Recent

_MOST = 4_000  # texts that are kept young; each holds what Pango made of it
_ROOM = 1e-6  # pixels that a text has to spare where it was kept for another width
# All that decides which glyphs stand for a text, how wide they are and where it may be broken.
_TELLING = (
    *("direction", "lang", "white_space", "overflow_wrap", "word_break", "tab_size"),
    *("hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
    *("letter_spacing", "word_spacing", "text_decoration_line"),
    *(f"font_{name}" for name in ("family", "size", "style", "weight", "stretch", "kerning")),
    *(f"font_{name}" for name in ("language_override", "feature_settings", "variation_settings")),
    *(f"font_variant_{name}" for name in ("alternates", "caps", "east_asian", "ligatures")),
    *(f"font_variant_{name}" for name in ("numeric", "position")),
)

_NUMBERS = count(1)
_looks: dict[str, int] = {}

PIECES = Recent(_MOST)


def look_of(style: Any) -> int | None:
    """Return a number that all styles share in which texts are set alike; None for a copy."""
    own = vars(style)
    if "_khoss_text" not in own:
        style._khoss_text = None
        if isinstance(style, (ComputedStyle, AnonymousStyle)) and number_of(style) is not None:
            values = repr((id(style.font_config), *(style[name] for name in _TELLING)))
            style._khoss_text = _looks.setdefault(values, next(_NUMBERS))
    look: int | None = own["_khoss_text"]
    return look


def fitting(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what finds the first line of a text, and remembers those that fit on one."""

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, **options: Any
    ) -> Any:
        look = None if spacing else look_of(style)
        if look is None:
            return original(text, style, context, max_width, spacing, **options)
        key = look, text
        kept = PIECES.get(key)
        if kept is not None and (max_width is None or kept[3] + _ROOM <= max_width):
            return kept
        found = original(text, style, context, max_width, spacing, **options)
        if text == "\n" or (found[2] is None and found[0].text == text):
            PIECES.put(key, found)
        return found

    return split_first_line


def measuring(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what finds the first line of a text whose widths are asked for, twice and more."""

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, **options: Any
    ) -> Any:
        look = None if spacing else look_of(style)
        if look is None:
            return original(text, style, context, max_width, spacing, **options)
        key = look, text, max_width, *options.items()
        found = PIECES.get(key)
        if found is None:
            _, *found = original(text, style, context, max_width, spacing, **options)
            PIECES.put(key, found)
        return None, *found

    return split_first_line
