"""What kind of database this is."""

from __future__ import annotations

from khoss.db import db
from khoss.models import Installation


def find_installation() -> Installation | None:
    """Return the installation's row; None before `khoss init`."""
    return db.session.get(Installation, 1)


def holds_examples() -> bool:
    """Tell whether the database holds example data."""
    installation = find_installation()
    return installation is not None and installation.example_seed is not None
