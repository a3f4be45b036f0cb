"""One year on one screen: what is met, what moved, what holds back and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import ShareKind
from khoss.figures.change import Change, changes
from khoss.figures.history import History, Year
from khoss.figures.keeping import once
from khoss.figures.shares import share
from khoss.figures.tally import Tally, total

HIGHEST_PRIORITY = 1


@dataclass(frozen=True)
class Standing:
    """How some goals stand, by how many of them the whole population has met.

    `yes_by_all` counts goals with ja from everybody who was asked, `met_by_all` with ja or delvis,
    `without_figure` goals that have none; `answers` sums the answers to the others.
    """

    goals: int
    yes_by_all: int
    met_by_all: int
    without_figure: int
    answers: Tally


@dataclass(frozen=True)
class AreaStanding:
    """How the goals of one priority area stand."""

    code: str
    name: str
    standing: Standing


@dataclass(frozen=True)
class Moved:
    """The goals that moved most, ties and all; nobody moved up (or down) when there are none."""

    up: tuple[Change, ...]
    down: tuple[Change, ...]


@dataclass(frozen=True)
class HoldingBack:
    """The prio 1 goals with the lowest share of ja or delvis among all that were asked."""

    keys: tuple[str, ...]
    share: Fraction


@dataclass(frozen=True)
class MissingAnswers:
    """How many answers are missing.

    `not_handed_in` are units whose every answer is missing; `by_unit` are the handed in ones with
    an answer missing, most first. Both are None when the answers are not known unit by unit.
    `by_goal` are the goals with an answer missing, most first, also for those not handed in.
    """

    not_handed_in: tuple[str, ...] | None
    by_unit: tuple[tuple[str, int], ...] | None
    by_goal: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class NationalYear:
    """A year in one screen, and what moved since the plan before.

    `compared` is how many goals the movement is over: those that may be compared and that the same
    whole population answered both years. `left_out` are the others, each with its reason.
    """

    year: int
    then_year: int | None
    population: int
    first_priority: Standing
    everything: Standing
    areas: tuple[AreaStanding, ...]
    compared: int
    left_out: tuple[Change, ...]
    moved_in_yes: Moved
    moved_in_met: Moved
    holding_back: HoldingBack | None
    missing: MissingAnswers


@once
def national_year(history: History, *, year: int) -> NationalYear:
    """Return one year on one screen.

    :raises KeyError: when the history has no such year.
    """
    found = history.year(year)
    before = history.previous(year)
    steps = changes(history, now=year, then=before.year) if before else ()
    compared = [(one, one.difference) for one in steps if one.difference is not None]
    return NationalYear(
        year=year,
        then_year=before.year if before else None,
        population=found.population,
        first_priority=standing(found, found.keys(priority=HIGHEST_PRIORITY)),
        everything=standing(found, found.keys()),
        areas=_areas(history, found),
        compared=len(compared),
        left_out=tuple(one for one in steps if one.difference is None),
        moved_in_yes=_moved([(one, step.yes) for one, step in compared]),
        moved_in_met=_moved([(one, step.met) for one, step in compared]),
        holding_back=_holding_back(found),
        missing=_missing(found),
    )


def standing(year: Year, keys: Iterable[str]) -> Standing:
    """Return how some goals of a year stand."""
    tallies = [year.tally(key) for key in keys]
    known = [one for one in tallies if one is not None]
    return Standing(
        goals=len(tallies),
        yes_by_all=sum(one.yes == one.population for one in known),
        met_by_all=sum(one.met == one.population for one in known),
        without_figure=len(tallies) - len(known),
        answers=total(known),
    )


def _areas(history: History, year: Year) -> tuple[AreaStanding, ...]:
    named = [(code, name, year.keys(area=code)) for code, name in history.areas]
    return tuple(
        AreaStanding(code, name, standing(year, keys)) for code, name, keys in named if keys
    )


def _moved(steps: Sequence[tuple[Change, int]]) -> Moved:
    most = max((step for _, step in steps), default=0)
    least = min((step for _, step in steps), default=0)
    return Moved(
        up=tuple(one for one, step in steps if most > 0 and step == most),
        down=tuple(one for one, step in steps if least < 0 and step == least),
    )


def _holding_back(year: Year) -> HoldingBack | None:
    """Return what holds back; nothing does where everybody has met every goal, or none is known."""
    tallies = [(key, year.tally(key)) for key in year.keys(priority=HIGHEST_PRIORITY)]
    shares = [(key, share(one, ShareKind.MET_OF_ALL)) for key, one in tallies if one is not None]
    known = [(key, one) for key, one in shares if one is not None]
    lowest = min((one for _, one in known), default=Fraction(1))
    if lowest == 1:
        return None
    return HoldingBack(tuple(key for key, one in known if one == lowest), lowest)


def _missing(year: Year) -> MissingAnswers:
    tallies = [(key, year.tally(key)) for key in year.by_key]
    by_goal = [(key, one.unanswered) for key, one in tallies if one is not None and one.is_short]
    most_first = tuple(sorted(by_goal, key=lambda row: -row[1]))
    if not year.has_answers:
        return MissingAnswers(None, None, most_first)
    by_unit = [
        (code, year.tally_by(code, year.by_key).unanswered) for code in sorted(year.handed_in)
    ]
    short = sorted((row for row in by_unit if row[1]), key=lambda row: (-row[1], row[0]))
    away = tuple(sorted(year.asked - year.handed_in))
    return MissingAnswers(away, tuple(short), most_first)
