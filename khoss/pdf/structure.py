"""Hold the logical structure of one part and write it as PDF objects.

A node may gather content from several pages, which is what keeps a table, a list or a paragraph
in one piece when a page break divides it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pydyf

# Elements that hold other elements only: text straight inside them gets a paragraph of its own.
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI"})
# Elements that mean something even when they are empty.
_KEPT_EMPTY = frozenset({"TD", "TH"})


@dataclass(slots=True, eq=False)
class Node:
    """Hold one structure element; ``page`` is the index of the page it begins on."""

    kind: str
    page: int
    parent: Node | None
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    extra: dict[str, object] = field(default_factory=dict)
    attributes: dict[str, object] = field(default_factory=dict)
    identifier: str = ""
    role: str = ""
    anonymous: bool = False

    def nearest(self, *kinds: str) -> Node | None:
        """Return this node or its closest ancestor of one of the kinds."""
        node: Node | None = self
        while node is not None and node.kind not in kinds:
            node = node.parent
        return node

    def child(self, kind: str, page: int) -> Node:
        """Return a new node below this one."""
        node = Node(kind, page, self)
        self.kids.append(node)
        return node

    def last(self, kind: str) -> Node | None:
        """Return the last thing below this node if it is a node of a kind."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) and kid.kind == kind else None

    def is_empty(self) -> bool:
        """Tell whether nothing at all would be read out for this node."""
        return self.kind not in _KEPT_EMPTY and all(
            isinstance(kid, Node) and kid.is_empty() for kid in self.kids
        )


@dataclass(slots=True, frozen=True)
class Mark:
    """Point at a piece of marked content on a page."""

    page: int
    mcid: int


@dataclass(slots=True, frozen=True)
class Annotation:
    """Point at a link's clickable area on a page."""

    page: int
    area: pydyf.Dictionary


class StructureWriter:
    """Write a tree of nodes into a PDF: elements, parent tree and tree of ids."""

    def __init__(self, pdf: pydyf.PDF, *, with_id_tree: bool) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._marks: list[dict[int, bytes]] = [{} for _ in self._pages]
        self._areas: list[tuple[pydyf.Dictionary, bytes]] = []
        self._ids: list[tuple[str, bytes]] = []
        self._with_id_tree = with_id_tree

    def write(self, document: Node) -> None:
        """Write the tree and hang it into the catalogue."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(root)
        root["K"] = pydyf.Array([self._element(document, root.reference)])
        root["ParentTree"] = self._parent_tree()
        if self._with_id_tree and self._ids:
            names = pydyf.Array()
            for name, reference in sorted(self._ids):
                names += [pydyf.String(name), reference]
            root["IDTree"] = pydyf.Dictionary({"Names": names})
        self._pdf.catalog["StructTreeRoot"] = root.reference
        self._pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Write one node and all below it; return its reference."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self._pdf.add_object(element)
        reference: bytes = element.reference
        element["Pg"] = self._pages[node.page]
        element.update(node.extra)
        if node.attributes:
            element["A"] = pydyf.Dictionary(node.attributes)
        if node.identifier:
            element["ID"] = pydyf.String(node.identifier)
            self._ids.append((node.identifier, reference))
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                if not kid.is_empty():
                    kids.append(self._element(kid, reference))
            elif isinstance(kid, Mark):
                self._marks[kid.page][kid.mcid] = reference
                kids.append(self._mark(kid, node.page))
            else:
                self._areas.append((kid.area, reference))
                kids.append(self._object_reference(kid))
        element["K"] = kids
        node.parent = None  # the whole tree goes with its root, without a search for it
        return reference

    def _mark(self, mark: Mark, page: int) -> object:
        """Return what points at marked content from an element that begins on a page."""
        if mark.page == page:
            return mark.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[mark.page], "MCID": mark.mcid})

    def _object_reference(self, annotation: Annotation) -> pydyf.Dictionary:
        """Return what points at an annotation from its element."""
        return pydyf.Dictionary(
            {
                "Type": "/OBJR",
                "Obj": annotation.area.reference,
                "Pg": self._pages[annotation.page],
            }
        )

    def _parent_tree(self) -> bytes:
        """Write the way back from marked content and annotations to their elements."""
        numbers = pydyf.Array()
        for page, marks in enumerate(self._marks):
            owners = [marks.get(mcid, b"null") for mcid in range(max(marks, default=-1) + 1)]
            numbers += [page, pydyf.Array(owners)]
        for key, (area, owner) in enumerate(self._areas, start=len(self._marks)):
            numbers += [key, owner]
            area["StructParent"] = key
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        reference: bytes = tree.reference
        return reference
