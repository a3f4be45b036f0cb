"""The databases under test: SQLite files that are copied, or a PostgreSQL server of our own.

`KHOSS_TEST_DATABASE` says which: `sqlite` (as it is by default) or `postgresql`.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import psycopg
from flask_migrate import upgrade

from config import ROOT
from khoss import create_app
from khoss.db import db
from khoss.security import normalised_hash
from khoss.services.examples import add_examples
from khoss.services.official import load_official
from tests.support.apps import settings_for

EXAMPLE_SEED = 2026
EXAMPLE_DAY = date(2026, 11, 23)
EXAMPLE_MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
EXAMPLE_PASSWORD = "exempel-lösenord-åäö"
KINDS = ("migrated", "official", "example")
# What PostgreSQL need not do for databases that live as long as a test.
CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


class Databases(Protocol):
    """Databases of one engine: templates by kind, and copies of them.

    A copy that nobody has written to is as good as new: the next test gets it. Half of the tests
    only read, and the server takes longer to make a database than they take.
    """

    def template(self, kind: str) -> str:
        """Return the address of an empty database that becomes a template."""

    def seal(self, kind: str) -> None:
        """Say that a template is filled and can be copied."""

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """Return the address of a fresh copy of a template."""


class SqliteDatabases:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unwritten: dict[str, list[Path]] = {kind: [] for kind in KINDS}

    def template(self, kind: str) -> str:
        """Return the address of the template's file."""
        return f"sqlite:///{self.folder / kind}.sqlite3"

    def seal(self, kind: str) -> None:
        """Put everything into the one file that is copied, and let it be written for that alone."""
        connection = sqlite3.connect(self.folder / f"{kind}.sqlite3")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """Copy the template's file."""
        unwritten = self._unwritten[kind]
        path = unwritten.pop() if unwritten else self._new(kind)
        yield f"sqlite:///{path}"
        if self._is_unwritten(path):
            unwritten.append(path)
            return
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()

    def _new(self, kind: str) -> Path:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.folder / f"{kind}.sqlite3", path)
        os.utime(path, ns=(0, 0))
        return path

    def _is_unwritten(self, path: Path) -> bool:
        """Tell whether the file is from the beginning of time, with nothing waiting beside it."""
        beside = path.with_name(f"{path.name}-wal")
        return path.stat().st_mtime_ns == 0 and not beside.exists()


class PostgresqlDatabases:
    """Databases on a server of our own, made from templates by the server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._unwritten: dict[str, list[str]] = {kind: [] for kind in KINDS}

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql+psycopg://khoss@127.0.0.1:{self.port}/{name}"

    def template(self, kind: str) -> str:
        """Make the template's database."""
        self._run(f"CREATE DATABASE {kind}")
        return self.url(kind)

    def seal(self, kind: str) -> None:
        """Do once what autovacuum would do: the server copies what is there."""
        with self._connection(kind) as connection:
            connection.execute("VACUUM ANALYZE")

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """Let the server copy the template."""
        unwritten = self._unwritten[kind]
        name = unwritten.pop() if unwritten else self._new(kind)
        before = self._next_write()
        yield self.url(name)
        if self._next_write() == before:
            unwritten.append(name)
        else:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, kind: str) -> str:
        name = f"t_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {kind}")
        return name

    def _next_write(self) -> int:
        """Return the number that the next transaction gets which writes; reading takes none."""
        with self._connection() as connection:
            row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())").fetchone()
        assert row
        return int(row[0])

    def _run(self, statement: str) -> None:
        with self._connection() as connection:
            connection.execute(statement.encode())

    def _connection(self, name: str = "postgres") -> psycopg.Connection:
        address = f"postgresql://khoss@127.0.0.1:{self.port}/{name}"
        return psycopg.connect(address, autocommit=True)


@contextmanager
def open_databases(folder: Path) -> Iterator[Databases]:
    """Open the engine under test and fill its templates."""
    engine = os.environ.get("KHOSS_TEST_DATABASE", "sqlite")
    if engine == "sqlite":
        databases: Databases = SqliteDatabases(folder)
        _fill(databases, folder)
        yield databases
    elif engine == "postgresql":
        with postgresql_server() as port:
            databases = PostgresqlDatabases(port)
            _fill(databases, folder)
            yield databases
    else:
        raise ValueError(f"KHOSS_TEST_DATABASE: sqlite or postgresql, not {engine}")


def _fill(databases: Databases, folder: Path) -> None:
    for kind in KINDS:
        app = create_app(settings_for(databases.template(kind), folder))
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            if kind in ("official", "example"):
                load_official(at=EXAMPLE_MOMENT)
            if kind == "example":
                add_examples(
                    seed=EXAMPLE_SEED,
                    today=EXAMPLE_DAY,
                    password_hash=normalised_hash(EXAMPLE_PASSWORD),
                )
            db.session.commit()
            db.session.remove()
            db.engine.dispose()
        databases.seal(kind)


@contextmanager
def postgresql_server(*, durable: bool = False) -> Iterator[int]:
    """Start a PostgreSQL server of our own on a free port, and stop it in the end.

    It syncs to disk only where `durable` asks for it, as what is measured does. It refuses to run
    as root: then the account that Debian's package made runs it.
    """
    binaries = max(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    folder = Path(tempfile.mkdtemp(prefix="khoss-postgresql-"))
    runner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if runner:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    options += "" if durable else "".join(f" -c {option}=off" for option in CARELESS)
    control = [*runner, str(binaries / "pg_ctl"), "-D", str(data)]
    try:
        _quiet(
            [
                *(*runner, str(binaries / "initdb"), "-D", str(data)),
                *("-A", "trust", "-U", "khoss", "--locale=C.UTF-8", "-E", "UTF8"),
            ]
        )
        _quiet([*control, "-o", options, "-l", str(folder / "log"), "-w", "start"])
        yield port
    finally:
        if data.exists():
            subprocess.run(
                [*control, "-m", "immediate", "-w", "stop"], check=False, capture_output=True
            )
        shutil.rmtree(folder, ignore_errors=True)


def _quiet(command: list[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
