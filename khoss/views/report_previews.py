"""A report as a page: the same HTML as in its PDF, with links to the answers behind each figure."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from khoss import clock
from khoss.access import requires
from khoss.documents import build_document
from khoss.errors import NotFound
from khoss.figures.editions import read_edition
from khoss.figures.frozen import FiguresUnreadable
from khoss.figures.left_out import find_left_out
from khoss.forms.report_previews import PreviewForm
from khoss.models import Report
from khoss.presentation.left_out import left_out_sentence
from khoss.presentation.report_previews import preview
from khoss.services.records import ReportOrder, freeze_figures
from khoss.services.reports import FILE_NAMES, FrozenReport, draft_of, texts_around
from khoss.services.reports import frozen as frozen_report
from khoss.views.answer_links import answer_links
from khoss.views.orderable_reports import (
    county_choices,
    latest_year,
    list_years,
    load_kind,
    own_county,
)
from khoss.views.readable_reports import load_report

blueprint = Blueprint("report_previews", __name__, url_prefix="/rapporter")

MOST_PLACES = 5


@blueprint.get("/<int(max=2147483647):report_id>/forhandsgranska/")
@requires("reports:read")
def frozen(report_id: int) -> str:
    """Show a report as it was frozen."""
    report = load_report(report_id)
    return _render(frozen_report(report), kept=report)


@blueprint.get("/forhandsgranska/<slug>/")
@requires("reports:make_own")
def live(slug: str) -> str:
    """Show what a report would be if the user ordered it now; nothing is kept."""
    kind = load_kind(slug)
    form = PreviewForm.from_address(
        kind,
        years=list_years(kind),
        counties=county_choices(kind, request.args.get("county")),
    )
    if not form.validate():
        abort(404)
    try:
        order = ReportOrder(
            kind=kind,
            year=form.chosen_year or latest_year(),
            county_code=form.chosen_county or own_county(kind),
            with_texts=form.wants_texts,
        )
        figures = freeze_figures(order)
    except NotFound:
        abort(404)
    return _render(draft_of(order, figures, now=clock.now()), form=form)


def _render(
    report: FrozenReport, *, kept: Report | None = None, form: PreviewForm | None = None
) -> str:
    try:
        document = build_document(report)
        edition = read_edition(report.figures)
    except FiguresUnreadable:
        abort(404)
    return render_template(
        "report_previews/preview.html",
        title=document.title,
        kept=kept,
        slug=FILE_NAMES[report.kind],
        form=form,
        preview=preview((part.html for part in document.parts), answer_links(edition)),
        left_out=left_out_sentence(find_left_out(edition, texts_around(report)), MOST_PLACES),
    )
