"""The language of the pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from khoss.access import PUBLIC, requires
from khoss.i18n import LANGUAGES

blueprint = Blueprint("account", __name__)


@blueprint.post("/sprak/")
@requires(PUBLIC)
def language() -> Response:
    """Choose the language and go back to the same page."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(_own_path(request.form.get("next", "")), code=303)


def _own_path(address: str) -> str:
    """Return a path of this site: never another host."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return url_for("home.index")
    return address.replace("\\", "")
