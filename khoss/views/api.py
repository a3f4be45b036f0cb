"""The read API: years as JSON, from the figures that the pages show, opened with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request

from khoss.access import PUBLIC, requires
from khoss.figures.history import History, Year
from khoss.presentation import api as shown
from khoss.presentation.api_changes import comparison as compared
from khoss.presentation.api_shapes import written
from khoss.services.installation import holds_examples
from khoss.services.openapi import read_description
from khoss.views.comparisons import check_year, load_history

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

JSON = "application/json"


@blueprint.get("/openapi.json")
@requires(PUBLIC)
def openapi() -> Response:
    """Send the description of the API."""
    return _kept(read_description())


@blueprint.get("/years")
@requires("results:read")
def years() -> Response:
    """List the years that have figures."""
    return _answered(shown.years(load_history(), is_example=holds_examples()))


@blueprint.get("/years/<int:year>")
@requires("results:read")
def year(year: int) -> Response:
    """Show one year with its areas."""
    history, found = _load(year)
    return _answered(shown.year_detail(history, found, is_example=holds_examples()))


@blueprint.get("/years/<int:year>/goals")
@requires("results:read")
def goals(year: int) -> Response:
    """List the goals of a year with their figures."""
    _, found = _load(year)
    return _answered(shown.goals(found, is_example=holds_examples()))


@blueprint.get("/years/<int:year>/counties")
@requires("results:read")
def counties(year: int) -> Response:
    """List the counties of a year with what each of them answered."""
    history, found = _load(year)
    return _answered(shown.counties(history, found, is_example=holds_examples()))


@blueprint.get("/years/<int:year>/answers")
@requires("results:read")
def answers(year: int) -> Response:
    """List the ratings of a year."""
    _, found = _load(year)
    return _answered(shown.answers(found, is_example=holds_examples()))


@blueprint.get("/goals/<line>")
@requires("results:read")
def goal(line: str) -> Response:
    """Show a goal line through the years."""
    found = shown.line(load_history(), line, is_example=holds_examples())
    if found is None:
        abort(404)
    return _answered(found)


@blueprint.get("/comparisons/<int:now>/<int:then>")
@requires("results:read")
def comparison(now: int, then: int) -> Response:
    """Show a year beside an earlier one."""
    history = load_history()
    check_year(history, now)
    check_year(history, then)
    if then >= now:
        abort(404)
    return _answered(compared(history, now=now, then=then, is_example=holds_examples()))


def _load(year: int) -> tuple[History, Year]:
    history = load_history()
    check_year(history, year)
    return history, history.year(year)


def _answered(shape: DataclassInstance) -> Response:
    return _kept(written(shape))


def _kept(content: bytes) -> Response:
    """Answer with content, or that nothing has changed since it was asked for last."""
    response = Response(content, mimetype=JSON)
    response.add_etag()
    response.make_conditional(request)
    return response
