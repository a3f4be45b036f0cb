"""One county against others and through the years, and the list of counties."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, render_template

from khoss.access import requires
from khoss.figures.county import county_development, county_standing
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.county_standings import county_links, county_rows, no_standing, standing
from khoss.presentation.county_years import county_years
from khoss.presentation.picture import preliminary
from khoss.views.comparisons import blueprint, check_year, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


@blueprint.get("/<int:year>/lan/")
@requires("results:read")
def counties(year: int) -> str:
    """List the counties of a year."""
    history = load_history()
    check_year(history, year)
    return render_template(
        "comparisons/counties.html",
        year=year,
        rows=county_rows(history, year),
        status=preliminary(history.year(year).status),
        ways=navigation(years_of(history), "comparisons.counties", year),
        files=links_of("lan", year=year),
    )


@blueprint.get("/<int:year>/lan/<county>/")
@requires("results:read")
def county(year: int, county: str) -> str:
    """Show one county against the country, its civil area and those of like size."""
    history = load_history()
    check_year(history, year)
    if county not in history.by_code:
        abort(404)
    figures = county_standing(history, county, year=year)
    ways = navigation(years_of(history), "comparisons.counties", year)
    return render_template(
        "comparisons/county.html",
        year=year,
        county=history.by_code[county],
        standing=standing(history, figures) if figures else None,
        no_standing="" if figures else no_standing(history, county, year),
        development=county_years(
            county_development(history, county),
            answered=[one.year for one in history.years if one.has_answers],
        ),
        links=county_links(history, county),
        status=preliminary(history.year(year).status),
        files=links_of("lan", year=year, subject=county),
        # The other years are those of this county.
        ways=replace(ways, current=replace(ways.current, endpoint="comparisons.county")),
    )
