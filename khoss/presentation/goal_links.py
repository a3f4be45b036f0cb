"""The goals that the sentences of a year name: what moved most, and what is not compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import NoDifference
from khoss.figures.change import Change
from khoss.figures.history import Year
from khoss.figures.national_year import NationalYear
from khoss.presentation.numbers import count_of, listed, tie

# So many goals has one screen room for under its sentences; the others are told of below it.
ROOM = 8


@dataclass(frozen=True)
class GoalLink:
    """A goal that a sentence names: its key, its line for the address, and a sentence on it.

    `short` is its question in few words, where there is no room for all of it.
    """

    key: str
    line: str
    question: str
    said: str
    short: str = ""


@dataclass(frozen=True)
class Movement:
    """What moved most in one direction: a sentence, and the goals that it names.

    `most` is how many of them stand under it.
    """

    text: str
    goals: tuple[GoalLink, ...]
    most: int = ROOM

    @property
    def told(self) -> tuple[GoalLink, ...]:
        """Return the goals that stand under the sentence."""
        return self.goals[: self.most]

    @property
    def more(self) -> str:
        """Say how many others it names, if it does."""
        more = len(self.goals) - self.most
        if more < 1:
            return ""
        return ngettext("%(num)d delmål till", "%(num)d delmål till", more)


def within_room(sentences: Sequence[Movement]) -> tuple[Movement, ...]:
    """Return sentences with as many goals under each as there is room for under all of them."""
    counts = [len(one.goals) for one in sentences]
    fitting = [
        most for most in range(1, ROOM + 1) if sum(min(count, most) for count in counts) <= ROOM
    ]
    return tuple(replace(one, most=max(fitting, default=1)) for one in sentences)


def movements(year: Year, figures: NationalYear, short: Mapping[str, str]) -> tuple[Movement, ...]:
    """Say what moved most, in ja or delvis first and then in ja alone; ties are all named."""
    met, yes, then = figures.moved_in_met, figures.moved_in_yes, figures.then_year
    found = (
        (
            met.up,
            _met_step,
            _("Mest uppåt i ja eller delvis sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick uppåt i ja eller delvis sedan %(then)d."),
        ),
        (
            met.down,
            _met_step,
            _("Mest nedåt i ja eller delvis sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick nedåt i ja eller delvis sedan %(then)d."),
        ),
        (
            yes.up,
            _yes_step,
            _("Mest uppåt i ja sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick uppåt i ja sedan %(then)d."),
        ),
        (
            yes.down,
            _yes_step,
            _("Mest nedåt i ja sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick nedåt i ja sedan %(then)d."),
        ),
    )
    return tuple(
        Movement(
            tie((some if moved else none) % {"then": then, "keys": listed(_keys(moved))}),
            tuple(goal_link(year, one.key, tie(said(one)), short) for one in moved),
        )
        for moved, said, some, none in found
    )


def _keys(moved: Sequence[Change]) -> list[str]:
    return [one.key for one in moved]


def _met_step(one: Change) -> str:
    if one.now is None or one.difference is None:
        return ""
    count, step = count_of(one.now.met, one.now.base), one.difference.met
    if step > 0:
        return _(
            "%(count)s svarar ja eller delvis, %(step)d fler än %(then)d.",
            count=count,
            step=step,
            then=one.then_year,
        )
    return _(
        "%(count)s svarar ja eller delvis, %(step)d färre än %(then)d.",
        count=count,
        step=-step,
        then=one.then_year,
    )


def _yes_step(one: Change) -> str:
    if one.now is None or one.difference is None:
        return ""
    count, step = count_of(one.now.yes, one.now.base), one.difference.yes
    if step > 0:
        return _(
            "%(count)s svarar ja, %(step)d fler än %(then)d.",
            count=count,
            step=step,
            then=one.then_year,
        )
    return _(
        "%(count)s svarar ja, %(step)d färre än %(then)d.",
        count=count,
        step=-step,
        then=one.then_year,
    )


def why_left_out(one: Change) -> str:
    """Say why a goal is not subtracted, with the bases of both years where that is why."""
    if one.reason is NoDifference.CHANGED_BASE and one.now and (then := one.base_then):
        return tie(
            _(
                "%(now)s svarade %(year)d, och %(before)s svarade %(then)d.",
                now=count_of(one.now.base, one.now.population),
                year=one.now_year,
                before=count_of(then.base, then.population),
                then=one.then_year,
            )
        )
    return _("Skäl: %(reason)s.", reason=labels.NO_DIFFERENCES[one.reason]) if one.reason else ""


def named_once(moved: Iterable[Movement], holding_back: Movement) -> tuple[GoalLink, ...]:
    """Return each goal of some sentences once, with all that is said of it."""
    named: dict[str, GoalLink] = {}
    for goal in [goal for one in (*moved, holding_back) for goal in one.goals]:
        before = named.get(goal.key)
        said = f"{before.said} {goal.said}" if before else goal.said
        named[goal.key] = replace(goal, said=said)
    return tuple(named.values())


def goal_link(year: Year, key: str, said: str, short: Mapping[str, str]) -> GoalLink:
    """Return the link to a goal of a year, with what is said of it."""
    goal = year.by_key[key]
    return GoalLink(key, goal.line, goal.question, said, short[goal.question])
