"""Measure the pages over ten years: `.venv/bin/python -m benchmarks.scale`.

21 counties × 24 goals, then 290 units × 60 goals (every municipality), each with one year of
answers and with ten: how long each page takes, and how many queries it makes. Each page is fetched
through the application itself, on SQLite, by somebody who has signed in. Named endpoints of the
command line measure those alone.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from benchmarks.installation import settings_for
from benchmarks.years import LAST_YEAR, Extent, fill_years
from khoss import create_app
from khoss.db import db
from khoss.models import User

TIMES, WARM = 20, 3
SIZES = {"21 × 24": Extent(units=21, goals=24), "290 × 60": Extent(units=290, goals=60)}
YEARS = (1, 10)
COORDINATOR = "samordnare@khoss.example"
OFFICER = "handlaggare.kronoberg@khoss.example"
PAGES: dict[str, tuple[str, ...]] = {
    OFFICER: (
        "/",
        f"/sjalvskattning/{LAST_YEAR}/07/",
        f"/sjalvskattning/{LAST_YEAR}/07/pf-1/",
        f"/sjalvskattning/{LAST_YEAR}/07/oversikt/",
        "/lan/07/overlamning/",
    ),
    COORDINATOR: (
        f"/omgangar/{LAST_YEAR}/",
        f"/resultat/{LAST_YEAR}/",
        f"/resultat/{LAST_YEAR}/bild/",
        f"/resultat/{LAST_YEAR}/varmekarta/",
        "/resultat/delmal/",
        "/resultat/delmal/PF-1/",
        f"/resultat/{LAST_YEAR}/lan/",
        f"/resultat/{LAST_YEAR}/lan/07/",
        f"/resultat/{LAST_YEAR}/karta/",
        f"/resultat/{LAST_YEAR}/karta/?delmal=PF-1",
        "/resultat/utveckling/",
        f"/resultat/{LAST_YEAR}/skillnader/",
        f"/resultat/{LAST_YEAR}/avstamning/",
        "/malbild-2030/",
    ),
}


@dataclass(frozen=True)
class Seen:
    """What one page took, in milliseconds, and how many queries it made.

    `busy_p95` is the time of the processor alone: what a page takes when nothing else wants it.
    """

    p50: float
    p95: float
    busy_p95: float
    queries: int
    size: int


def main() -> None:
    """Print p95 and queries of each page at both sizes, with one year and with ten."""
    only = sys.argv[1:]
    for name, extent in SIZES.items():
        seen = {}
        for years in YEARS:
            with installation(extent, years) as app:
                seen[years] = measure(app, only)
        print(f"\n{name}, {YEARS[0]} year and {YEARS[-1]} years")
        for path in seen[YEARS[-1]]:
            one, ten = (seen[years][path] for years in YEARS)
            more = "" if ten.queries <= one.queries else "  MORE QUERIES"
            print(
                f"  {path:<34} p50 {ten.p50:>7.1f}  p95 {ten.p95:>7.1f} ms"
                f"   busy p95 {ten.busy_p95:>6.1f}"
                f"   (one year: {one.p95:>6.1f}, {one.busy_p95:>6.1f})"
                f"   queries {ten.queries:>3} ({one.queries})"
                f"   {ten.size // 1024:>5} kB{more}",
                flush=True,
            )


def measure(app: Flask, only: list[str]) -> dict[str, Seen]:
    """Fetch every page as the one who reads it."""
    seen = {}
    for address, paths in PAGES.items():
        client = sign_in(app, address)
        for path in paths:
            if not only or any(one in path for one in only):
                seen[path] = fetch(client, path)
    return seen


def fetch(client: FlaskClient, path: str) -> Seen:
    """Fetch one page some times."""
    times, busy = [], []
    with counted() as statements:
        for number in range(TIMES + WARM):
            statements.clear()
            began, began_busy = time.perf_counter(), time.process_time()
            response = client.get(path)
            took = (time.perf_counter() - began) * 1000
            took_busy = (time.process_time() - began_busy) * 1000
            if response.status_code != 200:
                raise SystemExit(f"{path}: {response.status_code}")
            if number >= WARM:
                times.append(took)
                busy.append(took_busy)
    return Seen(
        p50=statistics.median(times),
        p95=_p95(times),
        busy_p95=_p95(busy),
        queries=len(statements),
        size=len(response.data),
    )


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Gather the statements that are sent to the database."""
    statements: list[str] = []

    def note(*sent: object) -> None:
        statements.append(str(sent[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def installation(extent: Extent, years: int) -> Iterator[Flask]:
    """Make an installation of a size, and remove it in the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = create_app(settings_for(f"sqlite:///{path / 'khoss.sqlite3'}", path))
        with app.app_context():
            fill_years(extent, years)
            db.session.remove()
        # As the web processes do once the application stands (khoss/wsgi.py).
        gc.collect()
        gc.freeze()
        yield app
        with app.app_context():
            db.engine.dispose()


def sign_in(app: Flask, address: str) -> FlaskClient:
    """Return a client that has signed in."""
    with app.app_context():
        who = db.session.scalars(select(User.fs_uniquifier).where(User.email == address)).one()
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = who, True
    return client


if __name__ == "__main__":
    main()
