"""Reports: read them, follow how they are made, stop it, and let it be done again."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import ReportStatus
from khoss.errors import WrongState
from khoss.forms.reports import ReportFilterForm
from khoss.jobs import jobs, report_path
from khoss.models import Report
from khoss.presentation.corrections import ordered_otherwise
from khoss.presentation.events import log_rows
from khoss.presentation.reports import batch_row, report_row, report_rows
from khoss.presentation.verifications import program_row
from khoss.services import report_lists, report_making
from khoss.services import reports as report_service
from khoss.services.events import list_events
from khoss.services.publications import find_corrected
from khoss.services.records import GATHERERS
from khoss.services.report_batches import list_batches
from khoss.services.report_lists import ReportFilter
from khoss.views.readable_reports import links_of, load_report, viewer

blueprint = Blueprint("reports", __name__, url_prefix="/rapporter")

PAGE_SIZE = 50
BATCHES_SHOWN = 5


@blueprint.get("/")
@requires("reports:read")
def index() -> str:
    """List the reports that are asked for and that the user may read, newest first."""
    who = viewer()
    form = ReportFilterForm.from_address(kinds=list(GATHERERS), years=report_lists.list_years(who))
    wanted = ReportFilter(form.chosen_kind, form.chosen_year, form.chosen_status)
    page = min(max(request.args.get("page", 1, type=int), 1), 1_000_000)
    # One more than is shown tells whether there are older ones.
    reports = report_lists.list_readable(
        who, wanted, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE
    )
    batches = list_batches(BATCHES_SHOWN) if may("reports:make") else []
    return render_template(
        "reports/index.html",
        form=form,
        reports=report_rows(reports[:PAGE_SIZE]),
        batches=[batch_row(batch) for batch in batches],
        newer=_page_address(page - 1) if page > 1 else None,
        older=_page_address(page + 1) if len(reports) > PAGE_SIZE else None,
        may_make=may("reports:make_own"),
    )


@blueprint.get("/<int(max=2147483647):report_id>/")
@requires("reports:read")
def show(report_id: int) -> str:
    """Show how far a report has come, and its file when it is done."""
    report = load_report(report_id)
    corrected = find_corrected(report)
    return render_template(
        "reports/show.html",
        report=report_row(report),
        corrected=corrected,
        changes=ordered_otherwise(corrected, report) if corrected else (),
        links=links_of(report),
        may_change=_may_change(report),
        may_make=may("reports:make"),
        program=program_row(report),
        log=log_rows(list_events(report_making.subject(report))),
    )


@blueprint.post("/<int(max=2147483647):report_id>/avbryt/")
@requires("reports:make_own")
def cancel(report_id: int) -> Response:
    """Stop the making of a report."""
    report = _load_to_change(report_id)
    try:
        report_making.cancel(report, by=signed_in_user(), now=clock.now())
    except WrongState:
        db.session.rollback()
        flash(_("Rapporten görs inte längre: den är klar eller stoppad. Inget är ändrat."), "error")
        return redirect(url_for("reports.show", report_id=report_id), 303)
    db.session.commit()
    flash(_("Rapporten är avbruten. Siffrorna är kvar, och den kan göras igen."), "success")
    return redirect(url_for("reports.show", report_id=report_id), 303)


@blueprint.post("/<int(max=2147483647):report_id>/gor-igen/")
@requires("reports:make_own")
def make_again(report_id: int) -> Response:
    """Let a report that was stopped be made from the same frozen figures."""
    report = _load_to_change(report_id)
    try:
        report_making.make_again(report, by=signed_in_user(), now=clock.now())
    except WrongState:
        db.session.rollback()
        flash(_("Rapporten är klar eller görs redan. Inget är ändrat."), "error")
        return redirect(url_for("reports.show", report_id=report_id), 303)
    db.session.commit()
    jobs().make_report(report_id)
    flash(_("Rapporten görs igen av samma siffror."), "success")
    return redirect(url_for("reports.show", report_id=report_id), 303)


@blueprint.get("/<int(max=2147483647):report_id>.pdf")
@requires("reports:read")
def file(report_id: int) -> Response:
    """Send the file of a finished report."""
    report = load_report(report_id)
    if report.status is not ReportStatus.DONE:
        abort(404)
    path = report_path(report)
    if not path.exists():
        abort(404)
    name = report_service.file_name(report)
    return send_file(path, mimetype="application/pdf", download_name=name)


def _may_change(report: Report) -> bool:
    """Tell whether the user may stop a report: the coordinator any, a county those it ordered."""
    if may("reports:make"):
        return True
    own = signed_in_user().county_code
    ordered_by = report.created_by.county_code if report.created_by else None
    return may("reports:make_own") and own is not None and ordered_by == own


def _load_to_change(report_id: int) -> Report:
    report = load_report(report_id)
    if not _may_change(report):
        abort(404)
    return report


def _page_address(page: int) -> str:
    """Return the address of another page of the same choice."""
    asked = {name: value for name, value in request.args.items() if name != "page" and value}
    return f"{url_for('reports.index')}?{urlencode({**asked, 'page': page})}"
