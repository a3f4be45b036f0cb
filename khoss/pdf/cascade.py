"""Find the styles of a document's elements, with less work than WeasyPrint does it.

What its own way finds out for every element is found out once for all that look alike, in this
document and in those before it that have the same stylesheet. The insides of drawings look like
the drawing: only their own attributes count in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint.css
from weasyprint.css import (
    ComputedStyle,
    InitialStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

from .copies import anchored
from .kinds import SVG

_Cascade = dict[str, tuple[Any, Any]]
_MOST = 20_000  # looks that one stylesheet may have before all are forgotten
# What lets a style depend on more than the element, those around it, and the two before it,
# or on the id of one.
_FAR = re.compile(
    r"~|:nth-|:only-|:empty|:has\(|-of-type|:lang\(|(?:\+[^{},;]*){3}|\d(?:vw|vh|vi|vb|vmin|vmax)\b"
    r"|#[\w-]+[^;{}]*\{"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
# Attributes that declare something by themselves, and that WeasyPrint's own stylesheet asks for.
_DECLARING = frozenset(("style", "lang", "name", "width", "height"))
_ASKED_FOR = frozenset(("class", "hidden", "dir", "type", "rules", "frame", "title", "seamless"))
# Elements for which that stylesheet looks far.
_FORMS = frozenset(("select", "option", "textarea", "input", "button", "fieldset"))

_NUMBERS = count(1)  # of styles; none is given twice

_long_way, _asked = StyleFor.__init__, StyleFor.__call__
_all_stylesheets = weasyprint.css.find_stylesheets


@dataclass(slots=True, eq=False)
class _Look:
    """Hold the style of all elements that look alike, and of their pseudo-elements."""

    style: Any
    pseudos: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Place:
    """Say where an element stands in its document."""

    node: Any
    siblings: list[Any]
    index: int
    above: _Place | None

    def wrapper(self, root: Any) -> Any:
        """Return what selectors match."""
        if self.above is None:
            return root
        above, kind = self.above.wrapper(root), type(root)
        before = None
        for index in range(max(0, self.index - 2), self.index):
            before = kind(self.siblings[index], above, index, before, True)
        return kind(self.node, above, self.index, before, True)


class Looks:
    """Keep the looks that one stylesheet gives to elements."""

    def __init__(self, css: str) -> None:
        plain = _COMMENT.sub("", css)
        self.are_near = not _FAR.search(plain)
        self._telling = _DECLARING.union(_ASKED_FOR, _ATTRIBUTE.findall(plain))
        self._known: dict[object, _Look] = {}
        self._styles: dict[object, Any] = {}
        self._page_sizes: dict[str, Any] = {"box": None, "area": None}

    def find(self, styles: Any, html: Any, target_collector: Any) -> None:
        """Give every element of a document its style."""
        if len(self._known) > _MOST:
            self._known.clear()
            self._styles.clear()
        styles.initial_page_sizes = self._page_sizes
        finder = _Finder(self, styles, html, target_collector)
        root = html.etree_element
        finder.walk(_Place(root, [root], 0, None), None)
        for node in (root, *root.iter("body")):
            # Taken away when it is handed to the pages.
            styles._computed_styles[node, None].pop("overflow", None)


class _Finder:
    """Find the styles of one document."""

    def __init__(
        self,
        looks: Looks,
        styles: Any,
        html: Any,
        target_collector: Any,
    ) -> None:
        self._known, self._kept, self._telling = looks._known, looks._styles, looks._telling
        self._styles = styles
        self._found = styles._computed_styles
        self._html = html
        self._collect = target_collector.collect_anchor
        self._root: Any = None

    def walk(self, place: _Place, above: _Look | None) -> None:
        """Give an element and all within it their styles."""
        node, siblings, index = place.node, place.siblings, place.index
        before = tuple(map(self._features, siblings[max(0, index - 2) : index]))
        key = id(above), self._features(node), before, index + 1 == len(siblings)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._new_look(place, above)
        if above is None:
            self._root = look.style
        self._give(node, look)
        if node.tag == f"{SVG}svg":
            for inner in node.iter():
                self._found[inner, None] = look.style
            return
        children = [child for child in node if isinstance(child.tag, str)]
        for number, child in enumerate(children):
            self.walk(_Place(child, children, number, place), look)

    def _give(self, node: Any, look: _Look) -> None:
        """Give an element the styles of its look."""
        style = look.style
        if name := node.get("id"):
            style = anchored(style, name)
        if style["anchor"]:
            self._collect(style["anchor"])
        self._found[node, None] = style
        for pseudo, its_style in look.pseudos.items():
            self._found[node, pseudo] = its_style

    def _features(self, node: Any) -> object:
        """Return what selectors may see of an element by itself."""
        if not node.attrib:
            return node.tag
        telling = self._telling
        seen = tuple(item for item in node.attrib.items() if item[0] in telling)
        return node.tag, "href" in node.attrib, seen

    def _new_look(self, place: _Place, above: _Look | None) -> _Look:
        """Find the look of an element that looks like none before it."""
        wrapper = place.wrapper(self._html.wrapper_element)
        matches = [
            (origin, sheet_specificity, sheet, match)
            for sheet, origin, sheet_specificity in self._styles._sheets
            for match in sheet.matcher.match(wrapper)
        ]
        cascade = _cascaded(_declared(place.node, self._html.base_url), matches, None)
        parent = None if above is None else above.style
        style = self._computed(parent, cascade, None)
        if above is None:
            self._root = style
        pseudos = {match[2] for *_, match in matches if match[2]}
        return _Look(
            style,
            {
                pseudo: self._computed(style, _cascaded({}, matches, pseudo), pseudo)
                for pseudo in sorted(pseudos)
                if _matters(pseudo, style, pseudos)
            },
        )

    def _computed(self, parent: Any, cascade: _Cascade, pseudo: str | None) -> Any:
        """Return the style that follows from what is declared and from the style around it.

        Those from which the same follows share it, wherever they stand.
        """
        declared = frozenset((name, id(value), weight) for name, (value, weight) in cascade.items())
        key = id(parent), pseudo, declared
        if key in self._kept:
            return self._kept[key]
        styles = self._styles
        style = ComputedStyle(
            parent,
            cascade,
            pseudo,
            InitialStyle(styles.font_config) if parent is None else self._root,
            self._html.base_url,
            styles.font_config,
            styles.initial_page_sizes,
        )
        give_number(style)
        self._kept[key] = style
        return style


def give_number(style: Any) -> None:
    """Give a style that will be shared by boxes a number of its own, by which they are known."""
    style._khoss_number = next(_NUMBERS)


def find_styles(
    styles: Any,
    html: Any,
    sheets: Any,
    presentational_hints: bool,
    font_config: Any,
    target_collector: Any,
) -> None:
    """Stand for the initialiser of WeasyPrint's ``StyleFor``."""
    known = [looks for sheet, *_ in sheets if (looks := vars(sheet).get("_khoss_looks"))]
    if (
        not known
        or not known[0].are_near
        or presentational_hints
        or any(origin == "author" for _, origin, _ in sheets)
        or any(node.tag in _FORMS for node in html.etree_element.iter())
    ):
        _long_way(styles, html, sheets, presentational_hints, font_config, target_collector)
        return
    styles._cascaded_styles, styles._computed_styles = {}, {}
    styles._sheets, styles.font_config = sheets, font_config
    known[0].find(styles, html, target_collector)


