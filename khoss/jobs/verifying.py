"""Making the file of a report once more, to see whether it comes out the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import current_app

from khoss import clock
from khoss.db import db
from khoss.documents import build_document
from khoss.jobs.files import report_path
from khoss.models import User
from khoss.pdf import render
from khoss.services import publications
from khoss.services import reports as report_service


@dataclass(frozen=True)
class Verified:
    """The checksums of a report's file: as noted, as it lies there, and as it came out again.

    `stored` is empty where there is no file, `again` where it could not be made.
    """

    noted: str
    stored: str
    again: str

    @property
    def same(self) -> bool:
        """Tell whether all three are equal."""
        return bool(self.noted) and self.noted == self.stored == self.again


def verify_report(report_id: int, *, by_id: int | None = None) -> Verified:
    """Make the file of a finished report again from its frozen figures, and log what came out.

    The file that is there stays as it is.

    :raises NotFound: when there is no such report.
    :raises WrongState: when its file is not made.
    """
    report = report_service.get_report(report_id)
    publications.check_is_made(report)
    frozen, path, noted = report_service.frozen(report), report_path(report), report.pdf_sha256
    # No transaction stays open while pages are made.
    db.session.commit()
    stored = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    try:
        again = render(build_document(frozen)).sha256
    except Exception:  # whatever it is: the file cannot be made any more
        current_app.logger.exception("report %s could not be made again", report_id)
        again = ""
    verified = Verified(noted or "", stored, again)
    report = report_service.get_report(report_id)
    by = db.session.get(User, by_id) if by_id is not None else None
    publications.note_verified(report, same=verified.same, by=by, now=clock.now())
    db.session.commit()
    return verified
