"""Check a finished PDF: its claims, its parts, and that what is read out has its structure.

It is quick enough for every report, and no replacement for a validator or for somebody with a
screen reader: what is drawn on the pages is not looked at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf

from khoss.enums import FileFault

from .checked_tree import read_tree, structure_faults, tree_of

Found = tuple[FileFault, object]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_TITLE = re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>[^<]*\S[^<]*<")
# What a damaged file answers with when it is asked for what it does not have.
_DAMAGED = (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError)


def check(pdf: bytes, *, pages: int = 0, attachments: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what is wrong with a file, each a word of `FileFault` with its place behind it.

    `pages` is how many pages there should be, and `attachments` which files should be in it.
    """
    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError:
        return (FileFault.UNREADABLE,)
    with opened:
        found: list[Found] = []
        if len(opened.pages) != (pages or len(opened.pages)) or not len(opened.pages):
            found.append((FileFault.PAGES, len(opened.pages)))
        found += _guarded(_claims, opened, FileFault.UNREADABLE)
        found += _guarded(_attachments, opened, FileFault.ATTACHMENT, attachments)
        found += _guarded(_fonts, opened, FileFault.FONT_UNREADABLE)
        found += _guarded(_structure, opened, FileFault.NO_TAGS)
    return tuple(dict.fromkeys(f"{fault} {place}".strip() for fault, place in found))


def _guarded(
    rule: Callable[..., Iterator[Found]], pdf: pikepdf.Pdf, fault: FileFault, *more: Any
) -> list[Found]:
    """Return what a rule finds; a file that it cannot get through has a fault of its own."""
    found: list[Found] = []
    try:
        found.extend(rule(pdf, *more))
    except _DAMAGED:
        found.append((fault, ""))
    return found


def _claims(pdf: pikepdf.Pdf) -> Iterator[Found]:
    """Find what the file does not say of itself."""
    root: Any = pdf.Root
    xmp = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    claims = {
        FileFault.NO_ID: "/ID" in pdf.trailer,
        FileFault.ENCRYPTED: "/Encrypt" not in pdf.trailer,
        FileFault.NO_TAGS: root.get("/MarkInfo", {}).get("/Marked", False) is True,
        FileFault.NO_LANGUAGE: bool(_LANGUAGE.fullmatch(str(root.get("/Lang", "")))),
        FileFault.NO_TITLE: bool(_TITLE.search(xmp)),
        FileFault.TITLE_NOT_SHOWN: root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
        is True,
        FileFault.NOT_UA: "<pdfuaid:part>1<" in xmp,
        FileFault.NOT_ARCHIVE: "<pdfaid:part>3<" in xmp and "<pdfaid:conformance>A<" in xmp,
        FileFault.NO_SCHEMA: "<pdfaSchema:prefix>pdfuaid<" in xmp and xmp.count("<rdf:RDF") == 1,
        FileFault.NO_COLOURS: any(
            each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each
            for each in root.get("/OutputIntents", [])
        ),
    }
    yield from ((claim, "") for claim, holds in claims.items() if not holds)


def _attachments(pdf: pikepdf.Pdf, wanted: Sequence[str]) -> Iterator[Found]:
    """Find files that should be in the file, and those that do not say what they are."""
    root: Any = pdf.Root
    named = read_tree(root.get("/Names", {}).get("/EmbeddedFiles", {}), "/Names")
    associated = {entry.objgen for entry in root.get("/AF", [])}
    yield from ((FileFault.ATTACHMENT, name) for name in wanted if name not in named)
    for name, entry in named.items():
        says = entry.get("/AFRelationship") and str(entry.get("/Desc", "")).strip()
        if entry.objgen not in associated or not says or not entry.EF.F.read_bytes():
            yield FileFault.ATTACHMENT, name


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Found]:
    """Find fonts that are not in the file, or whose letters cannot be read out."""
    fonts: dict[tuple[int, int], Any] = {}
    for page in pdf.pages:
        resources: Any = page.obj.get("/Resources", {})
        fonts |= {font.objgen: font for font in resources.get("/Font", {}).values()}
    names: set[str] = set()
    for font in fonts.values():
        name = str(font.BaseFont).lstrip("/")
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(f"/FontFile{number}" in descriptor for number in ("", 2, 3)):
            yield FileFault.FONT_MISSING, name
        if "/ToUnicode" not in font:
            yield FileFault.FONT_UNREADABLE, name
        if name in names:
            yield FileFault.FONT_TWICE, name
        names.add(name)


def _structure(pdf: pikepdf.Pdf) -> Iterator[Found]:
    """Find what is wrong with what is read out, and with the places one can go to."""
    root: Any = pdf.Root
    trees = list(root.StructTreeRoot.K)
    if len(trees) != 1 or trees[0].S != "/Document":
        yield FileFault.SEVERAL_TREES, len(trees)
    owners = read_tree(root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != "/S" or int(page.obj.get("/StructParents", -1)) not in owners:
            yield FileFault.PAGE_OUTSIDE, number
    tree = tree_of(pdf)
    yield from structure_faults(tree)
    named = read_tree(root.get("/Names", {}).get("/Dests", {}), "/Names")
    for number, page in enumerate(pdf.pages, start=1):
        for area in page.obj.get("/Annots", []):
            known = area.objgen in tree.areas and int(area.get("/StructParent", -1)) in owners
            if not known or not int(area.get("/F", 0)) & 4 or not str(area.get("/Contents", "")):
                yield FileFault.AREA_WITHOUT_LINK, number
            if "/Dest" in area and str(area.Dest) not in named:
                yield FileFault.LINK_NOWHERE, number
