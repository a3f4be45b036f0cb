"""Hold what one process keeps between renderings, and lead WeasyPrint by the hand.

WeasyPrint says what is wrong in its log and goes on; here every such message is an error.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .cascade import Looks
from .document import Document, Paper, PdfProblem
from .fonts import FOLDER, only_our_fonts
from .swift import swift

WEASYPRINT_VERSION = "70.0"  # the one whose private interface is used

_ALLOWED_FOLDERS = (
    FOLDER,
    FOLDER.parent.parent / "static",
    FOLDER.parent.parent.parent / "templates" / "reports",
)
_MUCH = 200_000  # objects made since somebody looked for garbage
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)""")
# The font configuration is not made for several threads.
LOCK = threading.RLock()


class ProjectFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint comes without types
    """Fetch data URLs and files of the project's own folders, and nothing else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what a URL holds.

        :raises ValueError: for any other URL, which WeasyPrint turns into a logged error
        """
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(url2pathname(parts.path)).resolve()
            if any(path.is_relative_to(folder.resolve()) for folder in _ALLOWED_FOLDERS):
                return super().fetch(path.as_uri(), headers)
        elif parts.scheme == "data":
            return super().fetch(url, headers)
        raise ValueError(f"not a file of the project: {url[:100]}")


class _Collector(logging.Handler):
    """Collect the messages of warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, once."""
        message = record.getMessage()
        if message not in self.messages:
            self.messages.append(message)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for garbage now and then only: what was laid out is taken apart, not looked for."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MUCH:
            gc.collect(1)
        if collecting:
            gc.enable()


def give_memory_back() -> None:
    """Give the system back what a document needed and nobody holds, where the library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def strict_and_swift() -> Iterator[None]:
    """Run WeasyPrint alone, without garbage collection, and with warnings as errors.

    :raises PdfProblem: when the block ends, naming all that WeasyPrint complained about
    """
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    with LOCK, without_collecting():
        propagating, logger.propagate = logger.propagate, False
        logger.addHandler(collector)
        try:
            with ExitStack() as stack:
                if weasyprint.__version__ == WEASYPRINT_VERSION:
                    stack.enter_context(swift())
                yield
        finally:
            logger.removeHandler(collector)
            logger.propagate = propagating
    if collector.messages:
        raise PdfProblem(*collector.messages)


@cache
def _fonts() -> FontConfiguration:
    with only_our_fonts():
        return FontConfiguration()


@dataclass(frozen=True)
class Style:
    """Hold what decides how HTML looks: a stylesheet, where it stands, the size of the paper."""

    css: str
    base: str
    paper: Paper | None

    @classmethod
    def of(cls, document: Document) -> Style:
        """Return the style of a document; a changed file takes effect at once.

        What the file imports takes effect when the process starts anew.
        """
        sheet = document.stylesheet
        if isinstance(sheet, Path):
            text, base = sheet.read_text(encoding="utf-8"), sheet.parent.as_uri() + "/"
            return cls(text, base, document.paper)
        return cls(sheet, FOLDER.as_uri() + "/", document.paper)


def with_imports(css: str, base: str) -> str:
    """Return the text of a stylesheet with that of all that it imports from its folder."""
    folder = Path(url2pathname(urlsplit(base).path))
    texts = [(folder / name).read_text(encoding="utf-8") for name in _IMPORT.findall(css)]
    return "".join([css, *(with_imports(text, base) for text in texts)])


class Engine:
    """Keep the fonts and the parsed stylesheets of one style."""

    def __init__(self, style: Style) -> None:
        self.base = style.base
        self.fonts = _fonts()
        self.counter_style = CounterStyle()
        self.files = ProjectFiles()
        self.stylesheets = [self._parsed(style.css)]
        self.stylesheets[0]._khoss_looks = Looks(with_imports(style.css, style.base))
        if style.paper:
            self.stylesheets.append(self._parsed(f"@page {{ size: {style.paper} }}"))

    def _parsed(self, css: str) -> weasyprint.CSS:
        return weasyprint.CSS(
            string=css,
            base_url=self.base,
            url_fetcher=self.files,
            font_config=self.fonts,
            counter_style=self.counter_style,
        )


@lru_cache(maxsize=8)
def engine_for(style: Style) -> Engine:
    """Return this process's engine for a style."""
    return Engine(style)
