"""Published reports at their permanent addresses, open to everybody.

Nothing but what is published, made and not withdrawn leaves from here: every page and file asks
for its report by the address alone, and what is not there does not exist.
"""

from __future__ import annotations

import hashlib

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    send_file,
)
from flask_babel import ngettext

from khoss.access import PUBLIC, requires
from khoss.documents.files import report_files
from khoss.errors import NotFound
from khoss.figures.frozen import FiguresUnreadable
from khoss.jobs import report_path
from khoss.models import Report
from khoss.pdf import Attachment
from khoss.presentation.published import (
    PublishedFile,
    published_page,
    published_rows,
)
from khoss.services.publications import list_editions, list_published, readable_edition
from khoss.services.reports import file_name, frozen

blueprint = Blueprint("published", __name__, url_prefix="/publicerat")

GONE = 410
METHOD = "-metod.txt"


@blueprint.get("/")
@requires(PUBLIC)
def index() -> str:
    """List the published reports."""
    return render_template("published/index.html", reports=published_rows(list_published()))


@blueprint.get("/<slug>/")
@requires(PUBLIC)
def latest(slug: str) -> str | tuple[str, int]:
    """Show the latest edition at an address that can be read."""
    editions = _load_editions(slug)
    return _render(readable_edition(editions), editions)


@blueprint.get("/<slug>/<int(max=9999):edition>/")
@requires(PUBLIC)
def edition(slug: str, edition: int) -> str | tuple[str, int]:
    """Show one edition, also when another has replaced it."""
    editions = _load_editions(slug)
    return _render(_find(editions, edition), editions)


@blueprint.get("/<slug>/<int(max=9999):edition>/<name>")
@requires(PUBLIC)
def file(slug: str, edition: int, name: str) -> Response:
    """Send one file of an edition that stands."""
    report = _find(_load_editions(slug), edition)
    if report.withdrawn_at is not None:
        abort(GONE)
    if name == file_name(report):
        return _sent_pdf(report)
    found = next((one for one in _attachments(report) if one.name == name), None)
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=found.mime)
    response.set_etag(hashlib.sha256(found.content).hexdigest())
    return _kept(response, name)


def _load_editions(slug: str) -> list[Report]:
    try:
        return list_editions(slug)
    except NotFound:
        abort(404)


def _find(editions: list[Report], edition: int) -> Report:
    report = next((one for one in editions if one.edition == edition), None)
    if report is None:
        abort(404)
    return report


def _render(report: Report, editions: list[Report]) -> str | tuple[str, int]:
    page = published_page(report, editions)
    if report.withdrawn_at is not None:
        return render_template("published/withdrawn.html", page=page), GONE
    attached = _attachments(report)
    files = [
        PublishedFile(
            file_name(report),
            ngettext(
                "Rapporten som PDF, %(num)d sida",
                "Rapporten som PDF, %(num)d sidor",
                page.pages or 0,
            ),
        ),
        *(PublishedFile(one.name, one.description) for one in attached),
    ]
    return render_template(
        "published/edition.html", page=page, files=files, method=_method_text(attached)
    )


def _method_text(attached: tuple[Attachment, ...]) -> str:
    """Return how the figures were counted, as the report itself says it; empty in the earliest."""
    found = (one.content.decode() for one in attached if one.name.endswith(METHOD))
    return next(found, "")


def _attachments(report: Report) -> tuple[Attachment, ...]:
    """Return the files inside a report; figures that cannot be read any more are said in the log.

    The PDF was made while they could be, and is handed out all the same.
    """
    try:
        return report_files(frozen(report))
    except FiguresUnreadable:
        current_app.logger.exception("the figures of report %s cannot be read", report.id)
        return ()


def _sent_pdf(report: Report) -> Response:
    path = report_path(report)
    if not path.exists():
        abort(404)
    response = send_file(path, mimetype="application/pdf", etag=report.pdf_sha256 or False)
    return _kept(response, file_name(report))


def _kept(response: Response, name: str) -> Response:
    """Let anybody keep a file who asks each time whether it still stands: it may be withdrawn."""
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.cache_control.no_cache = True
    response.cache_control.public = True
    response.make_conditional(request)
    return response
