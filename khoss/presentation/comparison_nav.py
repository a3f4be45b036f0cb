"""Where one can go from a page that compares: the other views of the same year, and other years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss.figures.history import History


@dataclass(frozen=True)
class View:
    """One way to look at the results; `by_year` tells whether its address holds a year."""

    endpoint: str
    label: str
    by_year: bool
    current: bool


@dataclass(frozen=True)
class Navigation:
    """The views, and the years of the current one; `year` is the one that views by year go to."""

    year: int
    years: tuple[int, ...]
    views: tuple[View, ...]
    current: View


def years_of(history: History) -> list[int]:
    """Return the years that have figures, latest first."""
    return [one.year for one in reversed(history.years) if one.source is not None]


def navigation(years: Sequence[int], endpoint: str, year: int | None = None) -> Navigation:
    """Return the way around from a view, for the latest year where it has none of its own."""
    views = tuple(View(name, label, by_year, name == endpoint) for name, label, by_year in _views())
    current = next(view for view in views if view.current)
    return Navigation(year if year is not None else years[0], tuple(years), views, current)


def _views() -> tuple[tuple[str, str, bool], ...]:
    return (
        ("comparisons.picture", _("Nationell bild"), True),
        ("results.national", _("Alla delmål"), True),
        ("comparisons.heatmap", _("Värmekarta"), True),
        ("comparisons.goals", _("Delmål genom åren"), False),
        ("comparisons.counties", _("Län"), True),
        ("comparisons.map", _("Karta"), True),
        ("comparisons.development", _("Utveckling"), False),
        ("comparisons.spread", _("Skillnader"), True),
        ("comparisons.reconciliation", _("Avstämning"), True),
    )
