"""Measure a report for each county as one job: `.venv/bin/python -m benchmarks.batches`.

The figures are frozen here, as a page does; a job process of its own makes the files with its two
workers. The first batch meets workers that have just begun, the later ones, each of another year,
meet warm ones that have made nothing of what they are asked for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select

from benchmarks.installation import measured_installation
from config import ROOT, Settings
from khoss import clock
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.jobs import jobs
from khoss.models import Report
from khoss.services.records import ReportOrder
from khoss.services.report_batches import create_batch, list_batch_reports

YEARS = (2025, 2024, 2026)
LOOK_EVERY_S = 0.05


def main() -> None:
    """Print how long the ordering and the making of each batch took."""
    with measured_installation() as app, job_process(app), app.app_context():
        for with_texts in (False, True):
            for year in YEARS:
                print(measured(ReportOrder(ReportKind.COUNTY, year, with_texts=with_texts)))


def measured(order: ReportOrder) -> str:
    """Order a batch and wait for its files; return a line about it."""
    began = time.perf_counter()
    batch = create_batch(order, by=None, now=clock.now())
    numbers = [report.id for report in list_batch_reports(batch)]
    db.session.commit()
    for number in numbers:
        jobs().make_report(number)
    ordered = time.perf_counter()
    while waiting(numbers):
        time.sleep(LOOK_EVERY_S)
    made = time.perf_counter()
    pages = db.session.scalars(select(Report.pages).where(Report.id.in_(numbers))).all()
    failed = [count for count in pages if count is None]
    db.session.rollback()
    texts = "with texts" if order.with_texts else "without texts"
    return (
        f"{len(numbers)} county reports of {order.year} {texts}, "
        f"{sum(count or 0 for count in pages)} pages, {len(failed)} failed: "
        f"ordered in {ordered - began:.2f} s, made in {made - ordered:.2f} s"
    )


def waiting(numbers: list[int]) -> bool:
    """Tell whether any of the reports is still to be made."""
    unfinished = select(Report.id).where(
        Report.id.in_(numbers), Report.status.in_([ReportStatus.QUEUED, ReportStatus.WORKING])
    )
    found = db.session.scalars(unfinished.limit(1)).first()
    db.session.rollback()
    return found is not None


@contextmanager
def job_process(app: Flask) -> Iterator[None]:
    """Work from the queue in processes of their own, until the end."""
    settings: Settings = app.extensions["khoss.settings"]
    surroundings = {
        **os.environ,
        "KHOSS_DATABASE_URL": settings.database_url,
        "KHOSS_INSTANCE_PATH": str(settings.instance_path),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "khoss", "jobs"], cwd=ROOT, env=surroundings
    ) as process:
        try:
            yield
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
