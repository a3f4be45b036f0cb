"""Why a report could not be made, in words: what happened, what was kept, what to do."""

from __future__ import annotations

import errno

from flask_babel import force_locale
from flask_babel import gettext as _

from khoss.figures.frozen import FiguresUnreadable
from khoss.i18n import DEFAULT_LANGUAGE
from khoss.pdf import PdfProblem, TooLong

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST})


def failure_text(error: Exception) -> str:
    """Return why a report could not be made, as its page says it."""
    with force_locale(DEFAULT_LANGUAGE):
        return f"{_cause(error)} {_('Siffrorna är kvar som de frystes.')} {_advice(error)}"


def too_many_attempts(times: int) -> str:
    """Return why a report is not tried again by itself."""
    with force_locale(DEFAULT_LANGUAGE):
        cause = _("Programmet har stannat %(times)d gånger medan rapporten gjordes.", times=times)
        return f"{cause} {_('Siffrorna är kvar som de frystes.')} {_ask_administrator()}"


def _cause(error: Exception) -> str:
    if isinstance(error, TooLong):
        return _("Texterna är för långa för sidan. Ingenting har skurits bort.")
    if isinstance(error, PdfProblem):
        return _("Sidorna gick inte att lägga ut så att filen håller för skärmläsare och arkiv.")
    if isinstance(error, FiguresUnreadable):
        return _("De frusna siffrorna går inte att läsa.")
    if isinstance(error, MemoryError):
        return _("Datorns minne räckte inte till rapporten.")
    if isinstance(error, OSError):
        if error.errno in FULL:
            return _("Disken är full: filen fick inte plats.")
        if error.errno in CLOSED:
            return _("Mappen för rapporter går inte att skriva i.")
        return _("Filen kunde inte sparas på disken.")
    return _("Ett fel i programmet stoppade rapporten.")


def _advice(error: Exception) -> str:
    if isinstance(error, TooLong):
        return _("Korta texterna, och beställ rapporten på nytt.")
    if isinstance(error, OSError | MemoryError):
        return _("Be administratören ordna det, och gör sedan rapporten igen.")
    return _ask_administrator()


def _ask_administrator() -> str:
    return _("Gör den igen; blir det likadant, kontakta administratören, som ser felet i loggen.")
