"""Lay out one part, then write it once its place in the document is known.

The two steps are apart because running headers and page numbers ask how many pages the other
parts have. Leans on WeasyPrint's private interface, like the tagging.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import weasyprint
import weasyprint.layout
import weasyprint.pdf
from weasyprint.document import Document as LaidOut
from weasyprint.document import Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.pdf.metadata import DocumentMetadata

from .document import Document, Part, PdfProblem
from .drawing import marked_for_reading, swapped
from .engine import Engine
from .page import fill_in_page_numbers, page_html
from .tagging import ALL_MENDS, Mend, StructureBuilder, write_structure

_POINTS = 0.75  # in a CSS pixel
_PLAIN = str.maketrans("\u00a0\u00ad\u2010\u2011", " ---")
_PRINTED = 4  # the annotation flag that PDF/A asks for


@dataclass(frozen=True)
class Extent:
    """Say how long a part is, where its ids are and which named strings it ends with."""

    pages: int
    anchors: dict[str, int]
    strings: dict[str, str]


@dataclass(frozen=True)
class Place:
    """Say where in the document a part stands and what it must know of the other parts."""

    index: int
    pages_before: int
    pages_total: int
    strings: dict[str, str]
    anchors: frozenset[str]


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
class WrittenPart:
    """Hold the PDF of a part with what the joined file needs to know of it."""

    pdf: bytes
    anchors: tuple[Spot, ...]
    bookmarks: tuple[Spot, ...]


class _Unbound(LaidOut):  # type: ignore[misc]  # WeasyPrint comes without types
    """Stand for the pages of one part; outlines belong to the whole document."""

    def make_bookmark_tree(self, scale: float = 1, transform_pages: bool = False) -> list[object]:
        """Return no bookmarks."""
        return []


class LaidPart:
    """Hold the laid out pages of a part between the two steps."""

    def __init__(
        self, engine: Engine, document: Document, part: Part, numbers: Mapping[str, int] | None
    ) -> None:
        """Lay out a part; ``numbers`` are the pages that its links may show, by id."""
        self._engine = engine
        self._html = weasyprint.HTML(
            string=page_html(document, part.html), base_url=engine.base, url_fetcher=engine.files
        )
        fill_in_page_numbers(self._html, numbers)
        options = weasyprint.DEFAULT_OPTIONS | {"stylesheets": [engine.stylesheet]}
        self._context = LaidOut._build_layout_context(
            self._html, engine.fonts, engine.counter_style, {}, options
        )
        context = self._context
        root = build_formatting_structure(
            self._html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            self._html.base_url,
            context.target_collector,
            engine.counter_style,
            context.footnotes,
        )
        if context.target_collector.counter_lookup_items:
            raise PdfProblem("a page counter in the text: only page margins know page numbers")
        with swapped(weasyprint.layout, "make_margin_boxes", lambda *_: ()):
            laid = list(weasyprint.layout.layout_document(self._html, root, context))
        self._pages = [Page(page) for page in laid]

    @property
    def extent(self) -> Extent:
        """Say what the other parts need to know of this one."""
        anchors: dict[str, int] = {}
        for number, page in enumerate(self._pages):
            for name in page.anchors:
                anchors.setdefault(name, number)
        strings = {
            name: texts[max(texts)][-1] for name, texts in self._context.string_set.items() if texts
        }
        return Extent(len(self._pages), anchors, strings)

    def write(self, place: Place, mends: frozenset[Mend] = ALL_MENDS) -> WrittenPart:
        """Write the part as a PDF of its own, with its running headers and structure."""
        self._add_margins(place)
        document = _Unbound(
            self._pages, DocumentMetadata(), self._engine.files, self._engine.fonts, {}, None
        )
        options = weasyprint.DEFAULT_OPTIONS | {"pdf_tags": True, "pdf_version": "1.7"}

        def resolve_links(pages: list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
            return ((_links(page, place.anchors), []) for page in pages)

        def add_tags(pdf: Any, document: Any, version: str, streams: list[Any]) -> None:
            builder = StructureBuilder(f"p{place.index}", mends)
            tree = builder.build(document.pages, [stream._tags for stream in streams])
            write_structure(pdf, tree, mends)
            for area in (box.link_annotation for page in document.pages for *_, box in page.links):
                if area is not None:
                    area["F"] = _PRINTED

        def build_fonts(pdf: Any, fonts: dict[str, Any], *rest: Any) -> Any:
            if Mend.CHARACTERS in mends:
                _tell_plainly(fonts.values())
            return weasyprint.pdf.fonts.build_fonts_dictionary(pdf, fonts, *rest)

        with ExitStack() as stack:
            stack.enter_context(swapped(weasyprint.pdf, "build_fonts_dictionary", build_fonts))
            boxes = [page._page_box for page in self._pages]
            stack.enter_context(marked_for_reading(self._html, boxes, mends))
            stack.enter_context(swapped(weasyprint.pdf, "resolve_links", resolve_links))
            stack.enter_context(swapped(weasyprint.pdf, "add_tags", add_tags))
            pdf = weasyprint.pdf.generate_pdf(document, None, 1, **options)
        output = io.BytesIO()
        pdf.write(output, b"1.7")
        return WrittenPart(output.getvalue(), *self._spots())

    def _add_margins(self, place: Place) -> None:
        """Lay out headers and footers, now that the page numbers are known."""
        context = self._context
        for name, text in place.strings.items():
            if 1 not in context.string_set[name]:
                context.string_set[name][1] = [text]
        for number, page in enumerate(self._pages, start=1):
            context.current_page = number
            quotes, counters, scopes, groups = context.page_maker[number][3]
            counters = counters | {
                "page": [counters["page"][-1] + place.pages_before],
                "pages": [place.pages_total],
            }
            box = page._page_box
            margins = tuple(
                weasyprint.layout.make_margin_boxes(
                    context, box, (quotes, counters, scopes, groups)
                )
            )
            for margin in margins:
                layout_box_backgrounds(box, margin, context.get_image_from_uri)
            box.children = (*box.children, *margins)

    def _spots(self) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
        """Return the anchors and the bookmarks of the part."""
        anchors: dict[str, Spot] = {}
        bookmarks: list[Spot] = []
        for number, page in enumerate(self._pages):
            for name, (x, y, *_) in page.anchors.items():
                spot = Spot(name, number, x * _POINTS, (page.height - y) * _POINTS)
                anchors.setdefault(name, spot)
            for level, label, (x, y), state in page.bookmarks:
                left, top = x * _POINTS, (page.height - y) * _POINTS
                bookmarks.append(Spot(label, number, left, top, level, state == "open"))
        return tuple(anchors.values()), tuple(bookmarks)


def _tell_plainly(fonts: Iterable[Any]) -> None:
    """Let spaces and hyphens be found and read as such.

    Fonts draw U+00A0 as they draw a space, and U+2010 as "-"; the first of them in a part would
    otherwise decide what all of them are copied, searched and read as.
    """
    for font in fonts:
        for glyph, text in font.to_unicode.items():
            font.to_unicode[glyph] = text.translate(_PLAIN)


def _links(page: Any, anchors: Iterable[str]) -> list[Any]:
    """Return the links of a page without those that only repeat a part of the one before.

    :raises PdfProblem: for a link to an id that no part has
    """
    kept: list[Any] = []
    for kind, target, area, box in page.links:
        if kind == "internal" and target not in anchors:
            raise PdfProblem(f"a link to #{target}, which is nowhere in the document")
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
