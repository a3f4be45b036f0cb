"""Make figures for tests: any that can be, and those of a small country."""

from __future__ import annotations

from hypothesis import strategies as st

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.national import (
    AreaFigures,
    CountyFigures,
    EndedGoal,
    GoalFigures,
    NationalComparison,
    Predecessor,
)
from khoss.figures.tally import Tally, tally

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ratings = st.sampled_from([*Rating, None])


@st.composite
def tallies(draw: st.DrawFn, population: int | None = None) -> Tally:
    """Draw a tally."""
    everybody = draw(st.integers(0, 40)) if population is None else population
    return tally(draw(st.lists(ratings, max_size=everybody)), population=everybody)


predecessors = st.builds(
    Predecessor,
    key=texts,
    question=texts,
    relation=st.sampled_from(Relation),
    comparable=st.booleans(),
    tally=st.none() | tallies(),
)


@st.composite
def comparisons(draw: st.DrawFn) -> NationalComparison:
    """Draw the figures of a year, whose counties add up to its goals."""
    counties = draw(st.integers(1, 7))
    before = draw(st.none() | st.integers(2022, 2039))
    most = 2 if before else 0
    asked = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=6))
    asked.sort(key=lambda goal: goal[0])
    handed_in = draw(st.lists(st.booleans(), min_size=counties, max_size=counties))
    answers = [tuple(draw(ratings) if present else None for _ in asked) for present in handed_in]
    goals = [
        (
            area,
            GoalFigures(
                key=f"A{area} {number}",
                goal_line=f"A{area}-{number}",
                priority=priority,
                question=draw(texts),
                guidance=draw(texts),
                tally=tally(column, population=counties),
                predecessors=tuple(draw(st.lists(predecessors, max_size=most))),
            ),
        )
        for number, ((area, priority), column) in enumerate(
            zip(asked, zip(*answers, strict=True), strict=True)
        )
    ]
    with_counties = draw(st.booleans())
    return NationalComparison(
        year=draw(st.integers(2023, 2040)),
        status=draw(st.sampled_from(RoundStatus)),
        source=Source.ANSWERS if with_counties else Source.PUBLISHED_TOTALS,
        population=counties,
        previous_year=before,
        previous_source=draw(st.none() | st.sampled_from(Source)) if before else None,
        areas=tuple(
            AreaFigures(f"A{area}", draw(texts), tuple(goal for of, goal in goals if of == area))
            for area in sorted({area for area, _ in goals})
        ),
        counties=tuple(
            CountyFigures(f"{number:02}", f"Län {number}", f"L{number}", present, given)
            for number, (present, given) in enumerate(zip(handed_in, answers, strict=True))
        )
        if with_counties
        else (),
        ended=tuple(
            draw(st.lists(st.builds(EndedGoal, texts, texts, texts, tallies()), max_size=most))
        ),
        wording_notes=tuple(draw(st.lists(texts, max_size=2))),
        plan_source=draw(texts),
        is_example=draw(st.booleans()),
    )


def goal(
    key: str,
    now: Tally,
    then: Tally | None = None,
    *,
    priority: int = 1,
    relation: Relation = Relation.SAME,
    comparable: bool = True,
    new: bool = False,
) -> GoalFigures:
    """Make one sub-goal."""
    before = Predecessor(key, f"{key} förr?", relation, comparable, then)
    return GoalFigures(
        key=key,
        goal_line=key.replace(" ", "-"),
        priority=priority,
        question=f"Har din Länsstyrelse gjort {key}?",
        guidance="",
        tally=now,
        predecessors=() if new else (before,),
    )


def comparison(*goals: GoalFigures, population: int = 21) -> NationalComparison:
    """Make the figures of 2024 from published totals, in one area."""
    return NationalComparison(
        year=2024,
        status=RoundStatus.PUBLISHED,
        source=Source.PUBLISHED_TOTALS,
        population=population,
        previous_year=2023,
        previous_source=Source.PUBLISHED_TOTALS,
        areas=(AreaFigures("PF", "Planeringsförutsättningar", goals),),
        counties=(),
        ended=(),
        wording_notes=(),
        plan_source="",
        is_example=False,
    )
