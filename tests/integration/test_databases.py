"""The copies that the tests get: another's trace is never in them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests.support.apps import Apps
from tests.support.databases import Databases
from tests.support.pages import anybody

WRITE = text("UPDATE county SET name = 'Ändrat' WHERE code = '07'")
READ = text("SELECT name FROM county WHERE code = '07'")


def test_a_copy_that_was_only_read_is_handed_on(
    databases: Databases, apps: Apps, tmp_path: Path
) -> None:
    with databases.copy("official") as first, apps.on(first, tmp_path) as app:
        anybody(app).get("/publicerat/")
    with databases.copy("official") as second:
        assert second == first


def test_a_copy_that_was_written_to_is_never_seen_again(databases: Databases) -> None:
    seen = set()
    for _ in range(3):
        with databases.copy("official") as url:
            assert url not in seen
            seen.add(url)
            engine = create_engine(url)
            with Session(engine) as session:
                assert session.scalar(READ) == "Kronobergs län"
                session.execute(WRITE)
                session.commit()
            engine.dispose()


def test_two_copies_at_once_are_two(databases: Databases) -> None:
    with databases.copy("official") as first, databases.copy("official") as second:
        assert first != second


def test_what_a_connection_wrote_that_is_still_open_counts_too(databases: Databases) -> None:
    with databases.copy("official") as first:
        connection = create_engine(first).connect()
        connection.execute(WRITE)
        connection.commit()
    with databases.copy("official") as second:
        assert second != first
    connection.invalidate()
