"""Which reports the user may read, as every page and file of a report asks."""

from __future__ import annotations

from flask import abort

from khoss.access import may, signed_in_user
from khoss.errors import NotFound
from khoss.models import Report
from khoss.services.report_readers import Viewer, get_readable


def viewer() -> Viewer:
    """Return who asks."""
    user = signed_in_user()
    return Viewer(user.id, user.county_code, sees_drafts=may("reports:make"))


def load_report(report_id: int) -> Report:
    """Return a report that the user may read; any other does not exist for them."""
    try:
        return get_readable(report_id, viewer())
    except NotFound:
        abort(404)
