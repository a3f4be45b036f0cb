"""The texts of a goal side by side, with what was searched for marked in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.presentation.charts import class_name
from khoss.presentation.numbers import count_of, tie
from khoss.services.goal_texts import GoalText

LONGEST_SEARCH = 100
ON_A_PAGE = 100
# So much of a text stands open; a longer one is folded, at a space, with this much left to fold.
OPEN, WORTH_FOLDING = 240, 80


@dataclass(frozen=True)
class Part:
    """A part of a text, marked when it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Text:
    """A text: what stands open, and the rest of a long one."""

    parts: tuple[Part, ...]
    rest: str


@dataclass(frozen=True)
class TextRow:
    """One county's texts in a year: activities, obstacles and support needs."""

    county: str
    rating: str
    rating_class: str
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class YearTexts:
    """The texts of one year; the latest stand open, and so does whatever was searched for."""

    year: int
    caption: str
    is_open: bool
    rows: tuple[TextRow, ...]


@dataclass(frozen=True)
class Texts:
    """All that may be read, or what of it was found."""

    search: str
    whose: str
    found: str
    years: tuple[YearTexts, ...]
    # Where there are more than a page holds: which these are, and the pages before and after.
    shown: str
    newer: int | None
    older: int | None


def goal_texts(
    texts: Sequence[GoalText], *, search: str, county: str | None, page: int = 1
) -> Texts:
    """Return the texts in which every word of the search stands, one page of them.

    No word is all of them; a page that there is not is the last or the first.
    """
    words = _words(search)
    said, found = searched(search), matching(texts, search)
    last = max(1, ceil(len(found) / ON_A_PAGE))
    page = min(max(page, 1), last)
    first = (page - 1) * ON_A_PAGE
    held = found[first : first + ON_A_PAGE]
    return Texts(
        search=said,
        whose=_("Texterna ur det egna länets inlämnade svar.")
        if county
        else _("Texterna ur alla länsstyrelsers inlämnade svar. De står inte i rapporter."),
        found=_found(len(found), len(texts), said),
        years=tuple(
            _year(list(rows), words, is_open=bool(words) or place == 0)
            for place, (_number, rows) in enumerate(groupby(held, lambda one: one.year))
        ),
        shown=_shown(first + 1, first + len(held), len(found)) if last > 1 else "",
        newer=page - 1 if page > 1 else None,
        older=page + 1 if page < last else None,
    )


def matching(texts: Sequence[GoalText], search: str) -> list[GoalText]:
    """Return the texts in which every word of the search stands; no word is all of them."""
    words = _words(search)
    return [one for one in texts if _holds(one, words)]


def searched(search: str) -> str:
    """Return what is searched for of what was written in the field: its words, and not too many."""
    return " ".join(_words(search))


def _words(search: str) -> list[str]:
    return search[:LONGEST_SEARCH].split()


def _shown(first: int, last: int, base: int) -> str:
    return tie(
        _(
            "Svar %(first)d till %(last)d av %(base)d, senaste året först.",
            first=first,
            last=last,
            base=base,
        )
    )


def _found(found: int, base: int, search: str) -> str:
    if not base:
        return _("Det finns inga texter att läsa.")
    if not search:
        return ""
    return tie(
        _(
            "”%(search)s” finns i %(count)s svar med text.",
            search=search,
            count=count_of(found, base),
        )
    )


def _holds(one: GoalText, words: Sequence[str]) -> bool:
    whole = "\n".join((one.county, *_texts(one))).casefold()
    return all(word.casefold() in whole for word in words)


def _texts(one: GoalText) -> tuple[str, str, str]:
    return one.activities, one.obstacles, one.support_needs


def _year(rows: Sequence[GoalText], words: Sequence[str], *, is_open: bool) -> YearTexts:
    year = rows[0].year
    return YearTexts(
        year=year,
        caption=ngettext(
            "Texterna %(year)d, %(num)d svar",
            "Texterna %(year)d, %(num)d svar",
            len(rows),
            year=year,
        ),
        is_open=is_open,
        rows=tuple(
            TextRow(
                county=one.county,
                rating=str(labels.RATINGS[one.rating]),
                rating_class=class_name(one.rating),
                texts=tuple(_text(text, words) for text in _texts(one)),
            )
            for one in rows
        ),
    )


def _text(text: str, words: Sequence[str]) -> Text:
    """Fold a long text, but never what was searched for."""
    cut = text.rfind(" ", 0, OPEN)
    if words or cut < 0 or len(text) < OPEN + WORTH_FOLDING:
        return Text(parts(text, words) if text else (), "")
    return Text(parts(f"{text[:cut]} ", words), text[cut + 1 :])


def parts(text: str, words: Sequence[str]) -> tuple[Part, ...]:
    """Return a text cut at what was searched for, in any case of letters."""
    if not words:
        return (Part(text, marked=False),)
    # The longest first: of two words that begin alike the whole one is marked.
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile("(" + "|".join(map(re.escape, longest)) + ")", re.IGNORECASE)
    return tuple(
        Part(one, marked=place % 2 == 1) for place, one in enumerate(pattern.split(text)) if one
    )
