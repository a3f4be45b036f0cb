"""Who makes a report: one process at a time, never one whose time ran out, none when cancelled."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from types import FrameType

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import clock
from khoss.db import db
from khoss.documents.program import this_program
from khoss.enums import ReportKind, ReportStatus, ReportStep, Role
from khoss.jobs import jobs, make_report, report_folder
from khoss.jobs.failures import failure_text
from khoss.jobs.files import clear_folder
from khoss.jobs.making import Making, NotOurs, clear_reports
from khoss.jobs.processes import is_gone, this_process
from khoss.models import Report, User
from khoss.services import report_making
from khoss.services.records import ReportOrder
from khoss.services.report_making import HELD_FOR, MOST_ATTEMPTS, MadeFile
from khoss.services.reports import create_report
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import find_person

NOW = EXAMPLE_MOMENT
LATER = NOW + HELD_FOR + timedelta(seconds=1)


@pytest.fixture
def report_id(example_app: Flask) -> Iterator[int]:
    """Return a report that waits, inside the application."""
    with example_app.app_context():
        created = create_report(ReportOrder(ReportKind.TARGET_PICTURE, 2025), by=None, now=NOW)
        number = created.id
        db.session.commit()
        yield number
        db.session.rollback()


def report(report_id: int) -> Report:
    """Return a report as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Report, report_id)


def made(name: str) -> MadeFile:
    """Return what is said of a finished file."""
    return MadeFile(name, name, pages=1, check_faults="", made_with="{}", made_at=NOW)


def coordinator() -> User:
    person = select(User).where(User.email == "samordnare@khoss.example")
    return db.session.scalars(person).one()


def test_a_report_is_held_by_the_first_and_by_nobody_else(report_id: int) -> None:
    assert report_making.claim(report_id, by="one", now=NOW) is not None
    db.session.commit()
    assert report_making.claim(report_id, by="two", now=NOW) is None
    assert report_making.list_due(NOW) == []
    assert report(report_id).claimed_by == "one"


def test_who_says_nothing_for_too_long_loses_the_report(report_id: int) -> None:
    slow = report_making.claim(report_id, by="slow", now=NOW)
    assert slow is not None
    assert report_making.list_due(LATER) == [report_id]
    quick = report_making.claim(report_id, by="quick", now=LATER)
    assert quick is not None
    assert quick.attempts == 2
    # The slow one comes back to life, and changes nothing any more.
    step = ReportStep.SAVING
    assert report_making.advance(slow, progress=99, step=step, now=LATER) is None
    assert not report_making.finish(slow, made("s"))
    assert not report_making.fail(slow, "för långsam")
    assert not report_making.give_back(slow)
    assert report_making.finish(quick, made("q"))
    assert report(report_id).pdf_name == "q"


def test_each_step_holds_the_report_on(report_id: int) -> None:
    held = report_making.claim(report_id, by="one", now=NOW)
    assert held is not None
    almost = NOW + HELD_FOR - timedelta(seconds=1)
    step = ReportStep.MAKING_PAGES
    held = report_making.advance(held, progress=40, step=step, now=almost)
    assert held is not None
    assert report_making.list_due(LATER) == []
    assert (report(report_id).progress, report(report_id).step) == (40, "making_pages")


def test_progress_never_goes_back(report_id: int) -> None:
    held = report_making.claim(report_id, by="one", now=NOW)
    for progress in (10, 60, 30, 61):
        assert held is not None
        held = report_making.advance(
            held, progress=progress, step=ReportStep.MAKING_PAGES, now=NOW + timedelta(progress)
        )
        assert report(report_id).progress == max(progress, 60 if progress > 10 else 10)


def test_a_cancelled_report_is_never_done(report_id: int) -> None:
    held = report_making.claim(report_id, by="one", now=NOW)
    assert held is not None
    db.session.commit()
    report_making.cancel(report(report_id), by=coordinator(), now=NOW)
    db.session.commit()
    step = ReportStep.SAVING
    assert report_making.advance(held, progress=98, step=step, now=NOW) is None
    assert not report_making.finish(held, made("a"))
    assert report(report_id).status is ReportStatus.CANCELLED
    assert make_report(report_id) is None


def test_a_cancelled_report_is_made_again_from_the_same_figures(report_id: int) -> None:
    figures = report(report_id).figures
    report_making.cancel(report(report_id), by=coordinator(), now=NOW)
    report_making.make_again(report(report_id), by=coordinator(), now=NOW)
    db.session.commit()
    assert make_report(report_id) is not None
    assert report(report_id).status is ReportStatus.DONE
    assert report(report_id).figures == figures
    assert report(report_id).check_faults == ""
    assert report(report_id).made_with == this_program().text
    assert report(report_id).made_at is not None


def test_who_made_it_before_the_cancelling_cannot_finish_what_is_made_again(report_id: int) -> None:
    before = report_making.claim(report_id, by="one", now=NOW)
    assert before is not None
    report_making.cancel(report(report_id), by=coordinator(), now=NOW)
    report_making.make_again(report(report_id), by=coordinator(), now=NOW)
    after = report_making.claim(report_id, by="two", now=NOW + timedelta(seconds=1))
    assert after is not None
    assert not report_making.finish(before, made("b"))
    assert report_making.finish(after, made("a"))


def test_only_what_is_gone_is_released(report_id: int) -> None:
    assert report_making.claim(report_id, by=this_process(), now=clock.now()) is not None
    db.session.commit()
    assert report_making.release_abandoned(is_gone) == 0
    assert report_making.release_abandoned(lambda name: name == this_process()) == 1
    assert report(report_id).status is ReportStatus.QUEUED


