"""What is written between braces, read into what it asks for.

`{antal SL-2 ja+delvis}`, `{Andel UO-2+UO-3 ja av svar med bas 2023}`, `{län SL nej}`,
`{ord SL-3 ja+delvis "drygt hälften"}`. The kind comes first, the rest in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from khoss.enums import BindingFault, FigureForm, FigureKind, Measure
from khoss.figures.words import is_claim

KINDS: dict[str, FigureKind] = {
    "antal": FigureKind.COUNT,
    "andel": FigureKind.SHARE,
    "bas": FigureKind.BASE,
    "förändring": FigureKind.CHANGE,
    "län": FigureKind.COUNTIES,
    "ord": FigureKind.WORD,
    "tillfrågade": FigureKind.ASKED,
}
MEASURES: dict[str, Measure] = {
    "ja": Measure.YES,
    "ja+delvis": Measure.MET,
    "delvis+ja": Measure.MET,
    "delvis": Measure.PARTLY,
    "nej": Measure.NO,
    "svar": Measure.ANSWERED,
}
FORMS: dict[str, FigureForm] = {
    "med bas": FigureForm.WITH_BASE,
    "bara talet": FigureForm.BARE,
    "i ord": FigureForm.IN_WORDS,
}
OF_ANSWERS = "av svar"
WHOLES = {OF_ANSWERS: True, "av alla": False}
EVERYTHING = "alla"
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
MEASURE_WORDS = {measure: word for word, measure in reversed(MEASURES.items())}
FORM_WORDS = {form: words for words, form in FORMS.items()}
# How each kind can be written; those that are not here, in one way alone.
FORMS_OF: dict[FigureKind, tuple[FigureForm, ...]] = {
    FigureKind.COUNT: (FigureForm.WITH_BASE, FigureForm.IN_WORDS, FigureForm.BARE),
    FigureKind.SHARE: (FigureForm.WITH_BASE, FigureForm.BARE),
    FigureKind.BASE: (FigureForm.BARE,),
    FigureKind.CHANGE: (FigureForm.IN_WORDS, FigureForm.BARE),
    FigureKind.ASKED: (FigureForm.IN_WORDS, FigureForm.BARE),
}
# What is of all that were asked, or of those that answered.
WITH_WHOLE = frozenset({FigureKind.COUNT, FigureKind.SHARE, FigureKind.WORD})
WITHOUT_GOALS = frozenset({FigureKind.ASKED})
WITHOUT_MEASURE = frozenset({FigureKind.ASKED, FigureKind.BASE})
PIECE = re.compile(
    r"""["”“„»«](?P<word>[^"”“„»«]*)["”“„»«]"""
    r"|(?P<phrase>av\s+svar|av\s+alla|med\s+bas|bara\s+talet|i\s+ord)(?!\S)"
    r"|(?P<goal>[a-zåäö]{2}[ -]\d{1,2})(?=[\s+]|$)(?P<more>(?:\+[a-zåäö]{2}[ -]\d{1,2})*)(?!\S)"
    r"|(?P<piece>\S+)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
AREA = re.compile(r"[a-zåäö]{2}", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """What a placeholder asks for.

    `goals` are goal keys (`SL 2`), or an area's code, or nothing for every goal. `year` is 0 for
    the year of the text. `capital` begins the words with a capital letter.
    """

    kind: FigureKind
    goals: tuple[str, ...] = ()
    every_goal: bool = False
    measure: Measure | None = None
    of_answers: bool = False
    word: str = ""
    form: FigureForm = FigureForm.USUAL
    year: int = 0
    capital: bool = False


@dataclass(frozen=True)
class Misread:
    """Why a placeholder asks for nothing, and the piece of it that is wrong."""

    fault: BindingFault
    piece: str


class _Refused(Exception):
    def __init__(self, fault: BindingFault, piece: str) -> None:
        super().__init__(piece)
        self.misread = Misread(fault, piece)


def read_placeholder(written: str) -> Request | Misread:
    """Return what is asked for between two braces, or what is wrong with it."""
    first, _, rest = written.strip().partition(" ")
    kind = read_kind(first)
    if kind is None:
        return Misread(BindingFault.UNKNOWN_KIND, first)
    request = Request(kind, capital=first[:1].isupper())
    seen: set[str] = set()
    try:
        for found in PIECE.finditer(rest):
            name, values = _piece(found)
            if name in seen:
                raise _Refused(BindingFault.SAID_TWICE, found.group())
            seen.add(name)
            if name == "whole" and kind not in WITH_WHOLE:
                raise _Refused(BindingFault.NO_WHOLE, found.group())
            request = replace(request, **values)
        return _whole(request, written)
    except _Refused as refused:
        return refused.misread


def read_kind(written: str) -> FigureKind | None:
    """Return what kind of figure a placeholder names first; None of no known one."""
    return KINDS.get(written.strip().partition(" ")[0].casefold())


def forms_of(kind: FigureKind) -> tuple[FigureForm, ...]:
    """Return how a kind can be written, besides as it is usual."""
    return FORMS_OF.get(kind, ())


def write_placeholder(request: Request) -> str:
    """Return what stands between the braces for a request: read again, it is the same."""
    kind = KIND_WORDS[request.kind]
    goals = "+".join(key.replace(" ", "-") for key in request.goals)
    pieces = [
        kind.capitalize() if request.capital else kind,
        EVERYTHING if request.every_goal else goals,
        MEASURE_WORDS[request.measure] if request.measure else "",
        str(request.year or ""),
        OF_ANSWERS if request.of_answers else "",
        FORM_WORDS.get(request.form, ""),
        f'"{request.word}"' if request.word else "",
    ]
    return " ".join(piece for piece in pieces if piece)


def _piece(found: re.Match[str]) -> tuple[str, dict[str, Any]]:
    """Return which part of the request a piece says, and what."""
    if found["word"] is not None:
        return "word", {"word": found["word"].strip()}
    if found["phrase"]:
        phrase = " ".join(found["phrase"].casefold().split())
        if phrase in FORMS:
            return "form", {"form": FORMS[phrase]}
        return "whole", {"of_answers": WHOLES[phrase]}
    if found["goal"]:
        written = (found["goal"] + found["more"]).upper().replace("-", " ").split("+")
        return "goals", {"goals": tuple(dict.fromkeys(written))}
    return _plain_piece(found["piece"])


def _plain_piece(piece: str) -> tuple[str, dict[str, Any]]:
    lowered = piece.casefold()
    if lowered in MEASURES:
        return "measure", {"measure": MEASURES[lowered]}
    if YEAR.fullmatch(piece):
        return "year", {"year": int(piece)}
    if lowered == EVERYTHING:
        return "goals", {"every_goal": True}
    if AREA.fullmatch(piece):
        return "goals", {"goals": (piece.upper(),)}
    raise _Refused(BindingFault.UNKNOWN_PIECE, piece)


def _whole(request: Request, written: str) -> Request:
    """Return a request that has all that its kind needs, and nothing that it cannot use."""
    has_goals = bool(request.goals) or request.every_goal
    if has_goals == (request.kind in WITHOUT_GOALS):
        raise _Refused(BindingFault.NO_GOAL, written)
    if (request.measure is None) != (request.kind in WITHOUT_MEASURE):
        raise _Refused(BindingFault.NO_MEASURE, written)
    if bool(request.word) != (request.kind is FigureKind.WORD):
        raise _Refused(BindingFault.NO_WORD, written)
    if request.word and not is_claim(request.word):
        raise _Refused(BindingFault.UNKNOWN_WORD, request.word)
    if request.form not in (FigureForm.USUAL, *forms_of(request.kind)):
        raise _Refused(BindingFault.NO_FORM, FORM_WORDS[request.form])
    return request
