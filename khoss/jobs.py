"""Work that takes longer than a page may: a queue, and what is done from it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy.engine import make_url

from config import Settings
from khoss import clock
from khoss.db import db
from khoss.documents import build_document
from khoss.mailing import Delivery, deliver_due
from khoss.models import Report
from khoss.notices import remind
from khoss.pdf import PdfProblem, render
from khoss.services import reports as report_service
from khoss.services.mails import has_just_queued

REPORT_WORKERS = 2
LOOK_EVERY_S = 1.0
# When people are at work in Sweden: the hours in which reminders are written.
REMINDING_HOURS = range(7, 17)


@dataclass(frozen=True)
class Tasks:
    """The tasks that the queue knows: it hands out no others."""

    make_report: Callable[[int], Any]
    deliver_mails: Callable[[], Any]


class Jobs:
    """The queue of one installation, opened when it is first used."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @cached_property
    def _opened(self) -> tuple[Huey, Tasks]:
        """Open the queue and name the tasks that it may hold: it hands out no unknown ones."""
        queue = _open_queue(self._app.extensions["khoss.settings"])

        @queue.task(name="make_report")  # type: ignore[untyped-decorator]
        def task(report_id: int) -> None:
            with self._app.app_context():
                make_report(report_id)

        # Every minute, besides after each page that has written mails: what failed is due again,
        # and what could not be put in the queue lies in the outbox all the same.
        @queue.periodic_task(crontab(), name="deliver_mails")  # type: ignore[untyped-decorator]
        def deliver_task() -> None:
            with self._app.app_context():
                deliver_mails()

        @queue.periodic_task(crontab(minute="5"), name="write_reminders")  # type: ignore[untyped-decorator]
        def remind_task() -> None:
            with self._app.app_context():
                write_reminders(clock.now())
                deliver_mails()

        return queue, Tasks(make_report=task, deliver_mails=deliver_task)

    @property
    def queue(self) -> Huey:
        """Return the queue."""
        return self._opened[0]

    def make_report(self, report_id: int) -> None:
        """Put the making of a report's file in the queue."""
        self._opened[1].make_report(report_id)

    def deliver_mails_soon(self) -> None:
        """Put the delivery of mails in the queue; a queue that is away costs a minute at most."""
        try:
            self._opened[1].deliver_mails()
        except Exception:  # whatever library keeps the queue: the page goes on
            self._app.logger.warning("the queue is away; mails wait in the outbox", exc_info=True)

    def run_waiting(self) -> int:
        """Do what is in the queue, here and now; return how many tasks that was."""
        done = 0
        while (task := self.queue.dequeue()) is not None:
            self.queue.execute(task)
            done += 1
        return done

    def close(self) -> None:
        """Let go of the queue's connection, if it was opened."""
        if "_opened" in self.__dict__:
            self.queue.storage.close()

    def take_up(self) -> None:
        """Put what is ordered and not made into the queue anew, in place of what is there."""
        self.queue.flush()
        for report_id in report_service.list_unfinished():
            self.make_report(report_id)

    def work(self) -> None:
        """Take up what an earlier job process left, then do what comes until told to stop."""
        with self._app.app_context():
            self.take_up()
            db.session.remove()
            db.engine.dispose()
        consumer = self.queue.create_consumer(
            workers=REPORT_WORKERS, worker_type="process", periodic=True, max_delay=LOOK_EVERY_S
        )
        consumer.run()


def _open_queue(settings: Settings) -> Huey:
    """Open the queue: beside SQLite in a file of its own, with PostgreSQL in the database."""
    if settings.database_url.startswith("sqlite"):
        path = settings.instance_path / "jobs.sqlite3"
        return SqliteHuey("khoss", filename=str(path), results=False)
    url = make_url(settings.database_url).set(drivername="postgresql")
    return PostgresHuey(
        "khoss", dsn=url.render_as_string(hide_password=False), blocking=False, results=False
    )


def init_jobs(app: Flask) -> None:
    """Give the application its queue, and let what a page has written to people leave at once."""
    app.extensions["khoss.jobs"] = Jobs(app)

    @app.after_request
    def _deliver_soon(response: Response) -> Response:
        if has_just_queued():
            jobs().deliver_mails_soon()
        return response


def jobs() -> Jobs:
    """Return the queue of the application that runs."""
    queue: Jobs = current_app.extensions["khoss.jobs"]
    return queue


def make_report(report_id: int) -> Path | None:
    """Make the file of a report from its frozen figures; None when it was made before.

    The file is written whole and moved into place, so that a job that is killed leaves nothing
    half made, and one that runs again makes the same file.

    :raises NotFound: when there is no such report.
    """
    report = report_service.get_report(report_id)
    if not report_service.begin(report):
        db.session.rollback()
        return None
    db.session.commit()
    report = report_service.get_report(report_id)
    try:
        rendered = render(build_document(report_service.frozen(report)))
        path = report_folder() / report_service.file_name(report)
        _write_whole(path, rendered.pdf)
    except (PdfProblem, OSError) as error:
        # The job's own page says it too; the log keeps where it happened.
        current_app.logger.warning("report %s could not be made", report_id, exc_info=error)
        report_service.fail(report, str(error))
        db.session.commit()
        return None
    report_service.finish(
        report, pdf_name=path.name, pdf_sha256=rendered.sha256, pages=rendered.pages
    )
    db.session.commit()
    return path


def deliver_mails() -> Delivery:
    """Send the mails that are due."""
    settings: Settings = current_app.extensions["khoss.settings"]
    return deliver_due(settings, now=clock.now)


def write_reminders(now: datetime) -> int:
    """Write the reminders of a day while people are at work; return how many mails that made.

    It may run as often as it likes: a reminder is written once.
    """
    here = now.astimezone(clock.SWEDEN)
    if here.hour not in REMINDING_HOURS:
        return 0
    written = remind(here.date(), now=now)
    db.session.commit()
    return written


def report_folder() -> Path:
    """Return the folder that holds the files of reports."""
    settings: Settings = current_app.extensions["khoss.settings"]
    folder = settings.instance_path / "reports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def report_path(report: Report) -> Path:
    """Return where the file of a finished report lies."""
    return report_folder() / str(report.pdf_name)


def _write_whole(path: Path, content: bytes) -> None:
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
