"""Serving: the processes begin together, end together and leave the address free."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import ROOT
from tests.support.databases import Databases

PATIENCE_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, children) for one in (child, *descendants(child))]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def pause(process: subprocess.Popen[str]) -> None:
    """Let the server work for a moment; it must not have ended."""
    try:
        _, errors = process.communicate(timeout=0.2)
    except subprocess.TimeoutExpired:
        return
    pytest.fail(f"the server ended by itself: {errors}")


@contextmanager
def serving(url: str, instance: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "khoss", "run"],
        cwd=ROOT,
        env={
            **os.environ,
            "KHOSS_DATABASE_URL": url,
            "KHOSS_INSTANCE_PATH": str(instance),
            "KHOSS_BIND": f"127.0.0.1:{port}",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_two_web_processes_and_a_job_process_end_with_the_server(
    databases: Databases, tmp_path: Path, number: signal.Signals
) -> None:
    port = free_port()
    deadline = time.monotonic() + PATIENCE_S
    with databases.copy("official") as url, serving(url, tmp_path, port) as process:
        while not answers(port) or len(family := descendants(process.pid)) < 4:
            pause(process)
            assert time.monotonic() < deadline, "the server does not answer"
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE_S)
        assert "Traceback" not in errors
        waiting = subprocess.Popen(["tail", "-f", "/dev/null"], text=True)
        try:
            while any(alive(pid) for pid in family):
                pause(waiting)
                assert time.monotonic() < deadline, "a process was left behind"
        finally:
            waiting.kill()
            waiting.wait()
    assert not answers(port)
