"""What is wrong with a workbook that was sent in: *flik · cell · fel*."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.errors import FileRefused


@dataclass(frozen=True)
class Fault:
    """One fault; without a sheet it is about the whole file, without a cell about the sheet."""

    sheet: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        """Return the fault on one line."""
        return " · ".join(part for part in (self.sheet, self.cell, self.sentence) if part)


def refused(sentence: str, *, sheet: str = "", cell: str = "") -> FileRefused:
    """Return the refusal of a file for one fault."""
    return FileRefused([Fault(sheet, cell, sentence)])


def faults_of(error: FileRefused) -> list[Fault]:
    """Return what is wrong with a workbook that was refused."""
    return [fault for fault in error.faults if isinstance(fault, Fault)]
