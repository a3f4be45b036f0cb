"""Two texts with what differs marked, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Longer than this, texts are compared line by line: words would take too long.
MOST_WORDS = 4_000
WORD = re.compile(r"\s+|\S+\s*")


@dataclass(frozen=True)
class Run:
    """A piece of text: kept, only in the older text (`gone`), or only in the newer (`new`)."""

    kind: str
    text: str


def runs_between(older: str, newer: str) -> tuple[Run, ...]:
    """Return the newer text with what was taken away and added since the older one."""
    before, after = WORD.findall(older), WORD.findall(newer)
    if len(before) + len(after) > MOST_WORDS:
        before, after = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    runs: list[Run] = []
    # Words that are everywhere do not begin a match, else texts of one word take a minute.
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run("kept", "".join(before[start:end])))
            continue
        if start < end:
            runs.append(Run("gone", "".join(before[start:end])))
        if first < last:
            runs.append(Run("new", "".join(after[first:last])))
    return tuple(runs)
