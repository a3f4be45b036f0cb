"""The years one after another, over everything and part by part."""

from __future__ import annotations

from flask import render_template

from khoss.access import requires
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.developments import development_page
from khoss.views.comparisons import blueprint, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


@blueprint.get("/utveckling/")
@requires("results:read")
def development() -> str:
    """Show every area and every priority over the years."""
    history = load_history()
    return render_template(
        "comparisons/development.html",
        page=development_page(history),
        ways=navigation(years_of(history), "comparisons.development"),
        files=links_of("utveckling"),
    )
