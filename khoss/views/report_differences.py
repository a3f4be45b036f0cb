"""Two frozen reports side by side, and a report against the answers of now."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask_babel import gettext as _

from khoss import clock
from khoss.access import may, requires
from khoss.errors import NotFound
from khoss.figures.edition_differences import EditionDifferences, differences
from khoss.figures.editions import Place, read_edition
from khoss.figures.frozen import FiguresUnreadable
from khoss.forms.report_differences import DifferencesForm
from khoss.models import Report
from khoss.presentation.report_differences import (
    DifferencesPage,
    SettingRow,
    differences_page,
    report_choices,
    setting_rows,
)
from khoss.presentation.reports import report_title
from khoss.services.answer_moves import Move, list_moves
from khoss.services.counties import list_counties
from khoss.services.publications import freeze_again
from khoss.services.report_lists import ReportFilter, list_readable
from khoss.views.readable_reports import load_report, viewer

blueprint = Blueprint("report_differences", __name__, url_prefix="/rapporter")

# The latest: older ones can be named in the address.
MOST_CHOICES = 200


@blueprint.get("/jamfor/")
@requires("reports:read")
def compare() -> str:
    """Hold two reports against each other: figures, answers, texts and what was ordered."""
    form = DifferencesForm.from_address(
        report_choices(list_readable(viewer(), ReportFilter(), limit=MOST_CHOICES))
    )
    page, refusal = None, ""
    if all(form.chosen):
        before, after = (_load(number) for number in form.chosen)
        if _belong_together(before, after):
            before, after = sorted((before, after), key=lambda one: one.id)
            page = _page(_read(before, after.figures), before, setting_rows(before, after), after)
        else:
            refusal = _("Välj två rapporter av samma slag, år och län.")
    return render_template("report_differences/compare.html", form=form, page=page, refusal=refusal)


@blueprint.get("/<int(max=2147483647):report_id>/sedan-frysningen/")
@requires("reports:publish")
def since(report_id: int) -> str:
    """Hold a report against what would be frozen now."""
    report = load_report(report_id)
    try:
        now = freeze_again(report)
    except NotFound:
        abort(404)
    return render_template(
        "report_differences/since.html",
        report=report,
        title=report_title(report),
        page=_page(_read(report, now), report, []),
    )


def _load(number: str) -> Report:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(404)
    return load_report(int(number))


def _belong_together(one: Report, other: Report) -> bool:
    return (one.kind, one.year, one.county_code) == (other.kind, other.year, other.county_code)


def _read(before: Report, after: str) -> EditionDifferences:
    try:
        return differences(read_edition(before.figures), read_edition(after))
    except FiguresUnreadable:
        abort(404)


def _page(
    found: EditionDifferences,
    before: Report,
    settings: list[SettingRow],
    after: Report | None = None,
) -> DifferencesPage:
    moves: dict[Place, list[Move]] = {}
    if may("reports:make"):
        # Who did it is between the county and the coordinator.
        moves = list_moves(
            [one.place for one in found.answers],
            since=before.created_at,
            until=after.created_at if after else clock.now(),
        )
    return differences_page(
        found,
        settings=settings,
        counties={county.code: county.name for county in list_counties()},
        moves=moves,
    )
