"""Small documents that show one thing each."""

from khoss.pdf import Document, Part
from khoss.pdf.engine import engine_for, strict_and_swift
from khoss.pdf.joining import join
from khoss.pdf.layout import LaidPart, Place
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
    with strict_and_swift():
        part = LaidPart(engine_for(document.stylesheet), document, document.parts[0], {})
        extent = part.extent
        place = Place(0, 0, extent.pages, {}, frozenset(extent.anchors))
        written = part.write(place, ALL_MENDS - {mend})
    return join(document, [written])
