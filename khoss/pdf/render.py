"""Make a PDF from a document: make the parts, place them, draw their headers, join them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import cast
from warnings import warn

import weasyprint

from .companion import COMPANIONS, Companion
from .document import Document, PdfProblem, Progress, Rendered, TooLong
from .engine import (
    WEASYPRINT_VERSION,
    Style,
    give_memory_back,
    strict_and_swift,
)
from .joining import Joinable, join
from .layout import MadePart
from .page import page_html, shows_page_numbers
from .plain import render_plain
from .running import MadeHeaders
from .sharing import do_all
from .tasks import HeadersTask, PartTask

_FRONT_PAGES = 2  # a cover and a page of contents; corrected when it turns out otherwise
_ROUNDS = 6
# What the steps weigh beside each other, for each character of a part.
_MAKING, _HEADING, _JOINING = 16, 2, 1
_LEAST = 2_000  # characters that even an empty part weighs


class UnknownWeasyPrint(UserWarning):
    """The installed WeasyPrint is not the one that the tagging was written for."""


def render(document: Document, *, processes: int = 1, progress: Progress | None = None) -> Rendered:
    """Return a document as a PDF that is PDF/A-3a and PDF/UA-1; equal input, equal bytes.

    With two processes the parts are shared with a second, long-lived one; the file is the same.
    Parts are kept, so that a document which is made again with a change costs little more than
    the change. ``progress`` is called after each part and may raise ``Cancelled``.

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
    with strict_and_swift():
        companion = COMPANIONS.get() if processes > 1 and len(document.parts) > 2 else None
        rendered = _Rendering(document, companion, progress).render()
    give_memory_back()
    return rendered


class _Rendering:
    """Make one document."""

    def __init__(
        self, document: Document, companion: Companion | None, progress: Progress | None
    ) -> None:
        self._document = document
        self._style = Style.of(document)
        self._companion = companion
        self._progress = progress
        self._sizes = {
            index: max(len(part.html), _LEAST) for index, part in enumerate(document.parts)
        }
        self._total = sum(self._sizes.values()) * (_MAKING + _HEADING + _JOINING)
        self._done = 0

    def render(self) -> Rendered:
        """Return the finished document."""
        rest = range(1, len(self._document.parts))
        tasks = {index: self._part_task(index, None) for index in rest}
        weights = {index: self._sizes[index] * _MAKING for index in rest}
        made = do_all(tasks, weights, self._companion, self._tell)
        later = [cast(MadePart, made[index]) for index in rest]
        parts = [self._front(later), *later]
        self._tell(self._sizes[0] * _MAKING)
        _check(parts)
        _check_length(self._document, sum(len(part.sheets) for part in parts))
        joinable = Joinable(parts, self._headers(parts))
        with strict_and_swift():
            pdf = join(self._document, self._style, joinable)
        self._tell(self._total - self._done)
        return Rendered(pdf, joinable.pages, sha256(pdf).hexdigest())

    def _tell(self, weight: int) -> None:
        """Say that work of a weight is done."""
        self._done += weight
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _part_task(self, index: int, numbers: Mapping[str, int] | None) -> PartTask:
        """Return the making of a part; ``numbers`` are the pages that its links may show."""
        page = page_html(self._document, self._document.parts[index].html)
        shown = None if numbers is None else tuple(sorted(numbers.items()))
        return PartTask(self._style, page, shown)

    def _front(self, later: Sequence[MadePart]) -> MadePart:
        """Make the first part, which may show page numbers, until they are right."""
        if not shows_page_numbers(self._document.parts[0].html):
            return self._made(self._part_task(0, {}))
        anchors: dict[str, int] = {}
        pages = _FRONT_PAGES
        for _ in range(_ROUNDS):
            numbers = _numbers(anchors, pages, later)
            front = self._made(self._part_task(0, numbers))
            anchors = {spot.label: spot.page + 1 for spot in front.anchors}
            pages = len(front.sheets)
            if _numbers(anchors, pages, later) == numbers:
                return front
        raise PdfProblem("the page numbers of the contents do not settle")

    def _made(self, task: PartTask) -> MadePart:
        """Make a part here, or return the one that is kept."""
        return cast(MadePart, do_all({0: task}, {0: 0}, None, lambda _: None)[0])

    def _headers(self, parts: Sequence[MadePart]) -> list[MadeHeaders]:
        """Draw the running headers of all parts."""
        empty = page_html(self._document, "")
        *starts, total = _before(parts)
        strings: dict[str, str] = {}
        tasks = {}
        for index, (start, part) in enumerate(zip(starts, parts, strict=True)):
            said = tuple(sorted(strings.items()))
            tasks[index] = HeadersTask(self._style, empty, part.sheets, said, start, total)
            strings |= part.strings
        weights = {index: self._sizes[index] * _HEADING for index in tasks}
        made = do_all(tasks, weights, self._companion, self._tell)
        return [cast(MadeHeaders, made[index]) for index in sorted(made)]


def _numbers(
    anchors: Mapping[str, int], front_pages: int, later: Sequence[MadePart]
) -> dict[str, int]:
    """Return the page number of every id in the document."""
    numbers = dict(anchors)
    for before, part in zip(_before(later), later, strict=False):
        for spot in part.anchors:
            numbers.setdefault(spot.label, front_pages + before + spot.page + 1)
    return numbers


def _before(parts: Sequence[MadePart]) -> list[int]:
    """Return how many pages stand before each part, and at the end how many there are."""
    return list(accumulate((len(part.sheets) for part in parts), initial=0))


def _check_length(document: Document, pages: int) -> None:
    """Refuse a document that is longer than it may be.

    :raises TooLong: with both numbers
    """
    if document.most_pages is not None and pages > document.most_pages:
        raise TooLong(f"{pages} pages, and {document.most_pages} at most")


def _check(parts: Sequence[MadePart]) -> None:
    """Look at what the parts say of each other.

    :raises PdfProblem: for an id that two parts have, and a link to one that none has
    """
    anchors: set[str] = set()
    for part in parts:
        own = {spot.label for spot in part.anchors}
        if twice := anchors & own:
            raise PdfProblem(f"the same id in two parts: {', '.join(sorted(twice))}")
        anchors |= own
    for part in parts:
        if nowhere := part.targets - anchors:
            names = ", ".join(f"#{name}" for name in sorted(nowhere))
            raise PdfProblem(f"a link to {names}, which is nowhere in the document")
