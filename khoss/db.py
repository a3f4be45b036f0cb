"""The database: base class, session and how each engine is set up."""

from __future__ import annotations

import math
import sqlite3
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import psycopg
from flask import Flask, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, Executable, MetaData, event
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 15_000
ASK_AFTER_S = 1.0

# SQLite takes the write lock when a transaction begins, or two writers that both have read fail
# late. Only a request that cannot write (GET) sets this to False.
may_write: ContextVar[bool] = ContextVar("may_write", default=True)
# Before a request begins to write it only reads who asks. PostgreSQL needs no transaction for that:
# to begin and to end one are two journeys to the server.
_only_asks: ContextVar[bool] = ContextVar("only_asks", default=False)
# Requests of these kinds write nothing.
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Give every table the same names for its constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """Store a moment in UTC and give it back with its zone, on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Put back the zone that SQLite does not keep."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def stored_enum(values: type[StrEnum]) -> Enum:
    """Return a column type that stores the enum's stable words, checked by the database."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
        name=values.__name__.lower(),
    )


db: SQLAlchemy = SQLAlchemy(model_class=Base)
migrate = Migrate()


@event.listens_for(Engine, "connect")
def _set_up_connection(connection: Any, record: object) -> None:
    """Turn on in SQLite what PostgreSQL always does."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def ask_what_has_rested(engine: Engine, *, after_s: float = ASK_AFTER_S) -> None:
    """Let connections to PostgreSQL that have rested be asked whether their server is still there.

    It may have been begun anew meanwhile. Asking with every request costs as much as a statement;
    what was in use a second ago is not asked.
    """
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "checkin")
    def _note_rest(connection: object, record: ConnectionPoolEntry) -> None:
        record.info["resting_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(
        connection: psycopg.Connection, record: ConnectionPoolEntry, proxy: PoolProxiedConnection
    ) -> None:
        if time.monotonic() - record.info.get("resting_since", math.inf) < after_s:
            return
        try:
            connection.execute("")
            connection.rollback()
        except psycopg.OperationalError as error:
            raise DisconnectionError("the server is gone") from error


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin SQLite's transactions by hand: the driver would begin them too late."""
    if connection.dialect.name == "sqlite":
        _tell_sqlite(connection, "BEGIN IMMEDIATE" if may_write.get() else "BEGIN")
    else:
        _commit_each_statement(connection, yes=_only_asks.get())


def _commit_each_statement(connection: Connection, *, yes: bool) -> None:
    """Let PostgreSQL commit each statement by itself, or only when it is told; asks nobody."""
    driver: Any = connection.connection.driver_connection
    if driver.autocommit is not yes:
        driver.autocommit = yes


def _tell_sqlite(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def init_db(app: Flask) -> None:
    """Let every request begin as a reader: a GET stays one, since it writes nothing."""
    with app.app_context():
        ask_what_has_rested(db.engine)

    @app.before_request
    def _begin_as_reader() -> None:
        request.environ["khoss.reader"] = may_write.set(False)
        request.environ["khoss.asker"] = _only_asks.set(request.method not in READING)

    @app.teardown_request
    def _end(error: BaseException | None) -> None:
        for variable, name in ((may_write, "khoss.reader"), (_only_asks, "khoss.asker")):
            token = request.environ.pop(name, None)
            if token is not None:
                variable.reset(token)


def write_from_here() -> None:
    """Let a request write from its next statement on; what it has read so far stays known.

    Who is asking is found out before the write lock of SQLite is taken, which is the only one.
    """
    may_write.set(True)
    _only_asks.set(False)
    session = db.session()
    if not session.in_transaction():
        return
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        _commit_each_statement(connection, yes=False)
        return
    # The session goes on with what it knows: nothing has been read but who asks.
    _tell_sqlite(connection, "COMMIT")
    _tell_sqlite(connection, "BEGIN IMMEDIATE")


def can_execute_alone() -> bool:
    """Tell whether a statement can be a transaction of its own: not on SQLite, which has begun one.

    Only in a request that has not begun to write.
    """
    return _only_asks.get() and db.session.get_bind().dialect.name == "postgresql"


def execute_alone(statement: Executable, values: dict[str, object]) -> CursorResult[Any]:
    """Execute one statement that is committed with it, where `can_execute_alone` says so.

    To begin, to read, to write and to commit are four journeys to the server; this is one.

    :raises RuntimeError: in a transaction, which would have to be committed.
    """
    if not can_execute_alone():
        raise RuntimeError("a transaction has begun")
    return db.session.connection().execute(statement, values)


def hold(row: Base, *, shared: bool = False) -> None:
    """Read a row anew and hold it until the transaction ends; the rows joined to it stay free.

    On SQLite the transaction has held everything since before it read anything that it changes:
    there is nothing to read anew.
    """
    if db.session.get_bind().dialect.name == "sqlite" and may_write.get():
        return
    db.session.refresh(row, with_for_update={"read": shared, "of": type(row)})
