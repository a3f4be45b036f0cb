"""Keys to the read API in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.i18n import swedish_date, swedish_datetime
from khoss.models import ApiToken


@dataclass(frozen=True)
class TokenRow:
    """One key as its owner sees it."""

    id: int
    name: str
    role: str
    created: str
    state: str
    last_used: str
    is_open: bool


def token_rows(tokens: Sequence[ApiToken], *, now: datetime) -> list[TokenRow]:
    """Return keys in words."""
    return [_row(token, now=now) for token in tokens]


def _row(token: ApiToken, *, now: datetime) -> TokenRow:
    is_open = token.revoked_at is None and token.expires_at > now
    return TokenRow(
        id=token.id,
        name=token.name,
        role=str(labels.ROLES[token.role]),
        created=swedish_date(token.created_at),
        state=_state(token, is_open=is_open),
        last_used=swedish_datetime(token.last_used_at) if token.last_used_at else _("Aldrig"),
        is_open=is_open,
    )


def _state(token: ApiToken, *, is_open: bool) -> str:
    if token.revoked_at is not None:
        return _("Återkallad %(day)s", day=swedish_date(token.revoked_at))
    if is_open:
        return _("Gäller till %(day)s", day=swedish_date(token.expires_at))
    return _("Gick ut %(day)s", day=swedish_date(token.expires_at))
