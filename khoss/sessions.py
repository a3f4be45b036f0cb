"""Sessions in a signed cookie that lives on while it is used, and is not signed for nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from khoss import clock

# A session that is used is signed anew when a hundredth of its life has passed: so much earlier
# than the setting says it may end after the last request.
RENEWALS = 100


class Session(SecureCookieSession):
    """What the cookie says, and when it was signed."""

    signed_at = datetime.min.replace(tzinfo=UTC)


class Sessions(SecureCookieSessionInterface):
    """Sign a session anew when it says something new, and else now and then while it is used."""

    session_class = Session

    def __init__(self, app: Flask) -> None:
        self.app = app

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
        if not sent or self.signer is None:
            return Session()
        longest = int(app.permanent_session_lifetime.total_seconds())
        try:
            said, signed_at = self.signer.loads(sent, max_age=longest, return_timestamp=True)
        except BadSignature:
            return Session()
        session = Session(said)
        session.signed_at = signed_at
        return session

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Tell whether the cookie is to be signed anew."""
        if session.modified or not isinstance(session, Session):
            return True
        age = clock.now() - session.signed_at
        return session.permanent and age >= app.permanent_session_lifetime / RENEWALS
