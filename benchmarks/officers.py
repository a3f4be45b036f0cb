"""Measure 63 officers who save at once: `.venv/bin/python -m benchmarks.officers`.

Three officers in each county, each with a question of their own, save what they write as the page
does while somebody types: on average every two seconds. Then all of them save without a pause,
beside a bare Flask view that commits one row to the same database, with the same server, the same
two processes and the same client. SQLite first, then a PostgreSQL server that syncs to disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, select, text

from benchmarks.installation import fill, settings_for
from benchmarks.load import Send, Times, post, press
from config import ROOT
from khoss import create_app
from khoss.db import db
from khoss.enums import Role
from khoss.models import County
from khoss.security import normalised_hash
from khoss.services.assessments import get_assessment, list_answers
from khoss.services.users import create_user
from tests.support.browsing import Browser, wait_until
from tests.support.databases import EXAMPLE_MOMENT, postgresql_server
from tests.support.serving import answers, environment, free_port

OFFICERS_A_COUNTY = 3
PROCESSES = 2
TYPING_S, SATURATED_S = 40.0, 10.0
EVERY_S = 2.0
PASSWORD = "granar i blåst och snö"
# Saves come from the browser that signed in, as a person's do: a session knows its browser.
USER_AGENT = f"Python-urllib/{sys.version_info.major}.{sys.version_info.minor}"
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WORDS = "Två övningar med alla kommuner och återkoppling i maj. " * 6


@dataclass
class Officer:
    """One person's window on one question."""

    address: str
    headers: str
    token: str
    version: str
    count: int = 0

    async def save(self) -> bool:
        """Save a text that nobody has saved, as the page's script does."""
        self.count += 1
        body = {
            "csrf_token": self.token,
            "version": self.version,
            "rating": "partly",
            "activities": f"{WORDS}{self.count}",
        }
        status, answer = await post(self.address, urlencode(body).encode(), self.headers)
        if status != 200:
            return False
        self.version = str(json.loads(answer)["version"])
        return True


def main() -> None:
    """Print p50, p95, p99 and failures for both databases, beside the bare view."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/khoss.sqlite3", Path(folder))
    with tempfile.TemporaryDirectory() as folder, postgresql_server(durable=True) as port:
        measure("PostgreSQL", f"postgresql+psycopg://khoss@127.0.0.1:{port}/postgres", Path(folder))


def measure(name: str, url: str, folder: Path) -> None:
    """Measure one database."""
    people = prepare(url, folder)
    engine = create_engine(url)
    with engine.begin() as connection:
        key = "INTEGER" if url.startswith("sqlite") else "SERIAL"
        connection.execute(text(f"CREATE TABLE bare_row (id {key} PRIMARY KEY, body TEXT)"))
    engine.dispose()
    with serving("khoss.wsgi:app", url, folder) as address:
        officers = [sign_in(address, *one) for one in people]
        senders: list[Send] = [officer.save for officer in officers]
        print(f"{name}: {len(officers)} officers, {PROCESSES} processes")
        report("typing", senders, TYPING_S, EVERY_S)
        saturated = report("without a pause", senders, SATURATED_S, 0)
    with serving("benchmarks.bare:app", url, folder) as address:
        bare = report("the bare view", [bare_send(address)] * len(people), SATURATED_S, 0)
    ratio = (len(saturated.took) / saturated.seconds) / (len(bare.took) / bare.seconds)
    print(f"  without a pause, as a share of the bare view: {ratio:.2f}\n", flush=True)


def report(name: str, senders: list[Send], seconds: float, pause_s: float) -> Times:
    """Press and print."""
    times = asyncio.run(press(senders, seconds=seconds, pause_s=pause_s))
    print(f"  {name:<16} {times}", flush=True)
    return times


def bare_send(address: str) -> Send:
    """Return how to save one row in the bare view."""
    body = urlencode({"activities": WORDS}).encode()

    async def send() -> bool:
        return (await post(f"{address}/", body))[0] == 200

    return send


def prepare(url: str, folder: Path) -> list[tuple[str, str]]:
    """Fill the database; return each officer's address and the path of a question."""
    app = create_app(settings_for(url, folder))
    people = []
    with app.app_context():
        fill()
        hashed = normalised_hash(PASSWORD)
        for code in db.session.scalars(select(County.code).order_by(County.code)).all():
            goals = [one.sub_goal.slug for one in list_answers(get_assessment(2026, code))]
            # Nobody writes in what has been handed in: those are opened again.
            assessment = get_assessment(2026, code)
            assessment.status = type(assessment.status).IN_PROGRESS
            for number in range(OFFICERS_A_COUNTY):
                email = f"o{number}.{code}@khoss.example"
                user = create_user(
                    email,
                    name=email,
                    roles=[Role.OFFICER],
                    county_code=code,
                    by=None,
                    now=EXAMPLE_MOMENT,
                )
                user.password = hashed
                people.append((email, f"/sjalvskattning/2026/{code}/{goals[number * 7]}/"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return people


def sign_in(address: str, email: str, path: str) -> Officer:
    """Sign in as a person does, and open the question."""
    browser = Browser(address)
    browser.sign_in(email, PASSWORD)
    page = browser.get(path)[1].decode()
    cookies = "; ".join(f"{one.name}={one.value}" for one in browser.cookies)
    return Officer(
        address=f"{address}{path}spara/",
        headers=(
            f"Cookie: {cookies}\r\nAccept: application/json\r\nReferer: {address}{path}\r\n"
            f"User-Agent: {USER_AGENT}\r\n"
        ),
        token=TOKEN.findall(page)[0],
        version=VERSION.findall(page)[0],
    )


@contextmanager
def serving(app: str, url: str, folder: Path) -> Iterator[str]:
    """Serve an application with gunicorn as `khoss run` does."""
    bind = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", app, f"--bind={bind}", f"--workers={PROCESSES}"]
    with subprocess.Popen(
        [*command, "--preload", "--log-level=critical"],
        cwd=ROOT,
        env={
            **environment(url, folder),
            "KHOSS_ADDRESS_LIMIT": "1000 per minute",
            "KHOSS_PASSWORD_SALT": "measured",
        },
        start_new_session=True,
    ) as process:
        try:
            wait_until(lambda: answers(bind) or _listens(bind))
            yield f"http://{bind}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def _listens(bind: str) -> bool:
    """Tell whether something answers at all: the bare view has no page to ask for."""
    try:
        status, _body = asyncio.run(post(f"http://{bind}/", b"activities=one"))
    except (OSError, IndexError):
        return False
    return status == 200


if __name__ == "__main__":
    main()
