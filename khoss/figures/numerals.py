"""Numbers and words of quantity in Swedish prose, and what they say.

What only looks like a figure is told apart in `no_figures`. `en` and `ett` are articles, unless a
word before them says that they count (`endast en länsstyrelse`) or they are of the counties (`en
av länsstyrelserna`). `alla`, `ingen`, `flera`, `många`, `få` and their like count only before
counties, and before what was answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from khoss.figures.counted_nouns import (
    ANSWERED,
    ANSWERING,
    COUNTED,
    COUNTIES,
    COUNTY,
    ONE_COUNTED,
    RATINGS,
)
from khoss.figures.no_figures import without_others
from khoss.figures.number_words import (
    NUMBER,
    ONE,
    ONES,
    PARTS,
    TENS,
    VULGAR,
    decimals,
    value,
    vulgar,
)

# What a word may be divided by without being two, besides signs of format.
INVISIBLE = frozenset("\u034f\u180e\ufe0e\ufe0f")
# The marks of footnotes, written by hand.
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")

_NEARLY = (
    r"(?:(?P<about>drygt|knappt|nästan|ungefär|ung\.|cirka|circa|ca\.?|c:a|omkring|runt|kring|"
    r"över|under|uppemot|inemot|närmare|upp\s+till|mer\s+än|fler\s+än|mindre\s+än|färre\s+än|"
    r"minst|högst|åtminstone)(?:\s+|(?=\d)))?"
)
_ORDINAL = "tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde"
_ROUND = f"tio|femton|{'|'.join(TENS)}|hundra|tusen|miljon"
# A word between the quantity and the counties, as in `alla andra länsstyrelser`.
_BETWEEN = (
    r"(?:(?!(?:som|på|i|inom|hos|vid|från|till|med|för|att|in|ut|om|av|och|eller|under|när|där)\b)"
    r"\w+\s+)?"
)
_OF = r"(?:(?:ut)?av\s+(?:de\s+|dessa\s+)?|de\s+|dessa\s+)?"
_BEFORE_COUNTIES = rf"(?=\s+{_OF}{_BETWEEN}{COUNTIES})"
_BEFORE_A_COUNTY = rf"(?=\s+{_OF}{_BETWEEN}(?:{COUNTIES}|{COUNTY}))"
_BEFORE_ANSWERS = rf"(?=\s+(?:av\s+dem\s+|kommuner\s+)?{ANSWERED})"
# `för varje länsstyrelse` and `bör varje länsstyrelse` tell of each, and not of how many.
_EACH_OF = (
    "i", "av", "på", "för", "hos", "per", "som", "till", "kan", "bör", "ska", "skulle", "måste",
    "får", "behöver",
)  # fmt: skip
_NOT_AFTER = "".join(rf"(?<!\b{word}\s)" for word in _EACH_OF)
_NEARLY_ALL = (
    r"(?:nästan|så\s+gott\s+som|praktiskt\s+taget|i\s+stort\s+sett|i\s+princip|närapå|knappt)"
)
_QUANTITY = rf"""
    (?:en\s+)?(?:stor\s+|överväldigande\s+|klar\s+|knapp\s+|liten\s+)?m(?:ajor|inor)itet(?:en)?
  | merparten | flertalet | ett\s+fåtal | de\s+(?:allra\s+)?flesta
  | (?:alla|samtliga)\s+(?:\w+\s+)?(?:för)?utom(?:\s+(?:{ONE}|{NUMBER})\b)?
  | (?<!\btill\s)(?<!\båt\s)samtliga
  | (?:(?<=\btill\s)|(?<=\båt\s))samtliga(?!\s+{_OF}{_BETWEEN}{COUNTIES})
  | enhällig\w* | undantagslöst | utan\s+(?:förbehåll|undantag)
  | i\s+(?:mycket\s+|allt\s+)?(?:stor|större|hög|högre|liten|mindre|låg|lägre)\s+utsträckning
  | {_NEARLY_ALL}\s+(?:alla|inga|ingen|inget)
    (?=\s*(?:[.,;:)]|$)|\s+(?:har|hade|är|var|kan|ha)\b|\s+{_OF}{_BETWEEN}{COUNTIES})
  | (?:alla|flera|många|några(?:\s+få)?|enstaka|åtskilliga|båda|bägge|fåtalet|ett\s+par
      |ett\s+(?:stort\s+|större\s+|litet\s+|mindre\s+)?(?:fler|an)tal|(?<!att\ )få)
    {_BEFORE_COUNTIES}
  | (?:huvuddelen|huvudparten|lejonparten
      |(?:den\s+|en\s+)?(?:mycket\s+)?(?:stor|större|största|övervägande|betydande|liten|mindre)
       \s+del(?:en)?)
    (?:(?=\s+av\s+(?:de\s+)?{_BETWEEN}{COUNTIES}) | {_BEFORE_ANSWERS})
  | (?:den\s+|en\s+)?(?:mycket\s+)?
    (?:stor|större|största|övervägande|betydande|liten|mindre|hög|högre|låg|lägre)\s+andel(?:en)?
    {_BEFORE_COUNTIES}
  | (?:ingen|inget|inga|varannan|vartannat
      |(?:inte|ej)\s+(?:(?:en|ett)\s+enda|någon|något|några)|(?:en|ett)\s+enda)
    {_BEFORE_A_COUNTY}
  | {_NOT_AFTER}varje
    (?=\s+{COUNTY}(?!\s+(?:(?:ska|skall|bör|kan|får|måste|behöver)\b|svarar\s+för\b)))
  | (?:endast|bara|enbart|blott|minst|högst|exakt|precis|ytterligare)\s+{ONE}{_BEFORE_A_COUNTY}
  | {ONE}(?=\s+(?:ut)?av\s+(?:de\s+|dessa\s+)?{_BETWEEN}(?:länsstyrelserna|länen)\b)
  | (?:den|det)\s+enda(?=\s+(?:länsstyrelsen|länet)\b)
  | (?:öka(?:de|t|r)|minska(?:de|t|r)|steg|stigit|sjönk|sjunkit)\s+med\s+{ONE}\b
  | (?:ök|minsk)ning(?:en)?\s+med\s+{ONE}(?=\s+{ONE_COUNTED})
  | (?<=\bfrån\s){ONE}(?=\s+till\s+{NUMBER}\b)
  | {ONE}(?=\s+(?:(?:länsstyrelse|län|svar)\s+(?:fler|färre|mer|mindre)|fler|färre)\s+än\b)
  | (?:alla(?:\s+andra|\s+övriga)?|ingen(?:\s+enda)?|inget|inga|flera|många|några|få|båda|bägge)
    {_BEFORE_ANSWERS}
  | {ONE}(?=\s+(?:av\s+dem\s+|länsstyrelse\s+|län\s+)?{ANSWERED})
  | var(?:je|t)?\s+(?:annan|annat|{_ORDINAL})
    (?=\s+(?:{ONE_COUNTED}|har\b|hade\b|svara|av\s+(?:de\s+|dem\b)?{_BETWEEN}(?:{COUNTIES})?))
  | ett\s+(?:drygt\s+|knappt\s+|gott\s+)?(?:{_ROUND})tal
  | (?:{_ROUND})tals | (?:{_ROUND})talet(?=\s+{COUNTED})
  | (?:ett\s+)?(?:halvt\s+|halv)?dussin(?:tals)? | (?:en\s+)?handfull
  | (?:dubbelt|tredubbelt|lika|(?:{NUMBER})\s+gånger)\s+så\s+
    (?:många|få|(?:stor|hög|liten|låg)\s+andel)
  | (?:antalet|andelen)\s+(?:är|var|blev|förblev)\s+oförändra[dt]
  | samma\s+(?:antal|andel)(?=\s+(?:som\b|svar\b|{COUNTIES}))
  | lika\s+(?:stor|hög|liten|låg)\s+andel
  | lika\s+många | dubbla\s+antalet
  | (?:(?:för|två|tre|fyr|fem|sex|sju|åtta|nio|tio|fler|mång)dubbl|halver)
    (?:ades?|ats?|ad|as|ar|ing(?:en)?)
  | dubbl(?:era)?(?:des?|ts|t|ades|ats)
  | trefaldig(?:ades?|ats?)
