"""Write the objects of a PDF with less work than pydyf does it, and the same bytes.

Names and numbers are most of what is written, and are looked at first.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

import pydyf

_LEVEL = 6  # of compression; the highest takes twice the time for one part in a hundred


def to_bytes(item: Any) -> bytes:
    """Return what an item is in a PDF."""
    kind = type(item)
    if kind is bytes:
        written: bytes = item
    elif kind is float:
        written = b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    elif kind is int:
        written = b"%d" % item
    elif isinstance(item, pydyf.Object):
        written = item.data
    else:
        written = item if isinstance(item, bytes) else str(item).encode("ascii")
    return written


def _dictionary(dictionary: Any) -> bytes:
    """Return a dictionary."""
    pieces = [b"<<"]
    for key, value in dictionary.items():
        pieces.append(_key(key))
        pieces.append(value if type(value) is bytes else to_bytes(value))
    pieces.append(b">>")
    return b"".join(pieces)


@cache
def _key(key: Any) -> bytes:
    """Return what stands before a value in a dictionary; the keys are few."""
    return b"/" + to_bytes(key) + b" "


def _stream(stream: Any) -> bytes:
    """Return a stream with the dictionary before it."""
    content = b"\n".join(
        [item if type(item) is bytes else to_bytes(item) for item in stream.stream]
    )
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = zlib.compress(content, _LEVEL)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


DICTIONARY = property(_dictionary)
STREAM = property(_stream)
