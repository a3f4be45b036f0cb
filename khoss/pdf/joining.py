"""Join the PDFs of the parts into one file that is PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String
from weasyprint.text.fonts import FontConfiguration

from .document import DRAFT, Attachment, Document
from .engine import Style, engine_for
from .furniture import Furniture
from .layout import MadePart, Spot
from .metadata import information, pdf_date, xmp
from .running import MadeHeaders
from .typefaces import NAME, FontUse, embedded, joined


@dataclass(frozen=True)
class Joinable:
    """Hold the parts of a document and the running headers of each."""

    parts: Sequence[MadePart]
    headers: Sequence[MadeHeaders]

    @property
    def pages(self) -> int:
        """Return how many pages the document has."""
        return sum(len(part.sheets) for part in self.parts)


def join(document: Document, style: Style, joinable: Joinable) -> bytes:
    """Return the whole document as one PDF; equal input gives equal bytes."""
    pdf = pikepdf.new()
    fonts = _Fonts(pdf, joinable, engine_for(style).fonts)
    structure = _Structure(pdf)
    furniture = Furniture(pdf, is_draft=DRAFT in document.classes)
    starts = []
    for index, (part, headers) in enumerate(zip(joinable.parts, joinable.headers, strict=True)):
        starts.append(len(pdf.pages))
        with Pdf.open(io.BytesIO(part.pdf)) as source:
            structure.append(source, index)
        pages = pdf.pages[starts[-1] :]
        fonts.give(pages[0].obj.Resources, part.fonts)
        with Pdf.open(io.BytesIO(headers.pdf)) as source:
            drawn = furniture.add(pages, source)
        fonts.give(drawn, headers.fonts)
    structure.finish()
    _add_destinations(pdf, starts, joinable.parts)
    _add_outline(pdf, starts, joinable.parts)
    _describe(pdf, document)
    if document.attachments:
        _attach(pdf, document)
    output = io.BytesIO()
    pdf.save(
        output,
        deterministic_id=True,
        force_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return output.getvalue()


class _Fonts:
    """Hold the fonts of the whole document, each embedded once."""

    def __init__(self, pdf: Pdf, joinable: Joinable, configuration: FontConfiguration) -> None:
        made: list[MadePart | MadeHeaders] = [*joinable.parts, *joinable.headers]
        used = joined(each.fonts for each in made)
        with Pdf.open(io.BytesIO(embedded(used, configuration))) as source:
            holder = source.make_indirect(source.Root[f"/{NAME}"])
            self._fonts = pdf.copy_foreign(holder)

    def give(self, resources: pikepdf.Object, used: Sequence[FontUse]) -> None:
        """Put fonts where the content of a part looks for them."""
        for use in used:
            resources.Font[f"/{use.name}"] = self._fonts[f"/{use.name}"]


class _Structure:
    """Gather pages and put their structures together under one root."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._key = 0
        self._numbers: list[object] = []
        self._names: list[tuple[bytes, pikepdf.Object]] = []
        self._kids: list[pikepdf.Object] = []
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root)
        )

    def append(self, source: Pdf, index: int) -> None:
        """Add the pages and the structure of one part."""
        first = len(self._pdf.pages)
        self._pdf.add_pages_from(source, forms="strip", layers="ignore", outlines="ignore")
        # The pages are known by now, so that the copied structure points at the copied pages.
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        key = self._key
        for page in self._pdf.pages[first:]:
            page.obj.StructParents = int(page.obj.StructParents) + key
            for area in page.obj.get("/Annots", []):
                area.StructParent = int(area.StructParent) + key
        numbers = list(tree.ParentTree.Nums)
        for number, owners in zip(numbers[::2], numbers[1::2], strict=True):
            self._key = max(self._key, int(number) + key + 1)
            self._numbers += [int(number) + key, owners]
        for kid in tree.K[0].K:
            kid.P = self._document
            self._kids.append(kid)
        if "/IDTree" in tree:
            names = list(tree.IDTree.Names)
            for name, owner in zip(names[::2], names[1::2], strict=True):
                owner.ID = String(f"p{index}-{name}")
                self._names.append((bytes(owner.ID), owner))

    def finish(self) -> None:
        """Hang the joined structure into the catalogue."""
        self._document.K = Array(self._kids)
        self._root.K = Array([self._document])
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers)))
        self._root.ParentTreeNextKey = self._key
        if self._names:
            flat = [thing for name, owner in sorted(self._names) for thing in (String(name), owner)]
            self._root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(flat)))
        self._pdf.Root.StructTreeRoot = self._root


def _add_destinations(pdf: Pdf, starts: Sequence[int], parts: Sequence[MadePart]) -> None:
    """Name the places that links lead to."""
    found = [
        (spot.label.encode(), starts[index] + spot.page, spot)
        for index, part in enumerate(parts)
        for spot in part.anchors
    ]
    flat: list[object] = []
    for name, page, spot in sorted(found, key=lambda item: item[0]):
        target = Array([pdf.pages[page].obj, Name.XYZ, spot.left, spot.top, 0])
        flat += [String(name), target]
    if flat:
        pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=Array(flat))))


def _add_outline(pdf: Pdf, starts: Sequence[int], parts: Sequence[MadePart]) -> None:
    """Put the bookmarks of all parts into one tree."""
    with pdf.open_outline() as outline:
        above: list[tuple[Spot, OutlineItem]] = []
        for index, part in enumerate(parts):
            for spot in part.bookmarks:
                item = OutlineItem(
                    spot.label, starts[index] + spot.page, "XYZ", left=spot.left, top=spot.top
                )
                item.is_closed = not spot.is_open
                while above and above[-1][0].level >= spot.level:
                    above.pop()
                siblings = above[-1][1].children if above else outline.root
                siblings.append(item)
                above.append((spot, item))


def _describe(pdf: Pdf, document: Document) -> None:
    """Say what the file is, in which language, and in which colours it was made."""
    root = pdf.Root
    root.Lang = String(document.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if document.parts[1:]:
        root.PageMode = Name.UseOutlines
    packet = Stream(pdf, xmp(document))
    packet.stream_dict.Type = Name.Metadata
    packet.stream_dict.Subtype = Name.XML
    root.Metadata = packet
    for key, value in information(document).items():
        pdf.docinfo[Name(key)] = String(value)
    profile = Stream(pdf, (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    profile.stream_dict.N = 3
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB2014"),
                Info=String("sRGB2014"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


def _attach(pdf: Pdf, document: Document) -> None:
    """Put the attachments into the file, each with its relationship to the document."""
    entries = [
        (attachment.name, _file(pdf, attachment, pdf_date(document.created)))
        for attachment in sorted(document.attachments, key=lambda each: each.name)
    ]
    if len({name for name, _ in entries}) < len(entries):
        raise ValueError("two attachments have the same name")
    flat = [thing for name, entry in entries for thing in (String(name), entry)]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(flat)))
    pdf.Root.AF = Array([entry for _, entry in entries])


def _file(pdf: Pdf, attachment: Attachment, date: str) -> pikepdf.Object:
    """Return the file specification of an attachment."""
    content = Stream(pdf, attachment.content)
    content.stream_dict.Type = Name.EmbeddedFile
    content.stream_dict.Subtype = Name(f"/{attachment.mime}")
    content.stream_dict.Params = Dictionary(
        Size=len(attachment.content),
        CheckSum=String(md5(attachment.content, usedforsecurity=False).digest()),
        CreationDate=String(date),
        ModDate=String(date),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name(f"/{attachment.relationship}"),
            EF=Dictionary(F=content, UF=content),
        )
    )
