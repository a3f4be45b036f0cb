"""What the reports of single counties show alike: ratings, goals and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khoss import labels
from khoss.enums import Rating
from khoss.presentation.charts import class_name
from khoss.presentation.conflicts import field_label

_BLANK_LINES = re.compile(r"\n\s*\n")
# What is written in so many lines at most, of so many letters, is not divided by a page's end.
FEW_LINES = 9
LETTERS_OF_A_LINE = 95


@dataclass(frozen=True)
class RatingCell:
    """A rating in words with the class that colours it; `key` is the goal's in another plan."""

    text: str
    name: str
    key: str = ""


@dataclass(frozen=True)
class TextBlock:
    """What a county wrote under one heading: paragraphs of lines."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]


def rating_cell(rating: Rating | None, *, key: str = "") -> RatingCell:
    """Return a rating in words."""
    return RatingCell(str(labels.RATINGS[rating]), class_name(rating), key)


def is_short(lines: Iterable[str]) -> bool:
    """Tell whether what somebody wrote takes so few lines that a page holds it whole."""
    return sum(1 + len(line) // LETTERS_OF_A_LINE for line in lines) <= FEW_LINES


def text_blocks(**texts: str) -> tuple[TextBlock, ...]:
    """Return texts, by their fields, under their headings; what says nothing is left out."""
    return tuple(
        TextBlock(field_label(name), found)
        for name, text in texts.items()
        if (found := paragraphs(text))
    )


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what somebody wrote as paragraphs of lines; nothing but spaces is nothing."""
    blocks = _BLANK_LINES.split(text.strip())
    return tuple(
        lines
        for block in blocks
        if (lines := tuple(line.strip() for line in block.split("\n") if line.strip()))
    )
