"""Draw the running headers of a part, once its place in the document is known.

They are laid out without the part: all they need of a page is its kind, its counters and the
strings that were named on it. So a part that is kept can be moved to other page numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import weasyprint
import weasyprint.draw
from weasyprint.document import Document as LaidOut
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import PageBox
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import (
    PageType,
    make_margin_boxes,
    page_height,
    page_width,
    set_page_type_computed_styles,
)
from weasyprint.layout.percent import resolve_percentages
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.stacking import StackingContext

from .cascade import give_number
from .engine import Engine, Style, engine_for
from .layout import Sheet, context_of, without_fonts
from .typefaces import FontUse, uses


@dataclass(frozen=True)
class MadeHeaders:
    """Hold a PDF with the running headers of each page of a part, and the fonts they use."""

    pdf: bytes
    fonts: tuple[FontUse, ...]

    @property
    def size(self) -> int:
        """Return about how many bytes of memory it takes."""
        return len(self.pdf) + 200 * sum(len(use.glyphs) for use in self.fonts)


class _Headers(Page):  # type: ignore[misc]  # WeasyPrint comes without types
    """Show the page margins of a page, and nothing else."""

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw what stands in the page margins."""
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for box in self._page_box.children:
                context = StackingContext.from_box(box, self._page_box)
                weasyprint.draw.draw_stacking_context(stream, context)


class Headers:
    """Hold what the running headers of all documents of one look have in common."""

    def __init__(self, engine: Engine, page: str) -> None:
        self._engine = engine
        self._html = weasyprint.HTML(string=page, base_url=engine.base, url_fetcher=engine.files)
        self._context = context_of(engine, self._html)
        self._by_number = any(
            selector[2].index is not None
            for sheet in engine.stylesheets
            for _, selectors, _ in sheet.page_rules
            for selector in selectors
        )
        self._boxes: dict[PageType, PageBox] = {}

    def draw(
        self, sheets: tuple[Sheet, ...], strings: dict[str, str], before: int, total: int
    ) -> MadeHeaders:
        """Return the running headers of a part.

        ``strings`` are the named strings that the parts before end with, ``before`` is the number
        of their pages, ``total`` that of the whole document.
        """
        store = self._context.string_set
        store.clear()
        # The parts before stand for one page.
        for name, text in strings.items():
            store[name][1] = [text]
        for number, sheet in enumerate(sheets, start=2):
            for name, texts in sheet.strings.items():
                store[name][number] = texts
        pages = []
        for number, sheet in enumerate(sheets, start=2):
            self._context.current_page = number
            counters = sheet.counters | {
                "page": [sheet.counters["page"][-1] + before],
                "pages": [total],
            }
            pages.append(self._page(sheet, counters))
        document = LaidOut(
            pages, DocumentMetadata(), self._engine.files, self._engine.fonts, {}, None
        )
        pdf = without_fonts(document, weasyprint.DEFAULT_OPTIONS | {"pdf_version": "1.7"})
        return MadeHeaders(pdf, uses(document.fonts.values()))

    def _page(self, sheet: Sheet, counters: dict[str, list[int]]) -> _Headers:
        """Return the laid out margins of one page."""
        box = self._box(PageType(*sheet.kind)).copy()
        self._context.page_bottom = box.content_box_y() + box.height
        state: Any = ([0], counters, [set()], [])
        box.children = tuple(make_margin_boxes(self._context, box, state))
        for margin in box.children:
            layout_box_backgrounds(box, margin, self._context.get_image_from_uri)
        return _Headers(box)

    def _box(self, kind: PageType) -> PageBox:
        """Return the box of a page, without content."""
        if not self._by_number:
            kind = PageType(kind.side, kind.blank, kind.name, min(kind.index, 1), ())
        box = self._boxes.get(kind)
        if box is None:
            set_page_type_computed_styles(kind, self._html, self._context.style_for)
            for (owner, _), style in self._context.style_for._computed_styles.items():
                if owner == kind:
                    give_number(style)
            box = PageBox(kind, self._context.style_for(kind))
            width, height = box.style["size"]
            resolve_percentages(box, (width, height))
            box.position_x = box.position_y = 0
            page_width(box, self._context, width)
            page_height(box, self._context, height)
            self._boxes[kind] = box
        return box


@lru_cache(maxsize=16)
def headers_for(style: Style, page: str) -> Headers:
    """Return what this process keeps for the running headers of a look.

    ``page`` is a page of HTML without content.
    """
    return Headers(engine_for(style), page)
