"""Counties in groups, and the figure that counts municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import GroupKind, ShareKind
from khoss.figures.groups import BANDS, METROPOLITAN, Group, GroupFigures
from khoss.figures.history import History
from khoss.figures.shares import FORMULAS, parts, share
from khoss.figures.tally import Tally
from khoss.figures.year_spread import AreaSpread, YearSpread
from khoss.presentation.charts import NARROW_COLUMN, ORDER, Bars, single_bar
from khoss.presentation.numbers import count_of, listed, percent, tie
from khoss.presentation.spread_changes import area_name


@dataclass(frozen=True)
class ShareCell:
    """A share with the count that it is made of."""

    share: str
    base: str


@dataclass(frozen=True)
class GroupRow:
    """What one group answered to all questions; `who` are its counties."""

    name: str
    who: str
    handed_in: str
    bar: Bars
    counts: tuple[str, ...]
    share: ShareCell


@dataclass(frozen=True)
class GroupTable:
    """The groups of one kind."""

    anchor: str
    heading: str
    caption: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class WeightedRow:
    """One area with each county counted once, and with each counted for its municipalities."""

    name: str
    counted: ShareCell
    weighted: ShareCell
    missing: str


@dataclass(frozen=True)
class WeightedPart:
    """The figure by municipalities, with its formula."""

    formula: str
    municipalities: str
    rows: tuple[WeightedRow, ...]


def group_tables(history: History, figures: YearSpread) -> tuple[GroupTable, ...]:
    """Return the groups of every kind."""
    return tuple(_table(history, figures, kind, found) for kind, found in figures.groups)


def _table(
    history: History, figures: YearSpread, kind: GroupKind, found: Sequence[GroupFigures]
) -> GroupTable:
    heading = str(labels.GROUP_KINDS[kind])
    return GroupTable(
        anchor=kind.value.replace("_", "-"),
        heading=heading,
        caption=_("%(kind)s: svaren %(year)d på alla frågor", kind=heading, year=figures.year),
        rows=tuple(_group(history, one, figures.kind) for one in found),
    )


def weighted_part(history: History, figures: YearSpread) -> WeightedPart:
    """Return the figure that counts each county for each of its municipalities."""
    return WeightedPart(
        formula=FORMULAS[figures.kind],
        municipalities=str(figures.municipalities),
        rows=tuple(_weighted(history, one, figures.kind) for one in figures.rows),
    )


def _group(history: History, one: GroupFigures, kind: ShareKind) -> GroupRow:
    name = group_name(one.group)
    members = [history.by_code[code].name for code in one.group.units]
    return GroupRow(
        name=name,
        who=listed(members),
        handed_in=tie(count_of(len(one.handed_in), len(members))),
        bar=single_bar(one.total, heading=name, least=NARROW_COLUMN),
        counts=tuple(str(one.total.count(rating)) for rating in ORDER),
        share=_share(one.total, kind),
    )


def group_name(group: Group) -> str:
    """Return what a group is called."""
    if group.kind is GroupKind.CIVIL_AREA:
        return _("%(name)s civilområdet", name=group.name)
    if group.kind is GroupKind.METROPOLITAN:
        return _("Storstadslän") if group.name == METROPOLITAN else _("Övriga län")
    band = next(one for one in BANDS if one.name == group.name)
    if band.most is None:
        return ngettext("%(num)d kommun eller fler", "%(num)d kommuner eller fler", band.least)
    return _("%(least)d–%(most)d kommuner", least=band.least, most=band.most)


def _weighted(history: History, one: AreaSpread, kind: ShareKind) -> WeightedRow:
    found = one.weighted.municipalities
    return WeightedRow(
        name=area_name(history, one.area),
        counted=_share(one.counted, kind),
        weighted=_share(found, kind),
        missing=tie(count_of(found.unanswered, found.population)),
    )


def _share(counted: Tally, kind: ShareKind) -> ShareCell:
    found = share(counted, kind)
    return ShareCell(
        share=percent(found) if found is not None else "–",
        base=tie(count_of(*parts(counted, kind))),
    )
