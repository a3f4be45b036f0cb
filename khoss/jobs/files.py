"""The folder of reports: files written whole, and what nobody asks for any more cleared away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from config import Settings
from khoss.models import Report

DRAFT = ".draft-"
# Younger files may belong to a report that is about to be finished.
KEPT_FOR = timedelta(hours=1)


def report_folder() -> Path:
    """Return the folder that holds the files of reports, and make it when there is none yet."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def report_path(report: Report) -> Path:
    """Return where the file of a finished report lies; whoever only reads makes no folder."""
    return _folder() / str(report.pdf_name)


def _folder() -> Path:
    settings: Settings = current_app.extensions["khoss.settings"]
    return settings.instance_path / "reports"


@contextmanager
def written_draft(report_id: int, content: bytes) -> Iterator[Path]:
    """Write a file to the disk, under a name that nobody reads; it goes unless it is moved."""
    descriptor, name = tempfile.mkstemp(dir=report_folder(), prefix=f"{DRAFT}{report_id}-")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def clear_drafts(report_id: int) -> None:
    """Remove what a process left that was killed while it wrote this report."""
    for draft in report_folder().glob(f"{DRAFT}{report_id}-*"):
        draft.unlink(missing_ok=True)


def clear_folder(*, known: frozenset[str], now: datetime) -> int:
    """Remove the files that no report names and that are not new; return how many."""
    oldest = (now - KEPT_FOR).timestamp()
    removed = 0
    for path in report_folder().iterdir():
        ours = path.name.startswith(DRAFT) or path.suffix == ".pdf"
        if ours and path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
