"""Numbers in digits and in Swedish letters: how they are found in prose, and what they say."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

ONES = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9,
}  # fmt: skip
TEENS = {
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16,
    "sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19,
}  # fmt: skip
TENS = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70,
    "åttio": 80, "nittio": 90,
}  # fmt: skip
PIECES = {**ONES, **TEENS, **TENS, "tju": 20, "noll": 0, "hundra": 100, "tusen": 1000}
# `ett` and `tusen` written together with one t less.
THOUSAND = "ettusen"
MULTIPLES = {"miljon": 10**6, "miljoner": 10**6, "miljard": 10**9, "miljarder": 10**9}
PARTS = {
    "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "åtton": 8,
    "nion": 9, "tion": 10, "tjugon": 20, "hundra": 100,
}  # fmt: skip
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
HALF = "halv"
# The spaces that stand between thousands.
SPACES = " \u00a0\u2009\u202f"


_PIECE = "|".join(sorted((*PIECES, THOUSAND), key=len, reverse=True))
ONE = r"(?:en|ett)"
# Written together, or with a space before `hundra` and `tusen`. Alone, `en` and `ett` are articles.
_LETTERS = (
    rf"(?:(?!{ONE}\b(?!\s(?:hundra|tusen)))"
    rf"(?:{_PIECE})+(?:\s(?:hundra|tusen)(?:{_PIECE})*){{0,3}})"
)
_DIGITS = rf"(?:(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:[.,]\d+)?)"
NUMBER = (
    rf"(?:(?:{_DIGITS}|{_LETTERS})(?:\s+(?:tusen|{'|'.join(MULTIPLES)})\b)?"
    rf"|{ONE}(?:\s+{HALF}t?)?\s+(?:{'|'.join(MULTIPLES)})\b)"
)
# Nothing that is counted has more digits; the rest of such a number is not read.
LONGEST = 100
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def value(said: str) -> Fraction:
    """Return the value of a number in digits or in letters."""
    number, *words = re.sub(rf"(?<=\d)[{SPACES}](?=\d)", "", said.casefold()).split()
    factor = MULTIPLES[words.pop()] if words and words[-1] in MULTIPLES else 1
    if words and words[0].startswith(HALF):
        return Fraction(factor, 2)
    if not number[0].isdecimal():
        return Fraction(_letters("".join([number, *words])) * factor)
    digits = number.replace(".", "") if _GROUPED.fullmatch(number) else number
    return Fraction(digits.replace(",", ".")[:LONGEST]) * (1000 if words else factor)


def _letters(word: str) -> int:
    """Return the value of a number in letters, written together."""
    thousands, rest = 0, 0
    for piece in re.findall(_PIECE, word.replace(THOUSAND, "etttusen")):
        if piece == "tusen":
            thousands, rest = (rest or 1) * 1000, 0
        elif piece == "hundra":
            rest = (rest or 1) * 100
        else:
            rest += PIECES[piece]
    return thousands + rest


def vulgar(said: str) -> Fraction:
    """Return the value of a number whose last character is a fraction."""
    part = Fraction(unicodedata.numeric(said[-1])).limit_denominator(10)
    return Fraction(said[:-1] or 0) + part


def decimals(said: str) -> int:
    """Return how many decimals a number in digits has."""
    return len(said.partition("." if "." in said else ",")[2])
