"""The map: the counties by their share, or by their rating of one goal."""

from __future__ import annotations

from flask import render_template, request

from khoss.access import requires
from khoss.figures.county_map import rating_map, share_map
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.county_maps import map_page
from khoss.presentation.map_form import line_of
from khoss.presentation.picture import preliminary
from khoss.views.comparisons import blueprint, check_year, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


# The function cannot have the name of the endpoint, which is a function of Python's own.
@blueprint.get("/<int:year>/karta/", endpoint="map")
@requires("results:read")
def map_(year: int) -> str:
    """Show the counties of a year on a map."""
    history = load_history()
    check_year(history, year)
    line = line_of(history, request.args.get("delmal", ""))
    chosen = {"delmal": line} if line else {}
    figures = rating_map(history, line, year=year) if line else share_map(history, year=year)
    return render_template(
        "comparisons/map.html",
        year=year,
        page=map_page(history, year, line, figures, status=preliminary(history.year(year).status)),
        ways=navigation(years_of(history), "comparisons.map", year),
        chosen=chosen,
        files=links_of("karta", year=year, filters=chosen),
    )
