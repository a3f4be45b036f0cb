"""Reports: order one, follow it, read it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.errors import NotFound
from khoss.forms.reports import ReportForm
from khoss.jobs import jobs, report_path
from khoss.presentation.reports import report_row, report_rows
from khoss.services import reports as report_service
from khoss.services.records import GATHERERS, ReportOrder
from khoss.services.report_readers import list_readable
from khoss.services.results import list_result_years
from khoss.views.readable_reports import links_of, load_report, viewer

blueprint = Blueprint("reports", __name__, url_prefix="/rapporter")


@blueprint.get("/")
@requires("reports:read")
def index() -> str:
    """List the reports, and let the coordinator order one."""
    return _render_index(_report_form())


@blueprint.post("/")
@requires("reports:make")
def create() -> Response | tuple[str, int]:
    """Freeze the figures of a report and put its making in the queue."""
    form = _report_form()
    if not form.validate_on_submit():
        return _render_index(form), 422
    try:
        order = ReportOrder(
            ReportKind(form.kind.data), form.chosen_year, case_number=form.case_number.data or ""
        )
        report = report_service.create_report(order, by=signed_in_user(), now=clock.now())
    except NotFound:
        db.session.rollback()
        form.refuse(_("Det finns inga siffror för det året."))
        return _render_index(form), 422
    report_id = report.id
    db.session.commit()
    # A report in the database is made even if the queue is lost: the job process looks for it.
    jobs().make_report(report_id)
    flash(_("Rapporten görs. Du kan lämna sidan under tiden."), "success")
    return redirect(url_for("reports.show", report_id=report_id), 303)


@blueprint.get("/<int(max=2147483647):report_id>/")
@requires("reports:read")
def show(report_id: int) -> str:
    """Show how far a report has come, and its file when it is done."""
    report = load_report(report_id)
    return render_template("reports/show.html", report=report_row(report), links=links_of(report))


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
    return send_file(path, mimetype="application/pdf", download_name=report.pdf_name)


def _render_index(form: ReportForm) -> str:
    reports = list_readable(viewer())
    return render_template(
        "reports/index.html", reports=report_rows(reports), form=form, may_make=may("reports:make")
    )


def _report_form() -> ReportForm:
    return ReportForm.with_choices(
        kinds=list(GATHERERS), years=list_result_years(published_only=False)
    )
