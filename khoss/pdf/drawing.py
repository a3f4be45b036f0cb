"""Mark what is drawn so that the right things are read out, and as words.

Running headers, repeated table heads and decorative images become artifacts. The space that
divided two words and went when a line was broken there is drawn at the end of the line.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import weasyprint.draw
from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from .kinds import is_decorative
from .tagging import Mend

_SPACES = (" ", "\u00a0")
_Marked = Callable[[Any, Any, str], AbstractContextManager[None]]


@contextmanager
def swapped(owner: Any, name: str, value: object) -> Iterator[None]:
    """Let an attribute have another value while the block runs."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def marked_for_reading(html: Any, pages: Iterable[Any], mends: frozenset[Mend]) -> Iterator[None]:
    """Draw the laid out pages of a parsed part with the right marks."""
    with ExitStack() as stack:
        marked = Stream.marked
        if Mend.LINE_ENDS in mends:
            marked = _with_line_ends(marked, {id(box) for page in pages for box in _ends(page)})
        heads = _heads(html) if Mend.FRAGMENTS in mends else {}
        stack.enter_context(swapped(Stream, "marked", _marking(marked, heads)))
        if Mend.ARTIFACTS in mends:
            drawn = _drawing(weasyprint.draw.draw_stacking_context)
            stack.enter_context(swapped(weasyprint.draw, "draw_stacking_context", drawn))
        yield


def _ends(box: Any) -> Iterator[Any]:
    """Yield the last piece of text of each line in a page's box."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, LineBox):
        last: Any = box
        while last.children:
            last = last.children[-1]
        if isinstance(last, TextBox) and last.text[-1:] not in ("-", " ", ""):
            yield last
    for child in box.children:
        yield from _ends(child)


def _with_line_ends(original: _Marked, ends: set[int]) -> _Marked:
    """Return a drawer of marked content that draws a space at the end of a line."""

    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        with original(stream, box, tag):
            yield
            if id(box) in ends and stream.stream[-1] == b"ET":
                _draw_space(stream)

    return marked


def _draw_space(stream: Any) -> None:
    """Draw a space in the font of the text just drawn, where the font has one in use."""
    stream.begin_text()  # takes the end of the text before away and goes on with it
    name = stream._current_font[0] if stream._current_font else None
    for font in stream._fonts.values():
        if font.hash == name:
            glyphs = (glyph for glyph, text in font.to_unicode.items() if text in _SPACES)
            glyph = next(glyphs, None)
            if glyph is not None:
                stream.show_text(f"<{glyph:04x}>")
            break
    stream.end_text()


def _heads(html: Any) -> dict[int, int]:
    """Map each element within a table head or foot to that head or foot."""
    return {
        id(element): id(head)
        for name in ("thead", "tfoot")
        for head in html.etree_element.iter(name)
        for element in head.iter()
    }


def _marking(original: _Marked, heads: dict[int, int]) -> _Marked:
    """Return a drawer of marked content that knows repeated heads and decoration."""
    first_drawn: dict[int, Any] = {}

    def marked(stream: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        head = heads.get(id(box.element))
        repeated = head is not None and first_drawn.setdefault(head, stream) is not stream
        if stream._tags is not None and (
            repeated or (tag == "Figure" and is_decorative(box.element))
        ):
            artifact: AbstractContextManager[None] = stream.artifact()
            return artifact
        return original(stream, box, tag)

    return marked


def _drawing(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return a drawer of boxes that makes page headers and footers artifacts."""

    def draw_stacking_context(stream: Any, context: Any) -> None:
        if stream._tags is None or not isinstance(context.box, MarginBox):
            original(stream, context)
            return
        with stream.artifact(), swapped(stream, "_tags", None):
            original(stream, context)

    return draw_stacking_context
