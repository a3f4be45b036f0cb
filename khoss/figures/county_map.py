"""The counties on a map: by how much each has met, or by its rating of one goal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from khoss.enums import Rating
from khoss.figures.history import Goal, History, Unit, Year
from khoss.figures.tally import Tally

# In percent, and the same every year, so that two years' maps can be held beside each other.
STEPS = (0, 20, 40, 60, 80)


@dataclass(frozen=True)
class ShareStep:
    """One step of the map: shares from `lowest` percent up to but not `below`; the last has no end.

    `fewest` and `most` are the counts of ja or delvis that come to such a share; `units` is how
    many stand there.
    """

    number: int
    lowest: int
    below: int | None
    fewest: int
    most: int
    units: int


@dataclass(frozen=True)
class SharePlace:
    """One unit by its share of ja or delvis; without a step it has none, as it handed in nothing.

    A unit that was not asked that year has no total.
    """

    unit: Unit
    total: Tally | None
    step: int | None


@dataclass(frozen=True)
class ShareMap:
    """Every unit by its share of ja or delvis of all questions; steps no count comes to are out."""

    year: int
    questions: int
    asked: int
    handed_in: int
    places: tuple[SharePlace, ...]
    steps: tuple[ShareStep, ...]
    fewest: int | None
    most: int | None


@dataclass(frozen=True)
class RatingPlace:
    """One unit by its rating of one goal."""

    unit: Unit
    asked: bool
    handed_in: bool
    rating: Rating | None


@dataclass(frozen=True)
class RatingMap:
    """Every unit by its rating of one goal, and what they come to among all that were asked."""

    year: int
    goal: Goal
    places: tuple[RatingPlace, ...]
    total: Tally


def share_map(history: History, *, year: int) -> ShareMap | None:
    """Return the units by their share of ja or delvis among all questions.

    None when the answers of the year are not known unit by unit.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    if not found.has_answers:
        return None
    questions = len(found.goals)
    places = tuple(_share_place(found, unit, questions) for unit in history.units)
    met = [one.total.met for one in places if one.total and one.step is not None]
    return ShareMap(
        year=year,
        questions=questions,
        asked=found.population,
        handed_in=len(found.handed_in),
        places=places,
        steps=_steps(questions, places),
        fewest=min(met, default=None),
        most=max(met, default=None),
    )


def rating_map(history: History, line: str, *, year: int) -> RatingMap | None:
    """Return the units by their rating of the goal that a line has that year.

    None when the answers of the year are not known unit by unit, or its plan has no such goal.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    goal = found.by_line.get(line)
    if not found.has_answers or goal is None:
        return None
    given = found.given(goal.key)
    return RatingMap(
        year=year,
        goal=goal,
        places=tuple(
            RatingPlace(
                unit=unit,
                asked=unit.code in found.asked,
                handed_in=unit.code in found.handed_in,
                rating=given.get(unit.code),
            )
            for unit in history.units
        ),
        total=found.tally_of(goal.key, found.units),
    )


def _share_place(year: Year, unit: Unit, questions: int) -> SharePlace:
    total = year.tally_by(unit.code, year.by_key) if unit.code in year.asked else None
    if total is None or unit.code not in year.handed_in or not questions:
        return SharePlace(unit, total, None)
    return SharePlace(unit, total, _step_of(Fraction(total.met, questions)))


def _step_of(share: Fraction) -> int:
    return sum(Fraction(lowest, 100) <= share for lowest in STEPS)


def _steps(questions: int, places: tuple[SharePlace, ...]) -> tuple[ShareStep, ...]:
    """Return the steps, highest first, with the counts that come to them."""
    fewest = [ceil(Fraction(lowest * questions, 100)) for lowest in STEPS]
    most = [*(count - 1 for count in fewest[1:]), questions]
    return tuple(
        ShareStep(
            number=place + 1,
            lowest=STEPS[place],
            below=(*STEPS[1:], None)[place],
            fewest=fewest[place],
            most=most[place],
            units=sum(one.step == place + 1 for one in places),
        )
        for place in reversed(range(len(STEPS)))
        if fewest[place] <= most[place]
    )
