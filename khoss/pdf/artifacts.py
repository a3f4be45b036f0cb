"""Keep what only the eye needs out of what is read out.

Running headers, repeated table heads and decorative images become artifacts as they are drawn.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import weasyprint.draw
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf.stream import Stream

from .tagging import Mend, is_decorative

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
def artifacts_apart(html: Any, mends: frozenset[Mend]) -> Iterator[None]:
    """Draw the pages of a parsed part with its artifacts marked as such."""
    with ExitStack() as stack:
        heads = _heads(html) if Mend.FRAGMENTS in mends else {}
        stack.enter_context(swapped(Stream, "marked", _marking(Stream.marked, heads)))
        if Mend.ARTIFACTS in mends:
            drawn = _drawing(weasyprint.draw.draw_stacking_context)
            stack.enter_context(swapped(weasyprint.draw, "draw_stacking_context", drawn))
        yield


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
