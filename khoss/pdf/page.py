"""Put the HTML of a part into a complete page."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from .document import Document, PdfProblem

# An element of its own would part the text around a figure, and so move what is drawn.
MARKED = re.compile(r'<span class="counted"[^>]*>([^<]*)</span>')


def page_html(document: Document, body: str, head: str = "") -> str:
    """Return a complete page of HTML around a body, without what only marks a figure in it."""
    classes = escape(" ".join(document.classes))
    plain = MARKED.sub(r"\g<1>", body)
    return (
        f'<!DOCTYPE html><html lang="{escape(document.language)}" class="{classes}"><head>'
        f'<meta charset="utf-8"><title>{escape(document.title)}</title>{head}</head>'
        f"<body>{plain}</body></html>"
    )


def fill_in_page_numbers(html: Any, numbers: Mapping[str, int] | None) -> None:
    """Write page numbers into the links of parsed HTML that show them.

    :raises PdfProblem: when there is such a link and no numbers
    """
    for link in html.etree_element.iter("a"):
        if link.get("data-page") is None:
            continue
        target = link.get("href", "")
        if numbers is None:
            raise PdfProblem(f"the number of a page shown outside the first part: {target}")
        link.set("data-page", str(numbers.get(target.removeprefix("#"), "")))


def shows_page_numbers(body: str) -> bool:
    """Tell whether a body of HTML may hold links that show page numbers."""
    return "data-page" in body
