"""A report on its way to be published: the checklist, and the steps that it leads to."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from khoss import clock, notices
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import DomainError, NotFound
from khoss.forms.publications import (
    CaseNumberForm,
    CorrectionForm,
    ReasonForm,
    SignOffForm,
    StepForm,
)
from khoss.jobs import jobs
from khoss.models import Report
from khoss.presentation.corrections import ordered_otherwise
from khoss.presentation.events import log_rows
from khoss.presentation.publications import (
    check_row,
    checklist_page,
    state_text,
)
from khoss.presentation.reports import report_title
from khoss.services import publications
from khoss.services.checklist import check_report
from khoss.services.events import list_events
from khoss.services.report_making import is_being_published, subject
from khoss.services.report_readers import list_readers
from khoss.views.readable_reports import load_report

blueprint = Blueprint(
    "publications", __name__, url_prefix="/rapporter/<int(max=2147483647):report_id>"
)


@blueprint.get("/publicera/")
@requires("reports:publish")
def checklist(report_id: int) -> str:
    """Show what stops a report from being published, and what is worth a thought."""
    report = load_report(report_id)
    return _render(report, CaseNumberForm(case_number=report.case_number))


@blueprint.post("/publicera/")
@requires("reports:publish")
def publish(report_id: int) -> Response:
    """Publish a report, unless something stops it."""
    report = load_report(report_id)
    publications.hold_to_publish(report)
    if is_being_published(report):
        return _refused(
            report_id, _("Rapporten publiceras redan: den slutliga filen görs. Inget är ändrat.")
        )
    if report.published_at is not None:
        return _refused(report_id, _("Rapporten är redan publicerad. Inget är ändrat."))
    if not StepForm().validate_on_submit() or check_report(report).stopping:
        flash(_("Rapporten är inte publicerad. Rätta det som stoppar den först."), "error")
        return _back(report_id)
    try:
        publications.publish(report, by=signed_in_user(), now=clock.now())
    except (DomainError, IntegrityError):
        return _refused(
            report_id, _("Rapporten är inte publicerad: någon hann före. Läs listan igen.")
        )
    db.session.commit()
    return _made(report_id, _("Rapporten publiceras när den slutliga filen är gjord."))


@blueprint.post("/diarienummer/")
@requires("reports:publish")
def case_number(report_id: int) -> Response | tuple[str, int]:
    """Give a draft its case number, and make its file again."""
    report, form = load_report(report_id), CaseNumberForm()
    if not form.validate_on_submit():
        return _render(report, form), 422
    try:
        publications.set_case_number(
            report, form.case_number.data, by=signed_in_user(), now=clock.now()
        )
    except DomainError:
        return _refused(report_id, _("Diarienumret är inte ändrat. Vänta tills utkastet är klart."))
    db.session.commit()
    return _made(report_id, _("Diarienumret är sparat. Utkastet görs om."))


@blueprint.route("/godta/", methods=["GET", "POST"])
@requires("reports:publish")
def sign_off(report_id: int) -> str | Response | tuple[str, int]:
    """Stand by a finding of the checklist, with a reason."""
    report, form = load_report(report_id), SignOffForm()
    found = check_report(report).find(form.finding.data or request.args.get("fynd", ""))
    if found is None:
        abort(404)
    form.finding.data = found.finding
    if form.validate_on_submit():
        try:
            publications.sign_off(
                report, found.finding, form.reason.data, by=signed_in_user(), now=clock.now()
            )
        except DomainError:
            return _refused(report_id, _("Rapporten är redan publicerad. Inget är ändrat."))
        db.session.commit()
        return _done(report_id, _("Du har godtagit anmärkningen. Det står i loggen."))
    page = render_template(
        "publications/sign_off.html",
        report=report,
        title=report_title(report),
        row=check_row(found),
        form=form,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/godta/ta-tillbaka/")
@requires("reports:publish")
def take_back(report_id: int) -> Response:
    """Stand by a finding no longer."""
    report = load_report(report_id)
    try:
        publications.take_back_sign_off(
            report, request.form.get("finding", ""), by=signed_in_user(), now=clock.now()
        )
    except NotFound:
        abort(404)
    except DomainError:
        return _refused(report_id, _("Rapporten är redan publicerad. Inget är ändrat."))
    db.session.commit()
    return _done(report_id, _("Godtagandet är tillbakataget."))


@blueprint.post("/frys-om/")
@requires("reports:publish")
def freeze_anew(report_id: int) -> Response:
    """Order a draft again, with the figures and texts of now."""
    report = load_report(report_id)
    try:
        fresh = publications.freeze_anew(report, by=signed_in_user(), now=clock.now())
    except DomainError:
        return _refused(
            report_id,
            _("Inget är fryst om: rapporten är publicerad, eller så saknar året siffror."),
        )
    for reader in list_readers(fresh):
        notices.tell_reader(fresh, reader.user, by=signed_in_user(), now=clock.now())
    fresh_id = fresh.id
    db.session.commit()
    return _made(fresh_id, _("Ett nytt utkast görs med svaren och texterna som de är nu."))


@blueprint.route("/ratta/", methods=["GET", "POST"])
@requires("reports:publish")
def correct(report_id: int) -> str | Response | tuple[str, int]:
    """Order the next edition of a published report, with the reason and with what was wrong."""
    report = load_report(report_id)
    latest = publications.latest_edition(report.slug) if report.slug else None
    if latest is None:
        abort(404)
    if request.method == "GET" and latest.id != report_id:
        return redirect(url_for("publications.correct", report_id=latest.id), 303)
    form = _correction_form(report)
    if not form.validate_on_submit():
        return _render_correction(report, form, latest.id)
    try:
        fresh_id = _order_correction(report, form)
    except DomainError:
        return _refused_correction(report_id, form, latest.id)
    db.session.commit()
    return _made(fresh_id, _("Rättelsen är beställd som utkast."))


def _correction_form(report: Report) -> CorrectionForm:
    before = publications.order_of(report)
    return CorrectionForm.for_kind(
        report.kind,
        with_texts=before.with_texts,
        case_number=before.case_number,
        sender=before.sender,
        recipient=before.recipient,
    )


def _order_correction(report: Report, form: CorrectionForm) -> int:
    order = replace(publications.order_of(report), **form.ordered)
    fresh = publications.correct(
        report, order, form.reason.data, by=signed_in_user(), now=clock.now()
    )
    return fresh.id


def _refused_correction(report_id: int, form: CorrectionForm, latest_id: int) -> tuple[str, int]:
    """Undo what was begun, and say why beside what was written."""
    db.session.rollback()
    form.refuse(
        _("Rättelsen är inte beställd: året saknar siffror. Det du skrev står kvar.")
        if latest_id == report_id
        else _("Rättelsen är inte beställd: en senare utgåva har kommit. Det du skrev står kvar.")
    )
    page, _status = _render_correction(load_report(report_id), form, latest_id)
    return page, 422


def _render_correction(report: Report, form: CorrectionForm, latest_id: int) -> tuple[str, int]:
    page = render_template(
        "publications/correct.html",
        report=report,
        title=report_title(report),
        form=form,
        latest_id=latest_id,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/aterkalla/", methods=["GET", "POST"])
@requires("reports:publish")
def withdraw(report_id: int) -> str | Response | tuple[str, int]:
    """Take a published report from its address, with a reason that stays there."""
    report, form = load_report(report_id), ReasonForm()
    if form.validate_on_submit():
        try:
            publications.withdraw(report, form.reason.data, by=signed_in_user(), now=clock.now())
        except DomainError:
            return _refused(report_id, _("Rapporten är inte publicerad, eller redan återkallad."))
        db.session.commit()
        return _done(report_id, _("Rapporten är återkallad. Adressen säger det, och varför."))
    return _render_reason(report, form, "publications/withdraw.html")


def _render_reason(report: Report, form: ReasonForm, template: str) -> str | tuple[str, int]:
    if report.published_at is None:
        abort(404)
    page = render_template(template, report=report, title=report_title(report), form=form)
    return page, 422 if form.errors else 200


def _render(report: Report, form: CaseNumberForm) -> str:
    corrected = publications.find_corrected(report)
    return render_template(
        "publications/checklist.html",
        report=report,
        title=report_title(report),
        state=state_text(report),
        page=checklist_page(report, check_report(report)),
        log=log_rows(list_events(subject(report))),
        case_number_form=form,
        corrected=corrected,
        changes=ordered_otherwise(corrected, report) if corrected else (),
    )


def _back(report_id: int) -> Response:
    return redirect(url_for("publications.checklist", report_id=report_id), 303)


def _refused(report_id: int, said: str) -> Response:
    """Undo what was begun, and say on the checklist why."""
    db.session.rollback()
    flash(said, "error")
    return _back(report_id)


def _done(report_id: int, said: str) -> Response:
    """Say on the checklist what was done."""
    flash(said, "success")
    return _back(report_id)


def _made(report_id: int, said: str) -> Response:
    """Have the file of a report made, and say on its checklist what was done."""
    jobs().make_report(report_id)
    return _done(report_id, said)
