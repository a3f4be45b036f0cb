"""Make a PDF from a document: lay out the parts, place them, write them, join them."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import accumulate
from warnings import warn

import weasyprint

from .companion import COMPANIONS, Companion, CompanionLost
from .document import Document, PdfProblem, Rendered, TooLong
from .engine import WEASYPRINT_VERSION, strict_and_swift
from .joining import join
from .layout import Extent, Place, WrittenPart
from .plain import render_plain
from .session import Session

_FRONT_PAGES = 2  # a cover and a page of contents; corrected when it turns out otherwise
_ROUNDS = 6


class UnknownWeasyPrint(UserWarning):
    """The installed WeasyPrint is not the one that the tagging was written for."""


def render(document: Document, *, processes: int = 1) -> Rendered:
    """Return a document as a PDF that is PDF/A-3a and PDF/UA-1; equal input, equal bytes.

    With two processes the parts are shared with a second, long-lived one; the file is the same.

    :raises PdfProblem: for anything that WeasyPrint warns of, a link without a target, an image
        without a text alternative
    :raises TooLong: for more pages than the document may have
    """
    if weasyprint.__version__ != WEASYPRINT_VERSION:
        warn(
            f"WeasyPrint {weasyprint.__version__} is not {WEASYPRINT_VERSION}: plain tags",
            UnknownWeasyPrint,
            stacklevel=2,
        )
        return render_plain(document)
    companion = COMPANIONS.get() if processes > 1 and len(document.parts) > 2 else None
    try:
        places, written = _parts(document, companion)
    except CompanionLost:
        COMPANIONS.drop()
        places, written = _parts(document, None)
    except BaseException:
        if companion:
            COMPANIONS.drop()  # it may still be at work on what nobody waits for
        raise
    _check_length(document, places[-1].pages_total)
    pdf = join(document, [written[place.index] for place in places])
    return Rendered(pdf, places[-1].pages_total, sha256(pdf).hexdigest())


def _check_length(document: Document, pages: int) -> None:
    """Refuse a document that is longer than it may be.

    :raises TooLong: with both numbers
    """
    if document.most_pages is not None and pages > document.most_pages:
        raise TooLong(f"{pages} pages, and {document.most_pages} at most")


def _parts(
    document: Document, companion: Companion | None
) -> tuple[list[Place], dict[int, WrittenPart]]:
    """Lay out and write every part, a share of them by the companion."""
    near, far = _shares(document) if companion else (range(1, len(document.parts)), [])
    if companion:
        companion.begin(document, far)
    with strict_and_swift():
        session = Session(document)
        extents = session.lay_out(near)
        if companion:
            extents |= companion.extents()
        extents[0] = _front(session, [extents[index] for index in sorted(extents)])
        places = _places([extents[index] for index in sorted(extents)])
        if companion:
            companion.place([places[index] for index in far])
        written = session.write(places[index] for index in (0, *near))
        if companion:
            written |= companion.written()
    return places, written


def _shares(document: Document) -> tuple[list[int], list[int]]:
    """Divide the parts behind the first in two shares of about equal size."""
    sizes = [len(part.html) for part in document.parts]
    shares: tuple[list[int], list[int]] = ([], [])
    load = [sizes[0], 0]
    for index in sorted(range(1, len(sizes)), key=lambda each: (-sizes[each], each)):
        lighter = load.index(min(load))
        load[lighter] += sizes[index]
        shares[lighter].append(index)
    return shares


def _front(session: Session, rest: list[Extent]) -> Extent:
    """Lay out the first part, which shows page numbers, until they are right."""
    first = Extent(_FRONT_PAGES, {}, {})
    for _ in range(_ROUNDS):
        numbers = _numbers([first, *rest])
        first = session.lay_out([0], numbers)[0]
        if _numbers([first, *rest]) == numbers:
            return first
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
