"""Read a PDF as a screen reader does, and check what can be checked without a validator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAINTING = frozenset(
    ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"']
)
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
        owners = _tree(self.pdf.Root.StructTreeRoot.ParentTree)
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
    problems = list(tagged.problems)
    problems += [f"page {number + 1}: unread {text!r}" for number, text in tagged.unread()]
    problems += _catalogue_problems(tagged.pdf)
    problems += _element_problems(tagged)
    problems += _table_problems(tagged)
    problems += _link_problems(tagged)
    problems += _font_problems(tagged.pdf)
    return problems


def _catalogue_problems(pdf: pikepdf.Pdf) -> list[str]:
    root: Any = pdf.Root
    xmp = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    claims = {
        "an id": "/ID" in pdf.trailer,
        "no encryption": "/Encrypt" not in pdf.trailer,
        "tags": root.get("/MarkInfo", {}).get("/Marked", False) is True,
        "a language": bool(re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", "")))),
        "its title shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True,
        "PDF/UA-1": "<pdfuaid:part>1<" in xmp,
        "PDF/A-3a": "<pdfaid:part>3<" in xmp and "<pdfaid:conformance>A<" in xmp,
        "the extension schema": "<pdfaSchema:prefix>pdfuaid<" in xmp,
        "one rdf:RDF": xmp.count("<rdf:RDF") == 1,
        "an output intent": any(
            each.S == "/GTS_PDFA1" and "/DestOutputProfile" in each
            for each in root.get("/OutputIntents", [])
        ),
        "tab order": all(page.obj.get("/Tabs") == "/S" for page in pdf.pages),
    }
    return [f"the file lacks {claim}" for claim, holds in claims.items() if not holds]


def _element_problems(tagged: Tagged) -> list[str]:
    problems = []
    level = 0
    names = _tree(tagged.pdf.Root.StructTreeRoot.get("/IDTree", {}), "/Names")
    for element in tagged.document.walk():
        kinds = {kid.kind for kid in element.kids if isinstance(kid, Element)}
        wrong = kinds - _ALLOWED.get(element.kind, kinds)
        if wrong:
            problems.append(f"{element.kind} holds {', '.join(sorted(wrong))}")
        if re.fullmatch("H[1-6]", element.kind):
            if int(element.kind[1]) > level + 1:
                problems.append(f"{element.kind} follows H{level}: {element.text}")
            level = int(element.kind[1])
        if element.kind == "Figure" and not element.attribute("Alt").strip():
            problems.append("a figure without a text alternative")
        if element.kind == "Note":
            owner = names.get(element.attribute("ID"))
            if owner is None or owner.objgen != element.source.objgen:
                problems.append("a note that the tree of ids does not know")
    return problems


def _table_problems(tagged: Tagged) -> list[str]:
    problems = []
    for table in tagged.document.all("Table"):
        if not table.all("TH") or not all(head.attribute("Scope") for head in table.all("TH")):
            problems.append(f"a table whose heads have no scope: {table.text[:40]}")
        widths: set[int] = set()
        below: dict[int, int] = {}
        for row in table.all("TR"):
            column = 0
            for cell in (kid for kid in row.kids if isinstance(kid, Element)):
                while below.get(column, 0):
                    below[column] -= 1
                    column += 1
                for _ in range(int(cell.attribute("ColSpan") or 1)):
                    below[column] = int(cell.attribute("RowSpan") or 1) - 1
                    column += 1
            while below.get(column, 0):
                below[column] -= 1
                column += 1
            widths.add(column)
        if len(widths) > 1:
            problems.append(f"a table with rows of different widths: {table.text[:40]}")
    return problems


def _link_problems(tagged: Tagged) -> list[str]:
    problems = []
    root: Any = tagged.pdf.Root
    named = _tree(root.get("/Names", {}).get("/Dests", {}), "/Names")
    owners = _tree(tagged.pdf.Root.StructTreeRoot.ParentTree)
    reached = {area.objgen for link in tagged.document.all("Link") for area in link.areas}
    for link in tagged.document.all("Link"):
        if not link.areas:
            problems.append(f"a link that cannot be clicked: {link.text}")
    for element in tagged.document.walk():
        if element.areas and element.kind != "Link":
            problems.append(f"a clickable area in {element.kind}")
    for number, page in enumerate(tagged.pdf.pages, start=1):
        for area in page.obj.get("/Annots", []):
            if area.objgen not in reached or int(area.StructParent) not in owners:
                problems.append(f"page {number}: a clickable area without a link")
            if not int(area.get("/F", 0)) & 4 or not str(area.get("/Contents", "")):
                problems.append(f"page {number}: a clickable area without print flag or text")
            if "/Dest" in area and str(area.Dest) not in named:
                problems.append(f"page {number}: a link to {area.Dest}, which is nowhere")
    return problems


def _font_problems(pdf: pikepdf.Pdf) -> list[str]:
    fonts = {
        font.objgen: font
        for page in pdf.pages
        for font in page.obj.Resources.get("/Font", {}).values()
    }
    problems, names = [], set()
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(f"/FontFile{number}" in descriptor for number in ("", 2, 3)):
            problems.append(f"{font.BaseFont} is not in the file")
        if "/ToUnicode" not in font:
            problems.append(f"{font.BaseFont} cannot be read out")
        if str(font.BaseFont) in names:
            problems.append(f"two subsets are called {font.BaseFont}")
        names.add(str(font.BaseFont))
    return problems


def _tree(root: Any, key: str = "/Nums") -> dict[Any, Any]:
    """Return a name or number tree of one level as a dictionary."""
    flat = list(root.get(key, []))
    names = [str(name) if key == "/Names" else int(name) for name in flat[::2]]
    return dict(zip(names, flat[1::2], strict=True))


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
