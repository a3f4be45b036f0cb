"""Whether what was read of the database before may stand for what it holds now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from khoss.db import may_write

_ANEW: ContextVar[bool] = ContextVar("read_anew", default=False)


def may_keep() -> bool:
    """Tell whether what is read may be kept, and what was kept may be used.

    A transaction that may write sees what may be taken back.
    """
    return not (may_write.get() or _ANEW.get())


@contextmanager
def reading_anew() -> Iterator[None]:
    """Read everything from the database itself, also what its versions say is known.

    Whoever changes an answer past the program, in the database, gives it no new version.
    """
    token = _ANEW.set(True)
    try:
        yield
    finally:
        _ANEW.reset(token)
