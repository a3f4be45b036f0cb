"""What looks like a figure in prose and is none.

Years, dates and times of day, ranges and case numbers of four digits or more, law references, goal
codes, priorities, numbers of chapters, pages, tables and the like, durations, digits that belong
to a word (COVID-19), telephone numbers and addresses. What is followed by something that is
counted is a figure even where it looks like a year, a goal code or a number of a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from khoss.figures.counted_nouns import ANSWERING, COUNTED, RATINGS
from khoss.figures.number_words import NUMBER, VULGAR

MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec"
)
# After a number: of how many, or what is counted.
_OF_SOME = rf"(?:av\s+(?:de\s+)?{NUMBER}\b|{COUNTED})"
_OF_SOMETHING = rf"(?:{_OF_SOME}|{RATINGS})"
_SECTION = r"\d+(?:\s?[a-z]\b)?"
_TIME = r"\d{1,2}(?:[.:]\d\d)?"
# Where something stands in a document or a row, unless it says how many.
_PLACE = rf"\d+(?:[.–-]\d+)*\b(?!\s*%|\s+{_OF_SOMETHING})"
# More of the same after the first, as in `delmål 1, 2 och 3`, unless the last one is counted.
_MORE = (
    rf"(?:(?:,\s+{_PLACE}){{0,20}}\s+(?:och|eller|samt|till)\s+{_PLACE}"
    r"(?!\s+(?:svara|ange|angav|gav|uppge|uppgav|har\b|hade\b)))"
)
_SECTIONS = rf"{_SECTION}(?:(?:,\s+|\s+(?:och|eller|samt|till)\s+|\s*[–-]\s*){_SECTION}){{0,20}}"
_WRITTEN_OUT = r"(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# Whole words alone: `15 dagövningar` are counted.
_DURATION = (
    r"(?:(?:månad|dygn|minut|sekund|kvartal)(?:er|en|et)?(?:na)?s?|veck(?:a|an|or|orna)s?|"
    r"dag(?:en|ar|arna)?s?|timm(?:e|en|ar|arna)s?)"
)
# What may be written together with the number after it.
_BEFORE = (
    r"svara(?:t|de|r)|angav|uppger|uppgav|endast|bara|enbart|exakt|precis|hela|sammanlagt|var|är|har|"
    r"hade|och|eller|samt|till|från|med|fick|blev|län|länsstyrelser"
)
_MASKED = re.compile(
    rf"""
      https?://\S+ | [^\s@]{{1,64}}@[^\s@]{{1,100}}
    | \b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer)\b[.:]?\s*\S+
    | \bISO(?:/IEC)?\s*\d+ | \b1177\b(?!\s*{_OF_SOME}) | \b24/7\b | \b113\ 13\b | \bring\s+112\b
    | \b\d{{4}}:\d+\b | \b\d+:[ae]\b
    | \b[a-zåäö]{{0,3}}\d{{4,}}(?:[/–-]\d+)+(?::\d+)?\b | \b\d+[/–-]\d{{4,}}\b
    | \b\d+(?:[/–-]\d+){{2,}}\b
    | \b(?:den\s+(?:\d{{1,2}}\s+(?:och|till)\s+(?:den\s+)?)?)?
        \d{{1,2}}(?:[–-]\d{{1,2}})?\.?\s*(?:{MONTHS})\b
    | \bden\s+\d{{1,2}}/{_MONTH}\b | \b\d{{1,2}}/{_MONTH}\s+(?:19|20)\d\d\b
    | \b(?:19|20)\d\d\b(?!\s*(?:%|{_OF_SOME}))
    | \bkl(?:ockan|\.)?\s*{_TIME}(?:\s*[–-]\s*{_TIME})? | \b\d{{1,2}}:\d\d\b
    | \b[0-2]?\d\.[0-5]\d\s*[–-]\s*[0-2]?\d\.[0-5]\d\b(?!\s*(?:%|procent))
    | \bprio(?:ritet)?\s*\d\b{_MORE}?
    | \b\d{{3}}\s\d\d\s+(?!{COUNTED})(?-i:[A-ZÅÄÖ][a-zåäö]+)
    | \bskalan?\s+(?:från\s+|mellan\s+)?\d+\s*(?:[–-]|till|och)\s*{_PLACE}
    | \banslag(?:et|en)?\s+\d+:\d+\b | \buppdrag(?:et)?\s+\d+(?:\.\d+)+\b(?!\s*%)
    | \b(?:kapitel|avsnitt|fas|etapp|nivå|tabell|figur|bilaga|punkt|fråga|scenario|alternativ)\s+
        {_WRITTEN_OUT}(?!\s*%|\s+{_OF_SOMETHING})
    | (?<!\.)\b
        (?:kapit(?:el|len)|kap\.?|avsnitt(?:en)?|bilag(?:a|orna)|tabell(?:erna)?|figur(?:erna)?|
        diagram(?:men)?|sid(?:an?|orna)|sid\.|s\.|fotnot(?:erna)?|not|punkt(?:erna)?|pkt|p\.|stycket|artikel|art\.|delmål(?:en)?|målområde|mål|fas|etapp|nivå|version|nr\.?|nummer|
        veck(?:a|orna)|v\.|kvartal|tertial|rad|kolumn|fråg(?:a|an|orna)|scenario|kategori|
        alternativ|paragraf(?:en|erna)?|(?:utgifts)?område(?:t|na)?|anslagspost(?:en|erna)?|förslag|
        rekommendation(?:en|erna)?|åtgärd(?:en|erna)?|
        civilområde|(?:beredskaps)?sektor)\s*
        {_PLACE}{_MORE}?
    | §+\s*{_SECTION}(?:\s*[–-]\s*{_SECTION})?
    | \b{_SECTIONS}\s*(?:§§|kap\b)
    | \b{_SECTION}(?:\s*[–-]\s*{_SECTION})?\s*§
    | \b0\d{{1,3}}-\d[\d\s]*\d
    | \bper\s+{NUMBER}\s+invånare\b
    | \b{NUMBER}\s+gånger?\s+(?:per|om|i)\s+(?:år|mån|veck|dag|dygn)\w*
    | \b(?:{NUMBER}(?:\s?[–-]|-?\s+(?:till|eller)|-\s+och)\s*)?(?:{NUMBER}|\d*[{VULGAR}])[\s-]*
        (?:års?(?!\s+(?:19|20)\d\d\b)|{_DURATION}|tim|h|min|årig\w*)\b
    | \b(?:ja|nej|delvis|av|hos|på|i|totalt|{_BEFORE})-?(?=\d)
    | \b(?!(?:drygt|knappt|nästan|ungefär|cirka|ca|omkring|runt|över|under|minst|högst)\d)
        [a-zåäö]+-?\d\w*
    | \b\d+-?(?!st\b|tal\s+{COUNTED}|{COUNTED}|{RATINGS}|{ANSWERING}|av\s*\d|procent|pct\b|proc\b)
        [a-zåäö]\w*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CODE = re.compile(
    r"\b(?P<area>[A-ZÅÄÖ]{2})(?P<between>[ \u00a0-]?)(?P<number>\d{1,2})\b(?P<to>[–-]\d{1,2}\b)?"
    rf"(?P<more>{_MORE})?"
)
_COUNTED_AFTER = re.compile(rf"\s+{_OF_SOME}", re.IGNORECASE)
# `steg 4` is a step of a stair; a number of answers rose by four: `antalet ja steg 4`.
_STEP = re.compile(
    rf"""
      (?<!\bja\s)(?<!\bnej\s)(?<!\bdelvis\s)(?<!\bantalet\s)(?<!\bandelen\s)(?<!\bsiffran\s)
      \bsteg\s*(?:\d+(?:[.–-]\d+)*\b|{_WRITTEN_OUT})
      (?!\s*%|\s+(?:{_OF_SOMETHING}|jämfört|sedan|mot|enheter|från\s+(?:19|20)\d\d|(?:till|från)\s+\d))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The number of a chapter, before its title: `2.1 Rubrik`, `3 Genomförande`.
_HEADING_NUMBER = re.compile(
    rf"""
      ^\s*\d{{1,2}}(?:\.\d{{1,2}})+\.?\s+(?!\s|\d|%|(?i:procent))
    | ^\s*\d{{1,2}}\.?\s+(?!(?i:{COUNTED}))(?=[^\W\da-zåäö]|[–—-])
    """,
    re.VERBOSE,
)


def without_others(text: str, goals: Collection[str], *, is_heading: bool) -> str:
    """Return a text of the same length with marks where something only looks like a figure.

    `goals` are the keys of the goals that there are, in any plan.
    """
    masked = _CODE.sub(lambda found: _code(found, goals), text)
    masked = _MASKED.sub(_blank, _STEP.sub(_blank, masked))
    return _HEADING_NUMBER.sub(_blank, masked) if is_heading else masked


def _blank(found: re.Match[str]) -> str:
    return _marks(found.group())


def _marks(words: str) -> str:
    # No letter and no digit, so that nothing is read together with what stood here.
    return "\N{BULLET}" * len(words)


def _code(found: re.Match[str], goals: Collection[str]) -> str:
    """Blank the code of a goal; of what only looks like one, leave the number to be found."""
    area, between = found["area"], found["between"]
    more = found["more"] or ""
    own = found.group().removesuffix(more)
    counts = between != "-" and _COUNTED_AFTER.match(found.string, found.start() + len(own))
    if f"{area} {int(found['number'])}" in goals and not counts:
        others = {f"{area} {int(one)}" for one in re.findall(r"\d+", more)}
        return _blank(found) if others <= set(goals) else _marks(own) + more
    if area in {one.partition(" ")[0] for one in goals}:
        return _marks(area + between) + found.group()[len(area + between) :]
    return found.group()
