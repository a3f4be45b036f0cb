"""The processes that work from the queue: what they are called, and how they begin and end."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import threading
from functools import cache
from pathlib import Path
from typing import Any

from huey.consumer import Consumer, ProcessEnvironment

_told_to_stop = threading.Event()

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux
_STARTED = 19  # where /proc says when a process started, counted behind its name


def this_process() -> str:
    """Return the name of this process among all that work for an installation."""
    return _name(os.getpid(), _started(os.getpid()))


def is_gone(name: str) -> bool:
    """Tell whether a process is known to be gone; of other machines nothing is known."""
    host, _, rest = name.partition(" ")
    number = rest.partition(" ")[0]
    if host != _host() or not number.isdigit():
        return False
    return name != _name(int(number), _started(int(number)))


def is_told_to_stop() -> bool:
    """Tell whether this process should put down what it does, for another one to take up."""
    return _told_to_stop.is_set()


def _name(number: int, started: str) -> str:
    return f"{_host()} {number} {started}"


@cache
def _host() -> str:
    return socket.gethostname().replace(" ", "-")[:60]


def _started(number: int) -> str:
    """Return when a process started; numbers are used again, moments are not."""
    try:
        status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return "ended"
    fields = status.rpartition(")")[2].split()
    return "ended" if fields[0] in "ZX" else fields[_STARTED]


class WorkerEnvironment(ProcessEnvironment):  # type: ignore[misc]  # huey is untyped
    """Let workers end with the job process, however that one ends."""

    def init_child(self, process: Any) -> None:
        """Let the worker end what it does in order when it is told to.

        It goes with a job process that is killed: nobody would stop it later.
        """
        super().init_child(process)
        signal.signal(self.interrupt, lambda _number, _frame: _told_to_stop.set())
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


class WorkerConsumer(Consumer):  # type: ignore[misc]  # huey is untyped
    """Work from the queue in such processes."""

    def get_environment(self, worker_type: str) -> WorkerEnvironment:
        """Return how processes are begun."""
        return WorkerEnvironment(self._graceful_sig, self._interrupt_sig)
