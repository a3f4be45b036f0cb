"""The first page for each role, and the pages for everyone."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from khoss import clock
from khoss.access import PUBLIC, may, requires, signed_in_user
from khoss.db import db
from khoss.presentation.assessments import cards
from khoss.services.assessments import list_county_assessments
from khoss.services.counties import get_county
from khoss.services.extensions import list_own_last_days

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@requires("home:read")
def index() -> str | AnyResponse:
    """Show a county its assessments; send the others to what they come for."""
    user = signed_in_user()
    if user.county_code is not None:
        assessments = list_county_assessments(user.county_code)
        return render_template(
            "home/index.html",
            county=get_county(user.county_code),
            cards=cards(assessments, list_own_last_days(user.county_code), today=clock.today()),
            may_begin=may("assessments:write"),
            may_approve=may("assessments:approve"),
        )
    if may("rounds:manage"):
        return redirect(url_for("rounds.index"))
    if may("users:manage"):
        return redirect(url_for("users.index"))
    return redirect(url_for("results.index"))


@blueprint.get("/tillganglighet/")
@requires(PUBLIC)
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("home/accessibility.html")


@blueprint.get("/halsa")
@requires(PUBLIC)
def health() -> Response:
    """Tell a watchman that the program and its database answer."""
    db.session.execute(select(1))
    return Response("ok\n", mimetype="text/plain")
