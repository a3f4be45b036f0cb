"""Ordering a report: which kind first, then what that kind needs."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import ReportKind
from khoss.errors import NotFound
from khoss.forms.reports import OrderForm, ReportKindForm
from khoss.jobs import jobs
from khoss.services.counties import list_counties
from khoss.services.records import GATHERERS, ReportOrder
from khoss.services.records.questions import list_question_years
from khoss.services.report_batches import create_batch, list_batch_reports
from khoss.services.report_readers import OWN_KINDS
from khoss.services.reports import FILE_NAMES, create_report
from khoss.services.results import list_result_years
from khoss.views.reports import blueprint

KINDS_BY_SLUG = {slug: kind for kind, slug in FILE_NAMES.items()}


@blueprint.get("/ny/")
@requires("reports:make_own")
def choose() -> str | Response | tuple[str, int]:
    """Choose which report to make, among those that the user may."""
    form = ReportKindForm.from_address(_orderable_kinds())
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
    kind = KINDS_BY_SLUG.get(slug)
    if kind not in _orderable_kinds():
        abort(404)
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
        form.chosen_year or _latest_year(),
        county_code=form.chosen_county or _own_county(kind),
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


def _orderable_kinds() -> list[ReportKind]:
    """Return the kinds that the user may order: all, or those of one's own county."""
    if may("reports:make"):
        return list(GATHERERS)
    return [kind for kind in GATHERERS if kind in OWN_KINDS]


def _order_form(kind: ReportKind) -> OrderForm:
    of_one_county = kind in OWN_KINDS
    counties = list_counties() if of_one_county and may("reports:make") else []
    form = OrderForm.for_kind(
        kind,
        years=_years(kind),
        counties=[(county.code, county.name) for county in counties],
    )
    # Somebody of a county who asks for another one's report gets no hint that it could be made.
    asked = request.form.get("county") if of_one_county and not counties else None
    if asked and asked != signed_in_user().county_code:
        abort(404)
    return form


def _years(kind: ReportKind) -> list[int]:
    """Return the years that the user may have the report of, latest first.

    A county's own report holds nothing of others before the year is published.
    """
    if kind is ReportKind.QUESTIONS:
        return list_question_years(drafts=may("reports:make"))
    unpublished = may("results:read_open") or kind is ReportKind.COUNTY
    return list_result_years(published_only=not unpublished)


def _own_county(kind: ReportKind) -> str:
    return (signed_in_user().county_code or "") if kind in OWN_KINDS else ""


def _latest_year() -> int:
    """Return the year whose figures a report without a year shows.

    :raises NotFound: when no year is published.
    """
    years = list_result_years(published_only=True)
    if not years:
        raise NotFound("no published year")
    return years[0]


def _render_order(form: OrderForm, kind: ReportKind) -> str:
    return render_template(
        "reports/order.html",
        form=form,
        kind=str(labels.REPORT_KINDS[kind]),
        purpose=str(labels.REPORT_PURPOSES[kind]),
        slug=FILE_NAMES[kind],
        may_preview=may("reports:make"),
    )
