"""Work that takes longer than a page may: a queue, and what is done from it."""

from __future__ import annotations

from khoss.jobs.files import report_folder, report_path
from khoss.jobs.mails import deliver_mails, write_reminders
from khoss.jobs.making import make_report
from khoss.jobs.queue import Jobs, init_jobs, jobs
from khoss.jobs.verifying import verify_report

__all__ = [
    "Jobs",
    "deliver_mails",
    "init_jobs",
    "jobs",
    "make_report",
    "report_folder",
    "report_path",
    "verify_report",
    "write_reminders",
]
