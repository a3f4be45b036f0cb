"""The files of a year, from the figures that its pages show."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from khoss.access import may, requires
from khoss.exports import Edition, answers_csv, goals_csv, tables_xlsx
from khoss.presentation.api_changes import year_file
from khoss.presentation.api_shapes import written
from khoss.services.installation import holds_examples
from khoss.services.result_texts import HandedInText, list_handed_in_texts
from khoss.views.comparisons import check_year, load_history

blueprint = Blueprint("result_files", __name__, url_prefix="/resultat")

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<int:year>/tabeller.xlsx")
@requires("results:read")
def tables(year: int) -> Response:
    """Send the year as a workbook of tables; with texts to who may read them."""
    edition = load_edition(year)
    return sent(tables_xlsx(edition, _texts(year)), WORKBOOK, f"khoss-{year}.xlsx")


@blueprint.get("/<int:year>/svar.csv")
@requires("results:read")
def answers(year: int) -> Response:
    """Send the answers of the year, a row for each county and goal."""
    return sent(answers_csv(load_edition(year)), "text/csv", f"khoss-{year}-svar.csv")


@blueprint.get("/<int:year>/delmal.csv")
@requires("results:read")
def goals(year: int) -> Response:
    """Send the goals of the year, a row each."""
    return sent(goals_csv(load_edition(year)), "text/csv", f"khoss-{year}-delmal.csv")


@blueprint.get("/<int:year>.json")
@requires("results:read")
def data(year: int) -> Response:
    """Send everything of the year for other programs, in the shapes of the read API."""
    edition = load_edition(year)
    said = year_file(edition.history, edition.year, is_example=edition.is_example)
    return sent(written(said), "application/json", f"khoss-{year}.json")


def load_edition(year: int) -> Edition:
    """Return the year as a file hands it out, where the user may see it."""
    history = load_history()
    check_year(history, year)
    return Edition(history, history.year(year), holds_examples())


def sent(content: bytes, mimetype: str, name: str) -> Response:
    """Send a file under its name."""
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _texts(year: int) -> list[HandedInText] | None:
    """Return the handed in texts, where they are asked for; they are the coordinator's alone."""
    if request.args.get("texter") != "1":
        return None
    if not may("assessments:review"):
        abort(403)
    return list_handed_in_texts(year)
