"""Connections to a PostgreSQL server that ends them: what has rested is asked before it is used."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from khoss.db import ask_what_has_rested
from tests.support.databases import postgresql_server

A_DAY_S = 86_400.0


def test_a_connection_that_the_server_ended_while_it_rested_is_replaced() -> None:
    with postgresql_server() as port:
        address = f"127.0.0.1:{port}/postgres"
        engine = create_engine(f"postgresql+psycopg://khoss@{address}")
        ask_what_has_rested(engine, after_s=0)
        unasked = create_engine(f"postgresql+psycopg://khoss@{address}")
        ask_what_has_rested(unasked, after_s=A_DAY_S)
        for one in (engine, unasked):
            with one.connect() as connection:
                connection.execute(text("SELECT 1"))
        with psycopg.connect(f"postgresql://khoss@{address}", autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
        with unasked.connect() as connection, pytest.raises(OperationalError):
            connection.execute(text("SELECT 1"))
        with unasked.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
        engine.dispose()
        unasked.dispose()
