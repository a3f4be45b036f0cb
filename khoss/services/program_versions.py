"""Which program made a file: its own files, and the versions of the libraries under it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

OWN_FILES = "KHOSS"


@dataclass(frozen=True)
class ProgramVersion:
    """A program that makes reports; two that are equal make equal files of equal figures.

    `files_sha256` is the checksum of its own files that decide how a report comes out, and
    `libraries` the versions of the others' programs that do, by name.
    """

    number: str
    files_sha256: str
    libraries: dict[str, str]

    @cached_property
    def text(self) -> str:
        """Return what is kept with a report: equal programs, equal texts."""
        return json.dumps(
            {
                "number": self.number,
                "files_sha256": self.files_sha256,
                "libraries": self.libraries,
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of everything that is told of the program."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class VersionStep:
    """Something that has another version than before; empty where there was or is none."""

    name: str
    before: str
    now: str


def read_program(text: str | None) -> ProgramVersion | None:
    """Return the program that is kept with a report; None for a file made before it was noted."""
    return ProgramVersion(**json.loads(text)) if text else None


def steps_between(before: ProgramVersion, now: ProgramVersion) -> list[VersionStep]:
    """Return what differs between two programs: the program itself first, then libraries by name.

    Of the program's own files the beginning of their checksum stands beside its number.
    """
    steps = [VersionStep(OWN_FILES, _own(before), _own(now))]
    names = sorted(before.libraries.keys() | now.libraries.keys(), key=str.lower)
    steps += [
        VersionStep(name, before.libraries.get(name, ""), now.libraries.get(name, ""))
        for name in names
    ]
    return [step for step in steps if step.before != step.now]


def _own(program: ProgramVersion) -> str:
    return f"{program.number} ({program.files_sha256[:12]})"
