"""The same content through other programs: Chromium's print to PDF, and Typst where it is there."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import sync_playwright

from khoss.pdf import Document
from khoss.pdf.fonts import FOLDER

CHROMIUM = "/usr/bin/chromium"
Peer = Callable[[Document], bytes]


@contextmanager
def chromium() -> Iterator[Peer]:
    """Hand out a browser that runs already: parsing, layout and a tagged PDF."""
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page()
        path = Path(folder) / "report.html"

        def printed(document: Document) -> bytes:
            body = '<div style="break-before: page"></div>'.join(
                part.html for part in document.parts
            )
            sheet = document.stylesheet
            link = sheet.as_uri() if isinstance(sheet, Path) else ""
            path.write_text(
                f'<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>{document.title}'
                f'</title><link rel="stylesheet" href="{link}"><body>{body}',
                encoding="utf-8",
            )
            page.goto(path.as_uri())
            content: bytes = page.pdf(prefer_css_page_size=True, tagged=True)
            return content

        yield printed
        browser.close()


def typst() -> Peer | None:
    """Return Typst's compiler, or None where the package `typst` is not installed."""
    if find_spec("typst") is None:
        return None
    compile_source = import_module("typst").compile

    def compiled(document: Document) -> bytes:
        content: bytes = compile_source(
            typst_source(document).encode(), font_paths=[str(FOLDER)], ignore_system_fonts=True
        )
        return content

    return compiled


def typst_source(document: Document) -> str:
    """Return the text, tables and bars of a document as Typst's markup."""
    writer = _Typst()
    writer.feed("<pagebreak>".join(part.html for part in document.parts))
    return "".join(writer.written)


_BEFORE = {"h1": "\n= ", "h2": "\n== ", "h3": "\n=== ", "p": "\n\n", "li": "\n- "}


class _Typst(HTMLParser):
    """Write HTML of reports as Typst: as much of it as costs time."""

    def __init__(self) -> None:
        super().__init__()
        self.written = [
            '#set page(paper: "a4", numbering: "1 / 1", header: [Rapport])\n'
            '#set text(font: "Source Sans 3", size: 10.2pt, lang: "sv")\n#outline()\n'
        ]
        self._svg: list[str] = []
        self._cells = self._columns = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what an element is in Typst."""
        if tag == "svg" or self._svg:
            self._svg.append(self.get_starttag_text() or "")
        elif tag == "pagebreak":
            self.written.append("\n#pagebreak()\n")
        elif tag == "tr":
            self.written.append("\n#grid(columns: (1fr,) * 30, ")
        elif tag in ("td", "th"):
            self.written.append("[")
        else:
            self.written.append(_BEFORE.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that ends where it begins: a drawing's say so themselves."""
        self.handle_starttag(tag, attrs)
        if not self._svg:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End what an element is in Typst."""
        if self._svg:
            self._svg.append(f"</{tag}>")
            if tag == "svg":
                source = "".join(self._svg).replace("\\", "\\\\").replace('"', '\\"')
                self.written.append(f'#image(bytes("{source}"), format: "svg", width: 100%)')
                self._svg = []
        elif tag == "tr":
            self.written.append(")\n")
        elif tag in ("td", "th"):
            self.written.append("], ")
        elif tag in ("h1", "h2", "h3", "p", "li"):
            self.written.append("\n")

    def handle_data(self, data: str) -> None:
        """Write text, with every character that means something to Typst escaped."""
        if self._svg:
            self._svg.append(data.replace("&", "&amp;").replace("<", "&lt;"))
            return
        plain = " ".join(data.split())
        self.written.append(
            "".join(
                f"\\{letter}" if letter in "\\#*_`$<>@=-+/[]~\"'" else letter for letter in plain
            )
        )


def seconds(peer: Peer, document: Document, times: int = 3) -> tuple[float, bytes]:
    """Return the best of several times that a peer takes, and its file."""
    best, content = float("inf"), b""
    for _ in range(times):
        began = time.perf_counter()
        content = peer(document)
        best = min(best, time.perf_counter() - began)
    return best, content
