"""Counting attempts in the database, so that several web processes count together."""

from __future__ import annotations

import time
from typing import Any

from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import SQLAlchemyError

from khoss.db import db
from khoss.models import AttemptCount


class DatabaseStorage(Storage):
    """Keep the counts of the limiter in the database, within the request's own session.

    A connection of its own would wait for the transaction that the same request holds on SQLite.
    """

    STORAGE_SCHEME = ["khoss-database"]  # noqa: RUF012 (the name and type are the library's)

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what may go wrong."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count an attempt, beginning anew where the window has passed."""
        now = time.time()
        insert: Any = (
            sqlite_insert if db.session.get_bind().dialect.name == "sqlite" else postgresql_insert
        )
        over = AttemptCount.expires <= now
        statement = (
            insert(AttemptCount)
            .values(key=key, count=amount, expires=now + expiry)
            .on_conflict_do_update(
                index_elements=[AttemptCount.key],
                set_={
                    "count": case((over, amount), else_=AttemptCount.count + amount),
                    "expires": case((over, now + expiry), else_=AttemptCount.expires),
                },
            )
            .returning(AttemptCount.count)
        )
        count: int = db.session.execute(statement).scalar_one()
        db.session.execute(delete(AttemptCount).where(AttemptCount.expires <= now))
        db.session.commit()
        return count

    def get(self, key: str) -> int:
        """Return the count of the window that is running."""
        counted = db.session.scalar(
            select(AttemptCount.count).where(
                AttemptCount.key == key, AttemptCount.expires > time.time()
            )
        )
        return counted or 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970."""
        expires = db.session.scalar(select(AttemptCount.expires).where(AttemptCount.key == key))
        return expires or time.time()

    def check(self) -> bool:
        """Tell whether the database answers."""
        return db.session.scalar(select(1)) == 1

    def reset(self) -> int | None:
        """Forget every count."""
        db.session.execute(delete(AttemptCount))
        db.session.commit()
        return None

    def clear(self, key: str) -> None:
        """Forget one count."""
        db.session.execute(delete(AttemptCount).where(AttemptCount.key == key))
        db.session.commit()
