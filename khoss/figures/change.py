"""One goal in two years: what may be subtracted, over whom, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khoss.enums import NoDifference, Verdict
from khoss.figures.history import History, Year
from khoss.figures.lines import Lineage, lineages
from khoss.figures.tally import Tally


@dataclass(frozen=True)
class Difference:
    """How many more gave an answer than before, in ja and in ja or delvis."""

    yes: int
    met: int


@dataclass(frozen=True)
class Ancestor:
    """What a goal was in the earlier year, with its figure there when it has one."""

    key: str
    tally: Tally | None


@dataclass(frozen=True)
class SameUnits:
    """The units that gave a rating both years; both tallies are over just these."""

    units: tuple[str, ...]
    now: Tally
    then: Tally

    @property
    def difference(self) -> Difference:
        """Return how these units have moved."""
        return subtract(self.now, self.then)


@dataclass(frozen=True)
class ChangedBase:
    """The units that gave a rating in only one of the years, and what they answered then.

    `joined` answered only the later year, `left` only the earlier one.
    """

    joined: tuple[str, ...]
    joined_tally: Tally
    left: tuple[str, ...]
    left_tally: Tally

    @property
    def is_changed(self) -> bool:
        """Tell whether anybody answered only one of the years."""
        return bool(self.joined or self.left)


@dataclass(frozen=True)
class Change:
    """One goal in a year beside what it was in an earlier one.

    `difference` is of the whole totals, and is there only when the same whole population answered
    both years; else `reason` says why not. `same_units` and `changed_base` are there when the
    answers of both years are known unit by unit and may be compared; the first also asks for at
    least one unit that gave a rating both years.

    :raises ValueError: when there is both a difference and a reason for none, or neither, or when
        something is subtracted that the plan does not allow.
    """

    key: str
    now_year: int
    then_year: int
    lineage: Lineage
    now: Tally | None
    then: tuple[Ancestor, ...]
    difference: Difference | None
    reason: NoDifference | None
    same_units: SameUnits | None
    changed_base: ChangedBase | None

    def __post_init__(self) -> None:
        if (self.difference is None) == (self.reason is None):
            raise ValueError(f"{self.key}: either a difference or the reason for none")
        subtracted = self.difference or self.same_units or self.changed_base
        if subtracted and not self.lineage.subtractable:
            raise ValueError(f"{self.key}: the plan does not allow a difference")

    @property
    def verdict(self) -> Verdict:
        """Return how the goal relates to the earlier year."""
        return self.lineage.verdict

    @property
    def base_then(self) -> Tally | None:
        """Return the earlier figure, when there is one alone that may be held against this."""
        return self.then[0].tally if self.lineage.subtractable else None


def subtract(now: Tally, then: Tally) -> Difference:
    """Return the steps between two tallies; whether they may be subtracted is the caller's."""
    return Difference(now.yes - then.yes, now.met - then.met)


def changes(history: History, *, now: int, then: int) -> tuple[Change, ...]:
    """Return every goal of a year beside what it was in an earlier one, in the plan's order.

    :raises KeyError: when the history has no such year.
    :raises ValueError: when `then` is after `now`.
    """
    later, earlier = history.year(now), history.year(then)
    found = lineages(history, now=now, then=then)
    return tuple(_change(later, earlier, key, lineage) for key, lineage in found.items())


def change(history: History, key: str, *, now: int, then: int) -> Change:
    """Return one goal of a year beside what it was in an earlier one.

    :raises KeyError: when the history has no such year or the year no such goal.
    :raises ValueError: when `then` is after `now`.
    """
    lineage = lineages(history, now=now, then=then)[key]
    return _change(history.year(now), history.year(then), key, lineage)


def _change(later: Year, earlier: Year, key: str, lineage: Lineage) -> Change:
    now = later.tally(key)
    then = tuple(Ancestor(one, earlier.tally(one)) for one in lineage.ancestors)
    reason = _reason(later, earlier, now, then, lineage)
    old = then[0].tally if then else None
    same, changed = _parts(later, earlier, key, lineage)
    return Change(
        key=key,
        now_year=later.year,
        then_year=earlier.year,
        lineage=lineage,
        now=now,
        then=then,
        difference=subtract(now, old) if now and old and reason is None else None,
        reason=reason,
        same_units=same,
        changed_base=changed,
    )


def _reason(
    later: Year, earlier: Year, now: Tally | None, then: Sequence[Ancestor], lineage: Lineage
) -> NoDifference | None:
    if lineage.verdict is Verdict.NEW:
        return NoDifference.NEW
    if not lineage.subtractable:
        return NoDifference.NOT_COMPARABLE
    old = then[0].tally
    if now is None or old is None:
        return NoDifference.NO_FIGURE
    if now.is_short or old.is_short or later.asked != earlier.asked:
        return NoDifference.CHANGED_BASE
    return None


def _parts(
    later: Year, earlier: Year, key: str, lineage: Lineage
) -> tuple[SameUnits | None, ChangedBase | None]:
    """Return what the same units did and who answered only one year, when it can be known."""
    if lineage.ancestor is None or not (later.has_answers and earlier.has_answers):
        return None, None
    old = lineage.ancestor
    rated_now, rated_then = set(later.given(key)), set(earlier.given(old))
    both = tuple(sorted(rated_now & rated_then))
    joined, left = tuple(sorted(rated_now - rated_then)), tuple(sorted(rated_then - rated_now))
    same = SameUnits(both, later.tally_of(key, both), earlier.tally_of(old, both))
    changed = ChangedBase(joined, later.tally_of(key, joined), left, earlier.tally_of(old, left))
    return (same if both else None), changed
