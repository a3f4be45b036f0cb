"""Lay out and write several parts of one document in one process."""

from collections.abc import Iterable, Mapping

from .document import Document
from .engine import engine_for
from .layout import Extent, LaidPart, Place, WrittenPart


class Session:
    """Hold the laid out parts of a document between the two steps."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._engine = engine_for(document.stylesheet)
        self._laid: dict[int, LaidPart] = {}

    def lay_out(
        self, indices: Iterable[int], numbers: Mapping[str, int] | None = None
    ) -> dict[int, Extent]:
        """Lay out parts, by their place among the document's parts."""
        for index in indices:
            part = self._document.parts[index]
            self._laid[index] = LaidPart(self._engine, self._document, part, numbers)
        return {index: self._laid[index].extent for index in indices}

    def write(self, places: Iterable[Place]) -> dict[int, WrittenPart]:
        """Write parts that are laid out, each in its place."""
        return {place.index: self._laid.pop(place.index).write(place) for place in places}
