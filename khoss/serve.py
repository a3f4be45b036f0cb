"""Serving: web processes and one job process, begun and ended together."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from types import FrameType

from config import ROOT, Settings

LOOK_EVERY_S = 0.2
GRACE_S = 20
# A process that ends by itself is begun anew, but not again and again.
MOST_ANEW, WITHIN_S = 3, 60.0
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux


class ServeError(Exception):
    """A reason why nothing can be served, in one sentence."""


class _Process:
    """One of the processes, begun anew when it has ended by itself."""

    def __init__(self, command: list[str], say: Callable[[str], None]) -> None:
        self._command, self._say = command, say
        self.running = _begin(command)
        self._anew: deque[float] = deque(maxlen=MOST_ANEW)

    def look_after(self) -> None:
        """Begin the process anew if it has ended.

        :raises ServeError: when it ends again and again.
        """
        code = self.running.poll()
        if code is None:
            return
        now = time.monotonic()
        if len(self._anew) == MOST_ANEW and now - self._anew[0] < WITHIN_S:
            raise ServeError("En av processerna tar slut om och om igen. Se raderna ovan.")
        self._anew.append(now)
        self._say(f"En process tog slut av sig själv (kod {code}) och börjar om.")
        self.running = _begin(self._command)


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until told to stop, or until one of the processes ends again and again.

    :param say: is told when a process begins anew
    :raises ServeError: when a process cannot be kept running.
    """
    processes: list[_Process] = []
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    # Before the first process begins: a signal in between would leave it behind.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        for command in (_web_command(settings), [sys.executable, "-m", "khoss", "jobs"]):
            processes.append(_Process(command, say))
        while not stopping:
            for process in processes:
                process.look_after()
            time.sleep(LOOK_EVERY_S)
    finally:
        _end([process.running for process in processes])


def _begin(command: list[str]) -> subprocess.Popen[bytes]:
    """Begin a process that ends with this one.

    In a session of its own it does not hear the terminal: Ctrl+C and a closed window reach this
    process alone, which ends both in order. To gunicorn and huey a hang-up means begin anew.
    """
    library = ctypes.CDLL(None)

    def end_with_parent() -> None:
        library.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)

    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=end_with_parent)


def _web_command(settings: Settings) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "khoss.wsgi:app",
        f"--bind={settings.bind}",
        f"--workers={settings.web_processes}",
        # Imported once, before the workers part; nothing is connected by then.
        "--preload",
        "--timeout=60",
        "--graceful-timeout=10",
        "--log-level=warning",
    ]


def check_address(bind: str) -> None:
    """Find out now, and say plainly, that somebody else is listening.

    :raises ServeError: when the address is in use or none.
    """
    host, _, port = bind.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ServeError(f"KHOSS_BIND ska se ut som 127.0.0.1:8000, inte ”{bind}”.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise ServeError(
                f"Adressen {bind} går inte att använda: den är upptagen eller inte din. "
                "Stäng det andra programmet, eller välj en annan med KHOSS_BIND=127.0.0.1:8001."
            ) from error


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
