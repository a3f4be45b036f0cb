"""The target picture, and where the country stands on the way there."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from khoss.access import requires
from khoss.errors import NotFound
from khoss.presentation.targets import target_picture
from khoss.services.records.targets import TARGET_YEAR
from khoss.services.targets import get_target_picture

blueprint = Blueprint("targets", __name__)


@blueprint.get("/malbild-2030/")
@requires("targets:read")
def picture() -> str:
    """Show the target picture."""
    try:
        figures = get_target_picture(TARGET_YEAR)
    except NotFound:
        abort(404)
    return render_template("targets/picture.html", picture=target_picture(figures))
