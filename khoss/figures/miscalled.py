"""Figures whose neighbouring words say another unit, another direction, or only about so many."""

from __future__ import annotations

import re

from khoss.enums import FigureForm, FigureKind
from khoss.figures.bound import BoundFigure

_COUNTS = frozenset({FigureKind.COUNT, FigureKind.BASE, FigureKind.WORD})
_EXACT = frozenset({FigureKind.COUNT, FigureKind.SHARE, FigureKind.BASE})
# `i mycket stor utsträckning` and `utan förbehåll` say how, and may stand before anything.
_SAYS_HOW = ("i ", "utan ")
_OTHERS = r"(?:kommuner|regioner|myndigheter|personer|invånare|kronor|delmål|frågor)(?:na|en)?\b"
_OURS = r"(?:länsstyrelser(?:na)?|län(?:en)?|svar(?:en)?)\b"
_PERCENT = r"(?:%|‰|procent\w*|pct\b|proc\b)"
# Which ones, as in `av landets små kommuner`; no verb, whose object the next word would be.
_WHICH = (
    r"(?:(?:ut)?av\s+)?(?:(?:de|dessa|alla|samtliga|landets|länets|sveriges|övriga|andra|"
    r"svarande|tillfrågade|deltagande|berörda|större|mindre|stora|små|olika|enskilda)\s+){0,2}"
)
_COUNT_UNIT = re.compile(rf"\s*(?:{_PERCENT}|{_WHICH}{_OTHERS})", re.IGNORECASE)
_SHARE_UNIT = re.compile(rf"\s*(?:{_PERCENT}\s+)?{_WHICH}{_OTHERS}", re.IGNORECASE)
_BARE_SHARE_UNIT = re.compile(rf"\s*{_WHICH}{_OURS}", re.IGNORECASE)
_UP = r"(?:fler|mer|högre|upp|uppåt)\b"
_DOWN = r"(?:färre|mindre|lägre|ner|ned|nedåt|neråt)\b"
_THING = r"\s*(?:(?:länsstyrelser|län|svar|stycken|steg|enheter)\s+)?"
_UP_AFTER = re.compile(_THING + _UP, re.IGNORECASE)
_DOWN_AFTER = re.compile(_THING + _DOWN, re.IGNORECASE)
_UP_BEFORE = re.compile(r"\b(?:öka(?:de|t|r)?|steg|stigit|ökning(?:en)?)\s+med\s+$", re.IGNORECASE)
_DOWN_BEFORE = re.compile(
    r"\b(?:minska(?:de|t|r)?|sjönk|sjunkit|minskning(?:en)?)\s+med\s+$", re.IGNORECASE
)
_NEARLY = re.compile(
    r"(?<!\w)(?:drygt|knappt|nästan|ungefär|ung\.|cirka|circa|ca\.?|c:a|omkring|uppemot|inemot|"
    r"närmare|upp\s+till|minst|högst|åtminstone)\s+$",
    re.IGNORECASE,
)
# First, or after a verb or a preposition; elsewhere something else is compared with the figure.
_THAN = re.compile(
    r"(?:^|\b(?:svara(?:t|de|r)|har|hade|finns|hos|i|på|för|av|med)\s+)(?:mer|fler|mindre|färre)"
    r"\s+än\s+$",
    re.IGNORECASE,
)


def is_miscalled(figure: BoundFigure, before: str, after: str) -> bool:
    """Tell whether the words beside a figure say that it is something that it is not."""
    request = figure.request
    if request is None:
        return False
    if request.kind in _EXACT and _says_about(figure, before):
        return True
    if request.kind in _COUNTS:
        how = request.word.casefold().startswith(_SAYS_HOW)
        return not how and _COUNT_UNIT.match(after) is not None
    if request.kind is FigureKind.SHARE:
        bare = request.form is FigureForm.BARE and _BARE_SHARE_UNIT.match(after) is not None
        return bare or _SHARE_UNIT.match(after) is not None
    return request.kind is FigureKind.CHANGE and _is_another_change(figure, before, after)


def _says_about(figure: BoundFigure, before: str) -> bool:
    """Tell whether a cautious word stands before an exact figure.

    A figure of a year that is named may be what another is compared with: `fler än`.
    """
    named = figure.request is not None and bool(figure.request.year)
    return bool(_NEARLY.search(before)) or (not named and bool(_THAN.search(before)))


def _is_another_change(figure: BoundFigure, before: str, after: str) -> bool:
    """Tell whether a change has another direction beside it, its own again, or another unit."""
    step = figure.difference or 0
    up, down = _UP_AFTER.match(after), _DOWN_AFTER.match(after)
    # Only the number alone leaves its direction to be said.
    bare = figure.request is not None and figure.request.form is FigureForm.BARE
    said_again = not bare and (up or down)
    against = (step > 0 and (down or _DOWN_BEFORE.search(before))) or (
        step < 0 and (up or _UP_BEFORE.search(before))
    )
    return bool(said_again or against or _COUNT_UNIT.match(after))
