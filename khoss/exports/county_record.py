"""A county's report as rows for spreadsheets: its answers, beside what others came to."""

from __future__ import annotations

from khoss.enums import ReferenceKind, Source
from khoss.exports.edition import QUESTIONS, VERDICTS
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell, origin, semicolons
from khoss.figures.county_record import CountyRecord, OwnArea, OwnGoal
from khoss.figures.tally import Tally

OTHERS: dict[ReferenceKind, str] = {
    ReferenceKind.EVERYBODY: "alla",
    ReferenceKind.CIVIL_AREA: "civilområdet",
    ReferenceKind.LIKE_SIZE: "liknande storlek",
}
COUNTS = ("ja", "delvis", "nej", "obesvarade", "länsstyrelser")
TEXTS = ("utförda aktiviteter", "hinder", "stödbehov", "varför bedömningen har ändrats")
NOT_KNOWN = "inte känd"


def county_csv(figures: CountyRecord) -> bytes:
    """Return a county's answers, a row for each sub-goal; texts only where they were chosen."""
    head = [
        *(
            "uppgifter",
            "år",
            QUESTIONS,
            "län",
            "område",
            "delmål",
            "mållinje",
            "prioritet",
            "fråga",
        ),
        *("bedömning", "kommuner", "länets kommuner"),
        *("förhållande till året före", "får jämföras", "år före", "delmål året före"),
        "bedömning året före",
        *(TEXTS if figures.with_texts else ()),
        *(f"{OTHERS[one.kind]}: {name}" for one in figures.references for name in COUNTS),
    ]
    return semicolons(
        head, (_row(figures, area, goal) for area in figures.areas for goal in area.goals)
    )


def _row(figures: CountyRecord, area: OwnArea, goal: OwnGoal) -> list[Cell]:
    texts = goal.texts
    return [
        *(origin(figures.is_example), figures.year, " ".join(figures.wording_notes)),
        *(figures.name, area.name),
        *(goal.key, goal.goal_line, goal.priority, goal.question),
        *(_rating(figures, goal), texts.coverage, figures.municipalities),
        *_before(figures, goal),
        *(
            (texts.activities, texts.obstacles, texts.support_needs, texts.change_reason)
            if figures.with_texts
            else ()
        ),
        *(count for one in goal.references for count in _counts(one)),
    ]


def _rating(figures: CountyRecord, goal: OwnGoal) -> str:
    if figures.handed_in:
        return RATINGS[goal.rating]
    return NOT_KNOWN if figures.source is Source.PUBLISHED_TOTALS else NOT_HANDED_IN


def _before(figures: CountyRecord, goal: OwnGoal) -> tuple[Cell, ...]:
    if goal.verdict is None:
        return ("", "", "", "", "")
    known = figures.before_handed_in
    return (
        VERDICTS[goal.verdict],
        "ja" if goal.comparable else "nej",
        figures.previous_year,
        " + ".join(one.key for one in goal.earlier),
        " + ".join(RATINGS[one.rating] if known else NOT_KNOWN for one in goal.earlier),
    )


def _counts(tally: Tally) -> tuple[int, ...]:
    return tally.yes, tally.partly, tally.no, tally.unanswered, tally.population
