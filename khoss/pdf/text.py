"""Make users' text fit to print: nothing that no font can show, nothing invisible."""

import re
import unicodedata

from .fonts import covered_characters

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
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")


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
    if "\U0001f3fb" <= character <= "\U0001f3ff":  # skin tones, left over when an emoji goes
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
