"""Pages: load, form, one service call, one commit, redirect."""

from __future__ import annotations

from flask import Flask

from khoss.views import (
    account,
    assessment_steps,
    errors,
    home,
    reports,
    results,
    rounds,
    targets,
    users,
    workbooks,
)


def register_views(app: Flask) -> None:
    """Register every room of pages and the pages for what goes wrong."""
    for room in (
        *(home, account, assessment_steps, workbooks),
        *(rounds, results, targets, reports, users),
    ):
        app.register_blueprint(room.blueprint)
    errors.init_errors(app)
