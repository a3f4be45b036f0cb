"""The published figures of 2023 and 2024, read out of the official report by hand."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Row:
    """One sub-goal as the official report has it; `before` is None for a new question."""

    key: str
    area: str
    priority: int
    question: str
    now: Counts
    before: Counts | None

    @property
    def cells(self) -> list[str]:
        """Return ja, delvis and nej as the report prints them: `18 (16)`."""
        if self.before is None:
            return [str(count) for count in self.now]
        return [f"{now} ({then})" for now, then in zip(self.now, self.before, strict=True)]

    @property
    def line(self) -> re.Pattern[str]:
        """Return what a line of text with the three figures looks like."""
        return re.compile(r"(?<![\d(])" + r"\s+".join(re.escape(cell) for cell in self.cells))


def known_truth() -> list[Row]:
    """Return the 24 rows."""
    path = Path(__file__).parents[1] / "data" / "known-truth-2023-2024.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_row(row) for row in csv.DictReader(file)]


def _row(row: dict[str, str]) -> Row:
    return Row(
        key=f"{row['area_code']} {row['position']}",
        area=row["area"],
        priority=int(row["priority"]),
        question=row["question"],
        now=_counts(row, 2024),
        before=_counts(row, 2023) if row["ja_2023"] else None,
    )


def _counts(row: dict[str, str], year: int) -> Counts:
    return int(row[f"ja_{year}"]), int(row[f"delvis_{year}"]), int(row[f"nej_{year}"])
