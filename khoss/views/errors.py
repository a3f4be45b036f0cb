"""What goes wrong, in sentences: what happened, what was kept, what to do next."""

from __future__ import annotations

from flask import Flask, current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.wrappers import Response

from khoss import bearer
from khoss.access import SignInNeeded, signed_in_user
from khoss.db import db
from khoss.views.api_problems import problem
from khoss.views.kept_forms import kept_texts, kept_values

Answer = tuple[str, int] | tuple[str, int, dict[str, str]]


def init_errors(app: Flask) -> None:
    """Answer everything that goes wrong with a page of our own."""
    app.register_error_handler(SignInNeeded, _sign_in_needed)
    app.register_error_handler(CSRFError, _old_page)
    app.register_error_handler(HTTPException, _http_error)
    for unreachable in (OperationalError, InterfaceError, PoolTimeoutError):
        app.register_error_handler(unreachable, _database_error)
    app.register_error_handler(Exception, _unexpected)


def _for_a_script() -> bool:
    """Tell whether the request comes from a script of ours, which wants the answer as JSON."""
    return request.accept_mimetypes.best == "application/json"


def _told(state: str, code: int, **values: str) -> tuple[Response, int]:
    """Tell a script what happened, in the words that the page would use."""
    return jsonify(state=state, **values), code


def _sign_in_needed(error: Unauthorized) -> Response | Answer | tuple[Response, int]:
    if _for_a_script():
        return _told("signed_out", 401)
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return _kept_page(401)


def _old_page(error: CSRFError) -> Answer | tuple[Response, int]:
    """Answer a form whose token is no longer good: mostly a session that ran out meanwhile.

    A form that another site sent is not given back: nobody here wrote what is in it.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return _error_page(400, {})
    if _for_a_script():
        # Somebody who has signed in anew goes on with the token of the new session.
        if not _is_signed_in():
            return _told("signed_out", 401)
        return _told("old_page", 400, csrf_token=generate_csrf())
    return _kept_page(400)


def _kept_page(status: int) -> Answer:
    """Give back what was written, in a form that can be sent again."""
    page = render_template(
        "errors/kept.html",
        texts=kept_texts(),
        values=kept_values(),
        signed_in=_is_signed_in(),
        path=request.path,
    )
    return page, status


def _http_error(
    error: HTTPException,
) -> Response | Answer | tuple[Response, int, dict[str, str]]:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    code = error.code or 500
    headers = {
        name: value
        for name, value in error.get_headers()
        if name in ("Allow", "Retry-After", "Location")
    }
    if bearer.is_asked():
        return problem(code, headers)
    if _for_a_script():
        heading, sentence = _sentences(code)
        return jsonify(state="refused", errors={"": [f"{heading}. {sentence}"]}), code, headers
    return _error_page(code, headers)


def _database_error(error: SQLAlchemyError) -> Response | Answer:
    """Answer when the database is away or too busy; nothing of the request was saved."""
    db.session.rollback()
    current_app.logger.exception("the database failed")
    return problem(503) if bearer.is_asked() else _without_database(503)


def _unexpected(error: Exception) -> Response | Answer:
    current_app.logger.exception("an unexpected error")
    return problem(500) if bearer.is_asked() else _without_database(500)


def _error_page(code: int, headers: dict[str, str]) -> Answer:
    heading, sentence = _sentences(code)
    page = render_template("errors/error.html", heading=heading, sentence=sentence, code=code)
    return page, code, headers


def _without_database(code: int) -> Answer:
    """Show a page that needs nothing from the database."""
    heading, sentence = _sentences(code)
    texts = [kept.text for kept in kept_texts() if kept.text]
    # Rendered past the surroundings of ordinary pages, which ask the database.
    template = current_app.jinja_env.get_template("errors/plain.html")
    page = template.render(
        heading=heading, sentence=sentence, texts=texts, language=str(get_locale())
    )
    return page, code, {"Retry-After": "30"}


def _is_signed_in() -> bool:
    try:
        signed_in_user()
    except SignInNeeded:
        return False
    return True


def _sentences(code: int) -> tuple[str, str]:
    """Return what happened, and what was kept and can be done."""
    texts = {
        400: (
            _("Begäran gick inte att läsa"),
            _("Inget är sparat. Gå tillbaka, ladda om sidan och försök igen."),
        ),
        403: (
            _("Du har inte behörighet hit"),
            _("Inget är ändrat. Behöver du sidan: be administratören om rätt roll."),
        ),
        404: (
            _("Sidan finns inte"),
            _("Den finns inte, eller så är den inte för ditt konto. Kontrollera adressen."),
        ),
        405: (
            _("Så går sidan inte att använda"),
            _("Inget är ändrat. Gå till startsidan och börja därifrån."),
        ),
        410: (
            _("Rapporten är återkallad"),
            _("Filen går inte att hämta. Utgåvans sida säger när den återkallades, och varför."),
        ),
        413: _too_large(),
        429: (
            _("För många försök"),
            _("Vänta en kvart och försök igen, eller välj ett nytt lösenord med en engångslänk."),
        ),
        503: (
            _("Databasen svarar inte just nu"),
            _(
                "Inget av det du skickade är sparat. Vänta en halv minut, gå tillbaka och "
                "försök igen."
            ),
        ),
    }
    fallback = (
        _("Något gick fel i programmet"),
        _("Felet är noterat. Inget är sparat. Gå tillbaka och försök igen om en stund."),
    )
    return texts.get(code, fallback)


def _too_large() -> tuple[str, str]:
    """Return what to say of a file that is too large, or of a text."""
    if request.mimetype == "multipart/form-data":
        return (
            _("Filen är för stor"),
            _(
                "Den har inte lästs och inget är ändrat. En arbetsbok härifrån är mycket mindre: "
                "gå tillbaka och kontrollera att det är rätt fil, eller ta bort bilder ur den."
            ),
        )
    return (
        _("Det du skickade är för stort"),
        _("Inget är sparat. Gå tillbaka: texten står kvar i fältet. Korta den och spara igen."),
    )
