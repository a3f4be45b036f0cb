"""Pages that compare: the year in one screen, and the other ways to look at the results."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from khoss.access import may, requires
from khoss.errors import NotFound
from khoss.figures.history import History
from khoss.figures.national_year import national_year
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.picture import picture as in_words
from khoss.services.history import get_history
from khoss.views.file_links import links_of

blueprint = Blueprint("comparisons", __name__, url_prefix="/resultat")


def load_history() -> History:
    """Return the years that the user may see; an unpublished round is the coordinator's."""
    try:
        return get_history(published_only=not may("results:read_open"))
    except NotFound:
        abort(404)


def check_year(history: History, year: int) -> None:
    """Answer that there is no such page where the year has no figures for the user."""
    if all(one.year != year or one.source is None for one in history.years):
        abort(404)


@blueprint.get("/<int:year>/bild/")
@requires("results:read")
def picture(year: int) -> str:
    """Show the year in one screen."""
    history = load_history()
    check_year(history, year)
    return render_template(
        "comparisons/picture.html",
        page=in_words(history, national_year(history, year=year)),
        ways=navigation(years_of(history), "comparisons.picture", year),
        files=links_of("bild", year=year),
    )
