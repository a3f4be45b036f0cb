"""Read the structure of a PDF as far as checking it asks: elements, not the text in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from khoss.enums import FileFault

Found = tuple[FileFault, object]

_HEADING = re.compile("H[1-6]")
# What each kind may hold, where that is not anything.
_ALLOWED = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}


@dataclass(eq=False)
class Node:
    """Hold an element: its kind, the page it begins on, what it says of itself, and its kids."""

    kind: str
    page: int
    source: Any
    kids: list[Node] = field(default_factory=list)
    areas: int = 0

    def walk(self) -> Iterator[Node]:
        """Yield the element and all within it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def attribute(self, name: str) -> str:
        """Return an attribute or an entry of the element, or nothing."""
        holder = self.source.get("/A", {})
        return str(self.source.get(f"/{name}", holder.get(f"/{name}", "")))


@dataclass
class Tree:
    """Hold the structure of a file, and which clickable areas its links have."""

    top: Node
    names: dict[Any, Any]
    areas: set[tuple[int, int]]


def tree_of(pdf: pikepdf.Pdf) -> Tree:
    """Read the structure of a file."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    areas: set[tuple[int, int]] = set()
    root: Any = pdf.Root.StructTreeRoot
    top = _node(root.K[0], 0, numbers, areas)
    return Tree(top, read_tree(root.get("/IDTree", {}), "/Names"), areas)


def read_tree(root: Any, key: str = "/Nums") -> dict[Any, Any]:
    """Return a name or number tree of one level as a dictionary."""
    flat = list(root.get(key, []))
    names = [str(name) if key == "/Names" else int(name) for name in flat[::2]]
    return dict(zip(names, flat[1::2], strict=True))


def structure_faults(tree: Tree) -> Iterator[Found]:
    """Find elements that are out of place or do not say what they have to."""
    level = 0
    for node in tree.top.walk():
        kinds = {kid.kind for kid in node.kids}
        if kinds - _ALLOWED.get(node.kind, kinds):
            yield FileFault.WRONG_PLACE, node.page
        if _HEADING.fullmatch(node.kind):
            if int(node.kind[1]) > level + 1:
                yield FileFault.HEADING_SKIPPED, node.page
            level = int(node.kind[1])
        yield from _own_faults(node, tree)


def _own_faults(node: Node, tree: Tree) -> Iterator[Found]:
    if node.kind == "Figure" and not node.attribute("Alt").strip():
        yield FileFault.NO_ALTERNATIVE, node.page
    if node.kind == "Note":
        owner = tree.names.get(node.attribute("ID"))
        if owner is None or owner.objgen != node.source.objgen:
            yield FileFault.NOTE_UNKNOWN, node.page
    if node.kind == "Table":
        yield from _table_faults(node)
    if node.kind == "Link" and not node.areas:
        yield FileFault.LINK_WITHOUT_AREA, node.page
    if node.kind != "Link" and node.areas:
        yield FileFault.AREA_WITHOUT_LINK, node.page


def _table_faults(table: Node) -> Iterator[Found]:
    nodes = list(table.walk())
    heads = [node for node in nodes if node.kind == "TH"]
    if not heads or not all(head.attribute("Scope") for head in heads):
        yield FileFault.TABLE_WITHOUT_SCOPE, table.page
    widths: set[int] = set()
    below: dict[int, int] = {}
    for row in (node for node in nodes if node.kind == "TR"):
        widths.add(_width(row, below))
    if len(widths) > 1:
        yield FileFault.TABLE_UNEVEN, table.page


def _width(row: Node, below: dict[int, int]) -> int:
    """Return how many columns a row fills; `below` holds how far cells of rows above reach down."""
    column = 0
    for cell in row.kids:
        column = _past(column, below)
        for _ in range(int(cell.attribute("ColSpan") or 1)):
            below[column] = int(cell.attribute("RowSpan") or 1) - 1
            column += 1
    return _past(column, below)


def _past(column: int, below: dict[int, int]) -> int:
    """Return the next column that no cell of a row above reaches down to."""
    while below.get(column, 0):
        below[column] -= 1
        column += 1
    return column


def _node(
    source: Any, page: int, numbers: dict[tuple[int, int], int], areas: set[tuple[int, int]]
) -> Node:
    """Read one element and all below it."""
    if "/Pg" in source:
        page = numbers.get(source.Pg.objgen, page)
    node = Node(str(source.S)[1:], page, source)
    kids = source.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            continue
        kind = kid.get("/Type")
        if kind == "/OBJR":
            node.areas += 1
            areas.add(kid.Obj.objgen)
        elif kind != "/MCR":
            node.kids.append(_node(kid, page, numbers, areas))
    return node