"""
_FIGURE = re.compile(
    rf"""
    \b{_NEARLY}(?:
      (?P<share>{NUMBER}|{ONE})[\s-]*(?:[%‰]|procent\w*|pct\b|proc\b)
    | (?P<of>{NUMBER}|{ONE})\s*(?:ut)?av\s*(?:(?:de|länens|totalt|alla)\s+)?
      (?P<whole>{NUMBER})\b
    | (?P<ratio>\d{{1,4}})[/⁄∕](?P<below>\d{{1,4}})\b
    | (?P<times>(?:{"|".join(ONES)})\s*)?(?P<part>{"|".join(PARTS)})del(?:ar|en|arna|s)?\b
    | (?P<half>hälften|halva|hälvten)\b
    | (?P<vulgar>\d*[{VULGAR}])
    | (?P<count>{NUMBER})(?:\b|(?=(?:st\b|{COUNTED}|{RATINGS}|{ANSWERING}|av\s*\d)))
    )
    | \b(?P<word>{_QUANTITY})(?!\w)
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


def find_numerals(
    text: str, *, goals: Collection[str], is_heading: bool = False
) -> Iterator[Numeral]:
    """Return the numbers and words of quantity of a passage, in order.

    `goals` are the keys of the goals that there are, in any plan: their codes are no figures.
    """
    plain, places = _plain(text)
    searched = without_others(plain, goals, is_heading=is_heading)
    for found in _FIGURE.finditer(searched):
        yield _numeral(found, places[found.start()])


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text as it is read, without what nobody sees, and where each sign of it stood."""
    signs, places = [], []
    for place, sign in enumerate(text):
        read = sign if sign.isascii() else _read(sign)
        signs.append(read)
        places.extend([place] * len(read))
    return "".join(signs), places


def _read(sign: str) -> str:
    """Return what people read for a sign: `１` and `①` are 1, and a soft hyphen is nothing."""
    if sign in INVISIBLE or unicodedata.category(sign) == "Cf":
        return ""
    if sign in RAISED:
        return "\N{BULLET}"
    return sign if sign in VULGAR else unicodedata.normalize("NFKC", sign)


def _numeral(found: re.Match[str], start: int) -> Numeral:
    count, share, places, whole = None, None, 0, None
    if found["share"]:
        share = value(found["share"]) / 100
        places = decimals(found["share"])
    elif found["of"]:
        count, whole = _whole(value(found["of"])), _whole(value(found["whole"]))
    elif found["ratio"]:
        count, whole = int(found["ratio"]), int(found["below"])
    elif found["part"]:
        times = ONES[found["times"].strip().casefold()] if found["times"] else 1
        share = Fraction(times, PARTS[found["part"].casefold()])
    elif found["half"]:
        share = Fraction(1, 2)
    elif found["vulgar"]:
        share = vulgar(found["vulgar"])
    elif found["count"]:
        count = _whole(value(found["count"]))
    exact = found["about"] is None
    return Numeral(start, found.group(), count, share, places, exact, whole)


def _whole(number: Fraction) -> int | None:
    return int(number) if number.denominator == 1 else None
