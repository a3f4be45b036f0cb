"""An installation to measure: official data and the examples in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from config import ROOT, Settings
from khoss import create_app
from khoss.db import db
from khoss.services.examples import add_examples
from khoss.services.official import load_official


@contextmanager
def measured_installation() -> Iterator[Flask]:
    """Make an installation on SQLite, and remove it in the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = create_app(settings_for(f"sqlite:///{path / 'khoss.sqlite3'}", path))
        with app.app_context():
            fill()
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


def settings_for(url: str, folder: Path) -> Settings:
    """Return the settings of an installation on a database."""
    return Settings(
        instance_path=folder,
        database_url=url,
        secret_key="measured",
        password_salt="measured",
    )


def fill() -> None:
    """Fill an empty database with the official data and the examples."""
    upgrade(directory=str(ROOT / "migrations"))
    load_official(at=datetime(2026, 11, 23, 8, tzinfo=UTC))
    add_examples(seed=2026, today=date(2026, 11, 23), password_hash="nobody signs in")
    db.session.commit()
