"""Counties."""

from __future__ import annotations

from sqlalchemy import select

from khoss.db import db
from khoss.errors import NotFound
from khoss.models import County


def list_counties() -> list[County]:
    """Return the counties by their official codes."""
    return list(db.session.scalars(select(County).order_by(County.code)))


def get_county(code: str) -> County:
    """Return one county.

    :raises NotFound: when the code is nobody's.
    """
    county = db.session.get(County, code)
    if county is None:
        raise NotFound(code)
    return county
