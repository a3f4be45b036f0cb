"""Tag a part so that it is good to listen to.

WeasyPrint's own tags pass a validator and are still poor: running headers are read out, header
cells have no scope, a table that crosses a page becomes two, footnotes are plain text, changes
of language are lost (Kozea/WeasyPrint issues 1836, 2482, 2508, 2550, 2903). This module builds
the structure from the laid out boxes instead. It leans on WeasyPrint's private interface and is
used with exactly the version it was written for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from .document import PdfProblem
from .structure import GROUPING, Annotation, Mark, Node, StructureWriter

SVG = "{http://www.w3.org/2000/svg}"
_SCALE = 0.75  # points in a CSS pixel


class Mend(Enum):
    """Name each thing that this module does better, so that a test can turn it off."""

    ARTIFACTS = auto()
    SCOPE = auto()
    NOTES = auto()
    LANGUAGE = auto()
    FRAGMENTS = auto()
    LIST_BODIES = auto()
    LINKS = auto()
    ID_TREE = auto()


ALL_MENDS = frozenset(Mend)

_KINDS = {
    "address": "Div",
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "div": "Div",
    "dl": "L",
    "figcaption": "Caption",
    "figure": "Div",
    "footer": "Div",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "header": "Div",
    "img": "Figure",
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "Code",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
}
_PSEUDO_KINDS = {"marker": "Lbl", "footnote-marker": "Lbl", "footnote-call": "Reference"}
_SCOPES = {"row": "/Row", "rowgroup": "/Row"}
_NUMBERINGS = {
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
    "circle": "/Circle",
    "square": "/Square",
    "none": "/None",
}


def is_decorative(element: Any) -> bool:
    """Tell whether an image or drawing says nothing that needs to be read out."""
    return element is not None and (
        element.get("aria-hidden") == "true"
        or element.get("role") in ("presentation", "none")
        or (element.tag == "img" and element.get("alt") == "")
    )


class StructureBuilder:
    """Build the structure of one part from its laid out pages."""

    def __init__(self, prefix: str, mends: frozenset[Mend] = ALL_MENDS) -> None:
        self._prefix = prefix
        self._mends = mends
        self._nodes: dict[tuple[int, str], Node] = {}
        self._calls: dict[int, Node] = {}
        self._notes = 0
        self._page = 0
        self._height = 0.0
        self._tags: dict[Any, dict[str, Any]] = {}

    def build(self, pages: Iterable[Any], tags: Iterable[dict[Any, dict[str, Any]]]) -> Node:
        """Return the document node of the pages, given the marks drawn on each of them."""
        document = Node("Document", 0, None)
        for number, (page, marks) in enumerate(zip(pages, tags, strict=True)):
            self._page, self._height, self._tags = number, page.height, dict(marks)
            self._walk(page._page_box, document)
            if self._tags and Mend.ARTIFACTS in self._mends:
                raise PdfProblem(f"{len(self._tags)} pieces of content have no place in the text")
        return document

    def _walk(self, box: Any, parent: Node) -> None:
        """Add a box and all within it below a node."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self._add_mark(box, _text_holder(parent, self._page))
            return
        if isinstance(box, boxes.MarginBox) and Mend.ARTIFACTS in self._mends:
            return
        if isinstance(box, boxes.ReplacedBox) and is_decorative(box.element):
            return
        if isinstance(box, boxes.FootnoteAreaBox):
            self._add_notes(box)
            return
        node = self._node(box, parent)
        if node is None:
            return
        if box.link_annotation:
            node = self._link(box, node)
        if isinstance(box, boxes.ReplacedBox):
            self._add_mark(box, node)
        for child in box.children:
            self._walk(child, node)

    def _add_mark(self, box: Any, node: Node) -> None:
        """Give a node the marked content that was drawn for a box."""
        mark = self._tags.pop(box, None)
        if mark is not None:
            node.kids.append(Mark(self._page, mark["mcid"]))

    def _node(self, box: Any, parent: Node) -> Node | None:
        """Return the node that a box's content goes to, or None for what is not read again."""
        element, tag = box.element, box.element_tag
        if element is None or tag in ("html", "body"):
            return parent
        key = (id(element), tag)
        known = self._nodes.get(key)
        if known is not None and (known.page == self._page or Mend.FRAGMENTS in self._mends):
            repeated = known.kind in ("THead", "TFoot") and known.page != self._page
            return None if repeated else _content(known, tag, self._page, self._mends)
        kind = self._kind(element, tag, parent)
        if kind is None:
            return _content(parent, tag, self._page, self._mends)
        node = self._new_node(kind, box, parent)
        self._nodes[key] = node
        return node

    def _kind(self, element: Any, tag: str, parent: Node) -> str | None:
        """Return the kind of structure element, or None for a box without meaning of its own."""
        name, _, pseudo = tag.partition("::")
        if pseudo:
            kind = _PSEUDO_KINDS.get(pseudo)
            return None if pseudo.startswith("footnote") and not self._notes_on else kind
        if name in ("dt", "dd"):
            return "Lbl" if name == "dt" else "LBody"
        if name == "div" and parent.kind == "L":
            return None
        if name in ("ol", "ul") and parent.nearest("TOC", "Sect") is not None:
            if element.get("role") == "doc-toc" or parent.nearest("TOC") is not None:
                return "TOC"
        if name == "li" and parent.kind == "TOC":
            return "TOCI"
        if name == "a" and element.get("href") is None:
            return None
        if name == "a":
            return "Link"
        kind = _KINDS.get(name)
        if kind is None and (
            (Mend.LANGUAGE in self._mends and element.get("lang"))
            or (name == "abbr" and element.get("title"))
        ):
            return "Span"
        return kind

    @property
    def _notes_on(self) -> bool:
        return Mend.NOTES in self._mends

    def _new_node(self, kind: str, box: Any, parent: Node) -> Node:
        """Make a node in the right place below its parent, with all that is known of it."""
        element = box.element
        parent = self._place(kind, box.element_tag, parent)
        node = Node(kind, self._page, parent)
        parent.kids.append(node)
        if "::" in box.element_tag:
            if kind == "Reference":
                self._calls[id(element)] = node
            return node
        language = element.get("lang")
        if language and Mend.LANGUAGE in self._mends:
            node.extra["Lang"] = pydyf.String(language)
        if element.tag == "abbr" and element.get("title"):
            node.extra["E"] = pydyf.String(element.get("title"))
        if kind in ("TH", "TD"):
            self._describe_cell(node, box)
        elif kind == "Figure":
            self._describe_figure(node, box)
        elif kind == "L" and element.tag != "dl":
            default = "/Decimal" if element.tag == "ol" else "/Disc"
            numbering = _NUMBERINGS.get(str(box.style["list_style_type"]), default)
            node.attributes = {"O": "/List", "ListNumbering": numbering}
        return node

    def _place(self, kind: str, tag: str, parent: Node) -> Node:
        """Return the node that a new node of a kind hangs below."""
        if tag == "li::marker":
            return parent.nearest("LI", "TOCI") or parent
        if tag in ("dt", "dd"):
            return _term_item(parent, tag, self._page)
        if kind == "Link" and parent.kind == "TOCI":
            reference = Node("Reference", self._page, parent)
            parent.kids.append(reference)
            return reference
        return _content(parent, tag, self._page, self._mends)

    def _describe_cell(self, node: Node, box: Any) -> None:
        """Say what a cell spans and, of a header cell, what it heads."""
        node.attributes["O"] = "/Table"
        if box.colspan != 1:
            node.attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            node.attributes["RowSpan"] = box.rowspan
        if node.kind == "TH" and Mend.SCOPE in self._mends:
            node.attributes["Scope"] = _SCOPES.get(box.element.get("scope"), "/Column")

    def _describe_figure(self, node: Node, box: Any) -> None:
        """Give an image its text alternative and its place on the page."""
        text = _alternative(box.element)
        if not text:
            source = box.element.get("src", "inline drawing")
            raise PdfProblem(f"image without a text alternative: {source[:80]}")
        left, top = box.content_box_x(), box.content_box_y()
        bottom = self._height - top - box.height
        corners = (left, bottom, left + box.width, bottom + box.height)
        node.extra["Alt"] = pydyf.String(text)
        node.attributes = {
            "O": "/Layout",
            "BBox": pydyf.Array([round(corner * _SCALE, 3) for corner in corners]),
        }

    def _link(self, box: Any, node: Node) -> Node:
        """Hang a clickable area below its link; return the node for the link's content."""
        owner = node if Mend.LINKS not in self._mends else node.nearest("Link")
        if owner is None:
            owner = Node("Link", self._page, node)
            node.kids.append(owner)
            node = owner
        owner.kids.append(Annotation(self._page, box.link_annotation))
        if Mend.LINKS in self._mends:
            text = " ".join("".join(box.element.itertext()).split())
            if text:
                box.link_annotation["Contents"] = pydyf.String(text)
        return node

    def _add_notes(self, area: Any) -> None:
        """Put each footnote where it is called, not at the foot of the page."""
        for box in area.children:
            for note in _with_element(box):
                call = self._calls.get(id(note.element))
                if call is None or call.parent is None:
                    raise PdfProblem("a footnote without its number in the text")
                node = Node("Note", self._page, call.parent)
                self._notes += 1
                name = f"{self._prefix}-note-{self._notes:04}"
                node.extra["ID"] = pydyf.String(name)
                siblings = call.parent.kids
                siblings.insert(siblings.index(call) + 1, node)
                self._nodes[id(note.element), note.element_tag] = node
                self._walk(note, call.parent)


