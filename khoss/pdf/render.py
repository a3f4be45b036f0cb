"""Make a PDF from a document: lay out the parts, place them, write them, join them."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import accumulate

from .document import Document, PdfProblem, Rendered
from .engine import engine_for, strict_and_swift
from .joining import join
from .layout import Extent, LaidPart, Place

_FRONT_PAGES = 2  # a cover and a page of contents; corrected when it turns out otherwise
_ROUNDS = 6


def render(document: Document) -> Rendered:
    """Return a document as a PDF that is PDF/A-3a and PDF/UA-1; equal input, equal bytes.

    :raises PdfProblem: for anything that WeasyPrint warns of, a link without a target, an image
        without a text alternative
    """
    with strict_and_swift():
        engine = engine_for(document.stylesheet)
        rest = [LaidPart(engine, document, part, None) for part in document.parts[1:]]
        front = _front(document, [part.extent for part in rest])
        parts = [front, *rest]
        places = _places([part.extent for part in parts])
        written = [part.write(place) for part, place in zip(parts, places, strict=True)]
    pdf = join(document, written)
    return Rendered(pdf, places[-1].pages_total, sha256(pdf).hexdigest())


def _front(document: Document, rest: list[Extent]) -> LaidPart:
    """Lay out the first part, which shows page numbers, until they are right."""
    engine = engine_for(document.stylesheet)
    first = Extent(_FRONT_PAGES, {}, {})
    for _ in range(_ROUNDS):
        numbers = _numbers([first, *rest])
        front = LaidPart(engine, document, document.parts[0], numbers)
        first = front.extent
        if _numbers([first, *rest]) == numbers:
            return front
    raise PdfProblem("the page numbers of the contents do not settle")


def _numbers(extents: list[Extent]) -> Mapping[str, int]:
    """Return the page number of every id in the document."""
    numbers: dict[str, int] = {}
    for before, extent in zip(_before(extents), extents, strict=False):
        for name, page in extent.anchors.items():
            numbers.setdefault(name, before + page + 1)
    return numbers


def _before(extents: list[Extent]) -> list[int]:
    """Return how many pages stand before each part, and at the end how many there are."""
    return list(accumulate((extent.pages for extent in extents), initial=0))


def _places(extents: list[Extent]) -> list[Place]:
    """Return the place of each part.

    :raises PdfProblem: for an id that two parts have
    """
    *starts, total = _before(extents)
    anchors: set[str] = set()
    for extent in extents:
        if twice := anchors & extent.anchors.keys():
            raise PdfProblem(f"the same id in two parts: {', '.join(sorted(twice))}")
        anchors |= extent.anchors.keys()
    strings: dict[str, str] = {}
    places = []
    for index, (start, extent) in enumerate(zip(starts, extents, strict=True)):
        places.append(Place(index, start, total, dict(strings), frozenset(anchors)))
        strings |= extent.strings
    return places
