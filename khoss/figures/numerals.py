"""Numbers and words of quantity in Swedish prose, and what looks like them and is none.

What is no figure: years, dates and times of day, ranges and case numbers of four digits or more,
law references, goal codes, priorities, numbers of chapters, pages, tables and the like, durations,
digits that belong to a word (COVID-19), telephone numbers and addresses. What is followed by
something that is counted is a figure even where it looks like a year or a number of a chapter.
`en` and `ett` are articles, unless `endast` stands before them and a county after. `alla`,
`ingen`, `flera`, `många` and `få` count only before counties, and before what was answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec"
)
UNITS = {
    "noll": 0, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16,
    "sjutton": 17, "arton": 18, "nitton": 19, "hundra": 100, "tusen": 1000,
}  # fmt: skip
TENS = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70,
    "åttio": 80, "nittio": 90,
}  # fmt: skip
PARTS = {"tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "åttonde": 8, "tion": 10}
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
ONES = {"en": 1, "ett": 1, **{word: value for word, value in UNITS.items() if 0 < value < 10}}

_TEN = f"(?:{'|'.join(TENS)})(?:{'|'.join(ONES)})?"
_WORD = f"(?:{_TEN}|{'|'.join(sorted(UNITS, key=len, reverse=True))})"
_DIGITS = r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORD})"
_COUNTED = (
    r"(?:länsstyrelser|län|länen|kommuner|regioner|myndigheter|delmål|frågor|svar|svaren|procent|"
    r"procentenheter|personer|invånare|anställda|medarbetare|deltagare|verksamheter|kronor)\b"
)
_OF_SOME = rf"(?:av\s+(?:de\s+)?{_NUMBER}\s+)?{_COUNTED}"
_MASKED = re.compile(
    rf"""
      https?://\S+ | [^\s@]{{1,64}}@[^\s@]{{1,100}}
    | \b\d{{4}}:\d+\b | \b\d+:[ae]\b
    | \b[a-zåäö]{{0,3}}\d{{4,}}(?:[/–-]\d+)+\b | \b\d+[/–-]\d{{4,}}\b | \b\d+(?:[/–-]\d+){{2,}}\b
    | \b(?:den\s+)?\d{{1,2}}(?:[–-]\d{{1,2}})?\.?\s*(?:{MONTHS})\b
    | \b(?:19|20)\d\d\b(?!\s*(?:%|{_COUNTED}))
    | \bkl(?:ockan|\.)?\s*\d{{1,2}}(?:[.:]\d\d)?
    | \bprio(?:ritet)?\s*\d\b
    | \b(?:kapitel|kap\.?|avsnitt|bilaga|tabell|figur|diagram|sidan?|sid\.|s\.|fotnot|not|punkt|
        steg|artikel|art\.|delmål|målområde|mål|fas|nivå|version|nr\.?|nummer)\s*
        \d+(?:[.–-]\d+)*\b(?!\s*%|\s+{_OF_SOME})
    | §+\s*\d+ | \b\d+\s*(?:§|kap\.)
    | \b0\d{{1,3}}-\d[\d\s]*\d
    | \b(?:{_NUMBER}|\d*[{VULGAR}])[\s-]*(?:års?|månad\w*|veck\w*|dag\w*|dygn\w*|timm\w*|minut\w*|
        sekund\w*|kvartal\w*|årig\w*)\b
    | \b[a-zåäö]+-?\d\w* | \b\d+-?(?!st\b|tal\s+{_COUNTED}|{_COUNTED})[a-zåäö]\w*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GOAL = re.compile(r"\b[A-ZÅÄÖ]{2}[ \u00a0-]?\d{1,2}\b")
