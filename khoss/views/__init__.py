"""Pages: load, form, one service call, one commit, redirect."""

from __future__ import annotations

from flask import Flask

from khoss.security import limit_reading
from khoss.views import (
    account,
    answer_confirmations,
    answer_conflicts,
    answer_history,
    answers,
    api,
    assessment_steps,
    comparison_counties,
    comparison_development,
    comparison_goals,
    comparison_heatmap,
    comparison_map,
    comparison_reconciliation,
    comparison_spread,
    comparisons,
    errors,
    handover,
    home,
    mails,
    narratives,
    page_files,
    publications,
    published,
    report_archive,
    report_batches,
    report_differences,
    report_orders,
    report_previews,
    report_readers,
    reports,
    result_files,
    results,
    round_counties,
    round_dates,
    round_previews,
    rounds,
    targets,
    teamwork,
    tokens,
    users,
    workbooks,
)
from khoss.views.addresses import ColumnNumber


def register_views(app: Flask) -> None:
    """Register every room of pages and the pages for what goes wrong."""
    rooms = (
        home,
        account,
        answers,
        answer_confirmations,
        answer_conflicts,
        answer_history,
        assessment_steps,
        teamwork,
        workbooks,
        handover,
        rounds,
        round_counties,
        round_dates,
        round_previews,
        results,
        result_files,
        page_files,
        comparisons,
        comparison_heatmap,
        comparison_goals,
        comparison_counties,
        comparison_spread,
        comparison_reconciliation,
        comparison_map,
        comparison_development,
        targets,
        narratives,
        reports,
        publications,
        report_readers,
        report_archive,
        report_differences,
        report_previews,
        published,
        report_orders,
        report_batches,
        mails,
        users,
        tokens,
        api,
    )
    app.url_map.converters["int"] = ColumnNumber
    # Several rooms of one noun share its addresses.
    for blueprint in dict.fromkeys(room.blueprint for room in rooms):
        app.register_blueprint(blueprint)
    limit_reading(app, api.blueprint)
    errors.init_errors(app)
