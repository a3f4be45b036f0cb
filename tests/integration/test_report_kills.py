"""Job processes killed while they make a report for each county: none twice, none missing.

`KHOSS_TEST_SOAK=1` kills fifty times, in the middle of the reports of all counties, instead of
three times in the middle of those of six.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import ROOT
from khoss import clock
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.models import Report, ReportBatch, User
from khoss.services import report_batches, report_making
from khoss.services.records import ReportOrder
from tests.support.browsing import wait_until
from tests.support.serving import environment

SOAK = bool(os.environ.get("KHOSS_TEST_SOAK"))
KILLS = 50 if SOAK else 3
WANTED = 21 if SOAK else 6
# Both cores may be busy with other tests.
PATIENCE_S = 900
LONGEST_WORK_S = 3.0


@pytest.fixture
def batch(example_app: Flask) -> ReportBatch:
    """Return reports of counties that wait in the database, and in no queue."""
    with example_app.app_context():
        return create(example_app)


def create(app: Flask) -> ReportBatch:
    order = ReportOrder(ReportKind.COUNTY, 2025, with_texts=True)
    made = report_batches.create_batch(order, by=None, now=clock.now())
    for report in report_batches.list_batch_reports(made)[WANTED:]:
        report_making.stop(report)
    db.session.commit()
    db.session.refresh(made)
    db.session.expunge(made)
    db.session.remove()
    return made


@contextmanager
def job_process(app: Flask) -> Iterator[Callable[[bool], None]]:
    """Work from the queue until the end, which comes without a word; give back how to bring it.

    Either all its processes are killed, or the first alone: then its workers go with it.
    """
    settings = app.extensions["khoss.settings"]
    with subprocess.Popen(
        [sys.executable, "-m", "khoss", "jobs"],
        cwd=ROOT,
        env=environment(settings.database_url, settings.instance_path),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:

        def kill(everything: bool = True) -> None:
            if process.poll() is None:
                (os.killpg if everything else os.kill)(process.pid, signal.SIGKILL)

        try:
            yield kill
        finally:
            kill()


def reports(app: Flask, batch: ReportBatch) -> list[Report]:
    """Return the reports of a batch as they are now."""
    with app.app_context():
        found = report_batches.list_batch_reports(batch)
        db.session.expunge_all()
        db.session.remove()
        return found


def count(app: Flask, batch: ReportBatch, status: ReportStatus) -> int:
    return [report.status for report in reports(app, batch)].count(status)


def has_begun(app: Flask, batch: ReportBatch, before: int) -> bool:
    """Tell whether a report is being made, or was made since there were so many."""
    statuses = [report.status for report in reports(app, batch)]
    return ReportStatus.WORKING in statuses or statuses.count(ReportStatus.DONE) > before


def folder(app: Flask) -> Path:
    path: Path = app.extensions["khoss.settings"].instance_path
    return path / "reports"


def wait_for(app: Flask, batch: ReportBatch, done: int) -> None:
    """Wait until so many reports are done."""
    wait_until(lambda: count(app, batch, ReportStatus.DONE) >= done, seconds=PATIENCE_S)


def check_files(app: Flask, batch: ReportBatch) -> None:
    """Check that each finished report has its whole file, and that no other file is there."""
    named = {}
    for report in reports(app, batch):
        assert (report.status is ReportStatus.DONE) == (report.pdf_name is not None)
        if report.pdf_name is not None:
            named[report.pdf_name] = report.pdf_sha256
    whole = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder(app).glob("*.pdf")
    }
    assert {name: whole.get(name) for name in named} == named


def test_every_report_is_made_however_often_the_process_is_killed(
    example_app: Flask, batch: ReportBatch
) -> None:
    rng = random.Random(2026)
    for _ in range(KILLS):
        if count(example_app, batch, ReportStatus.DONE) == WANTED:
            with example_app.app_context():
                batch = create(example_app)
        before = count(example_app, batch, ReportStatus.DONE)
        with job_process(example_app) as kill:
            # Not before it has begun, and then at any moment.
            wait_until(partial(has_begun, example_app, batch, before), seconds=PATIENCE_S)
            threading.Event().wait(rng.uniform(0, LONGEST_WORK_S))
            kill(rng.choice((True, False)))
        check_files(example_app, batch)
    with job_process(example_app):
        wait_for(example_app, batch, WANTED)
    check_files(example_app, batch)
    found = [one for one in reports(example_app, batch) if one.pdf_name]
    assert len({report.pdf_sha256 for report in found}) == WANTED
    # What a killed process had moved into place is the same file, and no draft is left.
    assert {path.name for path in folder(example_app).iterdir()} >= {
        str(report.pdf_name) for report in found
    }
    assert list(folder(example_app).glob(".draft-*")) == []


def test_a_killed_worker_is_replaced_and_its_report_made(
    example_app: Flask, batch: ReportBatch
) -> None:
    with job_process(example_app):
        wait_until(partial(has_begun, example_app, batch, 0), seconds=PATIENCE_S)
        working = [one for one in reports(example_app, batch) if one.claimed_by]
        if working:
            number = int(working[0].claimed_by.split()[1])
            assert number != os.getpid()
            os.kill(number, signal.SIGKILL)
        wait_for(example_app, batch, WANTED)
    check_files(example_app, batch)


def test_a_process_that_is_told_to_stop_puts_its_reports_down_without_a_word(
    example_app: Flask, batch: ReportBatch
) -> None:
    settings = example_app.extensions["khoss.settings"]
    with subprocess.Popen(
        [sys.executable, "-m", "khoss", "jobs"],
        cwd=ROOT,
        env=environment(settings.database_url, settings.instance_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        wait_until(lambda: count(example_app, batch, ReportStatus.WORKING) == 2, seconds=PATIENCE_S)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=PATIENCE_S)
    assert (said, process.returncode) == ((b"", b""), 0)
    found = reports(example_app, batch)
    assert ReportStatus.WORKING not in {report.status for report in found}
    # What it had begun waits again, and that it was begun is not held against it.
    waiting = [report for report in found if report.status is ReportStatus.QUEUED]
    assert {report.attempts for report in waiting} == {0}
    with job_process(example_app):
        wait_for(example_app, batch, WANTED)
    check_files(example_app, batch)


def test_two_job_processes_make_each_report_once(example_app: Flask, batch: ReportBatch) -> None:
    with job_process(example_app), job_process(example_app):
        wait_for(example_app, batch, WANTED)
    attempts = [report.attempts for report in reports(example_app, batch)]
    assert attempts == [1] * WANTED + [0] * (len(attempts) - WANTED)
    check_files(example_app, batch)


def test_what_is_cancelled_in_the_middle_is_never_done(
    example_app: Flask, batch: ReportBatch
) -> None:
    with job_process(example_app):
        wait_for(example_app, batch, 2)
        with example_app.app_context():
            coordinator = select(User).where(User.email == "samordnare@khoss.example")
            person = db.session.scalars(coordinator).one()
            report_batches.cancel_batch(
                report_batches.get_batch(batch.id), by=person, now=clock.now()
            )
            db.session.commit()
            db.session.remove()
        done = count(example_app, batch, ReportStatus.DONE)
        assert 2 <= done < WANTED
        assert has_ended(example_app, batch)
        # What is ordered afterwards is made; by then nobody makes the cancelled ones any more.
        with example_app.app_context():
            later = create(example_app)
        wait_for(example_app, later, 4)
    assert count(example_app, batch, ReportStatus.DONE) == done
    assert has_ended(example_app, batch)
    check_files(example_app, batch)


def has_ended(app: Flask, batch: ReportBatch) -> bool:
    """Tell whether every report is done or cancelled."""
    ended = (ReportStatus.DONE, ReportStatus.CANCELLED)
    return all(report.status in ended for report in reports(app, batch))