def test_of_processes_on_other_machines_nothing_is_known() -> None:
    host, number, started = this_process().split()
    assert not is_gone(this_process())
    assert is_gone(f"{host} {number} {int(started) + 1}")
    assert is_gone(f"{host} 4194304 1")
    assert not is_gone(f"elsewhere {number} 1")
    assert not is_gone("")


def test_what_a_dead_process_held_is_taken_up_at_once(report_id: int) -> None:
    host = this_process().split()[0]
    assert report_making.claim(report_id, by=f"{host} 4194304 1", now=clock.now()) is not None
    db.session.commit()
    jobs().take_up()
    assert jobs().run_waiting() == 1
    assert report(report_id).status is ReportStatus.DONE


def test_what_is_in_the_queue_is_not_put_there_twice(report_id: int) -> None:
    for _ in range(3):
        jobs().take_up()
    assert jobs().queue.pending_count() == 1


def test_the_queue_of_others_is_kept_when_one_process_starts(report_id: int) -> None:
    jobs().deliver_mails_soon()
    jobs().take_up()
    assert jobs().queue.pending_count() == 2


def test_two_workers_that_get_the_same_report_make_it_once(report_id: int) -> None:
    jobs().make_report(report_id)
    jobs().make_report(report_id)
    assert jobs().run_waiting() == 2
    assert report(report_id).attempts == 1
    assert len(list(report_folder().iterdir())) == 1


def test_a_report_that_takes_every_process_with_it_is_given_up(report_id: int) -> None:
    report(report_id).attempts = MOST_ATTEMPTS
    db.session.commit()
    assert make_report(report_id) is None
    assert report(report_id).status is ReportStatus.FAILED
    assert f"stannat {MOST_ATTEMPTS} gånger" in report(report_id).failure


def test_figures_that_cannot_be_read_fail_in_one_sentence(example_app: Flask) -> None:
    with example_app.app_context():
        unreadable = Report(
            kind=ReportKind.TARGET_PICTURE,
            year=2025,
            figures=json.dumps({"form": "khoss/unknown/9"}),
            figures_sha256="0" * 64,
            created_at=NOW,
        )
        db.session.add(unreadable)
        db.session.commit()
        report_id = unreadable.id
        assert make_report(report_id) is None
        db.session.rollback()
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/")
    assert "De frusna siffrorna går inte att läsa." in page.text()
    assert "Gör igen" in page.text()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "Disken är full"),
        (errno.EACCES, "går inte att skriva i"),
        (errno.EIO, "kunde inte sparas"),
    ],
)
def test_what_the_disk_refuses_is_said_in_words(example_app: Flask, number: int, said: str) -> None:
    with example_app.app_context():
        assert said in failure_text(OSError(number, os.strerror(number)))


def test_a_worker_that_is_told_to_stop_gives_the_report_back(report_id: int) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        # Only while the pages are made, and once: nothing else here is ready to be interrupted.
        while frame is not None and not frame.f_code.co_filename.endswith("khoss/pdf/render.py"):
            frame = frame.f_back
        if frame is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    try:
        with pytest.raises(KeyboardInterrupt):
            make_report(report_id)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert report(report_id).status is ReportStatus.QUEUED
    assert report(report_id).attempts == 0
    assert make_report(report_id) is not None


def test_files_that_no_report_names_are_cleared_when_they_are_old(report_id: int) -> None:
    path = make_report(report_id)
    assert path is not None
    stray, draft, other = (path.with_name(name) for name in ("x.pdf", ".draft-1-x", "x.txt"))
    for file in (stray, draft, other):
        file.write_bytes(b"")
    assert clear_reports() == 0
    known = frozenset({path.name})
    assert clear_folder(known=known, now=clock.now() + timedelta(hours=2)) == 2
    assert sorted(file.name for file in report_folder().iterdir()) == sorted(
        [path.name, other.name]
    )


def test_what_a_killed_process_was_writing_goes_when_the_report_is_made(report_id: int) -> None:
    half = report_folder() / f".draft-{report_id}-half"
    half.write_bytes(b"%PDF-1.7 half")
    path = make_report(report_id)
    assert path is not None
    assert list(report_folder().iterdir()) == [path]


def test_each_step_goes_on_where_the_one_before_ended(report_id: int) -> None:
    held = report_making.claim(report_id, by=this_process(), now=clock.now())
    assert held is not None
    making = Making(held, every_s=0)
    told = []
    for step in ReportStep:
        for done in range(5):
            making.at(step, done, 4)
            told.append((report(report_id).progress, report(report_id).step))
    percents = [progress for progress, _ in told]
    assert percents == sorted(percents)
    assert percents[0] == 0
    assert percents[-1] == 99
    assert [step for _, step in told[::5]] == list(ReportStep)


def test_a_note_is_not_written_more_often_than_somebody_looks(report_id: int) -> None:
    held = report_making.claim(report_id, by=this_process(), now=clock.now())
    assert held is not None
    making = Making(held, every_s=3600)
    making.at(ReportStep.SAVING)
    assert report(report_id).progress == 0


def test_who_makes_a_report_finds_out_that_it_was_cancelled(report_id: int) -> None:
    held = report_making.claim(report_id, by=this_process(), now=clock.now())
    assert held is not None
    report_making.cancel(report(report_id), by=coordinator(), now=NOW)
    db.session.commit()
    with pytest.raises(NotOurs):
        Making(held, every_s=0).at(ReportStep.MAKING_PAGES, 1, 9)
