"""How far apart the counties stand, and whether they come closer."""

from __future__ import annotations

from flask import render_template, request

from khoss.access import requires
from khoss.figures.year_spread import year_spread
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.picture import preliminary
from khoss.presentation.spread_form import chosen, kind_of
from khoss.presentation.spread_pages import spread_page
from khoss.views.comparisons import blueprint, check_year, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


@blueprint.get("/<int:year>/skillnader/")
@requires("results:read")
def spread(year: int) -> str:
    """Show the spread between the counties, its change, groups and municipalities."""
    history = load_history()
    check_year(history, year)
    kind = kind_of(request.args.get("andel", ""))
    return render_template(
        "comparisons/spread.html",
        page=spread_page(history, year, kind, year_spread(history, year=year, kind=kind)),
        status=preliminary(history.year(year).status),
        ways=navigation(years_of(history), "comparisons.spread", year),
        chosen=chosen(kind),
        files=links_of("skillnader", year=year, filters=chosen(kind)),
    )