def _with_element(box: Any) -> Iterator[Any]:
    """Yield the outermost boxes at or below a box that stand for an element."""
    if box.element is not None:
        yield box
        return
    for child in box.children:
        yield from _with_element(child)


def _text_holder(node: Node, page: int) -> Node:
    """Return the node that text goes to: grouping elements hold none themselves."""
    if node.kind not in GROUPING:
        return node
    last = node.kids[-1] if node.kids else None
    if isinstance(last, Node) and last.kind == "P" and last.extra.get("anonymous"):
        return last
    paragraph = Node("P", page, node)
    node.kids.append(paragraph)
    return paragraph


def _content(node: Node, tag: str, page: int, mends: frozenset[Mend]) -> Node:
    """Return the node for what a list item holds beside its label: its body."""
    if node.kind != "LI" or tag == "li::marker" or Mend.LIST_BODIES not in mends:
        return node
    last = node.kids[-1] if node.kids else None
    if isinstance(last, Node) and last.kind == "LBody":
        return last
    body = Node("LBody", page, node)
    node.kids.append(body)
    return body


def _term_item(parent: Node, tag: str, page: int) -> Node:
    """Return the list item of a term or a description, which share one where they can."""
    parent = parent.nearest("L") or parent
    last = parent.kids[-1] if parent.kids else None
    if tag == "dd" and isinstance(last, Node) and last.kind == "LI":
        if not any(isinstance(kid, Node) and kid.kind == "LBody" for kid in last.kids):
            return last
    item = Node("LI", page, parent)
    parent.kids.append(item)
    return item


def _alternative(element: Any) -> str:
    """Return the text that stands for an image: title and description, label or alt."""
    texts = [element.get("aria-label"), element.get("alt")]
    if element.tag == f"{SVG}svg":
        texts += [
            "".join(found.itertext())
            for name in ("title", "desc")
            if (found := element.find(f"{SVG}{name}")) is not None
        ]
    return " ".join(" ".join(text.split()) for text in texts if text)


def write_structure(pdf: pydyf.PDF, document: Node, mends: frozenset[Mend]) -> None:
    """Write a built structure into the PDF of its part."""
    StructureWriter(pdf, with_id_tree=Mend.ID_TREE in mends).write(document)
