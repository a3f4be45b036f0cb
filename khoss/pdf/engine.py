"""Hold what one process keeps between renderings, and lead WeasyPrint by the hand.

WeasyPrint says what is wrong in its log and goes on; here every such message is an error.
"""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .document import PdfProblem
from .fonts import FOLDER, only_our_fonts

WEASYPRINT_VERSION = "70.0"  # the one whose private interface is used

_ALLOWED_FOLDERS = (
    FOLDER,
    FOLDER.parent.parent / "static",
    FOLDER.parent.parent.parent / "templates" / "reports",
)
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
def strict_and_swift() -> Iterator[None]:
    """Run WeasyPrint alone, without garbage collection, and with warnings as errors.

    :raises PdfProblem: when the block ends, naming all that WeasyPrint complained about
    """
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    with LOCK:
        collecting = gc.isenabled()
        gc.disable()
        propagating, logger.propagate = logger.propagate, False
        logger.addHandler(collector)
        try:
            yield
        finally:
            logger.removeHandler(collector)
            logger.propagate = propagating
            if collecting:
                gc.enable()
    if collector.messages:
        raise PdfProblem(*collector.messages)


@cache
def _fonts() -> FontConfiguration:
    with only_our_fonts():
        return FontConfiguration()


class Engine:
    """Keep the fonts and one parsed stylesheet."""

    def __init__(self, stylesheet: str, base: str) -> None:
        self.base = base
        self.fonts = _fonts()
        self.counter_style = CounterStyle()
        self.files = ProjectFiles()
        self.stylesheet = weasyprint.CSS(
            string=stylesheet,
            base_url=base,
            url_fetcher=self.files,
            font_config=self.fonts,
            counter_style=self.counter_style,
        )


def engine_for(stylesheet: str | Path) -> Engine:
    """Return this process's engine for a stylesheet, given as a file or as CSS.

    A changed file takes effect at once; what it imports, when the process starts anew.
    """
    if isinstance(stylesheet, Path):
        return _engine(stylesheet.read_text(encoding="utf-8"), stylesheet.parent.as_uri() + "/")
    return _engine(stylesheet, FOLDER.as_uri() + "/")


@lru_cache(maxsize=4)
def _engine(stylesheet: str, base: str) -> Engine:
    return Engine(stylesheet, base)
