"""What the read API says: every shape of `khoss/data/openapi-v1.json`, by the same names."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from khoss.enums import NoDifference, Rating, Relation, RoundStatus, Source, Verdict

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def written(shape: DataclassInstance) -> bytes:
    """Return a shape as JSON that a person can read too."""
    return json.dumps(asdict(shape), ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class Shares:
    """Shares between 0 and 1, rounded to six places; None is of nothing."""

    yes_of_answers: float | None
    met_of_answers: float | None
    yes_of_all: float | None
    met_of_all: float | None


@dataclass(frozen=True)
class Figure:
    """Counts with their base; `short` tells that somebody gave no answer."""

    yes: int
    partly: int
    no: int
    unanswered: int
    base: int
    population: int
    short: bool
    shares: Shares


@dataclass(frozen=True)
class ShortBase:
    """A goal that not everybody answered."""

    line: str
    key: str
    base: int
    population: int


@dataclass(frozen=True)
class YearHead:
    """Which year it is, what its figures rest on, and which of them rest on less than everybody.

    `handed_in` is None where only totals are known. `wording_note` says what is not known of how
    the questions were worded; it is empty where all is.
    """

    year: int
    status: RoundStatus
    source: Source
    example_data: bool
    goals: int
    population: int
    handed_in: int | None
    short_bases: tuple[ShortBase, ...]
    wording_note: str


@dataclass(frozen=True)
class Years:
    """The years that may be seen, earliest first."""

    years: tuple[YearHead, ...]


@dataclass(frozen=True)
class Area:
    """One priority area: how many of its goals are met by all, and their answers together."""

    code: str
    name: str
    goals: int
    yes_by_all: int
    met_by_all: int
    without_figure: int
    figure: Figure


@dataclass(frozen=True)
class YearDetail:
    """One year with its areas, and the formula of each share."""

    year: YearHead
    areas: tuple[Area, ...]
    formulas: dict[str, str]


@dataclass(frozen=True)
class Predecessor:
    """What a goal follows in the plan before, by its key there."""

    key: str
    relation: Relation
    comparable: bool


@dataclass(frozen=True)
class Goal:
    """One goal as worded in a year, by its line, with its figure when it has one."""

    line: str
    key: str
    area: str
    priority: int
    question: str
    predecessors: tuple[Predecessor, ...]
    figure: Figure | None


@dataclass(frozen=True)
class Goals:
    """The goals of a year in the plan's order."""

    year: YearHead
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class County:
    """One county that was asked; its figure counts questions, and is there when it is known."""

    code: str
    name: str
    letter: str
    civil_area: str
    metropolitan: bool
    municipalities: int
    handed_in: bool | None
    figure: Figure | None


@dataclass(frozen=True)
class Counties:
    """The counties that were asked in a year, by code."""

    year: YearHead
    counties: tuple[County, ...]


@dataclass(frozen=True)
class Answer:
    """One county's rating of one goal; None is unanswered, which is never nej."""

    county: str
    line: str
    key: str
    rating: Rating | None


@dataclass(frozen=True)
class Answers:
    """The ratings that were handed in; none where only totals are known."""

    year: YearHead
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class LineYear:
    """A goal line in one year."""

    year: YearHead
    goal: Goal


@dataclass(frozen=True)
class Line:
    """A goal line through the years that have figures, earliest first."""

    line: str
    years: tuple[LineYear, ...]


@dataclass(frozen=True)
class Steps:
    """How many more gave an answer than before."""

    yes: int
    met: int


@dataclass(frozen=True)
class Ancestor:
    """What a goal was in the earlier year, with its figure beside."""

    line: str
    key: str
    figure: Figure | None


@dataclass(frozen=True)
class SameCounties:
    """The counties that gave a rating both years, and how they moved."""

    counties: tuple[str, ...]
    now: Figure
    then: Figure
    difference: Steps


@dataclass(frozen=True)
class ChangedBase:
    """The counties that gave a rating in only one of the years."""

    joined: tuple[str, ...]
    joined_figure: Figure
    left: tuple[str, ...]
    left_figure: Figure


@dataclass(frozen=True)
class Transition:
    """The counties that went from one rating to another; None is unanswered."""

    then: Rating | None
    now: Rating | None
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One goal beside what it was: either a difference, or the reason for none."""

    line: str
    key: str
    verdict: Verdict
    comparable: bool
    now: Figure | None
    then: tuple[Ancestor, ...]
    difference: Steps | None
    no_difference: NoDifference | None
    same_counties: SameCounties | None
    changed_base: ChangedBase | None
    transitions: tuple[Transition, ...] | None


@dataclass(frozen=True)
class Comparison:
    """A year beside an earlier one, goal by goal, and the goals that nothing follows."""

    now: YearHead
    then: YearHead
    changes: tuple[Change, ...]
    ended: tuple[Goal, ...]


@dataclass(frozen=True)
class YearFile:
    """Everything of a year in one file; the first year has nothing before it."""

    year: YearHead
    areas: tuple[Area, ...]
    formulas: dict[str, str]
    goals: tuple[Goal, ...]
    counties: tuple[County, ...]
    answers: tuple[Answer, ...]
    comparison: Comparison | None


@dataclass(frozen=True)
class Problem:
    """What went wrong, in a sentence (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
