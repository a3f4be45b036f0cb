"""Keep styles that are made from others: of pages, of tables, of elements with an id.

WeasyPrint makes them anew for each page and each table, and computes each value anew. What they
hold follows from the style that they are made from. Leans on WeasyPrint's private interface.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_MOST_NAMES = 200  # that elements of one look have
_Styles = dict[str | None, Any]


def styling_pages(original: Callable[..., None]) -> Callable[..., None]:
    """Return what gives a kind of page its styles, from before where the same rules match."""

    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        found = style_for._computed_styles
        root = found[html.etree_element, None]
        if vars(root).get("_khoss_number") is None:
            original(page_type, html, style_for)
            return
        kept: dict[object, _Styles] = vars(root).setdefault("_khoss_pages", {})
        rules = _matching(page_type, style_for)
        if rules not in kept:
            original(page_type, html, style_for)
            kept[rules] = {
                pseudo: style for (owner, pseudo), style in found.items() if owner == page_type
            }
        for pseudo, style in kept[rules].items():
            found[page_type, pseudo] = style

    return set_page_type_computed_styles


def _matching(page_type: Any, style_for: Any) -> object:
    """Return which selectors of all stylesheets match a kind of page, and the stylesheets."""
    return tuple(
        (
            id(sheet),
            *(
                style_for._page_type_match(kind, page_type)
                for _, selectors, _ in sheet.page_rules
                for _, _, kind in selectors
            ),
        )
        for sheet, *_ in style_for._sheets
    )


def wrapping(original: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return what puts a table into the box that holds it and its caption."""

    def wrap_table(box: Any, children: Any) -> Any:
        style = box.style
        kept = vars(style).get("_khoss_wrapped")
        wrapper = original(box, children)
        table = wrapper.get_wrapped_table()
        if kept is None:
            style._khoss_wrapped = wrapper.style, table.style
        else:
            wrapper.style, table.style = kept
        return wrapper

    return wrap_table


def anchored(style: Any, name: str) -> Any:
    """Return the style of an element with an id, which for all within it is the one without."""
    kept = vars(style).setdefault("_khoss_anchored", {})
    own = kept.get(name)
    if own is None:
        if len(kept) >= _MOST_NAMES:
            kept.clear()
        own = kept[name] = style.copy()
        own["anchor"] = name
        own._khoss_number = style._khoss_number
        own.anonymous_style = style.anonymous_style
    return own
