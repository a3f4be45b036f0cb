"""Applications for the tests: made once, then given a database and a folder of one test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from flask import Flask
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine import make_url

from config import Settings, flask_config
from khoss import create_app
from khoss.db import db
from khoss.jobs import Jobs, jobs


def settings_for(url: str, instance: Path) -> Settings:
    """Return settings for one test's own database and folder."""
    return Settings(
        instance_path=instance,
        database_url=url,
        secret_key="for tests only",
        password_salt="for tests only",
        testing=True,
    )


class Apps:
    """Applications that serve one test after another, as a process serves requests.

    Making one costs a tenth of a second, and its pages and statements are compiled when they are
    first needed. What a test may have changed is put back: settings, engine, queue.
    """

    def __init__(self) -> None:
        self._free: list[tuple[Flask, Engine]] = []

    @contextmanager
    def on(self, url: str, instance: Path) -> Iterator[Flask]:
        """Lend an application on a database and a folder."""
        settings = settings_for(url, instance)
        app, engine = self._free.pop() if self._free else _made(settings)
        as_made = dict(app.config)
        app.config.from_mapping(flask_config(settings))
        with app.app_context():
            # An engine of the test's own, since what is known of a database is kept by its engine;
            # it shares the compiled statements.
            cast("dict[str | None, Engine]", db.engines)[None] = engine.execution_options()
        app.extensions["khoss.settings"] = settings
        app.extensions["khoss.jobs"] = Jobs(app)
        try:
            yield app
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
                jobs().close()
            app.config.clear()
            app.config.update(as_made)
            self._free.append((app, engine))


def _made(settings: Settings) -> tuple[Flask, Engine]:
    """Make an application, and an engine that connects to the database of its present settings."""
    app = create_app(settings)
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "do_connect")
    def _connect_to_the_lent(
        dialect: Dialect, record: object, args: list[Any], params: dict[str, Any]
    ) -> None:
        url = make_url(app.extensions["khoss.settings"].database_url)
        args[:], lent = dialect.create_connect_args(url)
        params.update(lent)

    return app, engine
