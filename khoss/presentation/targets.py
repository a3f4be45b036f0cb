"""The target picture as its page and its report show it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Source
from khoss.figures.tally import total
from khoss.figures.targets import (
    LinkedGoal,
    TargetAreaFigures,
    TargetFigures,
    TargetPictureFigures,
)
from khoss.presentation.charts import Bars, KeyEntry, anchor, key_entries, single_bar
from khoss.presentation.numbers import count_of, figures_in_words, listed, percent, tie


@dataclass(frozen=True)
class Target:
    """One target, word for word, with its number through the whole picture."""

    number: int
    text: str
    leading: str


@dataclass(frozen=True)
class GoalRow:
    """A sub-goal that leads there, and how it stood."""

    key: str
    anchor: str
    priority: str
    question: str
    yes: str
    partly: str
    no: str
    figures: str
    base: str
    bar: Bars


@dataclass(frozen=True)
class TargetArea:
    """One area of the picture; without a code the plan has no such area."""

    code: str
    anchor: str
    name: str
    targets: tuple[Target, ...]
    leading: str
    sentence: str
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True)
class TargetPictureView:
    """The whole picture."""

    year: int
    title: str
    vision: str
    areas: tuple[TargetArea, ...]
    targets: int
    result_year: int | None
    source: str
    caption: str
    without_goals: str
    key: tuple[KeyEntry, ...]
    is_example: bool


def target_picture(figures: TargetPictureFigures) -> TargetPictureView:
    """Arrange a target picture as it is shown."""
    areas = []
    number = 1
    for place, area in enumerate(figures.areas, start=1):
        areas.append(_area(area, place, number, figures))
        number += len(area.targets)
    return TargetPictureView(
        year=figures.year,
        title=_("Målbild %(year)d", year=figures.year),
        vision=figures.vision,
        areas=tuple(areas),
        targets=figures.targets,
        result_year=figures.result_year,
        source=tie(_source(figures)),
        caption=_("Antal länsstyrelser %(year)d", year=figures.result_year)
        if figures.result_year
        else "",
        without_goals=_without_goals(figures),
        key=key_entries(),
        is_example=figures.is_example,
    )


def _source(figures: TargetPictureFigures) -> str:
    if figures.result_year is None:
        return _("Inget år är publicerat ännu. Därför visas inga siffror.")
    if figures.source is Source.PUBLISHED_TOTALS:
        return _(
            "Siffrorna är publicerade nationella totaler för %(year)d, det senaste publicerade "
            "året, för %(population)d länsstyrelser.",
            year=figures.result_year,
            population=figures.population,
        )
    return _(
        "Siffrorna är räknade ur %(population)d länsstyrelsers självskattningar för %(year)d, "
        "det senaste publicerade året.",
        year=figures.result_year,
        population=figures.population,
    )


def _without_goals(figures: TargetPictureFigures) -> str:
    names = [f"”{area.name}”" for area in figures.areas if not area.goals]
    if not names or figures.result_year is None:
        return ""
    return _(
        "Inga delmål leder ännu till %(areas)s. Där finns därför inga siffror.", areas=listed(names)
    )


def _area(
    area: TargetAreaFigures, place: int, first: int, figures: TargetPictureFigures
) -> TargetArea:
    keys = {target.goal_keys for target in area.targets}
    together = len(keys) == 1
    return TargetArea(
        code=area.area_code or "",
        anchor=f"malomrade-{place}",
        name=area.name,
        targets=tuple(
            Target(number, target.text, "" if together else _leading(target))
            for number, target in enumerate(area.targets, start=first)
        ),
        leading=_leading(area.targets[0]) if together else "",
        sentence=tie(_sentence(area, figures.result_year)),
        goals=tuple(_goal(goal, figures.result_year or 0) for goal in area.goals),
    )


def _leading(target: TargetFigures) -> str:
    """Name the sub-goals that lead to a target."""
    if not target.goal_keys:
        return ""
    return tie(_("Hit leder %(goals)s.", goals=listed(list(target.goal_keys))))


def _sentence(area: TargetAreaFigures, year: int | None) -> str:
    """Say where the country stood, or that nothing of the plan leads here."""
    if area.area_code is None:
        return _("Handlingsplanen har inget prioriterat område som leder hit.")
    answers = total(goal.tally for goal in area.goals)
    share = answers.share_of_answers
    if year is None or share is None:
        return _("Det finns inga publicerade svar för området.")
    return _(
        "Läget %(year)d: %(met)s svar i området är ja eller delvis (%(share)s).",
        year=year,
        met=count_of(answers.met, answers.base),
        share=percent(share),
    )


def _goal(goal: LinkedGoal, year: int) -> GoalRow:
    return GoalRow(
        key=goal.key,
        anchor=anchor(goal.key),
        priority=labels.priority_parts(goal.priority, year)[0],
        question=goal.question,
        yes=str(goal.tally.yes),
        partly=str(goal.tally.partly),
        no=str(goal.tally.no),
        figures=figures_in_words(goal.tally),
        base=count_of(goal.tally.base, goal.tally.population),
        bar=single_bar(goal.tally, heading=goal.key),
    )
