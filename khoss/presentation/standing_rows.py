"""A county and those that it is held against, as rows: the same on its page and in its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import Rating, ReferenceKind, ShareKind
from khoss.figures.shares import share
from khoss.figures.tally import Tally
from khoss.presentation.charts import SHORTER_COLUMN, Bars, single_bar
from khoss.presentation.numbers import count_of, listed, percent, tie

COUNTED = (Rating.YES, Rating.PARTLY, Rating.NO, None)
# Where the answers are seen of those that a county is held against.
PLACES = {
    ReferenceKind.EVERYBODY: "country",
    ReferenceKind.CIVIL_AREA: "groups",
    ReferenceKind.LIKE_SIZE: "bredvid",
}


@dataclass(frozen=True)
class Figure:
    """A share with its base; `note` says when answers are missing."""

    share: str
    base: str
    note: str


@dataclass(frozen=True)
class WhoRow:
    """The county, or those that it is held against; `place` is where the answers of those are."""

    name: str
    who: str
    counts: tuple[str, ...]
    figure: Figure
    spread: str
    bar: Bars
    place: str = ""


@dataclass(frozen=True)
class AreaRow:
    """One area: the county first where its answers are known, then each it is held against."""

    name: str
    figures: tuple[Figure, ...]


def who_row(name: str, tally: Tally, *, who: str, spread: str = "", place: str = "") -> WhoRow:
    """Return the row of the county itself, or of those that it is held against."""
    return WhoRow(
        name=name,
        who=who,
        counts=tuple(str(tally.count(rating)) for rating in COUNTED),
        figure=figure_of(tally),
        spread=spread,
        bar=single_bar(tally, heading=name, least=SHORTER_COLUMN),
        place=place,
    )


def own_row(name: str, own: Tally, *, handed_in: bool) -> WhoRow:
    """Return the row of the county itself."""
    return who_row(name, own, who="" if handed_in else _("har inte lämnat in"))


def reference_name(kind: ReferenceKind, civil_area: str) -> str:
    """Return what those are called that a county is held against."""
    if kind is ReferenceKind.CIVIL_AREA:
        return _("%(name)s civilområdet", name=civil_area)
    return str(labels.REFERENCES[kind])


def who_text(kind: ReferenceKind, counties: Sequence[tuple[str, int]]) -> str:
    """Return who they are, from their names and numbers of municipalities."""
    if kind is ReferenceKind.EVERYBODY:
        return ngettext("%(num)d länsstyrelse", "%(num)d länsstyrelser", len(counties))
    if kind is ReferenceKind.CIVIL_AREA:
        return listed([name for name, _municipalities in counties])
    return listed([_("%(name)s (%(count)d)", name=name, count=count) for name, count in counties])


def spread_text(lowest: Fraction, median: Fraction, highest: Fraction, count: int) -> str:
    """Return how far apart the shares stand of those that have handed in."""
    return tie(
        _(
            "lägst %(lowest)s, median %(median)s, högst %(highest)s (%(count)d som lämnat in)",
            lowest=percent(lowest),
            median=percent(median),
            highest=percent(highest),
            count=count,
        )
    )


def figure_of(tally: Tally) -> Figure:
    """Return ja or delvis of every question with its base, a short base said."""
    found = share(tally, ShareKind.MET_OF_ALL)
    return Figure(
        share=percent(found) if found is not None else "–",
        base=tie(count_of(tally.met, tally.population)),
        note=tie(_("%(base)s svarade", base=count_of(tally.base, tally.population)))
        if tally.is_short
        else "",
    )
