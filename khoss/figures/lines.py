"""What a goal was in an earlier year, and whether the two figures may be subtracted.

Links are followed back from the later plan, one plan at a time. A later plan therefore never
changes anything that is said of an earlier year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from khoss.enums import Relation, Verdict
from khoss.figures.history import Goal, History, Year
from khoss.figures.keeping import once

# From best to worst: the worst step of a chain is what is said of the whole.
WORSE = (
    Verdict.SAME,
    Verdict.REWORDED,
    Verdict.SPLIT,
    Verdict.MERGED,
    Verdict.NEW,
    Verdict.ENDED,
)
SAID = {
    Relation.SAME: Verdict.SAME,
    Relation.REWORDED: Verdict.REWORDED,
    Relation.SPLIT: Verdict.SPLIT,
    Relation.MERGED: Verdict.MERGED,
}


@dataclass(frozen=True)
class Lineage:
    """What a goal was in an earlier year: its ancestors there, in the order of that plan.

    `subtractable` tells whether its figure may be held against that of its one ancestor.

    :raises ValueError: when a figure may be subtracted that has not exactly one ancestor.
    """

    verdict: Verdict
    subtractable: bool
    ancestors: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.subtractable and len(self.ancestors) != 1:
            raise ValueError("only one figure can be subtracted")

    @property
    def ancestor(self) -> str | None:
        """Return the one ancestor whose figure may be subtracted."""
        return self.ancestors[0] if self.subtractable else None


NEW = Lineage(Verdict.NEW, False, ())


@once
def lineages(history: History, *, now: int, then: int) -> Mapping[str, Lineage]:
    """Return what each goal of a year was in an earlier one, by key in the order of the plan.

    Each step asks for exactly one predecessor and a link that the plan calls comparable. A
    predecessor that several goals follow has been split, whatever the links call it, and is
    subtracted only from those whose link is comparable. A chain is as good as its worst step; a
    goal is new when no chain leads to the earlier year.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`.
    """
    latest, earliest = history.year(now), history.year(then)
    if then > now:
        raise ValueError(f"{then} is not before {now}")
    chains = {key: Lineage(Verdict.SAME, True, (key,)) for key in earliest.by_key}
    passed = [year for year in history.years if then < year.year <= now]
    for year in passed:
        chains = _one_plan_later(year, chains, _order(earliest))
    return {key: chains[key] for key in latest.by_key}


def ended(history: History, *, now: int, then: int) -> tuple[Goal, ...]:
    """Return the goals of an earlier year that no goal of a later one leads back to.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`.
    """
    found = lineages(history, now=now, then=then).values()
    followed = {key for lineage in found for key in lineage.ancestors}
    return tuple(goal for goal in history.year(then).goals if goal.key not in followed)


def _order(year: Year) -> Mapping[str, int]:
    return {goal.key: place for place, goal in enumerate(year.goals)}


def _one_plan_later(
    year: Year, chains: Mapping[str, Lineage], order: Mapping[str, int]
) -> dict[str, Lineage]:
    """Return the chains of a plan's goals, from those of the plan before."""
    followers = Counter(link.predecessor for goal in year.goals for link in goal.links)
    return {goal.key: _joined(goal, chains, followers, order) for goal in year.goals}


def _joined(
    goal: Goal, chains: Mapping[str, Lineage], followers: Counter[str], order: Mapping[str, int]
) -> Lineage:
    before = [chains[link.predecessor] for link in goal.links]
    leading = [one for one in before if one.ancestors]
    if not leading:
        return NEW
    steps = [SAID[link.relation] for link in goal.links]
    if len(goal.links) > 1:
        steps.append(Verdict.MERGED)
    if any(followers[link.predecessor] > 1 for link in goal.links):
        steps.append(Verdict.SPLIT)
    ancestors = {key for one in leading for key in one.ancestors}
    return Lineage(
        verdict=max([*steps, *(one.verdict for one in leading)], key=WORSE.index),
        subtractable=len(goal.links) == 1 and goal.links[0].comparable and before[0].subtractable,
        ancestors=tuple(sorted(ancestors, key=order.__getitem__)),
    )
