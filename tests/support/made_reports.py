"""Reports made as a job makes them, and read as a reader finds them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pikepdf

from khoss.documents import build_document
from khoss.pdf import Rendered, render
from khoss.services.records import ReportOrder
from khoss.services.reports import FrozenReport

CREATED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CASE = "457-1234-2026"
# What people paste into a form, each of it alone and all of it together.
STRANGE = (
    "Klart 👍🏽 enligt plan och \uf0b7 punkt ur Word, ≥ 80 procent → mål ✓ ★ ☒.",
    "مرحبا بالعالم – arabiska inne i svensk text, och שלום.",
    "x" * 300,
    "Kommun\tAntal\tAndel\nÄlmhult\t12\t40 %\nAlvesta\t9\t30 %",
    "e\u0301tude, 𝐟𝐞𝐭 text, \u202eomvänd\u202c riktning <b>inte fet</b> & {{ inte mall }}",
    "\n".join(f"Rad {number} av tusen." for number in range(1, 1001)),
    " \n \n ",
)


@dataclass(frozen=True)
class Made:
    """A report as a file, and what it was made from."""

    rendered: Rendered
    figures: str
    path: Path

    @cached_property
    def pages(self) -> list[str]:
        """Return what stands on each page, with plain spaces."""
        return pages_of(self.path)

    @cached_property
    def text(self) -> str:
        """Return everything in it, line by line."""
        return "\n".join(self.pages)

    @cached_property
    def words(self) -> str:
        """Return everything in it in reading order, without line breaks."""
        run = subprocess.run(
            ["pdftotext", str(self.path), "-"], capture_output=True, text=True, check=True
        )
        return " ".join(run.stdout.split())

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Return the files that travel inside it, by name."""
        with pikepdf.open(self.path) as pdf:
            return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def pages_of(path: Path) -> list[str]:
    """Return what stands on each page of a PDF, with plain spaces."""
    run = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return run.stdout.replace("\N{NO-BREAK SPACE}", " ").split("\f")[:-1]


def frozen_report(order: ReportOrder, figures: str, *, is_example: bool) -> FrozenReport:
    """Return figures as a published report holds them."""
    return FrozenReport(
        kind=order.kind,
        year=order.year,
        county_code=order.county_code,
        figures=figures,
        with_texts=order.with_texts,
        case_number=CASE,
        sender="",
        recipient="",
        is_example=is_example,
        is_draft=False,
        edition=1,
        correction_reason="",
        created_at=CREATED,
    )


def made_report(frozen: FrozenReport, path: Path) -> Made:
    """Make the file of a report."""
    rendered = render(build_document(frozen))
    path.write_bytes(rendered.pdf)
    return Made(rendered, frozen.figures, path)
