"""Applications for the tests: made once, then given a database and a folder of one test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask import Flask
from sqlalchemy import Engine, create_engine

from config import Settings, flask_config
from khoss import create_app
from khoss.db import ask_what_has_rested, db
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

    Making one costs a tenth of a second, and its pages are compiled when they are first shown.
    What a test may have changed is put back: settings, engine, queue.
    """

    def __init__(self) -> None:
        self._free: list[Flask] = []

    @contextmanager
    def on(self, url: str, instance: Path) -> Iterator[Flask]:
        """Lend an application on a database and a folder."""
        settings = settings_for(url, instance)
        app = self._free.pop() if self._free else create_app(settings)
        as_made = dict(app.config)
        app.config.from_mapping(flask_config(settings))
        with app.app_context():
            engines = cast("dict[str | None, Engine]", db.engines)
            engines[None] = create_engine(url, **app.config["SQLALCHEMY_ENGINE_OPTIONS"])
            ask_what_has_rested(engines[None])
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
            self._free.append(app)
