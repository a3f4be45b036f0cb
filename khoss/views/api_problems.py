"""What goes wrong in the read API: JSON with a sentence, never a page."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from khoss import bearer
from khoss.presentation.api_shapes import Problem, written

MEDIA_TYPE = "application/problem+json"


def problem(code: int, headers: dict[str, str] | None = None) -> Response:
    """Answer with what went wrong."""
    title, detail = _sentences(code)
    said = Problem("about:blank", title, code, detail)
    response = Response(written(said), status=code, mimetype=MEDIA_TYPE)
    response.headers.update(headers or {})
    if code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="KHOSS"'
    seconds = bearer.retry_after() if code == 429 else 30 if code >= 500 else None
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def _sentences(code: int) -> tuple[str, str]:
    """Return what happened, and what to do."""
    texts = {
        400: (_("Begäran gick inte att läsa"), _("Kontrollera adressen och dess parametrar.")),
        401: (
            _("En nyckel behövs"),
            _(
                "Skicka en giltig nyckel: Authorization: Bearer khoss_… Nyckeln saknas, har gått "
                "ut eller är återkallad. En ny görs på sidan Nycklar i programmet."
            ),
        ),
        404: (
            _("Det finns inte"),
            _("Adressen eller året finns inte, eller är inte för nyckelns roll."),
        ),
        405: (_("API:et kan bara läsas"), _("Använd GET eller HEAD. Inget är ändrat.")),
        429: (
            _("För många anrop"),
            _("Vänta så många sekunder som Retry-After säger, och fråga sedan igen."),
        ),
        503: (
            _("Databasen svarar inte just nu"),
            _("Vänta en halv minut och fråga igen."),
        ),
    }
    fallback = (
        _("Något gick fel i programmet"),
        _("Felet är noterat. Försök igen om en stund."),
    )
    other = (_("Begäran gick inte att besvara"), _("Kontrollera adressen och försök igen."))
    return texts.get(code, fallback if code >= 500 else other)
