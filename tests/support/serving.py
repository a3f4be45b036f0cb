"""The program as it runs for real: `khoss run` on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import ROOT
from tests.support.browsing import Browser, wait_until


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(url: str, instance: Path) -> Iterator[str]:
    """Serve with `khoss run` until the test ends."""
    bind = f"127.0.0.1:{free_port()}"
    surroundings = {**environment(url, instance), "KHOSS_BIND": bind}
    with subprocess.Popen(
        [sys.executable, "-m", "khoss", "run"],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            wait_until(lambda: process.poll() is not None or answers(bind))
            yield f"http://{bind}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def khoss(url: str, instance: Path, *arguments: str) -> str:
    """Run a command on the same installation; return what it prints."""
    return subprocess.run(
        [sys.executable, "-m", "khoss", *arguments],
        cwd=ROOT,
        env=environment(url, instance),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout


def environment(url: str, instance: Path) -> dict[str, str]:
    return {
        **os.environ,
        "KHOSS_DATABASE_URL": url,
        "KHOSS_INSTANCE_PATH": str(instance),
        "KHOSS_WEB_PROCESSES": "2",
        "KHOSS_PASSWORD_SALT": "for tests only",
        "PYTHONIOENCODING": "utf-8",
    }


def answers(bind: str) -> bool:
    try:
        return Browser(f"http://{bind}").get("/halsa")[0] == 200
    except (urllib.error.URLError, ConnectionError):
        return False
