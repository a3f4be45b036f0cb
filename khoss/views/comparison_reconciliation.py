"""Published totals against county answers, and a report's sentences against its own tables."""

from __future__ import annotations

from flask import render_template

from khoss.access import requires
from khoss.figures.claims import check_claims, report_tables
from khoss.figures.history import History
from khoss.figures.reconcile import reconcile
from khoss.figures.spread_claims import check_spread
from khoss.presentation.claims import ReportCheck, report_check
from khoss.presentation.comparison_nav import navigation, years_of
from khoss.presentation.picture import preliminary
from khoss.presentation.reconciliation import reconciled
from khoss.services.claims import find_claims
from khoss.views.comparisons import blueprint, check_year, load_history
from khoss.views.file_links import links_of

__all__ = ["blueprint"]


@blueprint.get("/<int:year>/avstamning/")
@requires("results:read")
def reconciliation(year: int) -> str:
    """Show published totals against the answers, and what the report says against both."""
    history = load_history()
    check_year(history, year)
    found = history.year(year)
    return render_template(
        "comparisons/reconciliation.html",
        page=reconciled(found, reconcile(found)),
        report=_report(history, year),
        status=preliminary(found.status),
        ways=navigation(years_of(history), "comparisons.reconciliation", year),
        files=links_of("avstamning", year=year),
    )


def _report(history: History, year: int) -> ReportCheck | None:
    """Return the sentences of the year's report beside what the tables say, if it has any."""
    said, tables = find_claims(year), report_tables(history.year(year))
    if said is None or not tables:
        return None
    return report_check(
        history,
        check_claims(said.claims, history),
        check_spread(said.spread, tables.values()) if said.spread else None,
        source=said.source,
    )
