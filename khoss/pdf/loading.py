"""Load WeasyPrint quickly.

For every name that a system library has elsewhere, cffi asks `ctypes.util.find_library`, which
starts a compiler and a linker to look. On Linux the loader finds the right name by itself.
"""

from __future__ import annotations

import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager


def _not_asked(name: str) -> str | None:
    """Leave the search to the loader."""
    return None


@contextmanager
def _without_searching() -> Iterator[None]:
    search = ctypes.util.find_library
    ctypes.util.find_library = _not_asked
    try:
        yield
    finally:
        ctypes.util.find_library = search


with _without_searching():
    import weasyprint

__all__ = ["weasyprint"]
