"""Results: the national picture of a year as a page and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from khoss.access import may, requires
from khoss.errors import NotFound
from khoss.exports import results_csv
from khoss.figures.national import NationalComparison
from khoss.presentation.comparison_nav import navigation
from khoss.presentation.result_links import year_links
from khoss.presentation.results import national as arranged
from khoss.services.results import get_national_comparison, list_result_years

blueprint = Blueprint("results", __name__, url_prefix="/resultat")


@blueprint.get("/")
@requires("results:read")
def index() -> str | AnyResponse:
    """Go to the latest published year, or say that there is none."""
    years = list_result_years(published_only=True) or _visible_years()
    if not years:
        return render_template("results/index.html")
    return redirect(url_for("results.national", year=years[0]))


@blueprint.get("/<int:year>/")
@requires("results:read")
def national(year: int) -> str:
    """Show the national picture of a year."""
    years = _visible_years()
    figures = _load_figures(year, years)
    return render_template(
        "results/national.html",
        report=arranged(figures),
        ways=navigation(years, "results.national", year),
        files=year_links(year, texts=may("assessments:review")),
    )


@blueprint.get("/<int:year>.csv")
@requires("results:read")
def csv(year: int) -> Response:
    """Send the national picture of a year as a file for spreadsheets."""
    content = results_csv(_load_figures(year, _visible_years()))
    response = Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"khoss-{year}.csv")
    return response


def _visible_years() -> list[int]:
    """Return the years that the user may see; an unpublished round is the coordinator's."""
    return list_result_years(published_only=not may("results:read_open"))


def _load_figures(year: int, visible: list[int]) -> NationalComparison:
    if year not in visible:
        abort(404)
    try:
        return get_national_comparison(year)
    except NotFound:
        abort(404)
