"""Make PDFs from HTML; knows HTML and bytes only."""

# Before the modules that import WeasyPrint themselves.
from . import loading  # isort: skip
from .document import Attachment, Document, Part, PdfProblem, Rendered, TooLong
from .render import render
from .text import normalise_text

__all__ = [
    "Attachment",
    "Document",
    "Part",
    "PdfProblem",
    "Rendered",
    "TooLong",
    "loading",
    "normalise_text",
    "render",
]
