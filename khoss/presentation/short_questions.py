"""The questions of a year in few words, each told from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten

COMMON_BEGINNING = "Har din Länsstyrelse "
SHORT_QUESTION = 54
# So much of the rest is told of a question whose beginning another one has too.
SHORT_END = 32
LEFT_OUT = " …"


def short_questions(questions: Iterable[str]) -> Mapping[str, str]:
    """Return each question in few words, without what all of them begin with.

    Those that begin alike are told apart by what follows where they part.
    """
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for question in questions:
        told = question.removeprefix(COMMON_BEGINNING)
        told = told[:1].upper() + told[1:]
        alike[_begin(told, SHORT_QUESTION)][question] = told
    short: dict[str, str] = {}
    for beginning, same in alike.items():
        parting = _parting(list(same.values()))
        for question, told in same.items():
            short[question] = beginning if len(same) == 1 else _apart(told, parting)
    return short


def shortened(question: str) -> str:
    """Return one question in few words."""
    return short_questions([question])[question]


def _begin(told: str, letters: int) -> str:
    return shorten(told, letters, placeholder=LEFT_OUT)


def _parting(told: Sequence[str]) -> int:
    """Return how many words all of them begin with."""
    together = zip(*(one.split() for one in told), strict=False)
    return next((place for place, words in enumerate(together) if len(set(words)) > 1), 0)


def _apart(told: str, parting: int) -> str:
    """Return the beginning and the end of a question, the end from where it parts from others."""
    end = _begin(" ".join(told.split()[parting:]), SHORT_END)
    return f"{_begin(told, SHORT_QUESTION - len(end) - 1)} {end}"
