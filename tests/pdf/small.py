"""Small documents that show one thing each."""

from khoss.pdf import Document, Part
from khoss.pdf.engine import Style, engine_for, strict_and_swift
from khoss.pdf.joining import Joinable, join
from khoss.pdf.layout import make_part
from khoss.pdf.page import page_html
from khoss.pdf.running import headers_for
from khoss.pdf.tagging import ALL_MENDS, Mend
from tests.pdf.sample import CREATED

STYLE = """
@page { size: A5; margin: 20mm;
  @top-left { content: string(chapter) }
  @bottom-right { content: "Sida " counter(page) " av " counter(pages) } }
html { font-family: "Source Sans 3" }
h1 { string-set: chapter content() }
.footnote { float: footnote }
"""


def small(*parts: str, style: str = "", title: str = "Prov") -> Document:
    """Return a document of some parts, given as HTML."""
    return Document(
        title=title,
        author="Länsstyrelserna",
        description="Ett prov",
        created=CREATED,
        stylesheet=STYLE + style,
        parts=tuple(Part(f"part-{number}", html) for number, html in enumerate(parts)),
    )


def rendered_without(mend: Mend | None, html: str) -> bytes:
    """Return a document of one part as a PDF, with one mend turned off."""
    document = small(html)
    style = Style.of(document)
    page = page_html(document, html)
    with strict_and_swift():
        part = make_part(engine_for(style), page, {}, ALL_MENDS - {mend})
        headers = headers_for(style, page_html(document, "")).draw(
            part.sheets, {}, 0, len(part.sheets)
        )
        return join(document, style, Joinable([part], [headers]))
