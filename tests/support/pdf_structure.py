"""Read a PDF as a screen reader does, and check what can be checked without a validator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from khoss.pdf import check
from khoss.pdf.checked_tree import read_tree

_PAINTING = frozenset(
    ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"']
)


@dataclass(eq=False)
class Element:
    """Hold a structure element with its content: elements, text and links' areas."""

    kind: str
    pages: set[int] = field(default_factory=set)
    kids: list[Element | str] = field(default_factory=list)
    areas: list[Any] = field(default_factory=list)
    source: Any = None

    @property
    def text(self) -> str:
        """Return everything that is read out for the element."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all within it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def all(self, *kinds: str) -> list[Element]:
        """Return the elements of some kinds."""
        return [element for element in self.walk() if element.kind in kinds]

    def attribute(self, name: str) -> str:
        """Return an attribute or an entry of the element, or nothing."""
        holder = self.source.get("/A", {})
        return str(self.source.get(f"/{name}", holder.get(f"/{name}", "")))


class Tagged:
    """Hold an opened PDF, the content marked on its pages and its structure."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.problems: list[str] = []
        self._numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.marked = [self._marked(number, page) for number, page in enumerate(self.pdf.pages)]
        self._reached: list[set[int]] = [set() for _ in self.pdf.pages]
        self.document = self._element(self.pdf.Root.StructTreeRoot.K[0], None)

    def _marked(self, number: int, page: pikepdf.Page) -> dict[int, str]:
        """Return the text of each piece of marked content on a page."""
        found: dict[int, str] = {}
        stack: list[int | None] = []
        codes: dict[int, str] = {}
        fonts = {
            name: _to_unicode(font) for name, font in page.obj.Resources.get("/Font", {}).items()
        }
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in ("BDC", "BMC"):
                mcid = operands[1].get("/MCID") if name == "BDC" else None
                stack.append(None if mcid is None else int(mcid))
                if mcid is not None:
                    found[int(mcid)] = ""
                    if len(stack) > 1:
                        self.problems.append(f"page {number + 1}: marked content within another")
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                codes = fonts[str(operands[0])]
            if name in _PAINTING and not stack:
                self.problems.append(f"page {number + 1}: {name} outside marked content")
            if name in ("Tj", "TJ") and stack and stack[-1] is not None:
                found[stack[-1]] += _shown(operands[0], codes)
        return found

    def _element(self, source: Any, parent: Any) -> Element:
        """Read one structure element and all below it."""
        element = Element(str(source.S)[1:], source=source)
        if parent is not None and source.P.objgen != parent.objgen:
            self.problems.append(f"{element.kind} does not know its parent")
        for kid in source.get("/K", []):
            if isinstance(kid, int):
                self._content(element, source.Pg, int(kid))
            elif kid.get("/Type") == "/MCR":
                self._content(element, kid.Pg, int(kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                element.areas.append(kid.Obj)
            else:
                below = self._element(kid, source)
                element.kids.append(below)
                element.pages |= below.pages
        return element

    def _content(self, element: Element, page: Any, mcid: int) -> None:
        """Add a piece of marked content to an element."""
        number = self._numbers[page.objgen]
        if mcid in self._reached[number]:
            self.problems.append(f"page {number + 1}: content {mcid} is read twice")
        self._reached[number].add(mcid)
        element.pages.add(number)
        element.kids.append(self.marked[number].get(mcid, ""))
        owners = read_tree(self.pdf.Root.StructTreeRoot.ParentTree)
        key = int(self.pdf.pages[number].obj.StructParents)
        if owners[key][mcid].objgen != element.source.objgen:
            self.problems.append(f"page {number + 1}: content {mcid} has another owner")

    def unread(self) -> list[tuple[int, str]]:
        """Return the marked content that no element reaches, with its page."""
        return [
            (number, text)
            for number, marked in enumerate(self.marked)
            for mcid, text in marked.items()
            if mcid not in self._reached[number]
        ]


def structure_problems(content: bytes) -> list[str]:
    """Return what is wrong with a PDF's structure and claims; none is what one hopes for."""
    tagged = Tagged(content)
    unread = [f"page {number + 1}: unread {text!r}" for number, text in tagged.unread()]
    return [*tagged.problems, *unread, *check(content)]


def _to_unicode(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for."""
    table = font.ToUnicode.read_bytes().decode()
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall("<([0-9a-f]{4})> <([0-9a-f]*)>", table)
    }


def _shown(operand: Any, codes: dict[int, str]) -> str:
    """Return the text that a Tj or TJ shows."""
    pieces = operand if isinstance(operand, pikepdf.Array | list) else [operand]
    text = ""
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            text += "".join(
                codes.get(int.from_bytes(raw[at : at + 2], "big"), "")
                for at in range(0, len(raw), 2)
            )
    return text


@dataclass(frozen=True)
class Spoken:
    """What a screen reader says in one breath: a heading, a paragraph, a row, a caption."""

    kind: str
    text: str
    pages: frozenset[int]


_SPOKEN_WHOLE = frozenset(
    ["H1", "H2", "H3", "H4", "H5", "H6", "P", "Caption", "LBody", "TOCI", "Figure"]
)


def read_out(content: bytes) -> list[Spoken]:
    """Return a PDF as it is read out from beginning to end.

    Rows of a table head are `THead`; a caption is a table's, that of a picture a `Note`.
    """
    return list(_spoken(Tagged(content).document, within=""))


def _spoken(element: Element, *, within: str) -> Iterator[Spoken]:
    if element.kind in _SPOKEN_WHOLE:
        kind = "Note" if element.kind == "Caption" and within != "Table" else element.kind
        yield Spoken(kind, _said(element), frozenset(element.pages))
    elif element.kind == "TR":
        cells = [_said(kid) for kid in element.kids if isinstance(kid, Element)]
        kind = "THead" if within == "THead" else "TR"
        yield Spoken(kind, " | ".join(cells), frozenset(element.pages))
    else:
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from _spoken(kid, within=element.kind)


def _said(element: Element) -> str:
    """Return what is read out for an element, with what stands for its pictures."""
    if element.kind == "Figure":
        return element.attribute("Alt")
    said = (kid if isinstance(kid, str) else _said(kid) for kid in element.kids)
    return " ".join(" ".join(said).split())
