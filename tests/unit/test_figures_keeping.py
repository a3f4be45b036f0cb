"""What is computed from a history is computed once, and never handed to another."""

from __future__ import annotations

from khoss.figures.history import History
from khoss.figures.keeping import once


@once
def years(history: History, *, after: int = 0) -> list[int]:
    return [one.year for one in history.years if one.year > after]


def test_the_same_question_of_the_same_history_has_the_same_answer() -> None:
    history = History((), (), ())
    assert years(history, after=2024) is years(history, after=2024)


def test_another_question_and_another_history_are_answered_anew() -> None:
    history, other = History((), (), ()), History((), (), ())
    assert years(history, after=2024) is not years(history, after=2025)
    assert years(history) is not years(other)
