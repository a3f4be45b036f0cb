"""Find the styles of a document's elements, with less work than WeasyPrint does it.

What its own way finds out for every element is found out once for all that look alike, and the
insides of drawings look like the drawing: only their own attributes count in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations

from .kinds import SVG

_Cascade = dict[str, tuple[Any, Any]]


def find_styles(
    styles: Any,
    html: Any,
    sheets: Any,
    presentational_hints: bool,
    font_config: Any,
    target_collector: Any,
) -> None:
    """Stand for the initialiser of WeasyPrint's ``StyleFor``."""
    styles._cascaded_styles, styles._computed_styles = {}, {}
    styles.initial_page_sizes = {"box": None, "area": None}
    styles._sheets, styles.font_config = sheets, font_config
    root, base = html.etree_element, html.base_url
    own = _own_declarations(root, base, presentational_hints)
    alike: dict[object, Any] = {}
    drawings: set[Any] = set()
    common = {"root": root, "base_url": base, "target_collector": target_collector}
    for element, node, parent in _tree(html.wrapper_element):
        if parent is not None and _is_drawing(parent, drawings):
            drawings.add(node)
            styles._computed_styles[node, None] = styles._computed_styles[parent, None]
            continue
        matches = [
            (origin, sheet_specificity, sheet, match)
            for sheet, origin, sheet_specificity in sheets
            for match in sheet.matcher.match(element)
        ]
        declared, cascade = own.get(node, ((), {}))
        key = (
            None if parent is None else id(styles._computed_styles[parent, None]),
            declared,
            tuple((id(sheet), match[0], id(match[3])) for _, _, sheet, match in matches),
        )
        if key in alike:
            styles._computed_styles[node, None] = alike[key]
        else:
            styles._cascaded_styles[node, None] = _cascaded(cascade, matches, None)
            styles.set_computed_styles(node, parent=parent, **common)
            alike[key] = styles._computed_styles[node, None]
        for pseudo in {match[2] for *_, match in matches if match[2]}:
            _find_pseudo_style(styles, node, pseudo, matches, alike, common)
    styles._cascaded_styles.clear()


def _find_pseudo_style(
    styles: Any,
    node: Any,
    pseudo: str,
    matches: list[Any],
    alike: dict[object, Any],
    common: dict[str, Any],
) -> None:
    """Give a pseudo-element its style, which is that of others with the same parent style."""
    own = [each for each in matches if each[3][2] == pseudo]
    key = (
        id(styles._computed_styles[node, None]),
        pseudo,
        tuple((id(sheet), match[0], id(match[3])) for _, _, sheet, match in own),
    )
    if key not in alike:
        styles._cascaded_styles[node, pseudo] = _cascaded({}, own, pseudo)
        styles.set_computed_styles(node, parent=node, pseudo_type=pseudo, **common)
        alike[key] = styles._computed_styles[node, pseudo]
    styles._computed_styles[node, pseudo] = alike[key]


def _tree(wrapper: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each element as what selectors match, as a node, and with its parent node."""
    for element in wrapper.iter_subtree():
        above = element.parent
        yield element, element.etree_element, above.etree_element if above else None


def _is_drawing(node: Any, drawings: set[Any]) -> bool:
    """Tell whether what is below a node is a part of a drawing."""
    return node.tag == f"{SVG}svg" or node in drawings


def _own_declarations(
    root: Any, base: str, presentational_hints: bool
) -> dict[Any, tuple[tuple[Any, ...], _Cascade]]:
    """Return what elements say of themselves in their attributes."""
    own: dict[Any, tuple[tuple[Any, ...], _Cascade]] = {}
    for specificity, node, declarations, url in find_style_attributes(
        root, presentational_hints, base
    ):
        _, cascade = own.get(node, ((), {}))
        own[node] = tuple(declarations), cascade
        declared = preprocess_declarations(url, declarations)
        _declare(cascade, declared, "author", inf, specificity)
    return own


def _cascaded(start: _Cascade, matches: Iterable[Any], pseudo: str | None) -> _Cascade:
    """Return the values that win among all that are declared for an element."""
    cascade = dict(start)
    for origin, sheet_specificity, sheet, (specificity, _, place, payload) in matches:
        if place == pseudo:
            declarations, layer = payload
            order = inf if layer is None else sheet.layers.index(layer)
            _declare(cascade, declarations, origin, order, sheet_specificity or specificity)
    return cascade


def _declare(
    cascade: _Cascade, declarations: Iterable[Any], origin: str, order: Any, specificity: Any
) -> None:
    for name, values, importance in declarations:
        weight = (declaration_precedence(origin, importance), order, specificity)
        before = cascade.get(name)
        if before is None or before[1] <= weight:
            cascade[name] = values, weight
