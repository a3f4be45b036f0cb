"""What differs between two frozen reports: figures, answers and texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khoss.enums import Rating
from khoss.figures.bound import BoundFigure
from khoss.figures.editions import Edition, Heading, Place
from khoss.figures.tally import Tally


@dataclass(frozen=True)
class MovedFigure:
    """A goal whose count of one rating is another; both with the base they stand on."""

    goal: str
    rating: Rating | None
    before: Tally
    after: Tally


@dataclass(frozen=True)
class MovedAnswer:
    """An answer that is another; None is unanswered, or not handed in.

    `rating_moved` is False when only what the county wrote is another.
    """

    place: Place
    before: Rating | None
    after: Rating | None

    @property
    def rating_moved(self) -> bool:
        """Tell whether the rating is another."""
        return self.before is not self.after


@dataclass(frozen=True)
class ChangedText:
    """One of the coordinator's texts before and after; empty where there was none."""

    heading: Heading
    before: str
    after: str


@dataclass(frozen=True)
class MovedBound:
    """A figure in one of the coordinator's texts, of another year, that is another."""

    heading: Heading
    before: BoundFigure
    after: BoundFigure


@dataclass(frozen=True)
class EditionDifferences:
    """What differs between two frozen reports, first to second.

    `others` name the parts of the frozen figures that differ although nothing above does.
    """

    figures: tuple[MovedFigure, ...]
    answers: tuple[MovedAnswer, ...]
    narratives: tuple[ChangedText, ...]
    bound: tuple[MovedBound, ...]
    others: tuple[str, ...]

    @property
    def touches_answers(self) -> bool:
        """Tell whether what counties have said is another."""
        return bool(self.figures or self.answers or self.bound)


def differences(before: Edition, after: Edition) -> EditionDifferences:
    """Return what differs between two frozen reports, in a fixed order."""
    return EditionDifferences(
        figures=tuple(_moved_figures(before, after)),
        answers=tuple(_moved_answers(before, after)),
        narratives=tuple(_changed_texts(before, after)),
        bound=tuple(_moved_bound(before, after)),
        others=_others(before.whole, after.whole),
    )


def _moved_figures(before: Edition, after: Edition) -> Iterator[MovedFigure]:
    for goal, now in after.figures.items():
        then = before.figures.get(goal)
        if then is None or then == now:
            continue
        for rating in (*Rating, None):
            if then.count(rating) != now.count(rating):
                yield MovedFigure(goal, rating, then, now)


def _moved_answers(before: Edition, after: Edition) -> Iterator[MovedAnswer]:
    for place in sorted(
        before.ratings.keys() | after.ratings.keys() | before.texts.keys() | after.texts.keys()
    ):
        then, now = before.ratings.get(place), after.ratings.get(place)
        # One of the two was ordered without what counties wrote: nothing can be said of it.
        told = bool(before.texts and after.texts)
        if then is not now or (told and before.texts.get(place) != after.texts.get(place)):
            yield MovedAnswer(place, then, now)


def _changed_texts(before: Edition, after: Edition) -> Iterator[ChangedText]:
    # Those of the later report come in the order in which they are read.
    for heading in dict.fromkeys((*after.narratives, *before.narratives)):
        then, now = before.narratives.get(heading), after.narratives.get(heading)
        if (then and then.source) != (now and now.source):
            yield ChangedText(heading, then.source if then else "", now.source if now else "")


def _moved_bound(before: Edition, after: Edition) -> Iterator[MovedBound]:
    """Return the figures of texts that moved, but those that the report's own year shows."""
    for heading, now in after.narratives.items():
        then = before.narratives.get(heading)
        if then is None:
            continue
        known = {one.written: one for one in then.figures}
        for figure in now.figures:
            earlier = known.get(figure.written, figure)
            if figure.year != after.year and earlier != figure:
                yield MovedBound(heading, earlier, figure)


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the parts that differ, whatever they hold."""
    names = sorted(before.keys() | after.keys())
    return tuple(name for name in names if before.get(name) != after.get(name))
