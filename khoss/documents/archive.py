"""The archive package: everything of one report in one file, the same bytes from the same facts.

Nothing is compressed: what another version of a library packs otherwise would not be equal.
"""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from khoss.documents.files import report_files
from khoss.exports.rows import semicolons
from khoss.services.program_versions import ProgramVersion
from khoss.services.reports import FrozenReport

# Files in a package have no time of their own: it would differ each time.
NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3
WIDTH = 96
CHECKSUMS = "SHA256SUMS"
FACTS = "rapport.json"


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
    made_at: datetime | None
    made_with: ProgramVersion | None
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
        FACTS: _facts(report),
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
        "gjord": _moment(report.made_at),
        "gjord_med": _program(report.made_with),
        "frusna_siffror_sha256": report.figures_sha256,
        "pdf_sha256": hashlib.sha256(report.pdf).hexdigest(),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _program(program: ProgramVersion | None) -> dict[str, object] | None:
    """Return the program that made the file; None where that was not noted."""
    if program is None:
        return None
    return {
        "program": program.number,
        "fingeravtryck": program.fingerprint,
        "programfiler_sha256": program.files_sha256,
        "bibliotek": program.libraries,
    }


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
{FACTS}
    Uppgifter om rapporten: diarienummer, utgåva, adress, tider, kontrollsummor och vilken
    version av programmet som gjorde PDF-filen. Den JSON-fil som har de frusna siffrornas
    kontrollsumma är allt som rapporten är gjord av.
logg.csv
    Vad som har hänt med rapporten, av vem och varför.
godtaganden.csv
    Anmärkningar på texterna som någon har godtagit, med namn och skäl.
{CHECKSUMS}
    Kontrollsumman för varje fil. Kontrollera med: sha256sum --check {CHECKSUMS}

Textfilerna har teckenkodningen UTF-8. CSV-filerna har semikolon mellan fälten.

{_remaking(report)}"""


def _remaking(report: ArchivedReport) -> str:
    """Say how the file is made again from the package, and when its bytes are the same."""
    program = report.made_with
    if program is None:
        made = "Det är inte noterat vilken version av programmet som gjorde PDF-filen."
        needed = "den version av programmet och de bibliotek som användes då"
    else:
        libraries = ", ".join(f"{name} {version}" for name, version in _sorted(program.libraries))
        made = (
            f"PDF-filen gjordes {_moment(report.made_at)} med KHOSS {program.number}, "
            f"fingeravtryck {program.fingerprint}, och biblioteken {libraries}."
        )
        needed = "den version av programmet och de bibliotek som har samma fingeravtryck"
    again = (
        "Filen görs igen ur det här paketet, utan databas, med: khoss report remake PAKETET.zip "
        f"--output FIL.pdf. Den blir densamma byte för byte med {needed}; khoss version visar "
        "vad som är installerat. Med andra versioner kan den se annorlunda ut, men den är gjord "
        "av samma frusna siffror, och kommandot säger vad som skiljer."
    )
    wrapped = (textwrap.fill(text, WIDTH, break_on_hyphens=False) for text in (made, again))
    return "Att göra PDF-filen igen\n\n" + "\n\n".join(wrapped) + "\n"


def _sorted(libraries: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(libraries.items(), key=lambda one: one[0].lower())
