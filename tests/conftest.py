"""Databases and applications for the tests: migrated and filled once, copied for each test."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.apps import Apps
from tests.support.databases import Databases, open_databases

# What takes longest begins first: in the end no worker waits for what another has just begun.
LONGEST = ("test_ways.py", "test_kills.py", "test_report_kills.py", "test_interleavings.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, and leave the rest in its order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


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


@pytest.fixture(scope="session")
def apps() -> Apps:
    """Return the applications that the tests share, one test at a time."""
    return Apps()


@pytest.fixture
def example_app(databases: Databases, apps: Apps, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a copy of the official data with the examples."""
    with databases.copy("example") as url, apps.on(url, tmp_path) as app:
        yield app


@pytest.fixture
def official_app(databases: Databases, apps: Apps, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a copy of the official data alone."""
    with databases.copy("official") as url, apps.on(url, tmp_path) as app:
        yield app


@pytest.fixture
def migrated_app(databases: Databases, apps: Apps, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on an empty migrated database."""
    with databases.copy("migrated") as url, apps.on(url, tmp_path) as app:
        yield app
