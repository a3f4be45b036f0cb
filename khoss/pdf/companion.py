"""Let a second process lay out and write some of the parts.

Threads would not help: the work is Python's. The process is kept between documents, because it
takes longer to start than a report takes to make, and is replaced now and then because a warm
one grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from typing import Any, Literal

from .document import Document, PdfProblem
from .engine import strict_and_swift
from .layout import Extent, Place, WrittenPart
from .session import Session

_DOCUMENTS = 50  # that one process makes before it is replaced

_LayOut = tuple[Literal["lay_out"], Document, Sequence[int]]
_Write = tuple[Literal["write"], Sequence[Place]]


class CompanionLost(Exception):
    """The second process ended before it answered."""


class Companion:
    """Speak with the second process; every request has one answer, in order."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.documents = 0

    def begin(self, document: Document, indices: Sequence[int]) -> None:
        """Ask for parts to be laid out."""
        self.documents += 1
        self._ask(("lay_out", document, indices))

    def extents(self) -> dict[int, Extent]:
        """Wait for the parts to be laid out."""
        answer: dict[int, Extent] = self._answer()
        return answer

    def place(self, places: Sequence[Place]) -> None:
        """Ask for the laid out parts to be written."""
        self._ask(("write", places))

    def written(self) -> dict[int, WrittenPart]:
        """Wait for the parts to be written."""
        answer: dict[int, WrittenPart] = self._answer()
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing: it keeps nothing."""
        self._connection.close()
        self._process.terminate()
        self._process.join()
        self._process.close()

    def _ask(self, request: _LayOut | _Write) -> None:
        try:
            self._connection.send(request)
        except OSError as error:
            raise CompanionLost from error

    def _answer(self) -> Any:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise CompanionLost from error
        if isinstance(answer, PdfProblem):
            raise answer
        return answer


class Companions:
    """Keep one companion for this process."""

    def __init__(self) -> None:
        self._companion: Companion | None = None

    def get(self) -> Companion | None:
        """Return the companion, or None where this process may not start one."""
        if current_process().daemon:
            return None
        if self._companion is not None and self._companion.documents >= _DOCUMENTS:
            self.drop()
        if self._companion is None:
            self._companion = Companion()
        return self._companion

    def drop(self) -> None:
        """End the companion; the next document starts a new one."""
        if self._companion is not None:
            self._companion.close()
            self._companion = None


COMPANIONS = Companions()


def _serve(connection: Connection) -> None:
    """Answer requests until the other end is closed."""
    session: Session | None = None
    while True:
        try:
            request: _LayOut | _Write = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        answer: dict[int, Extent] | dict[int, WrittenPart] | PdfProblem
        try:
            with strict_and_swift():
                if request[0] == "lay_out":
                    session = Session(request[1])
                    answer = session.lay_out(request[2])
                elif session is not None:
                    answer = session.write(request[1])
        except PdfProblem as problem:
            answer = problem
        connection.send(answer)
