"""Serving: the processes begin together, end together and leave the address free."""

from __future__ import annotations

import os
import signal
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
from khoss.serve import LOOK_EVERY_S, MOST_ANEW
from tests.support.databases import Databases
from tests.support.serving import free_port

PATIENCE_S = 60


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def children(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def descendants(pid: int) -> list[int]:
    return [one for child in children(pid) for one in (child, *descendants(child))]


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


def has_ended(process: subprocess.Popen[str]) -> bool:
    """Wait for a moment; tell whether the server has ended."""
    try:
        process.wait(LOOK_EVERY_S)
    except subprocess.TimeoutExpired:
        return False
    return True


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
        stdout=subprocess.PIPE,
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


def wait_for_a_whole_server(process: subprocess.Popen[str], port: int) -> list[int]:
    """Wait until it answers and its job process has begun; return its own two processes."""
    deadline = time.monotonic() + PATIENCE_S
    while not answers(port) or len(own := children(process.pid)) < 2:
        pause(process)
        assert time.monotonic() < deadline, "the server does not answer"
    return own


def test_a_process_that_was_killed_is_begun_anew(databases: Databases, tmp_path: Path) -> None:
    port = free_port()
    with databases.copy("official") as url, serving(url, tmp_path, port) as process:
        for place in (0, 1):
            own = wait_for_a_whole_server(process, port)
            os.kill(own[place], signal.SIGKILL)
            while own[place] in children(process.pid):
                pause(process)
        assert len(wait_for_a_whole_server(process, port)) == 2


def test_a_process_that_ends_again_and_again_ends_the_server(
    databases: Databases, tmp_path: Path
) -> None:
    port = free_port()
    with databases.copy("official") as url, serving(url, tmp_path, port) as process:
        for _ in range(MOST_ANEW + 1):
            *_, jobs = wait_for_a_whole_server(process, port)
            os.kill(jobs, signal.SIGKILL)
            while not has_ended(process) and jobs in children(process.pid):
                pass
        said, errors = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert said.count("börjar om") == MOST_ANEW
    assert "om och om igen" in errors
