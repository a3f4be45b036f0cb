"""Keys sent with a request: the read API opens with one, and with nothing else."""

from __future__ import annotations

import math
import time

from flask import g, has_request_context, request
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import Unauthorized

from khoss import clock
from khoss.db import db
from khoss.i18n import API_ROOT
from khoss.services.api_tokens import Holder, find_holder, note_use

SCHEME = "bearer"


class KeyNeeded(Unauthorized):
    """No key was sent, or one that is no longer good."""


def is_asked() -> bool:
    """Tell whether the request is to the API, whatever it finds there."""
    return has_request_context() and request.path.startswith(API_ROOT)


def find() -> Holder | None:
    """Return who holds the key that was sent, asked for once in a request.

    What was read for it ends here: the request is counted before its own transaction begins.
    """
    if "key_holder" not in g:
        sent = request.authorization
        secret = sent.token if sent is not None and sent.type == SCHEME else None
        g.key_holder = find_holder(secret, now=clock.now()) if secret else None
        db.session.rollback()
    holder: Holder | None = g.key_holder
    return holder


def check() -> None:
    """Let in who has a key, and note that it was used.

    :raises KeyNeeded: when there is none that is good.
    """
    holder = find()
    if holder is None:
        raise KeyNeeded
    if note_use(holder, now=clock.now()):
        db.session.commit()


def asker() -> str:
    """Name who asks for the limit on requests: the key, or the address where there is none."""
    holder = find()
    return f"key {holder.token_id}" if holder else f"address {get_remote_address()}"


def note_breach(limit: RequestLimit) -> None:
    """Note when who has asked too often may ask again."""
    g.retry_after = max(1, limit.reset_at - math.ceil(time.time()))


def retry_after() -> int | None:
    """Return in how many seconds the limit lets the request through; None when it did."""
    seconds: int | None = g.get("retry_after")
    return seconds
