"""The target picture, and where the country stands on the way there, as a page and as files."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response, abort, render_template

from khoss.access import requires
from khoss.errors import NotFound
from khoss.exports import target_picture_csv
from khoss.figures.targets import TargetPictureFigures
from khoss.presentation.result_links import target_links
from khoss.presentation.targets import target_picture
from khoss.services.records.targets import TARGET_YEAR
from khoss.services.targets import get_target_picture
from khoss.views.result_files import sent

blueprint = Blueprint("targets", __name__)


@blueprint.get("/malbild-2030/")
@requires("targets:read")
def picture() -> str:
    """Show the target picture."""
    return render_template(
        "targets/picture.html", picture=target_picture(_load_figures()), files=target_links()
    )


@blueprint.get("/malbild-2030.<any(csv, json):kind>")
@requires("targets:read")
def file(kind: Literal["csv", "json"]) -> Response:
    """Send the target picture as a file; its JSON is what a report of it is frozen as."""
    figures = _load_figures()
    name = f"khoss-malbild-{figures.year}.{kind}"
    if kind == "json":
        return sent(figures.to_json().encode(), "application/json", name)
    return sent(target_picture_csv(figures), "text/csv", name)


def _load_figures() -> TargetPictureFigures:
    try:
        return get_target_picture(TARGET_YEAR)
    except NotFound:
        abort(404)
