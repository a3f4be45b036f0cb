"""Making the file of a report, step by step, from its frozen figures and nothing else."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from flask import current_app

from khoss import clock
from khoss.db import db
from khoss.documents import build_document
from khoss.documents.program import this_program
from khoss.enums import ReportStep
from khoss.jobs.failures import failure_text, too_many_attempts
from khoss.jobs.files import clear_drafts, clear_folder, written_draft
from khoss.jobs.processes import is_told_to_stop, this_process
from khoss.pdf import Cancelled, Rendered, check, render
from khoss.services import report_making
from khoss.services import reports as report_service
from khoss.services.report_making import MOST_ATTEMPTS, Claim, MadeFile

# Where each step begins, in percent of a report's time; the last one ends when the file is there.
BEGINS = {
    ReportStep.READING: 0,
    ReportStep.MAKING_PAGES: 4,
    ReportStep.CHECKING: 91,
    ReportStep.SAVING: 97,
}
ENDS = dict(zip(BEGINS, [*list(BEGINS.values())[1:], 99], strict=True))
# A note of the progress is a write to the database: no more often than somebody looks.
NOTED_EVERY_S = 0.4


class NotOurs(Cancelled):
    """The report was cancelled, or somebody else makes it: nothing more is to be done for it."""


class ToldToStop(Cancelled):
    """The process ends: whoever comes next makes the report."""


class Making:
    """Note how far a report has come while it is made."""

    def __init__(self, held: Claim, *, every_s: float = NOTED_EVERY_S) -> None:
        self.held = held
        self._every_s = every_s
        self._noted = time.monotonic()

    def at(self, step: ReportStep, done: int = 0, of: int = 1) -> None:
        """Note how much of a step is done, when it is time to.

        :raises NotOurs: when it turns out that the report is ours no longer.
        """
        if time.monotonic() - self._noted < self._every_s:
            return
        progress = BEGINS[step] + (ENDS[step] - BEGINS[step]) * done // max(of, 1)
        held = report_making.advance(self.held, progress=progress, step=step, now=clock.now())
        if held is None:
            raise NotOurs
        db.session.commit()
        self.held = held
        self._noted = time.monotonic()

    def pages(self, done: int, of: int) -> None:
        """Note how much of the pages is made.

        :raises ToldToStop: when the process is to end.
        :raises NotOurs: when it turns out that the report is ours no longer.
        """
        if is_told_to_stop():
            raise ToldToStop
        self.at(ReportStep.MAKING_PAGES, done, of)


def make_report(report_id: int) -> Path | None:
    """Make the file of a report; None when it is made already, or by somebody else, or not at all.

    The file is written whole and moved into place in the transaction that says so: a process that
    is killed leaves nothing half made, and the next one makes the same file.
    """
    held = report_making.claim(report_id, by=this_process(), now=clock.now())
    if held is None:
        db.session.rollback()
        return None
    db.session.commit()
    making = Making(held)
    try:
        return _make(making)
    except NotOurs:
        db.session.rollback()
    except ToldToStop:
        _give_back(making)
    except Exception as error:  # whatever it is: the report must not be tried for ever
        _fail(making, error)
    except BaseException:  # a command that is interrupted: whoever comes next makes it
        _give_back(making)
        raise
    return None


def _give_back(making: Making) -> None:
    db.session.rollback()
    report_making.give_back(making.held)
    db.session.commit()


def _make(making: Making) -> Path | None:
    if making.held.attempts > MOST_ATTEMPTS:
        report_making.fail(making.held, too_many_attempts(MOST_ATTEMPTS))
        db.session.commit()
        return None
    report = report_service.get_report(making.held.report_id)
    name, frozen = report_service.file_name(report), report_service.frozen(report)
    processes = 2 if report_making.is_alone(report.id) else 1
    # No transaction stays open while pages are made.
    db.session.commit()
    clear_drafts(making.held.report_id)
    # Looked at before the pages are made, and not after: an upgrade may come in between.
    this_program()
    document = build_document(frozen)
    rendered = render(document, processes=processes, progress=making.pages)
    making.at(ReportStep.CHECKING)
    faults = check(
        rendered.pdf,
        pages=rendered.pages,
        attachments=[attachment.name for attachment in document.attachments],
    )
    making.at(ReportStep.SAVING)
    return _save(making.held, rendered, name, faults)


def _save(held: Claim, rendered: Rendered, name: str, faults: Sequence[str]) -> Path:
    """Write the file and say that it is there; the name tells its content."""
    stem = name.removesuffix(".pdf")
    with written_draft(held.report_id, rendered.pdf) as draft:
        path = draft.with_name(f"{stem}-{rendered.sha256[:12]}.pdf")
        made = MadeFile(
            pdf_name=path.name,
            pdf_sha256=rendered.sha256,
            pages=rendered.pages,
            check_faults="\n".join(faults),
            made_with=this_program().text,
            made_at=clock.now(),
        )
        if not report_making.finish(held, made):
            raise NotOurs
        # The row is ours until the transaction ends: nobody else moves a file there meanwhile.
        draft.replace(path)
        db.session.commit()
    return path


def _fail(making: Making, error: Exception) -> None:
    """Say on the report's page what went wrong; the log keeps where it happened."""
    db.session.rollback()
    current_app.logger.warning("report %s could not be made", making.held.report_id, exc_info=error)
    report_making.fail(making.held, failure_text(error))
    db.session.commit()


def clear_reports() -> int:
    """Remove the files that belong to no report; return how many."""
    known = frozenset(report_service.list_file_names())
    db.session.rollback()
    return clear_folder(known=known, now=clock.now())
