"""The texts of a goal side by side, with what was searched for marked in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from khoss import labels
from khoss.presentation.charts import class_name
from khoss.presentation.numbers import count_of, tie
from khoss.services.goal_texts import GoalText

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Part:
    """A part of a text, marked when it is what was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class TextRow:
    """One county's texts in a year: activities, obstacles and support needs."""

    county: str
    rating: str
    rating_class: str
    texts: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class YearTexts:
    """The texts of one year."""

    year: int
    caption: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True)
class Texts:
    """All that may be read, or what of it was found."""

    search: str
    whose: str
    found: str
    years: tuple[YearTexts, ...]


def goal_texts(texts: Sequence[GoalText], *, search: str, county: str | None) -> Texts:
    """Return the texts in which every word of the search stands; no word is all of them."""
    said = " ".join(search[:LONGEST_SEARCH].split())
    words = said.split()
    found = [one for one in texts if _holds(one, words)]
    return Texts(
        search=said,
        whose=_("Texterna ur det egna länets inlämnade svar.")
        if county
        else _("Texterna ur alla länsstyrelsers inlämnade svar. De står inte i rapporter."),
        found=_found(len(found), len(texts), said),
        years=tuple(
            _year(year, list(rows), words) for year, rows in groupby(found, lambda one: one.year)
        ),
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


def _year(year: int, rows: Sequence[GoalText], words: Sequence[str]) -> YearTexts:
    return YearTexts(
        year=year,
        caption=_("Texterna %(year)d", year=year),
        rows=tuple(
            TextRow(
                county=one.county,
                rating=str(labels.RATINGS[one.rating]),
                rating_class=class_name(one.rating),
                texts=tuple(parts(text, words) for text in _texts(one)),
            )
            for one in rows
        ),
    )


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
