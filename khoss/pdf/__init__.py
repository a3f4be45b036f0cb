"""Make PDFs from HTML; knows HTML and bytes only."""

from .document import Attachment, Document, Part, PdfProblem, Rendered
from .render import render
from .text import normalise_text

__all__ = [
    "Attachment",
    "Document",
    "Part",
    "PdfProblem",
    "Rendered",
    "normalise_text",
    "render",
]
