"""Keys to the read API, and asking with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from khoss import clock
from khoss.db import db
from khoss.enums import COUNTY_ROLES, Role
from khoss.models import User
from khoss.services.api_tokens import create_token

ROOT = "/api/v1"


def find_account(role: Role) -> User:
    """Return an open account that holds exactly this role, in Kronoberg where it has a county."""
    county = "07" if role in COUNTY_ROLES else None
    users = db.session.scalars(
        select(User).where(User.active, User.county_code == county).order_by(User.id)
    )
    return next(user for user in users if user.held_roles == frozenset({role}))


def make_key(
    app: Flask, role: Role, *, valid: timedelta = timedelta(days=30), now: datetime | None = None
) -> str:
    """Make a key of somebody with this role and return its secret."""
    with app.app_context():
        _, secret = create_token(
            find_account(role), name="Provet", role=role, valid=valid, now=now or clock.now()
        )
        db.session.commit()
    return secret


class Program:
    """A program that asks the API, with a key or without."""

    def __init__(self, app: Flask, secret: str | None) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def ask(self, path: str, **headers: str) -> TestResponse:
        """Fetch an address under the root."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(ROOT + path, headers={**self.headers, **sent})

    def read(self, path: str) -> Any:
        """Return what a good answer says."""
        response = self.ask(path)
        assert response.status_code == 200, (path, response.get_data(as_text=True))
        assert response.mimetype == "application/json"
        return response.get_json()
