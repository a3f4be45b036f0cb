"""Reports of many counties as one file: the PDFs, and a list of all with what has no file."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from khoss.exports.rows import semicolons

LIST_NAME = "innehall.csv"
HEAD = (
    *("län", "läge", "fil", "sidor", "filens SHA-256", "siffrornas SHA-256"),
    "varför det inte finns någon fil",
)
# The files are compressed within; what is larger than this waits on the disk.
IN_MEMORY = 16 * 1024 * 1024


@dataclass(frozen=True)
class Bundled:
    """One report of a bundle; without a path it has no file."""

    county_code: str
    county: str
    state: str
    name: str
    pages: int | None
    sha256: str
    figures_sha256: str
    failure: str
    path: Path | None


def bundle(reports: Sequence[Bundled], *, made_at: datetime) -> IO[bytes]:
    """Return the finished reports in one ZIP, with a list of all; equal reports, equal bytes."""
    # Closed by the response that it is sent with.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(_entry(LIST_NAME, made_at), semicolons(HEAD, map(_row, reports)))
        for report in reports:
            if report.path is not None:
                archive.writestr(_entry(report.name, made_at), report.path.read_bytes())
    file.seek(0)
    return file


def _row(report: Bundled) -> list[str | int | None]:
    there = report.path is not None
    return [
        *(f"{report.county_code} {report.county}", report.state),
        *((report.name, report.pages, report.sha256) if there else ("", "", "")),
        *(report.figures_sha256, "" if there else report.failure or report.state),
    ]


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, made_at.timetuple()[:6])