def style_for(styles: Any, element: Any, pseudo_type: str | None = None) -> Any:
    """Stand for asking WeasyPrint's ``StyleFor`` for a style, which it puts right each time."""
    style = styles._computed_styles.get((element, pseudo_type))
    if style and "_khoss_asked" not in vars(style):
        style = _asked(styles, element, pseudo_type)
        style._khoss_asked = True
    return style


def find_stylesheets(wrapper: Any, *rest: Any) -> Iterator[Any]:
    """Stand for WeasyPrint's function of this name: a part has no stylesheets within it."""
    root = wrapper.etree_element
    if any(True for name in ("style", "link") for _ in root.iter(name)):
        yield from _all_stylesheets(wrapper, *rest)


def _matters(pseudo: str, style: Any, pseudos: set[str]) -> bool:
    """Tell whether a pseudo-element can be there, given the style of its element."""
    if pseudo == "marker":
        return "list-item" in style["display"] or not pseudos.isdisjoint(("before", "after"))
    if pseudo.startswith("footnote"):
        return bool(style["float"] == "footnote")
    if pseudo.startswith("note"):
        return bool(style["position"][0] == "note()")
    return True


def _declared(node: Any, base: str) -> _Cascade:
    """Return what an element says of itself in its attributes."""
    cascade: _Cascade = {}
    alone = Element(node.tag, {name: text for name, text in node.items() if name != "id"})
    for specificity, _, declarations, url in find_style_attributes(alone, False, base):
        _declare(cascade, preprocess_declarations(url, declarations), "author", inf, specificity)
    return cascade


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
