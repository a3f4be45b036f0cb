"""Who may do what: permissions, the roles that hold them, and the gate on every endpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from khoss import bearer
from khoss.db import READING, write_from_here
from khoss.enums import Role
from khoss.models import User

P = ParamSpec("P")
R = TypeVar("R")

EVERYONE = frozenset(Role)
PERMISSIONS: dict[str, frozenset[Role]] = {
    "home:read": EVERYONE,
    "assessments:read": frozenset({Role.OFFICER, Role.APPROVER, Role.COORDINATOR}),
    "assessments:write": frozenset({Role.OFFICER}),
    "assessments:discuss": frozenset({Role.OFFICER, Role.APPROVER}),
    "assessments:approve": frozenset({Role.APPROVER}),
    "assessments:return": frozenset({Role.APPROVER, Role.COORDINATOR}),
    "assessments:review": frozenset({Role.COORDINATOR}),
    "handover:read": frozenset({Role.OFFICER, Role.APPROVER}),
    "handover:write": frozenset({Role.OFFICER, Role.APPROVER}),
    "rounds:manage": frozenset({Role.COORDINATOR}),
    "results:read": EVERYONE,
    "results:read_open": frozenset({Role.COORDINATOR}),
    "targets:read": EVERYONE,
    "tokens:manage": EVERYONE,
    "reports:read": EVERYONE,
    "reports:make": frozenset({Role.COORDINATOR}),
    "narratives:write": frozenset({Role.COORDINATOR}),
    "reports:publish": frozenset({Role.COORDINATOR}),
    "reports:make_own": frozenset({Role.OFFICER, Role.APPROVER, Role.COORDINATOR}),
    "mails:read": frozenset({Role.COORDINATOR, Role.ADMIN}),
    "mails:write": frozenset({Role.COORDINATOR}),
    "users:manage": frozenset({Role.ADMIN}),
}
PUBLIC = "public"

# Endpoints of libraries, which carry no mark of their own. Signing in and a forgotten password
# are for everyone; the rest asks for a signed-in user itself.
LIBRARY_ENDPOINTS: dict[str, str] = {
    "security.login": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.logout": "home:read",
    "security.change_password": "home:read",
    "security.verify": "home:read",
}


_MARKS: dict[tuple[str, str], str] = {}
_BEGINNERS: set[tuple[str, str]] = set()


class SignInNeeded(Unauthorized):
    """Nobody is signed in, or no longer."""


def requires(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view with the permission that the gate asks for; `PUBLIC` asks for none."""
    if permission != PUBLIC and permission not in PERMISSIONS:
        raise ValueError(f"unknown permission {permission}")

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        _MARKS[view.__module__, view.__qualname__] = permission
        return view

    return mark


def begins_to_write_itself(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that begins to write by itself, later than the gate would."""
    _BEGINNERS.add((view.__module__, view.__qualname__))
    return view


def permission_of(app: Flask, endpoint: str) -> str | None:
    """Return the permission that an endpoint asks for; None is an endpoint nobody has judged."""
    view = app.view_functions[endpoint]
    mark = _MARKS.get((view.__module__, view.__qualname__))
    return mark or LIBRARY_ENDPOINTS.get(endpoint)


def _begins_itself(app: Flask, endpoint: str) -> bool:
    view = app.view_functions[endpoint]
    return (view.__module__, view.__qualname__) in _BEGINNERS


def may(permission: str) -> bool:
    """Tell whether who asks holds the permission: a signed-in user, or in the API a key."""
    return bool(PERMISSIONS[permission] & _roles())


def signed_in_user() -> User:
    """Return the user behind the request.

    :raises SignInNeeded: when nobody is signed in.
    """
    user = _asking_user()
    if user is None:
        raise SignInNeeded
    return user


def _asking_user() -> User | None:
    """Return the user behind the request; None is nobody."""
    # Once through the proxy instead of with each attribute.
    user: User = current_user._get_current_object()
    return user if user.is_authenticated else None


def _roles() -> frozenset[Role]:
    """Return what who asks may be; a session opens no part of the API, and a key no page."""
    if bearer.is_asked():
        holder = bearer.find()
        return frozenset({holder.role}) if holder else frozenset()
    user = _asking_user()
    return user.held_roles if user else frozenset()


def init_access(app: Flask) -> None:
    """Put the gate before every endpoint: what nobody has judged is closed."""

    @app.before_request
    def _gate() -> None:
        if request.endpoint is None:
            return
        permission = permission_of(app, request.endpoint)
        if permission is None:
            abort(403)
        if permission != PUBLIC:
            if bearer.is_asked():
                bearer.check()
            else:
                signed_in_user()
            if not may(permission):
                abort(403)
        if request.method not in READING and not _begins_itself(app, request.endpoint):
            write_from_here()
