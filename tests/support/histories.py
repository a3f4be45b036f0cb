"""Make histories for tests: goals that split, merge and end, counties that come and go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from khoss.enums import Rating, Relation, RoundStatus, Source
from khoss.figures.history import Goal, History, Link, Unit, Year
from khoss.figures.tally import Tally, tally

AREAS = (("PF", "Planering"), ("SL", "Samverkan"), ("UV", "Vardag"))
CODES = [code for code, _ in AREAS]

# A goal before it has its place in the plan: its area and links.
Sketch = tuple[str, tuple[Link, ...]]


@st.composite
def some_units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Draw one to seven counties of any size."""
    return tuple(
        Unit(
            code=f"{number:02}",
            name=f"Län {number}",
            letter=f"L{number}",
            civil_area=draw(st.sampled_from(["Norra", "Södra", "Östra"])),
            metropolitan=draw(st.booleans()),
            municipalities=draw(st.integers(1, 49)),
        )
        for number in range(1, draw(st.integers(1, 7)) + 1)
    )


def _link(draw: st.DrawFn, key: str, relation: Relation) -> Link:
    return Link(key, relation, comparable=draw(st.sampled_from([True, True, True, False])))


@st.composite
def sketches(draw: st.DrawFn, before: Sequence[Goal]) -> list[Sketch]:
    """Draw what the plan after `before` asks, in any order."""
    found: list[Sketch] = []
    for goal in before:
        fate = draw(st.sampled_from(["same", "same", "reworded", "split", "merged", "ended"]))
        if fate in ("same", "reworded"):
            found.append((goal.area, (_link(draw, goal.key, Relation(fate)),)))
        elif fate == "split":
            for _ in range(draw(st.integers(1, 3))):
                # A plan can forget to call a split a split, and a merger a merger.
                called = draw(st.sampled_from([Relation.SPLIT, Relation.SPLIT, Relation.SAME]))
                found.append((draw(st.sampled_from(CODES)), (_link(draw, goal.key, called),)))
        elif fate == "merged":
            others = [one.key for one in before if one.key != goal.key]
            keys = (
                [goal.key, *draw(st.lists(st.sampled_from(others), max_size=2, unique=True))]
                if others
                else [goal.key]
            )
            called = draw(st.sampled_from([Relation.MERGED, Relation.MERGED, Relation.SAME]))
            links = tuple(_link(draw, key, called) for key in keys)
            found.append((goal.area, links))
    for _ in range(draw(st.integers(0 if found else 1, 2))):
        found.append((draw(st.sampled_from(CODES)), ()))
    return draw(st.permutations(found))


def placed(
    year: int, found: Sequence[Sketch], before: Sequence[Goal], priorities: Sequence[int]
) -> tuple[Goal, ...]:
    """Return goals in the order of the areas, numbered within each, on their goal lines."""
    lines = {goal.key: goal.line for goal in before}
    taken: set[str] = set()
    goals: list[Goal] = []
    ordered = sorted(zip(found, priorities, strict=True), key=lambda pair: CODES.index(pair[0][0]))
    for place, ((area, links), priority) in enumerate(ordered):
        number = sum(goal.area == area for goal in goals) + 1
        line = lines[links[0].predecessor] if len(links) == 1 else f"{area}-{year}-{place}"
        if line in taken:
            line = f"{area}-{year}-{place}"
        taken.add(line)
        key = f"{area} {number}"
        goals.append(Goal(key, line, area, priority, f"Har ni gjort {year} {key}?", links))
    return tuple(goals)


@st.composite
def plans(draw: st.DrawFn, year: int, before: Sequence[Goal]) -> tuple[Goal, ...]:
    """Draw the goals of a year's plan after those of the plan before."""
    found = (
        draw(sketches(before))
        if before
        else [(draw(st.sampled_from(CODES)), ()) for _ in range(draw(st.integers(1, 5)))]
    )
    priorities = [draw(st.integers(1, 3)) for _ in found]
    return placed(year, found, before, priorities)


def _answers(
    draw: st.DrawFn, goals: Sequence[Goal], handed_in: Sequence[str]
) -> dict[str, dict[str, Rating]]:
    """Draw ratings; some are missing, and a goal can be without any."""
    choices = draw(
        st.sampled_from(
            [[*Rating], [*Rating, None], [Rating.YES, None], [Rating.PARTLY, Rating.YES]]
        )
    )
    drawn = {
        goal.key: {code: draw(st.sampled_from(choices)) for code in handed_in} for goal in goals
    }
    return {
        key: {code: rating for code, rating in given.items() if rating is not None}
        for key, given in drawn.items()
    }


@st.composite
def tallies_of(draw: st.DrawFn, population: int) -> Tally:
    """Draw a published total, whole more often than short."""
    short = draw(st.sampled_from([0, 0, 0, 1, population]))
    given = draw(
        st.lists(
            st.sampled_from(Rating),
            min_size=max(0, population - short),
            max_size=max(0, population - short),
        )
    )
    return tally(given, population=population)


