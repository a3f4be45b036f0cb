"""A year's questions beside a county's last answers, as rows for spreadsheets."""

from __future__ import annotations

from khoss.exports.national import RELATIONS
from khoss.exports.rows import RATINGS, Cell, origin, semicolons
from khoss.figures.question_record import EarlierQuestion, Question, QuestionArea, QuestionRecord

ASKED = ("uppgifter", "år", "område", "delmål", "mållinje", "prioritet", "fråga")
EARLIER = ("förhållande till året före", "får jämföras", "år före", "delmål året före")
ANSWERED = ("län", "bedömning året före", "kommuner året före")
TEXTS = ("utförda aktiviteter", "hinder", "stödbehov")


def question_record_csv(figures: QuestionRecord) -> bytes:
    """Return the questions, a row for each and for each that it follows in the plan before."""
    head = [
        *(*ASKED, *EARLIER),
        *(ANSWERED if figures.code else ()),
        *(f"{name} året före" for name in TEXTS if figures.with_texts and figures.code),
    ]
    return semicolons(
        head,
        (
            _row(figures, area, one, earlier)
            for area in figures.areas
            for one in area.questions
            for earlier in one.earlier or (None,)
        ),
    )


def _row(
    figures: QuestionRecord, area: QuestionArea, one: Question, earlier: EarlierQuestion | None
) -> list[Cell]:
    asked: list[Cell] = [origin(figures.is_example), figures.year, area.name]
    asked += [one.key, one.goal_line, one.priority, one.question]
    if earlier is None:
        return [*asked, "ny fråga" if figures.previous_year else "", "", "", ""]
    asked += [RELATIONS[earlier.relation], "ja" if earlier.comparable else "nej"]
    asked += [figures.previous_year, earlier.key]
    return [*asked, *_answered(figures, earlier)]


def _answered(figures: QuestionRecord, earlier: EarlierQuestion) -> tuple[Cell, ...]:
    if not figures.code:
        return ()
    answer = earlier.answer
    if answer is None:
        return (figures.name, "inte känd")
    texts = (answer.activities, answer.obstacles, answer.support_needs)
    return (
        *(figures.name, RATINGS[answer.rating], answer.coverage),
        *(texts if figures.with_texts else ()),
    )
