"""Ordering a report: which kind first, then what that kind needs."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import ReportKind
from khoss.errors import NotFound
from khoss.forms.reports import OrderForm, ReportKindForm
from khoss.jobs import jobs
from khoss.services.records import ReportOrder
from khoss.services.report_batches import create_batch, list_batch_reports
from khoss.services.reports import FILE_NAMES, create_report
from khoss.views.orderable_reports import (
    county_choices,
    latest_year,
    list_years,
    load_kind,
    orderable_kinds,
    own_county,
)
from khoss.views.reports import blueprint


@blueprint.get("/ny/")
@requires("reports:make_own")
def choose() -> str | Response | tuple[str, int]:
    """Choose which report to make, among those that the user may."""
    form = ReportKindForm.from_address(orderable_kinds())
    if not request.args:
        return render_template("reports/choose.html", form=form)
    if not form.validate():
        return render_template("reports/choose.html", form=form), 422
    slug = FILE_NAMES[ReportKind(form.kind.data)]
    return redirect(url_for("reports.order", slug=slug), 303)


@blueprint.route("/ny/<slug>/", methods=["GET", "POST"])
@requires("reports:make_own")
def order(slug: str) -> str | Response | tuple[str, int]:
    """Ask what a report of this kind needs, freeze its figures, and have it made."""
    kind = load_kind(slug)
    form = _order_form(kind)
    if not form.is_submitted():
        return _render_order(form, kind)
    if not form.validate():
        return _render_order(form, kind), 422
    try:
        return _place(form, kind)
    except NotFound:
        db.session.rollback()
        form.refuse(
            _("Det finns inga siffror att göra rapporten av för det året. Inget är beställt.")
        )
        return _render_order(form, kind), 422


def _place(form: OrderForm, kind: ReportKind) -> Response:
    """Freeze what is ordered and put it in the queue.

    What is in the database is made even if the queue is lost: the job process looks for it.
    """
    wanted = ReportOrder(
        kind,
        form.chosen_year or latest_year(),
        county_code=form.chosen_county or own_county(kind),
        with_texts=form.wants_texts,
        case_number=form.text("case_number"),
        sender=form.text("sender"),
        recipient=form.text("recipient"),
    )
    if form.wants_every_county:
        batch = create_batch(wanted, by=signed_in_user(), now=clock.now())
        address = url_for("reports.show_batch", batch_id=batch.id)
        numbers = [report.id for report in list_batch_reports(batch)]
    else:
        report = create_report(wanted, by=signed_in_user(), now=clock.now())
        address = url_for("reports.show", report_id=report.id)
        numbers = [report.id]
    db.session.commit()
    for number in numbers:
        jobs().make_report(number)
    flash(_("Siffrorna är frysta och rapporten görs. Du kan lämna sidan under tiden."), "success")
    return redirect(address, 303)


def _order_form(kind: ReportKind) -> OrderForm:
    return OrderForm.for_kind(
        kind,
        years=list_years(kind),
        counties=county_choices(kind, request.form.get("county")),
    )


def _render_order(form: OrderForm, kind: ReportKind) -> str:
    return render_template(
        "reports/order.html",
        form=form,
        kind=str(labels.REPORT_KINDS[kind]),
        purpose=str(labels.REPORT_PURPOSES[kind]),
        slug=FILE_NAMES[kind],
    )
