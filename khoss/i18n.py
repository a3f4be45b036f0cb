"""Language, dates and numbers."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.support import NullTranslations
from flask import Flask, g, has_app_context, has_request_context, request, session
from flask_babel import Babel, Domain, format_date, format_datetime, get_locale

from khoss import clock

LANGUAGES: dict[str, str] = {"sv": "Svenska", "en": "English"}
DEFAULT_LANGUAGE = "sv"
# Programs ask here, and choose no language on a page: they say it with each request.
API_ROOT = "/api/"


class _Domain(Domain):
    """Find the catalogue once for each language that a request speaks, not for each text."""

    def get_translations(self) -> NullTranslations:
        # Where Flask-Babel keeps what it knows of a request, and forgets this of it whenever
        # another language is chosen; where it does not, it looks up the catalogue itself.
        kept = g.get("_flask_babel") if has_app_context() else None
        found: NullTranslations | None = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            if kept is not None:
                kept.babel_translations = found
        return found


def init_i18n(app: Flask) -> None:
    """Let the pages speak the chosen language, and give templates its dates."""
    Babel(app, locale_selector=_chosen_language).domain_instance = _Domain()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters["swedish_date"] = swedish_date
    app.jinja_env.filters["swedish_datetime"] = swedish_datetime
    app.jinja_env.filters["swedish_time"] = swedish_time

    @app.context_processor
    def _language() -> dict[str, object]:
        return {"language": str(get_locale()), "languages": LANGUAGES}


def swedish_date(day: date) -> str:
    """Return a day in words: `23 november 2026`."""
    return _date(day, str(get_locale()))


def swedish_datetime(moment: datetime) -> str:
    """Return a moment in Swedish time: `23 november 2026 14.02`."""
    return _datetime(moment, str(get_locale()))


# A table of many rows names the same days again and again, and so does the next reader's. The
# language is the one that Flask-Babel writes in.
@lru_cache(maxsize=4096)
def _date(day: date, language: str) -> str:
    return format_date(day, "d MMMM y")


@lru_cache(maxsize=4096)
def _datetime(moment: datetime, language: str) -> str:
    return format_datetime(moment, "d MMMM y HH.mm")


def swedish_time(moment: datetime) -> str:
    """Return a time of day in Sweden: `14.02`."""
    return f"{moment.astimezone(clock.SWEDEN):%H.%M}"


def _chosen_language() -> str:
    """Return the language of the person behind the request; a command speaks Swedish."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if request.path.startswith(API_ROOT):
        return request.accept_languages.best_match(LANGUAGES, DEFAULT_LANGUAGE) or DEFAULT_LANGUAGE
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE
