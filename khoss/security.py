"""Sign-in: Flask-Security-Too over our users, its mails, and the limit on attempts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, request, session, url_for
from flask_babel import gettext as _
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import (
    MailUtil,
    Security,
    SQLAlchemyUserDatastore,
    UserMixin,
    user_authenticated,
)
from flask_security.recoverable import generate_reset_password_token
from flask_security.utils import hash_password
from sqlalchemy import bindparam, select

from config import Settings
from khoss import bearer
from khoss.db import db
from khoss.limits import DatabaseStorage
from khoss.mail import Mail, deliver
from khoss.models import User
from khoss.models.users import RoleName

LIMITED_ENDPOINTS = ("security.login", "security.forgot_password", "security.reset_password")


class OutgoingMail(MailUtil):
    """Send the library's mails the way that this program sends mail."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Deliver one mail as plain text."""
        address = recipient if isinstance(recipient, str) else recipient[1]
        settings: Settings = current_app.extensions["khoss.settings"]
        deliver(settings, Mail(address, str(subject), body or ""))


# Built once: it is asked with every request of somebody who has signed in.
_BEHIND_SESSION = select(User).where(User.fs_uniquifier == bindparam("fs_uniquifier"))


class Accounts(SQLAlchemyUserDatastore):
    """Find accounts as the library does, without building the most frequent question anew."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> UserMixin | None:
        """Return the account that has a value, or None."""
        if set(kwargs) == {"fs_uniquifier"}:
            return db.session.scalar(_BEHIND_SESSION, kwargs)
        return super().find_user(case_insensitive, **kwargs)


class FewLimits(Limiter):
    """Look for limits only where there are some: nearly all requests are to pages without any."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if request.endpoint in LIMITED_ENDPOINTS or bearer.is_asked():
            super()._check_request_limit(callable_name, in_middleware)


def init_security(app: Flask) -> None:
    """Set up sign-in, sessions that end, and the limit on attempts."""
    datastore = Accounts(db, User, RoleName)
    security = Security(app, datastore, mail_util_cls=OutgoingMail)
    # What roles allow is for the gate in access.py: nothing asks for the library's identities.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    user_authenticated.connect(_begin_session, app)
    _limit_attempts(app)


def normalised_hash(password: str) -> str:
    """Hash a password as the sign-in form will read it.

    The form normalises what is typed before it compares; a hash of anything else never fits a
    password with å, ä or ö.

    :raises ValueError: when the rules for passwords refuse it.
    """
    security: Security = current_app.extensions["security"]
    faults, normalised = security._password_util.validate(password, False)
    if faults:
        raise ValueError("; ".join(str(fault) for fault in faults))
    hashed: str = hash_password(normalised)
    return hashed


def invitation_link(user: User) -> str:
    """Return a link that lets the account's owner choose a password, once and for a limited time.

    The link ends with the first password that is chosen through it.
    """
    settings: Settings = current_app.extensions["khoss.settings"]
    token: str = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    path = url_for("security.reset_password", token=token)
    return settings.base_url + urlsplit(path).path


def send_invitation(email: str, link: str) -> bool:
    """Mail a one-time link; tell whether the mail went off."""
    settings: Settings = current_app.extensions["khoss.settings"]
    hours = int(settings.invitation_valid.total_seconds()) // 3600
    body = _(
        "Hej!\n\nDu har ett konto i KHOSS, länsstyrelsernas gemensamma handlingsplan. "
        "Välj ditt lösenord här:\n\n%(link)s\n\nLänken gäller en gång och i %(hours)d timmar. "
        "Har den gått ut: be administratören om en ny.\n",
        link=link,
        hours=hours,
    )
    try:
        deliver(settings, Mail(email, _("Välj lösenord till KHOSS"), body))
    except OSError:
        current_app.logger.exception("the invitation to %s was not sent", email)
        return False
    return True


def limit_reading(app: Flask, room: Blueprint) -> None:
    """Limit the requests to a room that keys open, counted for each key over all its addresses."""
    settings: Settings = app.extensions["khoss.settings"]
    limit = _limiter(app).shared_limit(
        settings.api_limit, scope=room.name, key_func=bearer.asker, on_breach=bearer.note_breach
    )
    limit(room)


def _limiter(app: Flask) -> Limiter:
    """Return the application's limiter, which counts in the database."""
    known: set[Limiter] = app.extensions.get("limiter", set())
    if known:
        return next(iter(known))
    return FewLimits(
        get_remote_address, app=app, storage_uri=f"{DatabaseStorage.STORAGE_SCHEME[0]}://"
    )


def _begin_session(app: Flask, **details: object) -> None:
    session.permanent = True


def _limit_attempts(app: Flask) -> None:
    """Limit failed attempts for each address and account, and more loosely for each address."""
    settings = app.extensions["khoss.settings"]
    limiter = _limiter(app)
    for endpoint in LIMITED_ENDPOINTS:
        view: Any = app.view_functions[endpoint]
        for limit, key in (
            (settings.sign_in_limit, _address_and_account),
            (settings.address_limit, get_remote_address),
        ):
            view = limiter.limit(
                limit,
                key_func=key,
                methods=["POST"],
                deduct_when=lambda response: response.status_code == HTTPStatus.OK,
            )(view)
        app.view_functions[endpoint] = view


def _address_and_account() -> str:
    """Name the attempt by where it comes from and whom it is about."""
    account = request.form.get("email", "").strip().lower()[:254]
    return f"{get_remote_address()} {account}"
