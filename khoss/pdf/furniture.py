"""Put what is not part of the text on the pages: running headers and the mark of a draft.

All of it is an artifact, which a screen reader passes over. It stands behind the page's own
content, as a drawing of its own with its own resources.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Page, Pdf, Stream

from .watermark import watermark

_HEADERS = b"/Artifact <</Type /Pagination>> BDC /%s Do EMC"
_DRAFT = b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC /%s Do EMC"


class Furniture:
    """Hold what the pages of one document share."""

    def __init__(self, pdf: Pdf, *, is_draft: bool) -> None:
        self._pdf = pdf
        self._is_draft = is_draft
        self._saving = pdf.make_indirect(Stream(pdf, b"q"))
        self._marks: dict[tuple[float, float], pikepdf.Object] = {}

    def add(self, pages: Sequence[Page], headers: Pdf) -> pikepdf.Object:
        """Draw the headers of a part on its pages; return the resources that they share."""
        resources = pages[0].obj.Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        for number, (page, header) in enumerate(zip(pages, headers.pages, strict=True)):
            name = f"KhossHeaders{number}"
            drawn = self._pdf.copy_foreign(headers.make_indirect(header.as_form_xobject()))
            resources.XObject[f"/{name}"] = drawn
            content = b"Q " + _HEADERS % name.encode()
            if self._is_draft:
                name, mark = self._mark(page)
                resources.XObject[f"/{name}"] = mark
                content += b" " + _DRAFT % name.encode()
            tail = self._pdf.make_indirect(Stream(self._pdf, content))
            page.obj.Contents = Array([self._saving, page.obj.Contents, tail])
        return drawn.Resources

    def _mark(self, page: Page) -> tuple[str, pikepdf.Object]:
        """Return the mark of a draft for a page of this size, and its name."""
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        size = right - left, top - bottom
        if size not in self._marks:
            self._marks[size] = self._pdf.make_indirect(watermark(self._pdf, *size))
        return f"KhossDraft{size[0]:.0f}x{size[1]:.0f}", self._marks[size]
