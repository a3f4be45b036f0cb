"""Let a second process do some of the tasks.

Threads would not help: the work is Python's. The process is kept between documents, because it
takes longer to start than a report takes to make, and is replaced now and then because a warm
one grows. It is a program of its own, so that a process of the job queue may have one too.
"""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from .engine import strict_and_swift
from .tasks import Made, Task

_DOCUMENTS = 50  # that one process helps with before it is replaced
_ROOT = Path(__file__).parents[2]


class CompanionLost(Exception):
    """The second process ended before it answered."""


class Companion:
    """Speak with the second process."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            command = [sys.executable, "-m", __package__, str(descriptor)]
            # In a session of its own it does not hear the terminal: it ends with this process.
            self.process = subprocess.Popen(
                command, cwd=_ROOT, pass_fds=[descriptor], start_new_session=True
            )
        self.documents = 0

    def do(self, task: Task) -> Made:
        """Have a task done and wait for what it gives.

        :raises CompanionLost: when the process is gone
        :raises PdfProblem: as doing it here would
        """
        try:
            self._connection.send(task)
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise CompanionLost from error
        if isinstance(answer, BaseException):
            raise answer
        made: Made = answer
        return made

    def close(self) -> None:
        """End the process, whatever it is doing: it keeps nothing."""
        self._connection.close()
        self.process.terminate()
        self.process.wait()


class Companions:
    """Keep one companion for this process."""

    def __init__(self) -> None:
        self._companion: Companion | None = None
        self._owner = 0

    def get(self) -> Companion:
        """Return the companion for one more document."""
        if self._owner != os.getpid():  # the one inherited belongs to the parent process
            self._companion, self._owner = None, os.getpid()
        if self._companion is not None and self._companion.documents >= _DOCUMENTS:
            self.drop()
        if self._companion is None:
            self._companion = Companion()
        self._companion.documents += 1
        return self._companion

    def drop(self) -> None:
        """End the companion; the next document starts a new one."""
        if self._companion is not None and self._owner == os.getpid():
            self._companion.close()
        self._companion = None


COMPANIONS = Companions()
atexit.register(COMPANIONS.drop)


def serve(descriptor: int) -> None:
    """Do what is asked for until the other end is closed."""
    connection = Connection(descriptor)
    gc.disable()
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        try:
            with strict_and_swift():
                answer: Made | Exception = task.do()
        except Exception as error:  # the one who asked raises it
            answer = error
        try:
            connection.send(answer)
        except OSError:
            return
