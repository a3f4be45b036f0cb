"""The one definition of the workbook: its sheets, columns, protected cells and identification.

A workbook is Swedish whatever language the pages speak, so that colleagues can share it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from khoss.enums import Rating, Relation
from khoss.texts import clean_text

README_SHEET = "Läs mig"
ANSWER_SHEET = "Svar"
IDENTITY_SHEET = "KHOSS"

# What the identification says first; a new layout gets a new version.
FORMAT = "khoss-sjalvskattning"
FORMAT_VERSION = "1"
IDENTITY_HEAD = ("format", "version", "lan", "ar", "handlingsplan")
IDENTITY_COLUMNS = ("delmal", "svarsversion")
# Rows of the identification sheet, counted from 0: five rows of name and value, an empty one, the
# head of the table, and a row for each sub-goal.
IDENTITY_TABLE_ROW = len(IDENTITY_HEAD) + 1

# Excel holds so many UTF-16 code units in a cell.
CELL_LIMIT = 32_767
NOT_HERE = "[Texten är för lång för Excel. Den finns kvar i programmet och ändras bara där.]"

RATING_WORDS: dict[Rating | None, str] = {
    Rating.YES: "Ja",
    Rating.PARTLY: "Delvis",
    Rating.NO: "Nej",
    None: "Obesvarad",
}
RELATION_WORDS: dict[Relation, str] = {
    Relation.SAME: "samma fråga",
    Relation.REWORDED: "omformulerad fråga",
    Relation.SPLIT: "delad fråga",
    Relation.MERGED: "sammanslagen fråga",
}
PRIORITY_WORDS = {
    1: "Prio 1 – målet ska vara uppnått",
    2: "Prio 2 – önskvärt att målet har uppnåtts",
    3: "Prio 3 – målet bör ha påbörjats",
}


@dataclass(frozen=True)
class Filled:
    """What an officer fills in for one sub-goal."""

    rating: Rating | None = None
    activities: str = ""
    obstacles: str = ""
    support_needs: str = ""
    coverage: int | None = None
    change_reason: str = ""


@dataclass(frozen=True)
class Before:
    """Last year's answer to one sub-goal that this year's follows."""

    year: int
    key: str
    relation: Relation
    filled: Filled


@dataclass(frozen=True)
class Question:
    """One sub-goal with its present answer and the version of it."""

    key: str
    area: str
    priority: int
    question: str
    guidance: str
    suggested_activities: str
    before: tuple[Before, ...]
    version: int
    filled: Filled


@dataclass(frozen=True)
class Workbook:
    """Everything that a county's workbook says."""

    year: int
    county_code: str
    county: str
    municipalities: int
    plan: str
    exported_by: str
    is_example: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Column:
    """One column of the answers; `field` is what it fills in, None a locked one."""

    heading: str
    width: int
    field: str | None = None


LOCKED: tuple[Column, ...] = (
    Column("Delmål", 8),
    Column("Fråga", 44),
    Column("Prioriterat område", 18),
    Column("Prioritet", 16),
    Column("Vägledning", 40),
    Column("Förra årets bedömning", 14),
    Column("Förra årets aktiviteter", 36),
    Column("Förra årets hinder", 36),
    Column("Förra årets stödbehov", 36),
)
QUESTION_COLUMN = 1
# Where a new sheet of paper begins: last year's answers, and this year's.
PAGE_BREAKS = (5, len(LOCKED))
# What a column asks: these have to be the plan's own, word for word. The rest, last year's
# answers, may have changed since the workbook was made.
ASKED = range(5)
FILLED: tuple[Column, ...] = (
    Column("Er bedömning", 12, "rating"),
    Column("Utförda aktiviteter", 42, "activities"),
    Column("Hinder", 42, "obstacles"),
    Column("Stödbehov", 42, "support_needs"),
    Column("Gäller antal kommuner", 12, "coverage"),
    Column("Varför bedömningen ändrats", 32, "change_reason"),
)
COLUMNS = (*LOCKED, *FILLED)
TEXT_FIELDS = ("activities", "obstacles", "support_needs", "change_reason")


def locked_cells(question: Question, *, year: int) -> tuple[str, ...]:
    """Return what stands in a row's locked cells, left to right."""
    texts = ("activities", "obstacles", "support_needs")
    guidance = [question.guidance]
    if question.suggested_activities:
        guidance.append(f"Förslag på aktiviteter:\n{question.suggested_activities}")
    cells = (
        question.key,
        question.question,
        question.area,
        f"{PRIORITY_WORDS[question.priority]} {year}",
        "\n\n".join(text for text in guidance if text),
        "\n".join(_rating_before(before) for before in question.before)
        or "Inget svar från förra året",
        *(_texts_before(question.before, name) for name in texts),
    )
    return tuple(fitting(clean_text(cell)) for cell in cells)


def fitting(text: str) -> str:
    """Return a text, or a note where a cell cannot hold it."""
    return text if len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT else NOT_HERE


def fingerprint(text: str) -> str:
    """Return what tells that a locked cell still says what was written there."""
    return hashlib.sha256(clean_text(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identity_head(workbook: Workbook) -> tuple[str, ...]:
    """Return the values that tell whose workbook it is, in the order of `IDENTITY_HEAD`."""
    return (FORMAT, FORMAT_VERSION, workbook.county_code, str(workbook.year), workbook.plan)


def cell_name(row: int, column: int) -> str:
    """Return a cell's name from its row and column, both counted from 0: `B3`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _rating_before(before: Before) -> str:
    rating = RATING_WORDS[before.filled.rating]
    return f"{rating}\n{before.key} {before.year}, {RELATION_WORDS[before.relation]}"


def _texts_before(befores: tuple[Before, ...], name: str) -> str:
    """Return last year's text; with several questions to follow, each under its name."""
    texts = [(before.key, getattr(before.filled, name)) for before in befores]
    if len(texts) == 1:
        return str(texts[0][1])
    return "\n\n".join(f"{key}:\n{text}" for key, text in texts if text)
