"""The national picture as its page and its report show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating
from khoss.figures.national import (
    AreaFigures,
    EndedGoal,
    GoalFigures,
    NationalComparison,
)
from khoss.figures.tally import Tally, total
from khoss.presentation.charts import (
    COLUMN,
    Bars,
    KeyEntry,
    anchor,
    area_anchor,
    bars,
    key_entries,
    single_bar,
)
from khoss.presentation.counties import CountyDiagram, HeatMap, county_diagram, heat_map
from khoss.presentation.notes import base_notes, comparison_notes
from khoss.presentation.numbers import count_of, figures_in_words, percent, tie
from khoss.presentation.summary import Summary, missing_counties, summary


@dataclass(frozen=True)
class Cell:
    """A figure, and that of the year before in parentheses where the two may be compared."""

    now: str
    before: str


@dataclass(frozen=True)
class Goal:
    """One sub-goal with its figures in words."""

    key: str
    anchor: str
    area: str
    question: str
    guidance: str
    priority: int
    cells: tuple[Cell, Cell, Cell]
    unanswered: Cell
    base: Cell
    notes: tuple[str, ...]
    base_notes: tuple[str, ...]
    bars: Bars
    bars_class: str


@dataclass(frozen=True)
class PriorityGoals:
    """The sub-goals of one priority in an area."""

    tag: str
    meaning: str
    goals: tuple[Goal, ...]

    @property
    def has_one(self) -> bool:
        """Tell whether its heading is that of a single sub-goal."""
        return len(self.goals) == 1


@dataclass(frozen=True)
class Area:
    """One priority area."""

    code: str
    anchor: str
    label: str
    name: str
    sentence: str
    yes: str
    partly: str
    no: str
    base: str
    bar: Bars
    priorities: tuple[PriorityGoals, ...]


@dataclass(frozen=True)
class Ended:
    """A goal of the year before that the plan no longer follows up."""

    key: str
    area: str
    question: str
    figures: str


@dataclass(frozen=True)
class National:
    """The whole national picture of a year."""

    year: int
    before: int | None
    title: str
    summary: Summary
    caption: str
    areas: tuple[Area, ...]
    key: tuple[KeyEntry, ...]
    diagram: CountyDiagram | None
    heat_map: HeatMap | None
    no_counties: str
    missing_counties: str
    ended: tuple[Ended, ...]
    notes: tuple[str, ...]
    is_example: bool

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Return every sub-goal, area by area and highest priority first."""
        return tuple(
            goal for area in self.areas for group in area.priorities for goal in group.goals
        )


def national(figures: NationalComparison) -> National:
    """Arrange the figures of a year as they are shown."""
    return National(
        year=figures.year,
        before=figures.previous_year,
        title=_("Nationell sammanställning %(year)d", year=figures.year),
        summary=summary(figures),
        caption=_caption(figures),
        areas=tuple(
            _area(area, place, figures) for place, area in enumerate(figures.areas, start=1)
        ),
        key=key_entries(),
        diagram=county_diagram(figures),
        heat_map=heat_map(figures),
        no_counties=_no_counties(figures),
        missing_counties=missing_counties(figures),
        ended=tuple(_ended(goal) for goal in figures.ended),
        notes=figures.wording_notes,
        is_example=figures.is_example,
    )


def _caption(figures: NationalComparison) -> str:
    if figures.previous_source is None:
        return _("Antal länsstyrelser %(year)d", year=figures.year)
    return _(
        "Antal länsstyrelser %(year)d (%(before)d inom parentes)",
        year=figures.year,
        before=figures.previous_year,
    )


def _no_counties(figures: NationalComparison) -> str:
    if not figures.counties:
        return _(
            "Databasen innehåller bara publicerade nationella totaler för %(year)d. De enskilda "
            "länsstyrelsernas svar finns inte här och därför visas varken länsdiagram eller svar "
            "län för län.",
            year=figures.year,
        )
    if not figures.handed_in:
        return _("Ingen länsstyrelse har lämnat in sin självskattning ännu.")
    return ""


def _area(area: AreaFigures, place: int, figures: NationalComparison) -> Area:
    answers = total(goal.tally for goal in area.goals)
    share = answers.share_of_answers
    return Area(
        code=area.code,
        anchor=area_anchor(area.code),
        label=_(
            "Område %(place)d av %(areas)d · %(code)s",
            place=place,
            areas=len(figures.areas),
            code=area.code,
        ),
        name=area.name,
        sentence=tie(
            _(
                "%(met)s svar i området är ja eller delvis (%(share)s).",
                met=count_of(answers.met, answers.base),
                share=percent(share),
            )
            if share is not None
            else _("Inga svar har lämnats i området.")
        ),
        yes=str(answers.yes),
        partly=str(answers.partly),
        no=str(answers.no),
        base=count_of(answers.base, answers.population),
        bar=single_bar(answers, heading=area.name, least=COLUMN),
        priorities=tuple(
            _priority(priority, goals, area.name, figures) for priority, goals in area.by_priority
        ),
    )


def _priority(
    priority: int, goals: Sequence[GoalFigures], area: str, figures: NationalComparison
) -> PriorityGoals:
    tag, meaning = labels.priority_parts(priority, figures.year)
    return PriorityGoals(tag, meaning, tuple(_goal(goal, area, figures) for goal in goals))


def _goal(goal: GoalFigures, area: str, figures: NationalComparison) -> Goal:
    now, then = goal.tally, goal.compared
    bases = base_notes(goal, figures)
    rows = [(str(figures.year), now)]
    if then is not None:
        rows.append((str(figures.previous_year), then))
    return Goal(
        key=goal.key,
        anchor=anchor(goal.key),
        area=area,
        question=goal.question,
        guidance=goal.guidance,
        priority=goal.priority,
        cells=(
            _cell(Rating.YES, now, then),
            _cell(Rating.PARTLY, now, then),
            _cell(Rating.NO, now, then),
        ),
        unanswered=_cell(None, now, then),
        base=_base(now, then, figures.previous_year),
        notes=tuple(tie(note) for note in (*bases, *comparison_notes(goal, figures))),
        base_notes=tuple(bases),
        bars=bars(rows),
        bars_class="bars" if then is not None else "bars single",
    )


def _cell(rating: Rating | None, now: Tally, then: Tally | None) -> Cell:
    return Cell(str(now.count(rating)), f"({then.count(rating)})" if then is not None else "")


def _base(now: Tally, then: Tally | None, year: int | None) -> Cell:
    """Return the base, and last year's where it is another."""
    before = ""
    if then is not None and (then.base, then.population) != (now.base, now.population):
        before = f"{year}: {count_of(then.base, then.population)}"
    return Cell(count_of(now.base, now.population), before)


def _ended(goal: EndedGoal) -> Ended:
    return Ended(
        key=goal.key,
        area=goal.area,
        question=goal.question,
        figures=tie(
            _(
                "%(figures)s (%(base)s svarade)",
                figures=figures_in_words(goal.tally),
                base=count_of(goal.tally.base, goal.tally.population),
            )
            if goal.tally is not None
            else _("inga publicerade siffror")
        ),
    )
