"""A county beside the country, its civil area and those of like size, and what remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flask_babel import gettext as _

from khoss.enums import Rating, ShareKind, Source
from khoss.figures.county_record import CountyRecord, Others, OwnGoal, RemainingArea
from khoss.figures.shares import FORMULAS
from khoss.figures.tally import Tally, total
from khoss.presentation.numbers import count_of, listed, tie
from khoss.presentation.report_cells import RatingCell, rating_cell
from khoss.presentation.short_questions import short_questions
from khoss.presentation.standing_rows import (
    PLACES,
    AreaRow,
    Figure,
    WhoRow,
    figure_of,
    own_row,
    reference_name,
    spread_text,
    who_row,
    who_text,
)


@dataclass(frozen=True)
class GoalRow:
    """One goal: the county's rating, and how many gave ja or delvis elsewhere."""

    key: str
    short: str
    rating: RatingCell
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Beside:
    """The county beside others; `own` is its name where its answers are known.

    `places` are where the answers of each column are seen, the county's own first.
    """

    about: str
    own: str
    headings: tuple[str, ...]
    places: tuple[str, ...]
    rows: tuple[WhoRow, ...]
    areas: tuple[AreaRow, ...]
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True)
class RemainingGoal:
    """A goal that leads to a target and that the county has not answered with ja."""

    key: str
    question: str
    priority: str
    rating: RatingCell


@dataclass(frozen=True)
class RemainingTarget:
    """One target, word for word, with its number through the whole picture."""

    number: int
    text: str


@dataclass(frozen=True)
class Remaining:
    """One area of the target picture: its targets, and what of the plan remains."""

    anchor: str
    name: str
    targets: tuple[RemainingTarget, ...]
    sentence: str
    caption: str
    goals: tuple[RemainingGoal, ...]


def beside(figures: CountyRecord) -> Beside | None:
    """Arrange the county beside others; None before others' answers are published."""
    if not figures.references:
        return None
    own = figures.source is Source.ANSWERS
    short = short_questions(goal.question for goal in figures.goals)
    return Beside(
        about=_about(figures),
        own=figures.name if own else "",
        headings=tuple(reference_name(one.kind, figures.civil_area) for one in figures.references),
        places=(*([""] if own else []), *(PLACES[one.kind] for one in figures.references)),
        rows=(
            *([own_row(figures.name, figures.own, handed_in=figures.handed_in)] if own else []),
            *(_reference_row(one, figures) for one in figures.references),
        ),
        areas=tuple(
            AreaRow(
                area.name,
                tuple(figure_of(one) for one in (*([area.own] if own else []), *_sums(area.goals))),
            )
            for area in figures.areas
        ),
        goals=tuple(
            GoalRow(
                key=goal.key,
                short=short[goal.question],
                rating=_rating(goal, figures),
                figures=tuple(figure_of(one) for one in goal.references),
            )
            for goal in figures.goals
        ),
    )


def remaining(figures: CountyRecord) -> tuple[Remaining, ...]:
    """Arrange what remains of the plan before the target picture, area by area."""
    goals = {goal.key: goal for goal in figures.goals}
    areas, number = [], 1
    for place, area in enumerate(figures.targets, start=1):
        areas.append(_remaining(area, place, number, goals, figures))
        number += len(area.targets)
    return tuple(areas)


def _about(figures: CountyRecord) -> str:
    if figures.source is Source.PUBLISHED_TOTALS:
        return _(
            "Siffrorna är publicerade nationella totaler för %(year)d. Andelen är %(formula)s.",
            year=figures.year,
            formula=FORMULAS[ShareKind.MET_OF_ALL],
        )
    return _(
        "Andelen är %(formula)s. Länet ingår i landet och i civilområdet, men inte i länen av "
        "liknande storlek: de fem med närmast så många kommuner, antalet inom parentes. Länet har "
        "%(count)d.",
        formula=FORMULAS[ShareKind.MET_OF_ALL],
        count=figures.municipalities,
    )


def _reference_row(one: Others, figures: CountyRecord) -> WhoRow:
    return who_row(
        reference_name(one.kind, figures.civil_area),
        one.total,
        who=who_text(one.kind, list(zip(one.names, one.municipalities, strict=True))),
        spread=_spread(one),
        place=PLACES[one.kind],
    )


def _spread(one: Others) -> str:
    shares = one.shares
    if not shares:
        return ""
    return spread_text(shares[0], median(shares), shares[-1], len(shares))


def _sums(goals: Sequence[OwnGoal]) -> tuple[Tally, ...]:
    """Return what each of those held against came to over some goals."""
    return tuple(total(column) for column in zip(*(goal.references for goal in goals), strict=True))


def _rating(goal: OwnGoal, figures: CountyRecord) -> RatingCell:
    return rating_cell(goal.rating) if figures.handed_in else RatingCell("–", "")


def _remaining(
    area: RemainingArea,
    place: int,
    first: int,
    goals: dict[str, OwnGoal],
    figures: CountyRecord,
) -> Remaining:
    leading = [goals[key] for key in area.goal_keys]
    rest = [goal for goal in leading if goal.rating is not Rating.YES]
    return Remaining(
        anchor=f"kvar-{place}",
        name=area.name,
        targets=tuple(
            RemainingTarget(number, one.text) for number, one in enumerate(area.targets, first)
        ),
        sentence=tie(_sentence(leading, rest, figures)),
        caption=_(
            "%(name)s: delmål som leder hit och inte är ja %(year)d",
            name=area.name,
            year=figures.year,
        ),
        goals=tuple(_remaining_goal(goal) for goal in rest) if figures.handed_in else (),
    )


def _sentence(leading: Sequence[OwnGoal], rest: Sequence[OwnGoal], figures: CountyRecord) -> str:
    if not leading:
        return _("Handlingsplanen %(year)d har inget delmål som leder hit.", year=figures.year)
    if not figures.handed_in:
        return _(
            "Hit leder %(keys)s. Hur länet står där %(year)d är inte känt.",
            keys=listed([goal.key for goal in leading]),
            year=figures.year,
        )
    return _(
        "Länet har svarat ja på %(done)s delmål som leder hit.",
        done=count_of(len(leading) - len(rest), len(leading)),
    )


def _remaining_goal(goal: OwnGoal) -> RemainingGoal:
    return RemainingGoal(
        key=goal.key,
        question=goal.question,
        priority=str(goal.priority),
        rating=rating_cell(goal.rating),
    )
