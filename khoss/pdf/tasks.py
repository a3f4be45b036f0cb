"""What can be made of a document in any process, and be kept: equal tasks give equal results."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .engine import Style, engine_for
from .layout import MadePart, Sheet, make_part
from .running import MadeHeaders, headers_for

_KEPT_BYTES = 48_000_000  # of a process that makes reports, and holds 85 MB before the first
Made = MadePart | MadeHeaders


class _Task:
    """Know a task by everything that it depends on."""

    @cached_property
    def key(self) -> bytes:
        """Return a digest that equal tasks share."""
        return sha256(repr(self).encode()).digest()


@dataclass(frozen=True)
class PartTask(_Task):
    """Lay out and write a part; ``numbers`` are the pages its links show, by id, if they may."""

    style: Style
    page: str
    numbers: tuple[tuple[str, int], ...] | None

    def do(self) -> MadePart:
        """Make the part."""
        numbers = None if self.numbers is None else dict(self.numbers)
        return make_part(engine_for(self.style), self.page, numbers)


@dataclass(frozen=True)
class HeadersTask(_Task):
    """Draw the running headers of a part in its place."""

    style: Style
    page: str
    sheets: tuple[Sheet, ...]
    strings: tuple[tuple[str, str], ...]
    before: int
    total: int

    def do(self) -> MadeHeaders:
        """Make the headers."""
        headers = headers_for(self.style, self.page)
        return headers.draw(self.sheets, dict(self.strings), self.before, self.total)


Task = PartTask | HeadersTask


class Kept:
    """Keep what was made, up to a number of bytes; what was not asked for longest goes first."""

    def __init__(self, limit: int = _KEPT_BYTES) -> None:
        self._limit = limit
        self._made: OrderedDict[bytes, Made] = OrderedDict()
        self._bytes = 0

    def get(self, task: Task) -> Made | None:
        """Return what a task gave before, or None."""
        made = self._made.get(task.key)
        if made is not None:
            self._made.move_to_end(task.key)
        return made

    def put(self, task: Task, made: Made) -> None:
        """Keep what a task gave."""
        if task.key in self._made or made.size > self._limit:
            return
        self._made[task.key] = made
        self._bytes += made.size
        while self._bytes > self._limit:
            _, gone = self._made.popitem(last=False)
            self._bytes -= gone.size

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._bytes = 0


KEPT = Kept()
