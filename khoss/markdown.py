"""What a text may hold: a choice of Markdown, read into tokens. No HTML, no image, no code.

What is not in the choice stands in the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

BLOCKS = ("blockquote", "heading", "list")
INLINE = ("emphasis", "escape", "link", "newline")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
# Deeper than this nobody reads, and the reader of Markdown would climb without end.
DEEPEST = 20
PLACEHOLDER = "placeholder"
LONGEST_PLACEHOLDER = 200


@dataclass(frozen=True)
class Prose:
    """A text as tokens; `notes` are its footnotes by their labels, with their own tokens."""

    tokens: tuple[Token, ...]
    notes: Mapping[str, tuple[Token, ...]]


def read_prose(source: str) -> Prose:
    """Return a text as tokens, with its footnotes apart."""
    tokens: list[Token] = []
    notes: dict[str, list[Token]] = {}
    here = tokens
    for token in _reader().parse(source):
        if token.type == "footnote_reference_open":
            here = notes.setdefault(token.meta["label"], [])
        elif token.type == "footnote_reference_close":
            here = tokens
        else:
            here.append(token)
    return Prose(tuple(tokens), {label: tuple(held) for label, held in notes.items()})


def placeholders(source: str) -> tuple[str, ...]:
    """Return what stands between the braces of a text, each once, in order."""
    prose = read_prose(source)
    blocks = [*prose.tokens, *(token for note in prose.notes.values() for token in note)]
    return tuple(
        dict.fromkeys(
            token.content
            for block in blocks
            for token in block.children or ()
            if token.type == PLACEHOLDER
        )
    )


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 # the reader's own name
        """Let through addresses of pages and of mail, and none that could carry a script."""
        return ADDRESS.fullmatch(url) is not None


@cache
def _reader() -> MarkdownIt:
    reader = _Reader("zero", {"maxNesting": DEEPEST})
    reader.use(footnote_plugin, inline=False, move_to_end=False)
    reader.inline.ruler.before("escape", PLACEHOLDER, _placeholder)
    reader.enable([*BLOCKS, *INLINE])
    return reader


def _placeholder(state: StateInline, silent: bool) -> bool:
    """Read `{…}` as one token, with what stands between the braces as its content."""
    if state.src[state.pos] != "{":
        return False
    end = state.src.find("}", state.pos, min(state.posMax, state.pos + LONGEST_PLACEHOLDER))
    if end < 0 or "{" in state.src[state.pos + 1 : end]:
        return False
    if not silent:
        token = state.push(PLACEHOLDER, "", 0)
        token.content = " ".join(state.src[state.pos + 1 : end].split())
    state.pos = end + 1
    return True
