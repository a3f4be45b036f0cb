"""Parse the HTML of a part as XML where it is both, which takes a tenth of the time.

An HTML parser closes and opens elements that were not written. What could make it do so is looked
for here, and left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

from .kinds import SVG

_DOCTYPE = "<!DOCTYPE html>"
_EMPTY = re.compile(r"<(br|col|hr|img|meta|wbr)((?:\s[^<>]*)?)(?<!/)>")
_ENTITY = re.compile(r"&(\w+);")
_XML_ENTITIES = ("amp", "lt", "gt", "quot")
_BARE = re.compile(r"(<[^<>]*\s)(data-page)(?=[\s>])")
_XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"

_MARKS = ("a", "abbr", "b", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "u")
_PHRASES = frozenset((*_MARKS, "br", "img", "sub", "sup", "wbr"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_SECTIONS = ("address", "article", "aside", "div", "footer", "header", "main", "nav", "section")
_OTHERS = ("blockquote", "figcaption", "figure", "hr", "p", "table")
_BLOCKS = frozenset((*_HEADINGS, *_LISTS, *_SECTIONS, *_OTHERS))
# Elements that stand in certain others only.
_WITHIN = {
    "body": ("html",),
    "head": ("html",),
    "meta": ("head",),
    "title": ("head",),
    "caption": ("table",),
    "colgroup": ("table",),
    "col": ("colgroup",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
}
# Elements that hold only elements of the kinds above.
_HOLDERS = {
    "html": ("head", "body"),
    "head": ("meta", "title"),
    "table": ("caption", "colgroup", "thead", "tbody", "tfoot"),
    "colgroup": ("col",),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tfoot": ("tr",),
    "tr": ("td", "th"),
}
_CELLS = ("td", "th", "caption")


def parsing(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a parser of HTML that takes the short way where it leads to the same tree."""

    def parse(document: Any, **options: Any) -> Any:
        tree = None
        if isinstance(document, StringIO) and not options.get("namespace_html_elements", True):
            tree = quickly_parsed(document.getvalue())
        return original(document, **options) if tree is None else tree

    return parse


def quickly_parsed(document: str) -> Any:
    """Return the tree of a page of HTML, or None when an HTML parser has to look at it."""
    if not document.startswith(_DOCTYPE) or "<!--" in document:
        return None
    text = _EMPTY.sub(r"<\1\2/>", document.removeprefix(_DOCTYPE))
    text = _BARE.sub(r'\1\2=""', _ENTITY.sub(_character, text))
    parser = XMLParser()  # noqa: S314  # our own templates, and without a document type
    try:
        parser.feed(text)
        root = parser.close()
    except ParseError:
        return None
    return root if root.tag == "html" and _is_the_same(root, "", frozenset()) else None


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity that XML does not know."""
    if entity[1] in _XML_ENTITIES:
        return entity[0]
    return html5.get(f"{entity[1]};", entity[0])


def _is_the_same(element: Element, parent: str, around: frozenset[str]) -> bool:
    """Tell whether an HTML parser leaves an element, and all in it, where they are.

    ``around`` are those of `p` and `a` that are open and that an element in them may close.
    """
    tag = element.tag
    if tag == f"{SVG}svg":
        return _is_drawing(element)
    held = _HOLDERS.get(tag)
    if not _may_stand(tag, parent, around) or (held and not _holds_only(element, held)):
        return False
    if tag in _CELLS:
        around = frozenset()
    elif tag in ("p", "a"):
        around = around | {tag}
    return all(_is_the_same(child, tag, around) for child in element)


def _may_stand(tag: str, parent: str, around: frozenset[str]) -> bool:
    """Tell whether an element stays where it was written."""
    if tag in _WITHIN:
        fits = parent in _WITHIN[tag]
    elif tag in _BLOCKS:
        fits = not (tag in _HEADINGS and parent in _HEADINGS)
    else:
        fits = tag in _PHRASES or (tag == "html" and not parent)
    closes = (tag in _BLOCKS and "p" in around) or (tag == "a" and "a" in around)
    return fits and not closes


def _holds_only(element: Element, tags: tuple[str, ...]) -> bool:
    """Tell whether an element holds elements of some kinds and no text."""
    texts = (element.text, *(child.tail for child in element))
    return all(child.tag in tags for child in element) and not any(
        text and not text.isspace() for text in texts
    )


def _is_drawing(element: Element) -> bool:
    """Tell whether all of a drawing is in its namespace, and give it what a parser gives it."""
    element.set(_XMLNS, SVG[1:-1])
    return all(str(inner.tag).startswith(SVG) for inner in element.iter())
