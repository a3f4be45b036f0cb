"""Which reports the user may read, as every page and file of a report asks."""

from __future__ import annotations

from flask import abort

from khoss.access import may, signed_in_user
from khoss.enums import ReportStatus
from khoss.errors import NotFound
from khoss.models import Report
from khoss.presentation.publications import ReportLinks
from khoss.services.report_readers import Viewer, find_reader, get_readable


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


def links_of(report: Report) -> ReportLinks:
    """Return where a report's page leads the user."""
    reader = find_reader(report, signed_in_user().id)
    standing = report.published_at is not None and report.status is ReportStatus.DONE
    return ReportLinks(
        report_id=report.id,
        may_publish=may("reports:publish"),
        asked_to_read=reader is not None and reader.read_at is None and not report.published_at,
        slug=report.slug or "" if standing else "",
        edition=report.edition or 0,
    )
