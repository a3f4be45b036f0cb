"""The national picture of a year, and the target picture, as rows for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import force_locale

from khoss.enums import Relation
from khoss.exports.edition import COUNTS, LANGUAGE, START, counts, status_text
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell, origin, semicolons
from khoss.figures.national import CountyFigures, GoalFigures, NationalComparison, Predecessor
from khoss.figures.targets import TargetPictureFigures

RELATIONS: dict[Relation, str] = {
    Relation.SAME: "samma fråga",
    Relation.REWORDED: "omformulerad",
    Relation.SPLIT: "delad",
    Relation.MERGED: "sammanslagen",
}


def results_csv(figures: NationalComparison) -> bytes:
    """Return the national picture of a year, a row for each sub-goal.

    The ratings of each county follow when they are known, in a column of its name. A goal with
    several predecessors has them on rows of their own, and ended goals come last.
    """
    head = [
        *(*START, "område", "delmål", "mållinje", "prioritet", "fråga"),
        *COUNTS,
        *("förhållande till året före", "får jämföras", "år före", "delmål året före"),
        *(f"{name} året före" for name in COUNTS),
        *(county.name for county in figures.counties),
    ]
    with force_locale(LANGUAGE):
        return semicolons(head, _result_rows(figures))


def target_picture_csv(figures: TargetPictureFigures) -> bytes:
    """Return the target picture, a row for each target and sub-goal that leads there."""
    head = ["uppgifter", "område", "mål", "delmål", "prioritet", "fråga", "år", *COUNTS]
    rows: list[list[Cell]] = []
    for area in figures.areas:
        goals = {goal.key: goal for goal in area.goals}
        for target in area.targets:
            start: list[Cell] = [origin(figures.is_example), area.name, target.text]
            for key in target.goal_keys:
                goal = goals[key]
                rows.append(
                    [
                        *(*start, key, goal.priority, goal.question),
                        *(figures.result_year or "", *counts(goal.tally)),
                    ]
                )
            if not target.goal_keys:
                rows.append(start)
    return semicolons(head, rows)


def _result_rows(figures: NationalComparison) -> Iterator[list[Cell]]:
    place = 0
    for area in figures.areas:
        for goal in area.goals:
            start: list[Cell] = [*_start(figures), area.name]
            start += [goal.key, goal.goal_line, goal.priority, goal.question]
            start += counts(goal.tally)
            ratings = _ratings(figures.counties, place)
            for before in _befores(goal, figures.previous_year):
                yield start + before + ratings
            place += 1
    for ended in figures.ended:
        row: list[Cell] = [*_start(figures), ended.area, "", "", ""]
        row += [ended.question, *counts(None), "utgången", "", figures.previous_year or ""]
        yield [*row, ended.key, *counts(ended.tally)]


def _start(figures: NationalComparison) -> tuple[Cell, ...]:
    said = " ".join(figures.wording_notes)
    return origin(figures.is_example), status_text(figures.status), figures.year, said


def _befores(goal: GoalFigures, year: int | None) -> list[list[Cell]]:
    if year is None:
        return [["", "", "", "", *counts(None)]]
    if goal.is_new:
        return [["ny fråga", "nej", "", "", *counts(None)]]
    return [_before(one, year) for one in goal.predecessors]


def _before(one: Predecessor, year: int) -> list[Cell]:
    comparable = "ja" if one.comparable else "nej"
    return [RELATIONS[one.relation], comparable, year, one.key, *counts(one.tally)]


def _ratings(counties: Sequence[CountyFigures], place: int) -> list[Cell]:
    return [
        RATINGS[county.ratings[place]] if county.handed_in else NOT_HANDED_IN for county in counties
    ]
