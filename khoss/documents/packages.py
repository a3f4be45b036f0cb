"""The archive package read back: all that its PDF was made from, with no database."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khoss.documents.archive import CHECKSUMS, FACTS
from khoss.enums import ReportKind
from khoss.services.program_versions import ProgramVersion
from khoss.services.reports import FrozenReport


class PackageUnreadable(ValueError):
    """The file is not an archive package of ours."""


class PackageDamaged(ValueError):
    """What is named in the package is not what was put there, or cannot be read."""


# What reading a ZIP file of which some bytes are others ends in.
UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError)


@dataclass(frozen=True)
class Package:
    """What a package says of its report: what it is made from, its checksum, and what made it."""

    frozen: FrozenReport
    pdf_sha256: str
    made_at: datetime | None
    made_with: ProgramVersion | None


def read_package(content: bytes) -> Package:
    """Return what an archive package holds, when every checksum in it holds.

    :raises PackageUnreadable: when it is something else.
    :raises PackageDamaged: when a file in it was changed, or is gone.
    """
    files = _unpacked(content)
    try:
        noted = _noted(files.pop(CHECKSUMS))
    except (KeyError, ValueError) as error:
        raise PackageDamaged(CHECKSUMS) from error
    for name, digest in noted.items():
        if hashlib.sha256(files.get(name, b"")).hexdigest() != digest:
            raise PackageDamaged(name)
    by_checksum = {digest: files[name] for name, digest in noted.items()}
    try:
        facts = json.loads(files[FACTS])
        figures = by_checksum[facts["frusna_siffror_sha256"]].decode()
        return Package(
            frozen=_frozen(facts, figures),
            pdf_sha256=facts["pdf_sha256"],
            made_at=_moment(facts.get("gjord", "")),
            made_with=_program(facts.get("gjord_med")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PackageDamaged(FACTS) from error


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of a package; one of ours names its facts, whole or cut short."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
        if FACTS.encode() in content:
            raise PackageDamaged("innehållsförteckningen") from error
        raise PackageUnreadable(str(error)) from error
    with package:
        if not {FACTS, CHECKSUMS} & set(package.namelist()):
            raise PackageUnreadable(FACTS)
        return {name: _read(package, name) for name in package.namelist()}


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except UNREADABLE as error:
        raise PackageDamaged(name) from error


def _noted(checksums: bytes) -> dict[str, str]:
    """Return the checksum of every file, from the lines that `sha256sum` writes."""
    lines = [line.split("  ", 1) for line in checksums.decode().splitlines()]
    return {name: digest for digest, name in lines}


def _frozen(facts: dict[str, Any], figures: str) -> FrozenReport:
    created = _moment(facts["frusen"])
    if created is None:
        raise ValueError("frusen")
    return FrozenReport(
        kind=ReportKind(facts["slag"]),
        year=facts["ar"],
        county_code=facts["lan"],
        figures=figures,
        with_texts=facts["med_lanens_texter"],
        case_number=facts["diarienummer"],
        sender=facts["avsandare"],
        recipient=facts["mottagare"],
        is_example=facts["exempeldata"],
        is_draft=not facts["publicerad"],
        edition=facts["utgava"],
        correction_reason=facts["rattelse"],
        created_at=created,
    )


def _program(told: dict[str, Any] | None) -> ProgramVersion | None:
    if told is None:
        return None
    return ProgramVersion(told["program"], told["programfiler_sha256"], told["bibliotek"])


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
