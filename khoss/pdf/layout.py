"""Lay out one part of a document and write it as a PDF of its own.

What is written knows nothing of the other parts, so that it can be made in any process and kept:
running headers, page numbers and fonts are added when the parts are joined. Leans on WeasyPrint's
private interface, like the tagging.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint
import weasyprint.layout
import weasyprint.pdf
from weasyprint.document import Document as LaidOut
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.pdf.metadata import DocumentMetadata

from .document import PdfProblem
from .drawing import marked_for_reading
from .engine import Engine
from .page import fill_in_page_numbers
from .swift import swapped
from .tagging import ALL_MENDS, Mend, StructureBuilder, write_structure
from .typefaces import FontUse, uses

_POINTS = 0.75  # in a CSS pixel
_PRINTED = 4  # the annotation flag that PDF/A asks for


@dataclass(frozen=True)
class Sheet:
    """Say of one page what its running headers need to know."""

    kind: tuple[Any, ...]  # WeasyPrint's page type: side, blank, name, index, groups
    counters: dict[str, list[int]]
    strings: dict[str, list[str]]


@dataclass(frozen=True)
class Spot:
    """Point at a place on a page of a part, in points from its lower left corner."""

    label: str
    page: int
    left: float
    top: float
    level: int = 0
    is_open: bool = True


@dataclass(frozen=True)
class MadePart:
    """Hold the PDF of a part with what the joined file needs to know of it."""

    pdf: bytes
    sheets: tuple[Sheet, ...]
    anchors: tuple[Spot, ...]
    bookmarks: tuple[Spot, ...]
    targets: frozenset[str]
    fonts: tuple[FontUse, ...]

    @property
    def strings(self) -> dict[str, str]:
        """Return the named strings that the part ends with."""
        return {name: texts[-1] for sheet in self.sheets for name, texts in sheet.strings.items()}

    @property
    def size(self) -> int:
        """Return about how many bytes of memory it takes."""
        glyphs = sum(len(use.glyphs) for use in self.fonts)
        spots = len(self.anchors) + len(self.bookmarks)
        return len(self.pdf) + 1_000 * len(self.sheets) + 200 * (glyphs + spots)


class _Unbound(LaidOut):  # type: ignore[misc]  # WeasyPrint comes without types
    """Stand for the pages of one part; outlines belong to the whole document."""

    def make_bookmark_tree(self, scale: float = 1, transform_pages: bool = False) -> list[object]:
        """Return no bookmarks."""
        return []


def make_part(
    engine: Engine,
    page: str,
    numbers: Mapping[str, int] | None,
    mends: frozenset[Mend] = ALL_MENDS,
) -> MadePart:
    """Return a part made from its page of HTML.

    ``numbers`` are the pages that its links may show, by id.
    """
    html = weasyprint.HTML(string=page, base_url=engine.base, url_fetcher=engine.files)
    fill_in_page_numbers(html, numbers)
    context = context_of(engine, html)
    root = _formatted(engine, html, context)
    pages = _laid_out(html, root, context)
    document = _Unbound(pages, DocumentMetadata(), engine.files, engine.fonts, {}, None)
    pdf = _written(document, html, mends)
    made = MadePart(
        pdf,
        _sheets(context, pages),
        *_spots(pages),
        frozenset(
            target for page in pages for kind, target, *_ in page.links if kind == "internal"
        ),
        uses(document.fonts.values(), told_plainly=Mend.CHARACTERS in mends),
    )
    _take_apart(context, root, pages)
    return made


def context_of(engine: Engine, html: Any) -> Any:
    """Return what WeasyPrint needs to lay out parsed HTML."""
    options = weasyprint.DEFAULT_OPTIONS | {"stylesheets": engine.stylesheets}
    return LaidOut._build_layout_context(html, engine.fonts, engine.counter_style, {}, options)


def _formatted(engine: Engine, html: Any, context: Any) -> Any:
    """Return the boxes of a part before they are laid out."""
    return build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        context.target_collector,
        engine.counter_style,
        context.footnotes,
    )


def _laid_out(html: Any, root: Any, context: Any) -> list[Page]:
    """Return the laid out pages of a part, without running headers."""
    if context.target_collector.counter_lookup_items:
        raise PdfProblem("a page counter in the text: only page margins know page numbers")
    with swapped(weasyprint.layout, "make_margin_boxes", lambda *_: ()):
        laid = list(weasyprint.layout.layout_document(html, root, context))
    if any(map(any, (pages.values() for pages in context.running_elements.values()))):
        raise PdfProblem("a running element: only named strings go into page margins")
    return [Page(page) for page in laid]


def _take_apart(context: Any, root: Any, pages: list[Page]) -> None:
    """Let go of what was laid out: it knows itself, and would stay until somebody looked for it."""
    left = [root, *(page._page_box for page in pages)]
    while left:
        box = left.pop()
        own = vars(box)
        children = own.pop("children", ())
        # A line of nothing but text goes by itself.
        if not (type(box) is LineBox and len(children) == 1 and type(children[0]) is TextBox):
            left += children
        own.clear()
    for each in (context.target_collector, context.style_for, context):
        vars(each).clear()


def _written(document: Any, html: Any, mends: frozenset[Mend]) -> bytes:
    """Return laid out pages as a tagged PDF without fonts."""
    options = weasyprint.DEFAULT_OPTIONS | {"pdf_tags": True, "pdf_version": "1.7"}

    def add_tags(pdf: Any, document: Any, version: str, streams: list[Any]) -> None:
        tree = StructureBuilder(mends).build(document.pages, [stream._tags for stream in streams])
        write_structure(pdf, tree, mends)
        for area in (box.link_annotation for page in document.pages for *_, box in page.links):
            if area is not None:
                area["F"] = _PRINTED

    with ExitStack() as stack:
        boxes = [page._page_box for page in document.pages]
        stack.enter_context(marked_for_reading(html, boxes, mends))
        stack.enter_context(swapped(weasyprint.pdf, "resolve_links", _resolved_links))
        stack.enter_context(swapped(weasyprint.pdf, "add_tags", add_tags))
        return without_fonts(document, options)


def without_fonts(document: Any, options: dict[str, Any]) -> bytes:
    """Return laid out pages as a PDF that names its fonts and does not hold them."""
    with swapped(weasyprint.pdf, "build_fonts_dictionary", lambda *_: pydyf.Dictionary()):
        pdf = weasyprint.pdf.generate_pdf(document, None, 1, **options)
    output = io.BytesIO()
    pdf.write(output, b"1.7")
    return output.getvalue()


def _sheets(context: Any, pages: list[Page]) -> tuple[Sheet, ...]:
    """Return what the running headers need to know of each page."""
    return tuple(
        Sheet(
            tuple(page._page_box.page_type),
            {name: list(values) for name, values in context.page_maker[number][3][1].items()},
            {
                name: list(texts[number])
                for name, texts in context.string_set.items()
                if number in texts
            },
        )
        for number, page in enumerate(pages, start=1)
    )


def _spots(pages: list[Page]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """Return the anchors and the bookmarks of a part."""
    anchors: dict[str, Spot] = {}
    bookmarks: list[Spot] = []
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            spot = Spot(name, number, x * _POINTS, (page.height - y) * _POINTS)
            anchors.setdefault(name, spot)
        for level, label, (x, y), state in page.bookmarks:
            left, top = x * _POINTS, (page.height - y) * _POINTS
            bookmarks.append(Spot(label, number, left, top, level, state == "open"))
    return tuple(anchors.values()), tuple(bookmarks)


def _resolved_links(pages: list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Return the links of each page; where they lead to is known when the parts are joined."""
    return ((_links(page), []) for page in pages)


def _links(page: Any) -> list[Any]:
    """Return the links of a page without those that only repeat a part of the one before."""
    kept: list[Any] = []
    for kind, target, area, box in page.links:
        if kept and kept[-1][1] == target and _covers(kept[-1][2], area):
            continue
        kept.append((kind, target, area, box))
    return kept


def _covers(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """Tell whether a rectangle lies within another, but for rounding."""
    left, top, right, bottom = outer
    return (left - 1 <= inner[0] and top - 1 <= inner[1] and inner[2] <= right + 1) and inner[
        3
    ] <= bottom + 1
