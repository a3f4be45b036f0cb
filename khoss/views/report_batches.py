"""Reports that are made together, one for each county: followed, stopped, and taken as one file."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import NotFound, WrongState
from khoss.exports.bundles import Bundled, bundle
from khoss.jobs import jobs, report_path
from khoss.models import Report, ReportBatch
from khoss.presentation.events import log_rows
from khoss.presentation.reports import batch_progress, batch_row, report_row, report_rows
from khoss.services import report_batches as batch_service
from khoss.services.events import list_events
from khoss.services.reports import FILE_NAMES, file_name
from khoss.views.reports import blueprint


@blueprint.get("/alla-lan/<int(max=2147483647):batch_id>/")
@requires("reports:make")
def show_batch(batch_id: int) -> str:
    """Show how far the reports have come, one row a county."""
    batch = _load_batch(batch_id)
    rows = report_rows(batch_service.list_batch_reports(batch))
    return render_template(
        "reports/batch.html",
        batch=batch_row(batch),
        reports=rows,
        progress=batch_progress(rows),
        log=log_rows(list_events(batch_service.subject(batch))),
    )


@blueprint.post("/alla-lan/<int(max=2147483647):batch_id>/avbryt/")
@requires("reports:make")
def cancel_batch(batch_id: int) -> Response:
    """Stop the making of every report that is not done."""
    batch = _load_batch(batch_id)
    try:
        number = batch_service.cancel_batch(batch, by=signed_in_user(), now=clock.now())
    except WrongState:
        db.session.rollback()
        flash(_("Ingen av rapporterna görs längre. Inget är ändrat."), "error")
        return redirect(url_for("reports.show_batch", batch_id=batch_id), 303)
    db.session.commit()
    flash(
        ngettext(
            "%(num)d rapport är avbruten. De som var klara är kvar.",
            "%(num)d rapporter är avbrutna. De som var klara är kvar.",
            number,
        ),
        "success",
    )
    return redirect(url_for("reports.show_batch", batch_id=batch_id), 303)


@blueprint.post("/alla-lan/<int(max=2147483647):batch_id>/gor-igen/")
@requires("reports:make")
def make_batch_again(batch_id: int) -> Response:
    """Let what has stopped be made from the same frozen figures."""
    batch = _load_batch(batch_id)
    try:
        numbers = batch_service.make_batch_again(batch, by=signed_in_user(), now=clock.now())
    except WrongState:
        db.session.rollback()
        flash(_("Alla rapporter är klara eller görs redan. Inget är ändrat."), "error")
        return redirect(url_for("reports.show_batch", batch_id=batch_id), 303)
    db.session.commit()
    for number in numbers:
        jobs().make_report(number)
    flash(_("Rapporterna görs igen av samma siffror."), "success")
    return redirect(url_for("reports.show_batch", batch_id=batch_id), 303)


@blueprint.get("/alla-lan/<int(max=2147483647):batch_id>.zip")
@requires("reports:make")
def batch_file(batch_id: int) -> Response:
    """Send the finished reports as one file, with a list of all."""
    batch = _load_batch(batch_id)
    reports = batch_service.list_batch_reports(batch)
    bundled = [_bundled(report) for report in reports]
    if not any(one.path for one in bundled):
        abort(404)
    name = f"{FILE_NAMES[batch.kind]}-{batch.year}-alla-lan-{batch.id}.zip"
    content = bundle(bundled, made_at=batch.created_at)
    return send_file(content, mimetype="application/zip", as_attachment=True, download_name=name)


def _bundled(report: Report) -> Bundled:
    """Return what the list of a bundle says of a report, with its file when it is made."""
    row = report_row(report)
    path = report_path(report) if row.done else None
    return Bundled(
        county_code=report.county_code or "",
        county=row.county,
        state=row.status_text,
        name=file_name(report),
        pages=report.pages,
        sha256=row.pdf_sha256,
        figures_sha256=row.figures_sha256,
        failure=row.failure,
        path=path if path is not None and path.exists() else None,
    )


def _load_batch(batch_id: int) -> ReportBatch:
    try:
        return batch_service.get_batch(batch_id)
    except NotFound:
        abort(404)
