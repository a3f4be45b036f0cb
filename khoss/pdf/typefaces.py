"""Embed each font once in a document, with the characters that its parts have drawn."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.constants import PANGO_STRETCH
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import FontConfiguration, get_pango_font_key

from .document import PdfProblem

NAME = "KhossFonts"  # the entry of a catalogue that holds the fonts
_SIZE = 100  # pixels; ascent and descent are rounded at it
_PLAIN = str.maketrans("\u00a0\u00ad\u2010\u2011", " ---")


@dataclass(frozen=True)
class FontUse:
    """Say which glyphs of a font were drawn: each with its width and the text it stands for."""

    name: str
    family: str
    style: int
    weight: int
    glyphs: tuple[tuple[int, float, str], ...]


def uses(fonts: Iterable[Any], *, told_plainly: bool = True) -> tuple[FontUse, ...]:
    """Return what was drawn with WeasyPrint's fonts.

    Fonts draw U+00A0 as they draw a space, and U+2010 as "-"; told plainly, all of them are
    copied, searched and read as such. The first drawn in a part would decide it otherwise.
    """
    found: dict[str, FontUse] = {}
    for font in fonts:
        texts = font.to_unicode
        glyphs = tuple(
            (glyph, font.widths[glyph], text.translate(_PLAIN) if told_plainly else text)
            for glyph, text in texts.items()
        )
        before = found[font.hash].glyphs if font.hash in found else ()
        found[font.hash] = FontUse(
            font.hash, font.family, int(font.style), int(font.weight), before + glyphs
        )
    return tuple(found.values())


def joined(parts: Iterable[tuple[FontUse, ...]]) -> tuple[FontUse, ...]:
    """Return what was drawn in all parts together: the first part decides what a glyph means."""
    fonts: dict[str, FontUse] = {}
    glyphs: dict[str, dict[int, tuple[int, float, str]]] = {}
    for part in parts:
        for use in part:
            fonts.setdefault(use.name, use)
            known = glyphs.setdefault(use.name, {})
            for glyph in use.glyphs:
                known.setdefault(glyph[0], glyph)
    return tuple(
        FontUse(name, use.family, use.style, use.weight, tuple(sorted(glyphs[name].values())))
        for name, use in sorted(fonts.items())
    )


def adding(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return what adds a font to a document that names its fonts and does not hold them."""
    kept: dict[int, Any] = {}

    def add_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
        key, _, size = get_pango_font_key(pango_font)
        font = stream._fonts.get(key)
        if font is None and key in kept:
            font = stream._fonts[key] = _unused(kept[key])
        elif font is None:
            font, size = original(stream, pango_font)
            if not (font.bitmap or font.svg or font.png or font.colr):
                kept[key] = _unused(font)
        return font, size

    return add_font


def _unused(font: Any) -> Any:
    """Return a font of which nothing is drawn, without what it looks like."""
    other = copy(font)
    other.widths, other.to_unicode, other.missing, other.file_content = {}, {}, {}, b""
    return other


def embedded(fonts: tuple[FontUse, ...], configuration: FontConfiguration) -> bytes:
    """Return a PDF without pages whose catalogue holds subsets of the fonts."""
    pdf = pydyf.PDF()
    loaded = {use.name: _loaded(use, configuration) for use in fonts}
    options = weasyprint.DEFAULT_OPTIONS | {"pdf_version": "1.7"}
    dictionary = build_fonts_dictionary(pdf, loaded, True, True, options)
    pdf.add_object(dictionary)
    pdf.catalog[NAME] = dictionary.reference
    output = io.BytesIO()
    pdf.write(output, b"1.7")
    return output.getvalue()


def _loaded(use: FontUse, configuration: FontConfiguration) -> Any:
    """Return a font as WeasyPrint holds it."""
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    family = ffi.new("char[]", use.family.encode())
    pango.pango_font_description_set_family(description, family)
    pango.pango_font_description_set_style(description, use.style)
    pango.pango_font_description_set_weight(description, use.weight)
    pango.pango_font_description_set_stretch(description, PANGO_STRETCH["normal"])
    pango.pango_font_description_set_absolute_size(description, _SIZE * TO_UNITS)
    context = ffi.gc(
        pango.pango_font_map_create_context(configuration.font_map), gobject.g_object_unref
    )
    found = ffi.gc(
        pango.pango_font_map_load_font(configuration.font_map, context, description),
        gobject.g_object_unref,
    )
    _, own, size = get_pango_font_key(found)
    font = Font(found, own, size)
    if font.hash != use.name:
        raise PdfProblem(f"the font {use.family} was drawn and is not found again")
    font.widths = {glyph: width for glyph, width, _ in use.glyphs}
    font.to_unicode = {glyph: text for glyph, _, text in use.glyphs}
    return font
