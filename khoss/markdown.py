"""What a text may hold: a choice of Markdown, read into tokens. No HTML, no image, no code.

What is not in the choice stands in the text as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

BLOCKS = ("blockquote", "heading", "list")
INLINE = ("emphasis", "escape", "link", "newline")
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
# Deeper than this nobody reads, and the reader of Markdown would climb without end.
DEEPEST = 20
TAB = re.compile(r"\S[ \u00a0]*\t\s*\S")
PLACEHOLDER = "placeholder"
MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
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


@dataclass(frozen=True)
class Passage:
    """One heading, paragraph or footnote as plain text, with a mark for each placeholder in it.

    `notes` are the labels of the footnotes that are called in it.
    """

    text: str
    placeholders: tuple[str, ...]
    is_heading: bool
    is_note: bool
    is_empty: bool
    notes: tuple[str, ...]


def passages(source: str) -> tuple[Passage, ...]:
    """Return what a text says, without its marks and addresses, in order; footnotes last."""
    prose = read_prose(source)
    notes = [token for note in prose.notes.values() for token in note]
    return (*_passages(prose.tokens, are_notes=False), *_passages(notes, are_notes=True))


def _passages(blocks: Sequence[Token], *, are_notes: bool) -> tuple[Passage, ...]:
    found = []
    is_heading = False
    for block in blocks:
        if block.type == "inline":
            children = block.children or []
            found.append(_passage(children, is_heading=is_heading, is_note=are_notes))
        is_heading = block.type == "heading_open"
    return tuple(found)


def _passage(tokens: list[Token], *, is_heading: bool, is_note: bool) -> Passage:
    pieces = []
    for token in tokens:
        if token.type == PLACEHOLDER:
            pieces.append(MARK)
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif token.type == "text":
            pieces.append(token.content.replace(MARK, ""))
    written = tuple(token.content for token in tokens if token.type == PLACEHOLDER)
    return Passage(
        text="".join(pieces),
        placeholders=written,
        is_heading=is_heading,
        is_note=is_note,
        is_empty=says_nothing(tokens),
        notes=tuple(token.meta["label"] for token in tokens if token.type == "footnote_ref"),
    )


def says_nothing(tokens: Sequence[Token], clean: Callable[[str], str] = str) -> bool:
    """Tell whether the pieces of a line show nothing, once `clean` has been through the words.

    A figure shows something whatever it is, and so does a link: its address. A call of a footnote
    alone is no words.
    """
    if any(token.type in (PLACEHOLDER, "link_open") for token in tokens):
        return False
    said = "".join(clean(token.content) for token in tokens if token.type == "text")
    return all(one.isspace() or unicodedata.category(one) == "Cf" for one in said)


def placeholders(source: str) -> tuple[str, ...]:
    """Return what stands between the braces of a text, each once, in order."""
    return tuple(dict.fromkeys(one for passage in passages(source) for one in passage.placeholders))


def lost_notes(source: str) -> tuple[str, ...]:
    """Return the labels of footnotes that are called from nowhere."""
    called = {label for passage in passages(source) for label in passage.notes}
    return tuple(label for label in read_prose(source).notes if label not in called)


def repeated_notes(source: str) -> tuple[str, ...]:
    """Return the label of a footnote for every call of it after the first."""
    calls = [
        token.meta["label"]
        for block in read_prose(source).tokens
        for token in block.children or ()
        if token.type == "footnote_ref"
    ]
    return tuple(label for place, label in enumerate(calls) if label in calls[:place])


def tabbed_lines(source: str) -> tuple[str, ...]:
    """Return the first line with a tab between words of every paragraph that has one."""
    prose = read_prose(source)
    blocks = [*prose.tokens, *(token for note in prose.notes.values() for token in note)]
    found = (
        next(filter(TAB.search, block.content.splitlines()), None)
        for block in blocks
        if block.type == "inline"
    )
    return tuple(line for line in found if line is not None)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 # the reader's own name
        """Let through addresses of pages and of mail, and none that could carry a script."""
        return ADDRESS.fullmatch(url) is not None


@cache
def _reader() -> MarkdownIt:
    reader = _Reader("zero", {"maxNesting": DEEPEST})
    reader.use(footnote_plugin, inline=False, move_to_end=False)
    reader.inline.ruler.before("escape", PLACEHOLDER, _placeholder)
    reader.inline.ruler.before("link", "unread_image", _unread_image)
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


def _unread_image(state: StateInline, silent: bool) -> bool:
    """Let what would be an image stand as it was written, and not as a link after a mark."""
    begin = state.pos
    if not image(state, True):
        return False
    if not silent:
        state.pending += state.src[begin : state.pos]
    return True
