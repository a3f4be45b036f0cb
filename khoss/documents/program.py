"""Which program makes the reports here: what it is made of, as one checksum and as a list."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config import ROOT
from khoss.pdf import library_versions
from khoss.services.program_versions import ProgramVersion

# What turns frozen figures into a file. Services gather the figures before they are frozen, and
# so do not count; a few modules of these folders make pages alone, and count all the same.
MAKERS = (
    "khoss/documents",
    "khoss/enums",
    "khoss/exports",
    "khoss/figures",
    "khoss/labels",
    "khoss/markdown.py",
    "khoss/pdf",
    "khoss/presentation",
    "khoss/printable.py",
    "khoss/texts.py",
    "templates/charts",
    "templates/reports",
    "translations/sv",
)
# Not what is compiled or written for people.
COUNTED = frozenset({".py", ".html", ".css", ".svg", ".ttf", ".conf", ".po"})


@cache
def this_program() -> ProgramVersion:
    """Return the program of this process; it is looked at once, some 5 MB of files."""
    return program_in(ROOT)


def program_in(root: Path) -> ProgramVersion:
    """Return the program whose files lie in a folder, with the libraries of this process."""
    return ProgramVersion(_number(root), _checksum(root), library_versions())


def maker_files(root: Path) -> Iterator[Path]:
    """Return the files that decide how a report comes out, in an order that no machine decides."""
    found = (
        path
        for maker in MAKERS
        for path in [root / maker, *(root / maker).rglob("*")]
        if path.suffix in COUNTED and path.is_file()
    )
    yield from sorted(found, key=lambda path: path.relative_to(root).as_posix())


def _checksum(root: Path) -> str:
    """Return the SHA-256 over the names and contents of the files: as `sha256sum` lists them."""
    listed = hashlib.sha256()
    for path in maker_files(root):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        listed.update(f"{digest}  {path.relative_to(root).as_posix()}\n".encode())
    return listed.hexdigest()


def _number(root: Path) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
