"""Mark what is drawn so that the right things are read out, and as words.

Repeated table heads and decorative images become artifacts. The space that
divided two words and went when a line was broken there is drawn at the end of the line.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from .kinds import is_decorative
from .swift import swapped
from .tagging import Mend

_SPACES = (" ", "\u00a0")
_Marked = Callable[[Any, Any, str], AbstractContextManager[None]]


@contextmanager
def marked_for_reading(html: Any, pages: Iterable[Any], mends: frozenset[Mend]) -> Iterator[None]:
    """Draw the laid out pages of a parsed part with the right marks."""
    with ExitStack() as stack:
        marked = Stream.marked
        if Mend.LINE_ENDS in mends:
            marked = _with_line_ends(marked, {id(box) for page in pages for box in _ends(page)})
        heads = _heads(html) if Mend.FRAGMENTS in mends else {}
        stack.enter_context(swapped(Stream, "marked", _marking(marked, heads)))
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
