"""Two versions of one answer that began as the same: who changed what, and how they can be joined.

Pure arithmetic on values by name; it does not know what the fields mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BETWEEN_JOINED = "\n\n"
SENTENCE_END = re.compile(r"[.!?]\s+|\n")


class Choice(StrEnum):
    """Which version of a field is to hold."""

    MINE = "mine"
    SAVED = "saved"
    BOTH = "both"


@dataclass(frozen=True)
class FieldConflict:
    """One field that differs between what is saved and what was written."""

    name: str
    saved: Any
    mine: Any
    suggested: Choice
    both_changed: bool


def field_conflicts(
    base: Mapping[str, Any] | None, saved: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[FieldConflict]:
    """Return the fields that differ, each with the choice that loses nothing.

    What only one side changed since `base` is suggested as that side has it. What both changed,
    or where the beginning is not known, is suggested joined where it can be, else as mine.
    """
    return [
        _conflict(name, None if base is None else base[name], saved[name], mine[name], base is None)
        for name in saved
        if saved[name] != mine[name]
    ]


def _conflict(name: str, base: Any, saved: Any, mine: Any, unknown: bool) -> FieldConflict:
    if not unknown and mine == base:
        return FieldConflict(name, saved, mine, Choice.SAVED, both_changed=False)
    if not unknown and saved == base:
        return FieldConflict(name, saved, mine, Choice.MINE, both_changed=False)
    return FieldConflict(name, saved, mine, _losing_nothing(saved, mine), both_changed=True)


def _losing_nothing(saved: Any, mine: Any) -> Choice:
    if not isinstance(saved, str) or not saved:
        return Choice.MINE
    return Choice.BOTH if mine else Choice.SAVED


def join_texts(first: str, second: str) -> str:
    """Return two texts one after the other, with the sentences that both begin with said once.

    A text that holds the other, in whole words, is both of them. What comes first stays as it is.
    """
    if _holds(first, second):
        return first
    if _holds(second, first):
        return second
    shared = _shared_sentences(first, second)
    return f"{first.rstrip()}{BETWEEN_JOINED}{second[len(shared) :].lstrip()}"


def _holds(text: str, other: str) -> bool:
    """Tell whether a text holds another between spaces: "vat" is not a part of "övat"."""
    words = other.strip()
    return not words or re.search(rf"(?<!\S){re.escape(words)}(?!\S)", text) is not None


def _shared_sentences(first: str, second: str) -> str:
    """Return the whole sentences or lines that two texts both begin with."""
    differs = (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
    shared = first[: next(differs, min(len(first), len(second)))]
    ends = [found.end() for found in SENTENCE_END.finditer(shared)]
    return shared[: ends[-1]] if ends else ""


def chosen(choice: Choice, *, saved: Any, mine: Any) -> Any:
    """Return the value that a choice means."""
    if choice is Choice.SAVED:
        return saved
    if choice is Choice.BOTH and isinstance(saved, str) and isinstance(mine, str):
        return join_texts(saved, mine)
    return mine
