"""What every command has: the application, its settings, and how it stops."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from flask import current_app

from config import Settings, from_environment
from khoss import create_app
from khoss.db import db

P = ParamSpec("P")
R = TypeVar("R")


class Stop(click.ClickException):
    """End the command with one sentence on stderr."""


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the application, set up from the environment; close the database after it."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        app = create_app(from_environment())
        with app.app_context():
            try:
                return command(*args, **kwargs)
            finally:
                db.session.remove()
                db.engine.dispose()

    return inside


def check_folder(folder: Path) -> None:
    """Stop before anything is made when there is no such folder to write into."""
    if not folder.is_dir():
        raise Stop(f"Mappen {folder} finns inte.")


def settings() -> Settings:
    """Return the settings of the application that runs."""
    found: Settings = current_app.extensions["khoss.settings"]
    return found
