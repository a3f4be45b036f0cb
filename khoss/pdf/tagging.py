"""Tag a part so that it is good to listen to.

WeasyPrint's own tags pass a validator and are still poor: running headers are read out, header
cells have no scope, a table that crosses a page becomes two, footnotes are plain text, changes
of language are lost (Kozea/WeasyPrint issues 1836, 2482, 2508, 2550, 2903). This module builds
the structure from the laid out boxes instead. It leans on WeasyPrint's private interface and is
used with exactly the version it was written for. Running headers are not in the part at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from .document import PdfProblem
from .kinds import KINDS, NUMBERINGS, PSEUDO_KINDS, SCOPES, alternative_text, is_decorative
from .structure import GROUPING, Annotation, Mark, Node, StructureWriter

_SCALE = 0.75  # points in a CSS pixel


class Mend(Enum):
    """Name each thing that this module does better, so that a test can turn it off."""

    SCOPE = auto()
    NOTES = auto()
    LANGUAGE = auto()
    FRAGMENTS = auto()
    LIST_BODIES = auto()
    LINKS = auto()
    ID_TREE = auto()
    CHARACTERS = auto()
    LINE_ENDS = auto()


ALL_MENDS = frozenset(Mend)


class StructureBuilder:
    """Build the structure of one part from its laid out pages."""

    def __init__(self, mends: frozenset[Mend] = ALL_MENDS) -> None:
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
            if self._tags:
                raise PdfProblem(f"{len(self._tags)} pieces of content have no place in the text")
        return document

    def _walk(self, box: Any, parent: Node) -> None:
        """Add a box and all within it below a node."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self._add_mark(box, self._text_holder(parent))
            return
        if isinstance(box, boxes.FootnoteAreaBox) and Mend.NOTES in self._mends:
            self._add_notes(box)
            return
        replaced = isinstance(box, boxes.ReplacedBox)
        if replaced and is_decorative(box.element):
            return
        node = self._node(box, parent)
        if node is None:
            return
        if box.link_annotation:
            node = self._link(box, node)
        if replaced:
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
            return None if repeated else known
        kind = self._kind(element, tag, parent)
        if kind is None:
            return parent
        node = self._place(kind, tag, parent).child(kind, self._page)
        if "::" not in tag:
            self._describe(node, box)
        elif kind == "Reference":
            self._calls[id(element)] = node
        self._nodes[key] = node
        return node

    def _kind(self, element: Any, tag: str, parent: Node) -> str | None:
        """Return the kind of structure element, or None for a box without meaning of its own."""
        name, _, pseudo = tag.partition("::")
        if pseudo:
            wanted = Mend.NOTES in self._mends or not pseudo.startswith("footnote")
            return PSEUDO_KINDS.get(pseudo) if wanted else None
        if name == "div" and parent.kind == "L":
            return None
        if name in ("ol", "ul") and _in_contents(parent):
            return "TOC"
        if name == "li" and parent.kind == "TOC":
            return "TOCI"
        if name == "a":
            return "Link" if element.get("href") else None
        spoken = Mend.LANGUAGE in self._mends and element.get("lang")
        expanded = name == "abbr" and element.get("title")
        return KINDS.get(name) or ("Span" if spoken or expanded else None)

    def _place(self, kind: str, tag: str, parent: Node) -> Node:
        """Return the node that a new node of a kind hangs below."""
        if tag == "li::marker":
            return parent.nearest("LI", "TOCI") or parent
        if tag in ("dt", "dd"):
            return self._term_item(tag, parent)
        if kind == "Link" and parent.kind == "TOCI":
            return parent.child("Reference", self._page)
        return self._body(parent)

    def _text_holder(self, node: Node) -> Node:
        """Return the node that text goes to: grouping elements hold none themselves."""
        node = self._body(node)
        if node.kind not in GROUPING:
            return node
        paragraph = node.last("P")
        if paragraph is None or not paragraph.anonymous:
            paragraph = node.child("P", self._page)
            paragraph.anonymous = True
        return paragraph

    def _body(self, node: Node) -> Node:
        """Return where content goes: in a list item, to the body beside its label."""
        if node.kind != "LI" or Mend.LIST_BODIES not in self._mends:
            return node
        return node.last("LBody") or node.child("LBody", self._page)

    def _term_item(self, tag: str, parent: Node) -> Node:
        """Return the list item of a term or a description, which share one where they can."""
        parent = parent.nearest("L") or parent
        item = parent.last("LI")
        if tag == "dd" and item is not None and item.last("LBody") is None:
            return item
        return parent.child("LI", self._page)

    def _describe(self, node: Node, box: Any) -> None:
        """Give a node what its element says beside its content."""
        element = box.element
        node.role = element.get("role", "")
        if element.get("lang") and Mend.LANGUAGE in self._mends:
            node.extra["Lang"] = pydyf.String(element.get("lang"))
        if element.tag == "abbr" and element.get("title"):
            node.extra["E"] = pydyf.String(element.get("title"))
        if node.kind in ("TH", "TD"):
            self._describe_cell(node, box)
        elif node.kind == "Figure":
            self._describe_figure(node, box)
        elif node.kind == "L" and element.tag != "dl":
            default = "/Decimal" if element.tag == "ol" else "/Disc"
            numbering = NUMBERINGS.get(str(box.style["list_style_type"]), default)
            node.attributes = {"O": "/List", "ListNumbering": numbering}

    def _describe_cell(self, node: Node, box: Any) -> None:
        """Say what a cell spans and, of a header cell, what it heads."""
        if box.colspan != 1:
            node.attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            node.attributes["RowSpan"] = box.rowspan
        if node.kind == "TH" and Mend.SCOPE in self._mends:
            node.attributes["Scope"] = SCOPES.get(box.element.get("scope"), "/Column")
        if node.attributes:
            node.attributes["O"] = "/Table"

    def _describe_figure(self, node: Node, box: Any) -> None:
        """Give an image its text alternative and its place on the page."""
        text = alternative_text(box.element)
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
        owner = node.nearest("Link") if Mend.LINKS in self._mends else node
        if owner is None:
            owner = node = self._body(node).child("Link", self._page)
        owner.kids.append(Annotation(self._page, box.link_annotation))
        text = " ".join("".join(box.element.itertext()).split())
        if text and Mend.LINKS in self._mends:
            box.link_annotation["Contents"] = pydyf.String(text)
        return node

    def _add_notes(self, area: Any) -> None:
        """Put each footnote where it is called, not at the foot of the page."""
        for box in area.children:
            for note in _with_element(box):
                call = self._calls.get(id(note.element))
                if call is None or call.parent is None:
                    raise PdfProblem("a footnote without its number in the text")
                key = id(note.element), note.element_tag
                if key not in self._nodes:
                    self._nodes[key] = self._new_note(call, call.parent)
                self._walk(note, call.parent)

    def _new_note(self, call: Node, parent: Node) -> Node:
        """Return a new note, in place behind the number that calls it."""
        node = Node("Note", self._page, parent)
        self._notes += 1
        node.identifier = f"note-{self._notes:04}"
        parent.kids.insert(parent.kids.index(call) + 1, node)
        return node


def _in_contents(node: Node | None) -> bool:
    """Tell whether a node stands in a table of contents."""
    while node is not None:
        if node.kind == "TOC" or node.role == "doc-toc":
            return True
        node = node.parent
    return False


def _with_element(box: Any) -> Iterator[Any]:
    """Yield the outermost boxes at or below a box that stand for an element."""
    if box.element is not None:
        yield box
        return
    for child in box.children:
        yield from _with_element(child)


def write_structure(pdf: pydyf.PDF, document: Node, mends: frozenset[Mend]) -> None:
    """Write a built structure into the PDF of its part."""
    StructureWriter(pdf, with_id_tree=Mend.ID_TREE in mends).write(document)
