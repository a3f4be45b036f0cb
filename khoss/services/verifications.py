"""A report's file held against what was noted of it, and against one made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from khoss.enums import FileVerdict
from khoss.models import Report, User
from khoss.services import events
from khoss.services.program_versions import ProgramVersion
from khoss.services.report_making import subject

TAGS: dict[FileVerdict, str] = {
    FileVerdict.SAME: "report:same",
    FileVerdict.OTHER_PROGRAM: "report:other_program",
    FileVerdict.UNKNOWN_PROGRAM: "report:differs",
    FileVerdict.SAME_PROGRAM: "report:differs",
    FileVerdict.NOT_MADE: "report:differs",
    FileVerdict.FIGURES_DAMAGED: "report:damaged",
    FileVerdict.FILE_DAMAGED: "report:damaged",
    FileVerdict.FILE_MISSING: "report:damaged",
}


@dataclass(frozen=True)
class Verified:
    """The checksums of a report's file: as noted, as it lies there, and as it came out again.

    `stored` is empty where there is no file, `again` where it could not be made. `made_with` is
    the program that made the file, None where that was not noted, and `program` the one of now.
    """

    noted: str
    stored: str
    again: str
    figures_hold: bool
    made_at: datetime | None
    made_with: ProgramVersion | None
    program: ProgramVersion

    @property
    def verdict(self) -> FileVerdict:
        """Return what was found: what is damaged comes before what comes out again."""
        if not self.stored:
            return FileVerdict.FILE_MISSING
        if self.stored != self.noted:
            return FileVerdict.FILE_DAMAGED
        if not self.figures_hold:
            return FileVerdict.FIGURES_DAMAGED
        if self.again == self.noted:
            return FileVerdict.SAME
        if not self.again:
            return FileVerdict.NOT_MADE
        if self.made_with is None:
            return FileVerdict.UNKNOWN_PROGRAM
        same = self.made_with == self.program
        return FileVerdict.SAME_PROGRAM if same else FileVerdict.OTHER_PROGRAM


def figures_hold(report: Report) -> bool:
    """Tell whether a report's frozen figures have the checksum that was noted of them."""
    return hashlib.sha256(report.figures.encode()).hexdigest() == report.figures_sha256


def note_verified(
    report: Report, verdict: FileVerdict, told: str, *, by: User | None, now: datetime
) -> None:
    """Note what was found when a report's file was held against one made again.

    `told` is that in words, empty when all is well.
    """
    events.record(
        TAGS[verdict],
        subject=subject(report),
        by=by,
        at=now,
        county_code=report.county_code,
        reason=told,
    )
