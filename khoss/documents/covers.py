"""What stands on the cover of a report, and whether it leaves room for the drawing below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khoss.documents.parts import AUTHOR, day
from khoss.services.reports import FrozenReport

# A reason of more letters stands after the cover, which says only where.
MOST_REASON = 120
# A case number of more letters is cut in the running header, which has one line for it.
MOST_RUNNING = 24

MM_PER_POINT = 25.4 / 72
# Where the text may end, from the upper margin: the drawing begins 3 mm below. In millimetres.
ROOM_MM = 188
# No letter of the fonts is wider, in parts of its size.
WIDEST, WIDE, MIDDLE, NARROW = 1.0, 0.8, 0.61, 0.43
NARROW_LETTERS = frozenset("fijlrt.,:;'|!()[]-/ ")
WIDEST_LETTERS = frozenset("mwMWH@%")


@dataclass(frozen=True)
class Cover:
    """What a cover says of the edition it is, and of whom and to whom it is sent.

    `correction` is why the report is corrected when the cover only says where that stands;
    `running_case` is the case number as every page has it. A `crowded` cover is set closer, and a
    `bare` one has no room for the drawing.
    """

    is_draft: bool
    is_example: bool
    edition: str
    correction: str
    case_number: str
    running_case: str
    sender: str
    recipient: str
    created: str
    crowded: bool
    bare: bool


@dataclass(frozen=True)
class Block:
    """A text on a cover, set as report.css sets it; sizes in millimetres."""

    text: str
    size: float
    line: float
    width: float
    around: float

    @property
    def height(self) -> float:
        """Return how high it is at most, with what is left free around it."""
        return _lines(self.text, self.width / self.size) * self.line + self.around


@dataclass(frozen=True)
class Look:
    """How far apart the texts of a cover stand; the title in points, the rest in millimetres."""

    title: float
    title_line: float
    around_title: float
    around_subtitle: float
    below_notice: float


WIDE_APART = Look(42, 15.6, 53, 19.2, 8)
CLOSE = Look(34, 13, 19, 15.2, 4)


def cover_of(
    frozen: FrozenReport,
    *,
    title: str = "",
    subtitle: str = "",
    status: str = "",
    told: str = "se sidan 2.",
) -> Cover:
    """Return what the cover of a report says of it, given what else stands on it.

    `told` says where a long reason for a correction stands.
    """
    long_reason = len(frozen.correction_reason) > MOST_REASON
    edition = _edition(frozen, told if long_reason else frozen.correction_reason)
    notices = tuple(one for one in (status and f"Preliminär. {status}", edition) if one)
    wide, close = (
        sum(one.height for one in _blocks(frozen, title, subtitle, notices, look))
        for look in (WIDE_APART, CLOSE)
    )
    return Cover(
        is_draft=frozen.is_draft,
        is_example=frozen.is_example,
        edition=edition,
        correction=frozen.correction_reason if long_reason else "",
        case_number=frozen.case_number,
        running_case=_cut(frozen.case_number),
        sender=frozen.sender,
        recipient=frozen.recipient,
        created=day(frozen.created_at),
        crowded=wide > ROOM_MM,
        bare=close > ROOM_MM,
    )


def _edition(frozen: FrozenReport, why: str) -> str:
    """Say which edition a corrected report is, and what was wrong; the first says nothing."""
    reason = f"Rättat: {why}" if frozen.correction_reason else ""
    if frozen.edition > 1:
        return f"Utgåva {frozen.edition}, ersätter utgåva {frozen.edition - 1}. {reason}".strip()
    return reason


def _cut(number: str) -> str:
    return number if len(number) <= MOST_RUNNING else f"{number[: MOST_RUNNING - 1]}…"


def _blocks(
    frozen: FrozenReport, title: str, subtitle: str, notices: tuple[str, ...], look: Look
) -> Iterator[Block]:
    """Give the texts of a cover; that it is a draft is one line, that it is of examples two."""
    body = 10.2 * MM_PER_POINT
    yield Block(frozen.sender or AUTHOR, 12 * MM_PER_POINT, 5, 142, 0)
    yield Block(title, look.title * MM_PER_POINT, look.title_line, 150, look.around_title)
    yield Block(subtitle, 15.5 * MM_PER_POINT, 7.6, 128, look.around_subtitle)
    for lines in (frozen.is_draft * 1, frozen.is_example * 2):
        if lines:
            yield Block("", body, 0, 128, lines * 5 + look.below_notice)
    for notice in notices:
        yield Block(notice, body, 5, 128, look.below_notice)
    for fact in (frozen.case_number, frozen.sender, frozen.recipient):
        if fact:
            yield Block(f"Avsändare: {fact}", body, 5.4, 142, 0)
    yield Block("", body, 0, 142, 5.4)


def _lines(text: str, ems: float) -> int:
    """Return how many lines a text takes at most, given a line's width in parts of its size."""
    lines, used = 1, 0.0
    for word in text.split():
        width = sum(map(_width, word))
        if used and used + NARROW + width > ems:
            lines, used = lines + 1, 0.0
        used += width + (NARROW if used else 0)
        while used > ems:  # a word that is wider than a line is divided
            lines, used = lines + 1, used - ems + WIDEST
    return lines


def _width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDEST_LETTERS or ord(letter) > 0xFF:
        return WIDEST
    return WIDE if letter.isupper() else MIDDLE
