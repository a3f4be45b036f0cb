"""What goes into the PDF engine and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Relationship = Literal["Source", "Data", "Alternative", "Supplement"]
Paper = Literal["A4", "A4 landscape", "A3", "A3 landscape"]
# Called with how much is done and how much there is to do, in units that grow with the work.
Progress = Callable[[int, int], None]
DRAFT = "draft"  # the class of a document that is not final


class PdfProblem(Exception):
    """Something in the HTML or the stylesheet would make a poor or invalid PDF."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__("; ".join(messages))

    def __reduce__(self) -> tuple[type["PdfProblem"], tuple[str, ...]]:
        return type(self), self.messages


class TooLong(PdfProblem):
    """A document became longer than it may be; nothing was cut to make it fit."""


class Cancelled(Exception):
    """What a progress callback raises to stop the work; nothing is left half done."""


@dataclass(frozen=True)
class Part:
    """Hold the body HTML of one part of a document, which begins on a new page.

    Ids are unique within the whole document and links may lead from part to part. Footnotes
    and CSS counters begin anew in each part; named strings (running titles) go on.
    """

    name: str
    html: str


@dataclass(frozen=True)
class Attachment:
    """Hold a file that travels inside the PDF, with its relationship to what is read."""

    name: str
    content: bytes
    mime: str
    relationship: Relationship
    description: str


@dataclass(frozen=True)
class Document:
    """Hold everything that decides what a PDF looks like, to the last byte.

    The first part is the front matter: only there may a link show the number of the page it
    leads to, as ``<a href="#id" data-page>``, which is filled in for the stylesheet's
    ``attr(data-page)``. ``classes`` are set on the root element: ``example`` for example data,
    ``draft`` for what is not final, which also puts UTKAST across every page. ``paper`` is, where
    it is given, the size of every page that the stylesheet gives no name of its own. ``created``
    has a time zone and is the only date in the file. What becomes longer than ``most_pages`` is
    refused: nothing is ever cut to make it fit.
    """

    title: str
    author: str
    description: str
    created: datetime
    stylesheet: str | Path
    parts: tuple[Part, ...]
    keywords: tuple[str, ...] = ()
    language: str = "sv"
    classes: tuple[str, ...] = ()
    paper: Paper | None = None
    attachments: tuple[Attachment, ...] = ()
    most_pages: int | None = None

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a document has at least one part")
        if not self.title.strip() or not self.language:
            raise ValueError("a document has a title and a language")
        if self.created.tzinfo is None:
            raise ValueError("the date of a document has a time zone")


@dataclass(frozen=True)
class Rendered:
    """Hold a finished PDF, its number of pages and its SHA-256 as hexadecimal digits."""

    pdf: bytes
    pages: int
    sha256: str
