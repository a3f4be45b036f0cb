"""Databases and applications for the tests: migrated and filled once, copied for each test."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from khoss import create_app
from khoss.db import db
from khoss.jobs import jobs
from tests.support.databases import Databases, open_databases


@pytest.fixture(autouse=True)
def _no_database_in_unit_tests(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse every connection in a unit test."""
    if "unit" in Path(str(request.path)).parts:

        def refuse(*args: object, **kwargs: object) -> None:
            raise AssertionError("a unit test opened a database")

        monkeypatch.setattr(sqlite3, "connect", refuse)
        monkeypatch.setattr("psycopg.connect", refuse)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Return the databases of the engine under test, each kind filled once."""
    with open_databases(tmp_path_factory.mktemp("databases")) as opened:
        yield opened


def _app(databases: Databases, kind: str, instance: Path) -> Iterator[Flask]:
    with databases.copy(kind) as url:
        app = create_app(settings_for(url, instance))
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
            jobs().close()


def settings_for(url: str, instance: Path) -> Settings:
    """Return settings for one test's own database and folder."""
    return Settings(
        instance_path=instance,
        database_url=url,
        secret_key="for tests only",
        password_salt="for tests only",
        testing=True,
    )


@pytest.fixture
def example_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a copy of the official data with the examples."""
    yield from _app(databases, "example", tmp_path)


@pytest.fixture
def official_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a copy of the official data alone."""
    yield from _app(databases, "official", tmp_path)


@pytest.fixture
def migrated_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on an empty migrated database."""
    yield from _app(databases, "migrated", tmp_path)
