"""The server killed while answers are saved: what it acknowledged is there.

`KHOSS_TEST_SOAK=1` kills two hundred times instead of twenty.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

from sqlalchemy import create_engine, text

from config import ROOT
from tests.support.browsing import Browser, wait_until
from tests.support.databases import EXAMPLE_PASSWORD, Databases
from tests.support.serving import answers, environment, free_port

KILLS = 200 if os.environ.get("KHOSS_TEST_SOAK") else 20
OFFICERS = {"07": "handlaggare.kronoberg@khoss.example", "08": "handlaggare.kalmar@khoss.example"}
GOALS = ("pf-1", "uo-1")
LONGEST_LOAD_S = 0.8
PATTERNS = {
    "version": re.compile(r'name="version"[^>]*value="(\d+)"'),
    "csrf_token": re.compile(r'name="csrf_token"[^>]*value="([^"]+)"'),
}


class Typist(threading.Thread):
    """Somebody who saves one answer again and again, and remembers what was acknowledged."""

    def __init__(self, browser: Browser, path: str, round_: int) -> None:
        super().__init__(daemon=True)
        self.browser, self.path, self.round = browser, path, round_
        self.acknowledged: list[str] = []
        self.stop = threading.Event()
        page = browser.get(path)[1].decode()
        self.fields = {name: one.findall(page)[0] for name, one in PATTERNS.items()}

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            said = f"{self.path} {self.round}:{number}"
            try:
                answer = self.browser.send_script(
                    f"{self.path}spara/", {**self.fields, "activities": said}
                )
            except (urllib.error.URLError, HTTPException, OSError, json.JSONDecodeError):
                return
            if answer.get("state") == "saved":
                self.acknowledged.append(said)
                self.fields["version"] = str(answer["version"])


def test_every_acknowledged_save_survives_the_kill(databases: Databases, tmp_path: Path) -> None:
    rng = random.Random(2026)
    bind = f"127.0.0.1:{free_port()}"
    acknowledged: list[str] = []
    with databases.copy("example") as url:
        surroundings = environment(url, tmp_path)
        with _serving(bind, surroundings):
            browsers = {county: Browser(f"http://{bind}") for county in OFFICERS}
            for county, address in OFFICERS.items():
                browsers[county].sign_in(address, EXAMPLE_PASSWORD)
        for number in range(KILLS):
            with _serving(bind, surroundings) as kill:
                typists = [
                    Typist(browsers[county], f"/sjalvskattning/2026/{county}/{goal}/", number)
                    for county in OFFICERS
                    for goal in GOALS
                ]
                for typist in typists:
                    typist.start()
                threading.Event().wait(rng.uniform(0.05, LONGEST_LOAD_S))
                kill()
                for typist in typists:
                    typist.stop.set()
                    typist.join(30)
            acknowledged += [said for typist in typists for said in typist.acknowledged]
        engine = create_engine(url)
        with engine.connect() as connection:
            kept = set(connection.scalars(text("SELECT activities FROM answer_revision")))
        engine.dispose()
    assert len(acknowledged) > KILLS
    lost = [said for said in acknowledged if said not in kept]
    assert lost == []


@contextmanager
def _serving(bind: str, surroundings: dict[str, str]) -> Iterator[Callable[[], None]]:
    """Serve until the end, which comes without a word; give back how to bring it about."""
    command = [sys.executable, "-m", "gunicorn", "khoss.wsgi:app", f"--bind={bind}", "--workers=2"]
    with subprocess.Popen(
        [*command, "--preload", "--log-level=critical"],
        cwd=ROOT,
        env=surroundings,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:

        def kill() -> None:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

        try:
            wait_until(lambda: answers(bind))
            yield kill
        finally:
            kill()
