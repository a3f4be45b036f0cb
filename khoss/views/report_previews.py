"""A report as a page: the same HTML as in its PDF, with links to the answers behind each figure."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from khoss import clock
from khoss.access import requires
from khoss.documents import build_document
from khoss.errors import NotFound
from khoss.figures.editions import Edition, read_edition
from khoss.figures.frozen import FiguresUnreadable
from khoss.figures.left_out import find_left_out
from khoss.forms.report_previews import PreviewForm
from khoss.presentation.charts import area_anchor
from khoss.presentation.left_out import left_out_sentence
from khoss.presentation.report_previews import Behind, FindAnswers, preview
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
    return _render(frozen_report(report), report_id=report_id)


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
    report: FrozenReport, *, report_id: int | None = None, form: PreviewForm | None = None
) -> str:
    try:
        document = build_document(report)
        edition = read_edition(report.figures)
    except FiguresUnreadable:
        abort(404)
    return render_template(
        "report_previews/preview.html",
        title=document.title,
        report_id=report_id,
        slug=FILE_NAMES[report.kind],
        form=form,
        preview=preview((part.html for part in document.parts), _links(edition)),
        left_out=left_out_sentence(find_left_out(edition, texts_around(report)), MOST_PLACES),
    )


def _links(edition: Edition) -> FindAnswers:
    """Return where the answers behind a figure stand, for as far as the user may go."""
    may_open = may("results:read_open")
    published = () if may_open else list_result_years(published_only=True)
    own = signed_in_user().county_code
    lines: Mapping[str, str] = edition.lines

    def find(behind: Behind) -> str:
        year = int(behind.year or edition.year)
        county = behind.county
        if behind.goal and county and (county == own or may("assessments:review")):
            return url_for("assessments.answer", year=year, county=county, goal=behind.goal.lower())
        if not may_open and year not in published:
            is_own = county and county == own
            return url_for("assessments.show", year=year, county=county) if is_own else ""
        if behind.goal and not county:
            line = lines.get(behind.goal.replace("-", " "), "")
            return url_for("comparisons.goal", line=line) if line else ""
        return _address(behind, year, has_answers=bool(edition.ratings))

    return find


def _address(behind: Behind, year: int, *, has_answers: bool) -> str:
    """Return where the answers of a county, an area, a priority or a whole year stand."""
    if behind.county:
        return url_for("comparisons.county", year=year, county=behind.county)
    if behind.area:
        anchor = area_anchor(behind.area)
        return url_for("results.national", year=year, _anchor=anchor)
    if behind.priority and has_answers:
        return url_for("comparisons.heatmap", year=year, prio=behind.priority)
    return url_for("results.national", year=year)