@st.composite
def years(draw: st.DrawFn, number: int, before: Sequence[Goal], everybody: Sequence[Unit]) -> Year:
    """Draw one year: with answers, with totals alone, or with nothing yet."""
    goals = draw(plans(number, before))
    codes = [unit.code for unit in everybody]
    away = (
        draw(st.sets(st.sampled_from(codes), max_size=len(codes) - 1))
        if draw(st.integers(0, 3)) == 0
        else set()
    )
    asked = tuple(code for code in codes if code not in away)
    source = draw(st.sampled_from([Source.ANSWERS] * 4 + [Source.PUBLISHED_TOTALS] * 2 + [None]))
    handed_in: list[str] = []
    ratings: Mapping[str, Mapping[str, Rating]] = {}
    totals: dict[str, Tally] = {}
    if source is Source.ANSWERS:
        missing = draw(st.sets(st.sampled_from(asked))) if draw(st.booleans()) else set()
        handed_in = [code for code in asked if code not in missing]
        ratings = _answers(draw, goals, handed_in)
    if source is not None:
        named = [goal.key for goal in goals if draw(st.integers(0, 4))]
        totals = {key: draw(tallies_of(len(asked))) for key in named}
    return Year(
        year=number,
        status=RoundStatus.PUBLISHED,
        source=source,
        goals=goals,
        units=asked,
        handed_in=frozenset(handed_in),
        ratings=ratings,
        totals=totals,
    )


@st.composite
def histories(draw: st.DrawFn, *, least: int = 1, most: int = 4) -> History:
    """Draw a history of some plans, with gaps between the years."""
    everybody = draw(some_units())
    found: list[Year] = []
    number = 2023
    for _ in range(draw(st.integers(least, most))):
        before = found[-1].goals if found else ()
        found.append(draw(years(number, before, everybody)))
        number += draw(st.integers(1, 2))
    return History(everybody, AREAS, tuple(found))


@st.composite
def moments(draw: st.DrawFn) -> tuple[History, int, int]:
    """Draw a history with a later year and an earlier one."""
    history = draw(histories(least=2))
    earlier, later = sorted(
        draw(
            st.lists(
                st.sampled_from([year.year for year in history.years]),
                min_size=2,
                max_size=2,
                unique=True,
            )
        )
    )
    return history, later, earlier


def rekeyed(history: History, place: int, names: Mapping[str, str]) -> History:
    """Return the history with the goals of one plan under other keys, and asked in another way.

    The goals stand in the order of their new keys; the plan after follows them there.
    """
    year = history.years[place]
    goals = [
        replace(goal, key=names[goal.key], question=f"Omskrivet: {goal.question}")
        for goal in year.goals
    ]
    moved = replace(
        year,
        goals=tuple(sorted(goals, key=lambda goal: (CODES.index(goal.area), goal.key))),
        ratings={names[key]: given for key, given in year.ratings.items()},
        totals={names[key]: one for key, one in year.totals.items()},
    )
    changed = [*history.years]
    changed[place] = moved
    if place + 1 < len(changed):
        changed[place + 1] = relinked(changed[place + 1], names.__getitem__)
    return replace(history, years=tuple(changed))


def relinked(year: Year, name: Callable[[str], str]) -> Year:
    """Return a year whose links name their predecessors in another way."""
    goals = [
        replace(
            goal,
            links=tuple(replace(link, predecessor=name(link.predecessor)) for link in goal.links),
        )
        for goal in year.goals
    ]
    return replace(year, goals=tuple(goals))


@st.composite
def new_names(draw: st.DrawFn, goals: Sequence[Goal]) -> dict[str, str]:
    """Draw another order for the goals of a plan: each key gets another of the same area."""
    names: dict[str, str] = {}
    for code in CODES:
        keys = [goal.key for goal in goals if goal.area == code]
        names.update(zip(keys, draw(st.permutations(keys)), strict=True))
    return names


@st.composite
def replanned(draw: st.DrawFn, history: History, after: int) -> History:
    """Draw the history with every plan after a place renamed, reordered, split and added to."""
    changed = history
    for place in range(after + 1, len(history.years)):
        changed = rekeyed(changed, place, draw(new_names(changed.years[place].goals)))
        changed = _split_more(draw, changed, place)
    return changed


def _split_more(draw: st.DrawFn, history: History, place: int) -> History:
    year, before = history.years[place], history.years[place - 1]
    extra = [
        Goal(
            key=f"UV {90 + number}",
            line=f"UV-{year.year}-extra-{number}",
            area="UV",
            priority=draw(st.integers(1, 3)),
            question="Har ni gjort mer?",
            links=(
                Link(draw(st.sampled_from([*before.by_key])), Relation.SPLIT, draw(st.booleans())),
            ),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    years = [*history.years]
    years[place] = replace(year, goals=(*year.goals, *extra))
    return replace(history, years=tuple(years))
