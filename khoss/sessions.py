"""Sessions in a signed cookie that lives on while it is used, and is not signed for nothing."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from khoss import clock

# A session that is used is signed anew when a hundredth of its life has passed: so much earlier
# than the setting says it may end after the last request.
RENEWALS = 100
# Cookies that are kept read: a browser sends the same one with every request until it is renewed.
COOKIES_READ = 1024


class Session(SecureCookieSession):
    """What the cookie says, and when it was signed."""

    signed_at = datetime.min.replace(tzinfo=UTC)


class Sessions(SecureCookieSessionInterface):
    """Sign a session anew when it says something new, and else now and then while it is used."""

    session_class = Session

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._read = lru_cache(COOKIES_READ)(self._unsign)

    @cached_property
    def signer(self) -> URLSafeTimedSerializer | None:
        """Return what signs and reads: made once, since the key does not change."""
        return super().get_signing_serializer(self.app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads."""
        return self.signer

    def open_session(self, app: Flask, request: Request) -> Session:
        """Read the cookie; what is forged or too old is no session."""
        sent = request.cookies.get(self.get_cookie_name(app))
        if not sent:
            return Session()
        try:
            said, signed_at = self._read(sent)
        except BadSignature:
            return Session()
        if clock.now() - signed_at > app.permanent_session_lifetime:
            return Session()
        session = Session(deepcopy(said))
        session.signed_at = signed_at
        return session

    def _unsign(self, sent: str) -> tuple[dict[str, Any], datetime]:
        """Return what a cookie says and when it was signed.

        :raises BadSignature: when it is not ours.
        """
        if self.signer is None:
            raise BadSignature("there is no key")
        said, signed_at = self.signer.loads(sent, return_timestamp=True)
        return said, signed_at

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Tell whether the cookie is to be signed anew."""
        if session.modified or not isinstance(session, Session):
            return True
        age = clock.now() - session.signed_at
        return session.permanent and age >= app.permanent_session_lifetime / RENEWALS
