"""The description of the read API, as it lies among the data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DESCRIPTION = Path(__file__).parent.parent / "data" / "openapi-v1.json"


@cache
def read_description() -> bytes:
    """Return the description, OpenAPI 3.1 as JSON."""
    return DESCRIPTION.read_bytes()
