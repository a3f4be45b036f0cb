"""Make a PDF with WeasyPrint's public interface alone, for a version that is not known.

The file is PDF/A-3a with WeasyPrint's own tags: valid, readable, poorer to listen to.
"""

import io
from hashlib import sha256
from html import escape

import weasyprint

from .document import Document, PdfProblem, Rendered
from .engine import Style, engine_for, strict_and_swift
from .page import fill_in_page_numbers, page_html

_ROUNDS = 6


def render_plain(document: Document) -> Rendered:
    """Return a document as a PDF, all parts laid out as one."""
    engine = engine_for(Style.of(document))
    numbers: dict[str, int] = {}
    with strict_and_swift():
        for _ in range(_ROUNDS):
            html = weasyprint.HTML(
                string=_whole(document), base_url=engine.base, url_fetcher=engine.files
            )
            fill_in_page_numbers(html, numbers)
            laid = html.render(
                font_config=engine.fonts,
                counter_style=engine.counter_style,
                stylesheets=engine.stylesheets,
            )
            before, numbers = numbers, _numbers(laid)
            if before == numbers:
                break
        else:
            raise PdfProblem("the page numbers of the contents do not settle")
        pdf = laid.write_pdf(pdf_variant="pdf/a-3a", attachments=_attachments(document))
    return Rendered(pdf, len(laid.pages), sha256(pdf).hexdigest())


def _whole(document: Document) -> str:
    """Return all parts as one page of HTML that says what it is."""
    created = document.created.isoformat(timespec="seconds")
    metadata = {
        "author": document.author,
        "description": document.description,
        "keywords": ", ".join(document.keywords),
        "dcterms.created": created,
        "dcterms.modified": created,
    }
    head = "".join(
        f'<meta name="{name}" content="{escape(content)}">' for name, content in metadata.items()
    )
    body = '<div style="break-before: page"></div>'.join(part.html for part in document.parts)
    return page_html(document, body, head)


def _attachments(document: Document) -> list[weasyprint.Attachment]:
    """Return the attachments in WeasyPrint's terms."""
    return [
        weasyprint.Attachment(
            file_obj=io.BytesIO(attachment.content),
            name=attachment.name,
            description=attachment.description,
            created=document.created,
            modified=document.created,
            relationship=attachment.relationship,
        )
        for attachment in document.attachments
    ]


def _numbers(laid: weasyprint.Document) -> dict[str, int]:
    """Return the page number of every id."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(laid.pages, start=1):
        for name in page.anchors:
            numbers.setdefault(name, number)
    return numbers
