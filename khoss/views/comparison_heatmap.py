"""The heat map: every county's rating of every goal, sorted and filtered."""

from __future__ import annotations

from flask import render_template, request

from khoss.access import requires
from khoss.figures.heat_map import heat_map
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.heat_map_form import chosen, selection_of
from khoss.presentation.heat_maps import heat_map_page
from khoss.presentation.picture import preliminary
from khoss.views.comparisons import blueprint, check_year, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


@blueprint.get("/<int:year>/varmekarta/")
@requires("results:read")
def heatmap(year: int) -> str:
    """Show the ratings of a year, county by county and goal by goal."""
    history = load_history()
    check_year(history, year)
    selection = selection_of(history, year, request.args.to_dict())
    figures = heat_map(history, year=year, selection=selection)
    return render_template(
        "comparisons/heatmap.html",
        page=heat_map_page(
            history, year, selection, figures, status=preliminary(history.year(year).status)
        ),
        ways=navigation(years_of(history), "comparisons.heatmap", year),
        chosen=chosen(selection),
        files=links_of("varmekarta", year=year, filters=chosen(selection)),
    )
