"""Those who read a draft before anybody else: named, told, and asked to say when they have."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, notices
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import DomainError, NotFound
from khoss.forms.publications import ReaderForm
from khoss.presentation.publications import account_choices, reader_rows
from khoss.presentation.reports import report_title
from khoss.services import report_readers as reader_service
from khoss.services.users import get_user
from khoss.views.publications import blueprint
from khoss.views.readable_reports import load_report


@blueprint.route("/lasare/", methods=["GET", "POST"])
@requires("reports:publish")
def readers(report_id: int) -> str | Response | tuple[str, int]:
    """Show who reads a draft early, and name one more."""
    report = load_report(report_id)
    form = ReaderForm.with_accounts(account_choices(reader_service.list_possible_readers()))
    if form.validate_on_submit():
        try:
            user = get_user(form.chosen)
            reader_service.name_reader(report, user, by=signed_in_user(), now=clock.now())
        except DomainError:
            db.session.rollback()
            flash(
                _("Inget är ändrat: kontot ser redan utkastet, eller rapporten är publicerad."),
                "error",
            )
        else:
            notices.tell_reader(report, user, by=signed_in_user(), now=clock.now())
            db.session.commit()
            flash(_("Läsaren får ett mejl med en länk till utkastet."), "success")
        return redirect(url_for("publications.readers", report_id=report_id), 303)
    named = reader_service.list_readers(report)
    form.leave_out({one.user_id for one in named})
    page = render_template(
        "publications/readers.html",
        report=report,
        title=report_title(report),
        readers=reader_rows(named),
        form=form,
        is_draft=report.published_at is None,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/lasare/<int(max=2147483647):user_id>/ta-bort/")
@requires("reports:publish")
def remove_reader(report_id: int, user_id: int) -> Response:
    """Take a draft from somebody who might read it."""
    try:
        reader_service.remove_reader(
            load_report(report_id), user_id, by=signed_in_user(), now=clock.now()
        )
    except NotFound:
        abort(404)
    db.session.commit()
    flash(_("Läsaren ser inte utkastet längre."), "success")
    return redirect(url_for("publications.readers", report_id=report_id), 303)


@blueprint.post("/last/")
@requires("reports:read")
def mark_read(report_id: int) -> Response:
    """Say that one has read a draft."""
    try:
        reader_service.mark_read(load_report(report_id), by=signed_in_user(), now=clock.now())
    except NotFound:
        abort(404)
    db.session.commit()
    flash(_("Samordnaren ser att du har läst utkastet."), "success")
    return redirect(url_for("reports.show", report_id=report_id), 303)