# The number of a chapter, before its title: `2.1 Rubrik`, `3 Genomförande`.
_HEADING_NUMBER = re.compile(
    rf"""
      ^\s*\d{{1,2}}(?:\.\d{{1,2}})+\.?\s+(?!\s|\d|%|(?i:procent))
    | ^\s*\d{{1,2}}\.?\s+(?!(?i:{_COUNTED}))(?=[^\W\da-zåäö]|[–—-])
    """,
    re.VERBOSE,
)
_NEARLY = (
    r"(?:(?P<about>drygt|knappt|nästan|ungefär|cirka|ca|omkring|runt|över|mer\s+än|fler\s+än|"
    r"mindre\s+än|färre\s+än|minst|högst)\s+)?"
)
_ANSWERED = r"(?:(?:har|hade)\s+)?(?:(?:nu|redan|också|hittills|ännu|inte|då)\s+)?svara(?:t|de|r)\b"
_ORDINAL = "tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde"
_ONE_COUNTED = r"(?:länsstyrelse|län|kommun|region|delmål|fråga|svar)\b"
_ROUND = f"tio|femton|{'|'.join(TENS)}|hundra|tusen"
_FIGURE = re.compile(
    rf"""
    \b{_NEARLY}(?:
      (?P<share>{_NUMBER})\s*(?:%|procent\w*)
    | (?P<of>{_NUMBER})\s+av\s+(?:de\s+|länens\s+)?(?P<whole>{_NUMBER})\b
    | (?P<times>(?:{"|".join(ONES)})\s+)?(?P<part>{"|".join(PARTS)})del(?:ar|en|arna)?\b
    | (?P<half>hälften|halva|hälvten)\b
    | (?P<vulgar>\d*[{VULGAR}])
    | (?P<count>{_NUMBER})(?:\b|(?=(?:st|{_COUNTED})\b))
    )
    | \b(?P<word>
        (?:en\s+)?(?:stor\s+|överväldigande\s+|klar\s+|knapp\s+)?majoritet(?:en)?
      | merparten | flertalet | de\s+(?:allra\s+)?flesta | samtliga | utan\s+förbehåll
      | i\s+(?:mycket\s+|allt\s+)?(?:stor|större|hög|högre|liten|mindre|låg|lägre)\s+utsträckning
      | (?:alla|ingen|inga|flera|många|få|fåtalet|ett\s+fåtal|varannan)
        (?=\s+(?:av\s+)?(?:\w+\s+)?(?:län\b|länen\b|länsstyrels))
      | (?:endast|bara|enbart|blott)\s+(?:en|ett)
        (?=\s+(?:av\s+)?(?:\w+\s+)?(?:län\b|länen\b|länsstyrelse))
      | (?:alla|ingen|inga|flera|många|få)(?=\s+(?:av\s+dem\s+|kommuner\s+)?{_ANSWERED})
      | (?:en|ett)(?=\s+(?:av\s+dem\s+|länsstyrelse\s+|län\s+)?{_ANSWERED})
      | var(?:je|t)?\s+(?:annan|annat|{_ORDINAL})(?=\s+{_ONE_COUNTED})
      | (?:ett\s+)(?:{_ROUND})tal | (?:{_ROUND})tals | (?:ett\s+)?(?:halvt\s+)?dussin(?:tals)?
      | dubbelt\s+så\s+(?:många|(?:stor|hög)\s+andel) | dubbla\s+antalet
      )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Numeral:
    """A number or a word of quantity, where it stands, and what it says: a count or a share.

    `exact` is False when a word before it says nearly or about. `whole` is what a count is of,
    where that is said.
    """

    start: int
    words: str
    count: int | None
    share: Fraction | None
    decimals: int
    exact: bool
    whole: int | None = None


def find_numerals(text: str, *, is_heading: bool = False) -> Iterator[Numeral]:
    """Return the numbers and words of quantity of a passage, in order."""
    masked = _MASKED.sub(_blank, _GOAL.sub(_blank, text))
    if is_heading:
        masked = _HEADING_NUMBER.sub(_blank, masked)
    for found in _FIGURE.finditer(masked):
        yield _numeral(found)


def _blank(found: re.Match[str]) -> str:
    # No letter and no digit, so that nothing is read together with what stood here.
    return "\N{BULLET}" * len(found.group())


def _numeral(found: re.Match[str]) -> Numeral:
    count, share, decimals, whole = None, None, 0, None
    if found["share"]:
        number = _value(found["share"])
        share = number / 100
        decimals = len(re.sub(r"^[^.,]*[.,]?", "", found["share"]))
    elif found["of"]:
        count, whole = _whole(_value(found["of"])), _whole(_value(found["whole"]))
    elif found["part"]:
        times = ONES[found["times"].strip().casefold()] if found["times"] else 1
        share = Fraction(times, PARTS[found["part"].casefold()])
    elif found["half"]:
        share = Fraction(1, 2)
    elif found["vulgar"]:
        share = _vulgar(found["vulgar"])
    elif found["count"]:
        count = _whole(_value(found["count"]))
    return Numeral(
        found.start(), found.group(), count, share, decimals, found["about"] is None, whole
    )


def _vulgar(said: str) -> Fraction:
    """Return the value of a number whose last character is a fraction."""
    part = Fraction(unicodedata.numeric(said[-1])).limit_denominator(10)
    return Fraction(said[:-1] or 0) + part


def _whole(value: Fraction) -> int | None:
    return int(value) if value.denominator == 1 else None


def _value(said: str) -> Fraction:
    """Return the value of a number in digits or in letters."""
    lowered = said.casefold()
    if lowered in UNITS:
        return Fraction(UNITS[lowered])
    for ten, value in TENS.items():
        if lowered.startswith(ten):
            return Fraction(value + ONES.get(lowered.removeprefix(ten), 0))
    digits = re.sub(r"[ \u00a0]", "", lowered).replace(",", ".")
    return Fraction(digits)
