"""Plan files: one year's action plan as CSV, read whole or refused whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from khoss.enums import Relation
from khoss.errors import FileRefused

COLUMNS = (
    "year",
    "area",
    "position",
    "priority",
    "goal_line",
    "question",
    "guidance",
    "suggested_activities",
    "predecessor",
    "relation",
    "comparable",
    "yes",
    "partly",
    "no",
)
LARGEST_FILE = 2_000_000
LONGEST_TEXT = 10_000
YEARS = range(2000, 3000)


@dataclass(frozen=True)
class Fault:
    """One fault in a file; `row` counts lines of the table, the heading being row 1."""

    file: str
    row: int
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"{self.file}, rad {self.row}" + (f", {self.field}" if self.field else "")
        shown = self.found if len(self.found) <= 60 else f"{self.found[:60]}…"
        return f"{place}: väntade {self.expected}, fann ”{shown}”."


@dataclass(frozen=True)
class Totals:
    """Published national totals of one sub-goal."""

    yes: int
    partly: int
    no: int


@dataclass(frozen=True)
class PlanRow:
    """One sub-goal as a file words it."""

    row: int
    area: str
    position: int
    priority: int
    goal_line: str
    question: str
    guidance: str
    suggested_activities: str
    predecessors: tuple[str, ...]
    relation: Relation | None
    comparable: bool
    totals: Totals | None

    @property
    def key(self) -> str:
        """Return the name that people use: `PF 1`."""
        return f"{self.area} {self.position}"


@dataclass(frozen=True)
class PlanFile:
    """One year's plan as a file words it."""

    name: str
    year: int
    rows: tuple[PlanRow, ...]


def read_plan_file(path: Path, *, areas: Collection[str], counties: int) -> PlanFile:
    """Read a plan file and check everything that can be checked without last year's plan.

    :param areas: the codes of the priority areas.
    :param counties: how many counties there are; no published total can be higher.
    :raises FileRefused: with every fault in the file.
    :raises OSError: when the file cannot be read.
    """
    reader = _Reader(path.name, areas=areas, counties=counties)
    lines = reader.lines(path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None)
    rows = [reader.row(number, line) for number, line in lines]
    reader.compare([row for row in rows if row is not None])
    if reader.faults:
        raise FileRefused(reader.faults)
    return PlanFile(path.name, reader.year, tuple(row for row in rows if row is not None))


