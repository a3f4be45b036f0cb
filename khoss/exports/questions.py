"""The questions of a plan as they were worded, as rows for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from khoss.exports.rows import semicolons
from khoss.figures.national_record import AskedQuestion

HEAD = ("delmål", "område", "prioritet", "fråga", "vägledning", "förslag på aktiviteter")


def questions_csv(questions: Iterable[AskedQuestion]) -> bytes:
    """Return the sub-goals as the plan worded them, a row for each."""
    return semicolons(
        HEAD,
        (
            (
                *(one.key, one.area, one.priority, one.question),
                *(one.guidance, one.suggested_activities),
            )
            for one in questions
        ),
    )
