"""Mark what is drawn so that the right things are read out, and as words.

Repeated table heads and decorative images become artifacts. The space that
divided two words and went when a line was broken there is drawn at the end of the line.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from .document import PdfProblem
from .kinds import is_decorative
from .swift import swapped
from .tagging import Mend

_SPACES = (" ", "\u00a0")
_Marked = Callable[[Any, Any, str], AbstractContextManager[None]]


@contextmanager
def marked_for_reading(html: Any, pages: Iterable[Any], mends: frozenset[Mend]) -> Iterator[None]:
    """Draw the laid out pages of a parsed part with the right marks."""
    ends: set[int] = set()
    if Mend.LINE_ENDS in mends:
        for page in pages:
            _add_ends(page, ends)
    heads = _heads(html) if Mend.FRAGMENTS in mends else {}
    with swapped(Stream, "marked", _marking(Stream.marked, heads, ends)):
        yield


def _add_ends(box: Any, ends: set[int]) -> None:
    """Add the last piece of text of each line in a box."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, LineBox):
        last: Any = box
        while last.children:
            last = last.children[-1]
        if isinstance(last, TextBox) and last.text[-1:] not in ("-", " ", ""):
            ends.add(id(last))
    for child in box.children:
        if type(child) is not TextBox:
            _add_ends(child, ends)


def _draw_space(stream: Any) -> None:
    """Draw a space in the font of the text just drawn, where the font has one in use."""
    stream.begin_text()  # takes the end of the text before away and goes on with it
    name = stream._current_font[0] if stream._current_font else None
    for font in stream._fonts.values():
        if font.hash == name:
            space = _space(font)
            if space:
                stream.show_text(space)
            break
    stream.end_text()


def _space(font: Any) -> bytes | None:
    """Return the space of a font as it is shown, once one is in use; the first stays."""
    space: bytes | None = vars(font).get("_khoss_space")
    if space is None:
        glyphs = (glyph for glyph, text in font.to_unicode.items() if text in _SPACES)
        glyph = next(glyphs, None)
        if glyph is not None:
            space = font._khoss_space = b"<%04x>" % glyph
    return space


def _heads(html: Any) -> dict[int, int]:
    """Map each element within a table head or foot to that head or foot."""
    return {
        id(element): id(head)
        for name in ("thead", "tfoot")
        for head in html.etree_element.iter(name)
        for element in head.iter()
    }


def _marking(original: _Marked, heads: dict[int, int], ends: set[int]) -> _Marked:
    """Return a drawer of marked content that knows repeated heads, decoration and line ends."""
    first_drawn: dict[int, Any] = {}

    def marked(stream: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        if stream._tags is None:
            return original(stream, box, tag)
        head = heads.get(id(box.element))
        repeated = head is not None and first_drawn.setdefault(head, stream) is not stream
        if repeated or (tag == "Figure" and is_decorative(box.element)):
            artifact: AbstractContextManager[None] = stream.artifact()
            return artifact
        return _Mark(stream, box, tag, ends_line=id(box) in ends)

    return marked


class _Mark:
    """Mark what is drawn for a box as WeasyPrint does, and end a line with a space."""

    def __init__(self, stream: Any, box: Any, tag: str, *, ends_line: bool) -> None:
        self._stream = stream
        self._box = box
        self._tag = tag
        self._ends_line = ends_line

    def __enter__(self) -> None:
        stream = self._stream
        number = len(stream._tags)
        if self._box in stream._tags:
            raise PdfProblem("the same text is drawn twice on a page")
        stream._tags[self._box] = {"tag": self._tag, "mcid": number}
        stream.stream.append(b"/%s\n<</MCID %d>>\nBDC" % (self._tag.encode(), number))

    def __exit__(self, *problem: object) -> None:
        if self._ends_line and self._stream.stream[-1] == b"ET":
            _draw_space(self._stream)
        self._stream.end_marked_content()
