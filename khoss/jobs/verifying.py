"""Making the file of a report once more, to see whether it comes out the same."""

from __future__ import annotations

import hashlib

from flask import current_app
from flask_babel import force_locale

from khoss import clock
from khoss.db import db
from khoss.documents import build_document
from khoss.documents.program import this_program
from khoss.enums import FileVerdict
from khoss.i18n import DEFAULT_LANGUAGE
from khoss.jobs.files import report_path
from khoss.models import User
from khoss.pdf import render
from khoss.presentation.verifications import verification_text
from khoss.services import publications, verifications
from khoss.services import reports as report_service
from khoss.services.program_versions import read_program
from khoss.services.reports import FrozenReport
from khoss.services.verifications import Verified


def verify_report(report_id: int, *, by_id: int | None = None) -> Verified:
    """Make the file of a finished report again from its frozen figures, and log what came out.

    The file that is there is held against its checksum first, and stays as it is.

    :raises NotFound: when there is no such report.
    :raises WrongState: when its file is not made.
    """
    report = report_service.get_report(report_id)
    publications.check_is_made(report)
    frozen, path, noted = report_service.frozen(report), report_path(report), report.pdf_sha256
    made_at, made_with = report.made_at, read_program(report.made_with)
    hold = verifications.figures_hold(report)
    # No transaction stays open while pages are made.
    db.session.commit()
    verified = Verified(
        noted=noted or "",
        stored=hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "",
        program=this_program(),
        again=_made_again(report_id, frozen) if hold else "",
        figures_hold=hold,
        made_at=made_at,
        made_with=made_with,
    )
    _note(report_id, verified, by_id)
    return verified


def _made_again(report_id: int, frozen: FrozenReport) -> str:
    """Return the checksum of the file as it comes out now, empty when it does not."""
    try:
        return render(build_document(frozen)).sha256
    except Exception:  # whatever it is: the file cannot be made any more
        current_app.logger.exception("report %s could not be made again", report_id)
        return ""


def _note(report_id: int, verified: Verified, by_id: int | None) -> None:
    report = report_service.get_report(report_id)
    by = db.session.get(User, by_id) if by_id is not None else None
    verdict = verified.verdict
    with force_locale(DEFAULT_LANGUAGE):
        told = "" if verdict is FileVerdict.SAME else verification_text(verified)
    verifications.note_verified(report, verdict, told, by=by, now=clock.now())
    db.session.commit()
