"""The queue of an installation: what it holds, and the processes that work from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, Response, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy.engine import make_url

from config import Settings
from khoss import clock
from khoss.db import db
from khoss.documents.program import this_program
from khoss.jobs.mails import deliver_mails, write_reminders
from khoss.jobs.making import clear_reports, make_report
from khoss.jobs.processes import WorkerConsumer, is_gone
from khoss.jobs.verifying import verify_report
from khoss.services import report_making
from khoss.services.mails import has_just_queued

REPORT_WORKERS = 2
LOOK_EVERY_S = 1.0
CHECK_WORKERS_EVERY_S = 2.0
# A warm worker grows with what it has made: after so many tasks a new one takes its place.
TASKS_OF_A_WORKER = 200
MAKE_REPORT = "make_report"


@dataclass(frozen=True)
class Tasks:
    """The tasks that the queue knows: it hands out no others."""

    make_report: Callable[[int], Any]
    verify_report: Callable[[int, int], Any]
    deliver_mails: Callable[[], Any]


class Jobs:
    """The queue of one installation, opened when it is first used."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @cached_property
    def _opened(self) -> tuple[Huey, Tasks]:
        """Open the queue and name the tasks that it may hold: it hands out no unknown ones."""
        queue = _open_queue(self._app.extensions["khoss.settings"])

        @queue.task(name=MAKE_REPORT)  # type: ignore[untyped-decorator]
        def task(report_id: int) -> None:
            with self._app.app_context():
                make_report(report_id)

        @queue.task(name="verify_report")  # type: ignore[untyped-decorator]
        def verify_task(report_id: int, by_id: int) -> None:
            with self._app.app_context():
                verify_report(report_id, by_id=by_id)

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

        # Every minute: what a process held that is gone, and what never came into the queue.
        @queue.periodic_task(crontab(), name="take_up_reports")  # type: ignore[untyped-decorator]
        def take_up_task() -> None:
            with self._app.app_context():
                self.take_up()

        @queue.periodic_task(crontab(minute="35"), name="clear_reports")  # type: ignore[untyped-decorator]
        def clear_task() -> None:
            with self._app.app_context():
                clear_reports()

        # A worker that begins in place of one that was killed takes up what that one held.
        @queue.on_startup()  # type: ignore[untyped-decorator]
        def take_up_at_once() -> None:
            with self._app.app_context():
                self.take_up()

        return queue, Tasks(task, verify_task, deliver_task)

    @property
    def queue(self) -> Huey:
        """Return the queue."""
        return self._opened[0]

    def make_report(self, report_id: int) -> None:
        """Put the making of a report's file in the queue."""
        self._opened[1].make_report(report_id)

    def verify_report(self, report_id: int, *, by_id: int) -> None:
        """Put the making of a report's file once more, to compare, in the queue."""
        self._opened[1].verify_report(report_id, by_id)

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
        """Put into the queue what is ordered, not made, and held by nobody who lives.

        Several job processes may do so at once: whoever claims a report first makes it.
        """
        report_making.release_abandoned(is_gone)
        db.session.commit()
        due = report_making.list_due(clock.now())
        db.session.rollback()
        waiting = {task.args[0] for task in self.queue.pending() if task.name == MAKE_REPORT}
        for report_id in due:
            if report_id not in waiting:
                self.make_report(report_id)

    def work(self) -> None:
        """Take up what an earlier job process left, then do what comes until told to stop."""
        # The workers are this process's copies: what it is made of is looked at while it is new.
        this_program()
        with self._app.app_context():
            self.take_up()
            db.session.remove()
            db.engine.dispose()
        WorkerConsumer(
            self.queue,
            workers=REPORT_WORKERS,
            worker_type="process",
            periodic=True,
            max_delay=LOOK_EVERY_S,
            health_check_interval=CHECK_WORKERS_EVERY_S,
            max_tasks=TASKS_OF_A_WORKER,
        ).run()


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
