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


class Databases(Protocol):
    """Databases of one engine: templates by kind, and copies of them."""

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

    def template(self, kind: str) -> str:
        """Return the address of the template's file."""
        return f"sqlite:///{self.folder / kind}.sqlite3"

    def seal(self, kind: str) -> None:
        """Put everything into the one file that is copied."""
        connection = sqlite3.connect(self.folder / f"{kind}.sqlite3")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """Copy the template's file."""
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.folder / f"{kind}.sqlite3", path)
        yield f"sqlite:///{path}"
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()


class PostgresqlDatabases:
    """Databases on a server of our own, made from templates by the server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql+psycopg://khoss@127.0.0.1:{self.port}/{name}"

    def template(self, kind: str) -> str:
        """Make the template's database."""
        self._run(f"CREATE DATABASE {kind}")
        return self.url(kind)

    def seal(self, kind: str) -> None:
        """Do nothing: the server copies what is there."""

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """Let the server copy the template."""
        name = f"t_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {kind}")
        yield self.url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        address = f"postgresql://khoss@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


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
    options += "" if durable else " -c fsync=off"
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
