"""Make users' text fit to print: nothing that no font can show, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

# The fonts of the reports, which no other is used in.
FONTS = Path(__file__).parent / "pdf" / "fonts"

# What Word leaves behind from its symbol fonts, in the private use area.
_SYMBOL_FONTS = {
    "\uf02d": "–",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf0b7": "•",
    "\uf0d8": "▸",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf06f": "☐",
    "\uf076": "▪",
}
# Shown by no glyph of their own, yet they steer line breaks and the joining of letters.
_KEPT_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200e\u200f\u2060")
_JOINER = "\u200d"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
# With the choice of a sign's form, nobody misses them where the sign itself is shown.
_VARIANTS = _SKIN_TONES | frozenset(map(chr, range(0xFE00, 0xFE10)))
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")


@cache
def covered_characters() -> frozenset[int]:
    """Return the code points that at least one of the fonts has a glyph for."""
    covered: set[int] = set()
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def normalise_text(text: str) -> str:
    """Return text in NFC without characters that the PDF's fonts cannot show.

    A character that no font has becomes its plain equivalent where Unicode names one
    (the letters of mathematical alphabets, ㎡), and is left out otherwise (emoji, private use).
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(_printable(character) for character in text))


def _printable(character: str) -> str:
    """Return what stands for one character on the page."""
    if character == "\n" or character in _KEPT_INVISIBLE:
        return character
    if character in _SKIN_TONES:  # left over when an emoji goes
        return ""
    category = unicodedata.category(character)
    if category == "Co":
        return _SYMBOL_FONTS.get(character, "")
    if category in ("Cc", "Cf", "Cs", "Cn"):
        return ""
    covered = covered_characters()
    if ord(character) in covered:
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(letter) in covered for letter in plain):
        return plain
    return ""


def left_out(text: str) -> tuple[str, ...]:
    """Return the signs of a text that people see and that are not printed, as often as they stand.

    What is shown as one sign is one: a flag of two letters, a family of several people.
    """
    text = unicodedata.normalize("NFC", text)
    lost = frozenset(one for one in set(text) if _is_missed(one))
    if not lost:
        return ()
    return tuple(sign for sign in _signs(text) if not lost.isdisjoint(sign))


def _is_missed(character: str) -> bool:
    """Tell whether a character is seen on a page and by nothing in a PDF."""
    if character in _VARIANTS or unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return False
    return not (character.isspace() or _LINE_ENDS.match(character) or _printable(character))


def _signs(text: str) -> Iterator[str]:
    """Give the signs of a text as people see them."""
    sign = ""
    for character in text:
        if sign and _goes_on(sign, character):
            sign += character
        else:
            yield sign
            sign = character
    yield sign


def _goes_on(sign: str, character: str) -> bool:
    """Tell whether a character is still part of the sign before it."""
    if sign in _FLAG_LETTERS:
        return character in _FLAG_LETTERS
    joins = character in _VARIANTS or unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    return joins or sign.endswith(_JOINER)
