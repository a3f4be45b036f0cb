"""The archive package: everything of one report in one file, the same bytes from the same facts.

Nothing is compressed: what another version of a library packs otherwise would not be equal.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from khoss.documents.files import report_files
from khoss.exports.rows import semicolons
from khoss.services.reports import FrozenReport

# Files in a package have no time of their own: it would differ each time.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True)
class LogLine:
    """One thing that happened to the report."""

    at: datetime
    who: str
    what: str
    reason: str


@dataclass(frozen=True)
class SignOffLine:
    """A finding that somebody stood by."""

    at: datetime
    who: str
    finding: str
    reason: str


@dataclass(frozen=True)
class ArchivedReport:
    """A report as it is archived: its title, its address, its file, and what happened to it."""

    title: str
    number: int
    frozen: FrozenReport
    figures_sha256: str
    address: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    pdf_name: str
    pdf: bytes
    log: tuple[LogLine, ...]
    sign_offs: tuple[SignOffLine, ...]


def archive(report: ArchivedReport) -> bytes:
    """Return the package of a report.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    files = {
        "LASMIG.txt": _readme(report).encode(),
        report.pdf_name: report.pdf,
        **{one.name: one.content for one in report_files(report.frozen)},
        "rapport.json": _facts(report),
        "logg.csv": _log(report.log),
        "godtaganden.csv": _sign_offs(report.sign_offs),
    }
    files[CHECKSUMS] = _checksums(files)
    return _packed(files)


def _packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system = UNIX
            entry.external_attr = READABLE
            package.writestr(entry, content)
    return held.getvalue()


def _checksums(files: dict[str, bytes]) -> bytes:
    """Return the checksums as `sha256sum --check` reads them."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return "".join(lines).encode()


def _facts(report: ArchivedReport) -> bytes:
    frozen = report.frozen
    facts = {
        "rapport": report.title,
        "nummer": report.number,
        "slag": frozen.kind,
        "ar": frozen.year,
        "lan": frozen.county_code,
        "diarienummer": frozen.case_number,
        "avsandare": frozen.sender,
        "mottagare": frozen.recipient,
        "med_lanens_texter": frozen.with_texts,
        "exempeldata": frozen.is_example,
        "utgava": frozen.edition,
        "rattelse": frozen.correction_reason,
        "adress": report.address,
        "frusen": _moment(frozen.created_at),
        "publicerad": _moment(report.published_at),
        "aterkallad": _moment(report.withdrawn_at),
        "skal_for_aterkallelse": report.withdrawal_reason,
        "frusna_siffror_sha256": report.figures_sha256,
        "pdf_sha256": hashlib.sha256(report.pdf).hexdigest(),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _log(lines: Sequence[LogLine]) -> bytes:
    rows = [(_moment(one.at), one.who, one.what, one.reason) for one in lines]
    return semicolons(("När (UTC)", "Vem", "Vad", "Skäl"), rows)


def _sign_offs(lines: Sequence[SignOffLine]) -> bytes:
    rows = [(_moment(one.at), one.who, one.finding, one.reason) for one in lines]
    return semicolons(("När (UTC)", "Vem", "Anmärkning", "Skäl"), rows)


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""


def _readme(report: ArchivedReport) -> str:
    state = f"utgåva {report.frozen.edition}" if report.published_at else "utkast, inte publicerad"
    files = "\n".join(f"{one.name}\n    {one.description}." for one in report_files(report.frozen))
    return f"""{report.title} ({state})

Arkivpaket för en rapport ur KHOSS, länsstyrelsernas verktyg för handlingsplanen och den årliga
självskattningen inom kommunal hälso- och sjukvård och socialtjänst i kris och krig.

{report.pdf_name}
    Rapporten, enligt PDF/A-3a och PDF/UA-1.
{files}
rapport.json
    Uppgifter om rapporten: diarienummer, utgåva, adress, tider och kontrollsummor. Den
    JSON-fil som har de frusna siffrornas kontrollsumma är allt som rapporten är gjord av;
    av den blir PDF-filen densamma igen, byte för byte.
logg.csv
    Vad som har hänt med rapporten, av vem och varför.
godtaganden.csv
    Anmärkningar på texterna som någon har godtagit, med namn och skäl.
{CHECKSUMS}
    Kontrollsumman för varje fil. Kontrollera med: sha256sum --check {CHECKSUMS}

Textfilerna har teckenkodningen UTF-8. CSV-filerna har semikolon mellan fälten.
"""
