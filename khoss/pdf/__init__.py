"""Make PDFs from HTML; knows HTML and bytes only."""

# Before the modules that import WeasyPrint themselves.
from . import loading  # isort: skip
from khoss.printable import normalise_text

from .checking import check
from .document import (
    Attachment,
    Cancelled,
    Document,
    Paper,
    Part,
    PdfProblem,
    Progress,
    Rendered,
    TooLong,
)
from .render import render
from .versions import library_versions

__all__ = [
    "Attachment",
    "Cancelled",
    "Document",
    "Paper",
    "Part",
    "PdfProblem",
    "Progress",
    "Rendered",
    "TooLong",
    "check",
    "library_versions",
    "loading",
    "normalise_text",
    "render",
]