class _Reader:
    """Read rows and collect the faults in them."""

    def __init__(self, name: str, *, areas: Collection[str], counties: int) -> None:
        self.name = name
        self.areas = areas
        self.counties = counties
        self.year = 0
        self.faults: list[Fault] = []

    def fault(self, row: int, field: str, expected: str, found: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.name, row, field, expected, found))

    def lines(self, content: bytes | None) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of the table with their numbers, or nothing where it is no table."""
        if content is None:
            self.fault(1, "", f"en fil på högst {LARGEST_FILE} byte", "en större fil")
            return []
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = content[: error.start].count(b"\n") + 1
            self.fault(row, "", "teckenkodningen UTF-8", repr(content[error.start : error.end]))
            return []
        if "\0" in text:
            self.fault(text[: text.index("\0")].count("\n") + 1, "", "text", "ett NUL-tecken")
            return []
        table = self._table(text)
        if table is None:
            return []
        heading = tuple(table[0]) if table else ()
        if heading != COLUMNS:
            self.fault(1, "", f"kolumnerna {','.join(COLUMNS)}", ",".join(heading))
            return []
        lines = [(number, line) for number, line in enumerate(table[1:], start=2) if any(line)]
        if not lines:
            self.fault(2, "", "minst ett delmål", "en tom tabell")
        return [one for number, line in lines for one in self._line(number, line)]

    def _table(self, text: str) -> list[list[str]] | None:
        """Return the fields of every line; None where one is beyond all bounds."""
        table: list[list[str]] = []
        try:
            table.extend(csv.reader(io.StringIO(text, newline="")))
        except csv.Error:
            longest = csv.field_size_limit()
            self.fault(len(table) + 1, "", f"fält på högst {longest} tecken", "ett längre fält")
            return None
        return table

    def _line(self, number: int, line: list[str]) -> list[tuple[int, dict[str, str]]]:
        if len(line) != len(COLUMNS):
            self.fault(number, "", f"{len(COLUMNS)} fält", f"{len(line)} fält")
            return []
        return [(number, dict(zip(COLUMNS, (field.strip() for field in line), strict=True)))]

    def row(self, number: int, fields: dict[str, str]) -> PlanRow | None:
        """Return one row; None where it has faults."""
        before = len(self.faults)
        year = self._number(number, fields, "year", YEARS)
        self.year = self.year or year
        if year and year != self.year:
            self.fault(number, "year", f"samma år som första raden, {self.year}", str(year))
        if fields["area"] not in self.areas:
            codes = ", ".join(sorted(self.areas))
            self.fault(number, "area", f"något av områdena {codes}", fields["area"])
        row = PlanRow(
            row=number,
            area=fields["area"],
            position=self._number(number, fields, "position", range(1, 1000)),
            priority=self._number(number, fields, "priority", range(1, 4)),
            goal_line=self._goal_line(number, fields),
            question=self._text(number, fields, "question", needed=True),
            guidance=self._text(number, fields, "guidance"),
            suggested_activities=self._text(number, fields, "suggested_activities"),
            predecessors=_keys(fields["predecessor"]),
            relation=self._relation(number, fields),
            comparable=self._comparable(number, fields),
            totals=self._totals(number, fields),
        )
        return row if len(self.faults) == before else None

    def compare(self, rows: Sequence[PlanRow]) -> None:
        """Find what the rows cannot both be."""
        keys: dict[str, int] = {}
        lines: dict[str, int] = {}
        for row in rows:
            if row.key in keys:
                expected = f"ett nummer som inte redan finns på rad {keys[row.key]}"
                self.fault(row.row, "position", expected, row.key)
            if row.goal_line in lines:
                expected = f"en mållinje som inte redan finns på rad {lines[row.goal_line]}"
                self.fault(row.row, "goal_line", expected, row.goal_line)
            keys.setdefault(row.key, row.row)
            lines.setdefault(row.goal_line, row.row)

    def _number(self, row: int, fields: dict[str, str], field: str, allowed: range) -> int:
        text = fields[field]
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed:
            return int(text)
        expected = (
            "1, 2 eller 3"
            if field == "priority"
            else f"ett heltal {allowed.start}–{allowed.stop - 1}"
        )
        self.fault(row, field, expected, text)
        return 0

    def _text(self, row: int, fields: dict[str, str], field: str, *, needed: bool = False) -> str:
        text = fields[field]
        if needed and not text:
            self.fault(row, field, "en text", "")
        if len(text) > LONGEST_TEXT:
            self.fault(row, field, f"högst {LONGEST_TEXT} tecken", f"{len(text)} tecken")
        return text

    def _goal_line(self, row: int, fields: dict[str, str]) -> str:
        text = fields["goal_line"]
        if not text.startswith(f"{fields['area']}-") or len(text) > 12:
            self.fault(row, "goal_line", f"områdets kod och ett namn, {fields['area']}-1", text)
        return text

    def _relation(self, row: int, fields: dict[str, str]) -> Relation | None:
        text, named = fields["relation"], bool(fields["predecessor"])
        if not text and not named:
            return None
        if not named:
            self.fault(row, "predecessor", "ett föregående delmål, eller ingen relation", "")
        if text not in list(Relation):
            words = ", ".join(relation.value for relation in Relation)
            self.fault(row, "relation", f"något av {words}", text)
            return None
        relation = Relation(text)
        keys = _keys(fields["predecessor"])
        fitting = len(keys) > 1 if relation is Relation.MERGED else len(keys) == 1
        if named and (not fitting or len(set(keys)) < len(keys)):
            expected = "flera föregångare (PF 1 + PF 2) för merged, annars en"
            self.fault(row, "predecessor", expected, fields["predecessor"])
        return relation

    def _comparable(self, row: int, fields: dict[str, str]) -> bool:
        text, named = fields["comparable"], bool(fields["predecessor"])
        if named and text not in ("yes", "no"):
            self.fault(row, "comparable", "yes eller no", text)
        if not named and text:
            self.fault(row, "comparable", "tomt för ett nytt delmål", text)
        return text == "yes"

    def _totals(self, row: int, fields: dict[str, str]) -> Totals | None:
        names = ("yes", "partly", "no")
        if not any(fields[name] for name in names):
            return None
        counts = [self._number(row, fields, name, range(self.counties + 1)) for name in names]
        if sum(counts) > self.counties:
            expected = f"högst {self.counties} svar i summan av yes, partly och no"
            self.fault(row, "yes", expected, str(sum(counts)))
        return Totals(*counts)


def _keys(text: str) -> tuple[str, ...]:
    """Return the names in a list of predecessors: `PF 1 + PF 2`."""
    return tuple(key.strip() for key in text.split("+") if key.strip())
