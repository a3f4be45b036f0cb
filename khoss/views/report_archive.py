"""A report for the archive, and whether its file still comes out the same."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from khoss.access import requires, signed_in_user
from khoss.documents.archive import ArchivedReport, LogLine, SignOffLine, archive
from khoss.enums import ReportStatus
from khoss.figures.frozen import FiguresUnreadable
from khoss.i18n import DEFAULT_LANGUAGE
from khoss.jobs import jobs, report_path
from khoss.models import Report
from khoss.notices import address_of
from khoss.presentation.events import log_rows
from khoss.presentation.publications import finding_text
from khoss.presentation.reports import report_title
from khoss.services.checklist import list_sign_offs
from khoss.services.events import list_events
from khoss.services.program_versions import read_program
from khoss.services.report_making import subject
from khoss.services.reports import file_name, frozen
from khoss.views.publications import blueprint
from khoss.views.readable_reports import load_report
from khoss.views.result_files import sent


@blueprint.get("/arkiv.zip")
@requires("reports:publish")
def package(report_id: int) -> Response:
    """Send everything of a report in one file."""
    report = load_report(report_id)
    if report.status is not ReportStatus.DONE or not report_path(report).exists():
        abort(404)
    try:
        # The package speaks Swedish, whatever the pages do.
        with force_locale(DEFAULT_LANGUAGE):
            content = archive(_archived(report))
    except FiguresUnreadable:
        abort(404)
    return sent(content, "application/zip", file_name(report).removesuffix(".pdf") + ".zip")


@blueprint.post("/kontrollera/")
@requires("reports:publish")
def verify(report_id: int) -> Answer:
    """Let the file of a report be made once more, and compared."""
    report = load_report(report_id)
    if report.status is not ReportStatus.DONE:
        flash(_("Rapporten har ingen färdig fil att jämföra med."), "error")
    else:
        jobs().verify_report(report_id, by_id=signed_in_user().id)
        flash(_("Filen görs igen och jämförs. Svaret kommer i loggen på den här sidan."), "success")
    return redirect(url_for("publications.checklist", report_id=report_id), 303)


def _archived(report: Report) -> ArchivedReport:
    events = reversed(list_events(subject(report)))
    address = (
        address_of("published.edition", slug=report.slug, edition=report.edition)
        if report.slug
        else ""
    )
    return ArchivedReport(
        title=report_title(report),
        number=report.id,
        frozen=frozen(report),
        figures_sha256=report.figures_sha256,
        address=address,
        published_at=report.published_at,
        withdrawn_at=report.withdrawn_at,
        withdrawal_reason=report.withdrawal_reason,
        pdf_name=file_name(report),
        pdf=report_path(report).read_bytes(),
        made_at=report.made_at,
        made_with=read_program(report.made_with),
        log=tuple(LogLine(one.at, one.who, one.what, one.reason) for one in log_rows([*events])),
        sign_offs=tuple(
            SignOffLine(
                one.signed_at, one.signed_by.display_name, finding_text(one.finding), one.reason
            )
            for one in list_sign_offs(report)
        ),
    )
