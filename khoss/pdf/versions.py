"""Say which versions of other people's programs make the pages and the files."""

from __future__ import annotations

import ctypes
import platform
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version

import pikepdf
from weasyprint.text.ffi import harfbuzz_subset, pango

from .loading import weasyprint

# What lays out, draws, hyphenates and writes, and what fills in templates and texts before that.
PACKAGES = (
    "Babel",
    "cssselect2",
    "fonttools",
    "Jinja2",
    "markdown-it-py",
    "MarkupSafe",
    "mdit-py-plugins",
    "pikepdf",
    "pydyf",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
)
UNKNOWN = "okänd"
ABSENT = "saknas"


@cache
def library_versions() -> dict[str, str]:
    """Return the version of every library that a file's bytes may depend on, by name.

    Of Python the feature version counts: it decides the tables of Unicode. Nothing here tells of a
    machine, a folder or a time.
    """
    found = {name: version(name) for name in PACKAGES}
    found["WeasyPrint"] = weasyprint.__version__
    found["qpdf"] = pikepdf.__libqpdf_version__
    found["Pango"] = _of_hundreds(pango.pango_version())
    found["HarfBuzz"] = _asked(_harfbuzz)
    found["HarfBuzz subset"] = ABSENT if harfbuzz_subset is None else found["HarfBuzz"]
    found["Fontconfig"] = _asked(_fontconfig)
    found["FreeType"] = _asked(_freetype)
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    found["Python"] = ".".join(platform.python_version_tuple()[:2])
    return dict(sorted(found.items(), key=lambda one: one[0].lower()))


def _asked(ask: Callable[[], str]) -> str:
    """Return what a library of the system says of itself, where the loader finds it."""
    try:
        return ask()
    except (AttributeError, OSError):
        return UNKNOWN


def _harfbuzz() -> str:
    library = ctypes.CDLL("libharfbuzz.so.0")
    library.hb_version_string.restype = ctypes.c_char_p
    said: bytes = library.hb_version_string()
    return said.decode("ascii")


def _fontconfig() -> str:
    return _of_hundreds(ctypes.CDLL("libfontconfig.so.1").FcGetVersion())


def _freetype() -> str:
    library = ctypes.CDLL("libfreetype.so.6")
    handle = ctypes.c_void_p()
    if library.FT_Init_FreeType(ctypes.byref(handle)):
        return UNKNOWN
    numbers = [ctypes.c_int() for _ in range(3)]
    library.FT_Library_Version(handle, *(ctypes.byref(number) for number in numbers))
    library.FT_Done_FreeType(handle)
    return ".".join(str(number.value) for number in numbers)


def _of_hundreds(number: int) -> str:
    """Return a version that is told as one number: 15012 is 1.50.12."""
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
