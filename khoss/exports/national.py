"""The national picture of a year, and the target picture, as rows for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import force_locale

from khoss.enums import Relation, RoundStatus
from khoss.exports.edition import (
    COUNTS,
    LANGUAGE,
    SOURCES,
    START,
    base_text,
    counts,
    status_text,
    tally_text,
)
from khoss.exports.rows import NOT_HANDED_IN, RATINGS, Cell, origin, semicolons
from khoss.figures.national import CountyFigures, GoalFigures, NationalComparison
from khoss.figures.targets import LinkedGoal, TargetPictureFigures

RELATIONS: dict[Relation, str] = {
    Relation.SAME: "samma fråga",
    Relation.REWORDED: "omformulerad",
    Relation.SPLIT: "delad",
    Relation.MERGED: "sammanslagen",
}
NO_GOAL = "inget av planens delmål leder hit"


def results_csv(figures: NationalComparison) -> bytes:
    """Return the national picture of a year, a row for each sub-goal.

    The ratings of each county follow when they are known, in a column of its name. Of a goal with
    several predecessors all are named on its one row, their figures in words: a sum over the rows
    counts each goal once. Ended goals come last.
    """
    head = [
        *(*START, "område", "delmål", "mållinje", "prioritet", "fråga"),
        *COUNTS,
        *("förhållande till året före", "får jämföras", "år före", "delmål året före"),
        *(f"{name} året före" for name in COUNTS),
        "siffror året före, i ord",
        *(county.name for county in figures.counties),
    ]
    with force_locale(LANGUAGE):
        return semicolons(head, _result_rows(figures))


def target_picture_csv(figures: TargetPictureFigures) -> bytes:
    """Return the target picture, a row for each target and sub-goal that leads there.

    A target that no sub-goal leads to has a row that says so.
    """
    head = [
        *("uppgifter", "status", "källa", "område", "mål", "delmål", "mållinje", "prioritet"),
        *("fråga", "år", *COUNTS, "att veta"),
    ]
    rows: list[list[Cell]] = []
    for area in figures.areas:
        goals = {goal.key: goal for goal in area.goals}
        for target in area.targets:
            start: list[Cell] = [*_of_latest(figures), area.name, target.text]
            rows += [[*start, *_leading(figures, goals[key])] for key in target.goal_keys]
            if not target.goal_keys:
                gap: list[Cell] = [""] * (len(head) - len(start) - 1)
                rows.append([*start, *gap, NO_GOAL])
    return semicolons(head, rows)


def _of_latest(figures: TargetPictureFigures) -> list[Cell]:
    """Return where the figures come from: the latest year that is published, where there is one."""
    published = figures.result_year is not None
    status = status_text(RoundStatus.PUBLISHED) if published else ""
    return [origin(figures.is_example), status, SOURCES[figures.source]]


def _leading(figures: TargetPictureFigures, goal: LinkedGoal) -> list[Cell]:
    short = goal.tally.is_short
    return [
        *(goal.key, goal.goal_line, goal.priority, goal.question, figures.result_year or ""),
        *counts(goal.tally),
        f"{figures.result_year}: {base_text(goal.tally)} svarade" if short else "",
    ]


def _result_rows(figures: NationalComparison) -> Iterator[list[Cell]]:
    place = 0
    for area in figures.areas:
        for goal in area.goals:
            start: list[Cell] = [*_start(figures), area.name]
            start += [goal.key, goal.goal_line, goal.priority, goal.question]
            start += counts(goal.tally)
            ratings = _ratings(figures.counties, place)
            yield start + _before(goal, figures.previous_year) + ratings
            place += 1
    for ended in figures.ended:
        row: list[Cell] = [*_start(figures), ended.area, "", "", ""]
        row += [ended.question, *counts(None), "utgången", "", figures.previous_year or ""]
        yield [*row, ended.key, *counts(ended.tally), tally_text(ended.key, ended.tally)]


def _start(figures: NationalComparison) -> tuple[Cell, ...]:
    said = " ".join(figures.wording_notes)
    return origin(figures.is_example), status_text(figures.status), figures.year, said


def _before(goal: GoalFigures, year: int | None) -> list[Cell]:
    """Return what a goal followed; the figure stands as numbers only where it is one."""
    if year is None:
        return ["", "", "", "", *counts(None), ""]
    found = goal.predecessors
    if goal.is_new:
        return ["ny fråga", "nej", "", "", *counts(None), ""]
    single = found[0] if len(found) == 1 else None
    return [
        " + ".join(dict.fromkeys(RELATIONS[one.relation] for one in found)),
        "ja" if single and single.comparable else "nej",
        year,
        " + ".join(one.key for one in found),
        *counts(single.tally if single else None),
        "; ".join(tally_text(one.key, one.tally) for one in found),
    ]


def _ratings(counties: Sequence[CountyFigures], place: int) -> list[Cell]:
    return [
        RATINGS[county.ratings[place]] if county.handed_in else NOT_HANDED_IN for county in counties
    ]
