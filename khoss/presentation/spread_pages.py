"""How far apart the counties stand in a year, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.enums import ShareKind
from khoss.figures.history import History, Year
from khoss.figures.shares import FORMULAS, OF_ANSWERS
from khoss.figures.spread import Distribution, UnitSpread
from khoss.figures.year_spread import AreaSpread, YearSpread
from khoss.presentation.boxes import Boxes, BoxRow, boxes
from khoss.presentation.charts import KeyEntry, key_entries
from khoss.presentation.heat_map_form import Field
from khoss.presentation.numbers import count_of, listed, share_text, tie
from khoss.presentation.spread_changes import ChangePart, area_name, change_part, short_name
from khoss.presentation.spread_form import share_field
from khoss.presentation.spread_groups import GroupTable, WeightedPart, group_tables, weighted_part

# More names than these at one end are said as a number.
NAMED = 3


@dataclass(frozen=True)
class End:
    """The lowest or the highest share, and who has it."""

    share: str
    who: str


@dataclass(frozen=True)
class SpreadRow:
    """One area, or all of them, over the units and the answers that it rests on."""

    name: str
    goals: str
    lowest: End
    quartiles: tuple[str, str, str]
    highest: End
    distances: tuple[str, str]
    units: str
    base: str


@dataclass(frozen=True)
class SpreadPart:
    """The spread of the year: drawing, table, and what it rests on."""

    sentences: tuple[str, ...]
    boxes: Boxes
    rows: tuple[SpreadRow, ...]
    change: ChangePart
    groups: tuple[GroupTable, ...]
    weighted: WeightedPart
    formula: str
    key: tuple[KeyEntry, ...]


@dataclass(frozen=True)
class SpreadPage:
    """The page; without figures `nothing` says why."""

    title: str
    field: Field
    nothing: str
    part: SpreadPart | None


def spread_page(
    history: History, year: int, kind: ShareKind, figures: YearSpread | None
) -> SpreadPage:
    """Arrange how counties differ in a year."""
    drawn = figures is not None and figures.everything.spread.distribution is not None
    return SpreadPage(
        title=_("Skillnader %(year)d", year=year),
        field=share_field(kind),
        nothing="" if drawn else _nothing(history.year(year)),
        part=_part(history, figures) if figures is not None and drawn else None,
    )


def _nothing(year: Year) -> str:
    if not year.has_answers:
        return _(
            "Länens egna svar %(year)d är inte kända, bara de nationella totalerna.",
            year=year.year,
        )
    if not year.handed_in:
        return _("Ingen länsstyrelse har lämnat in sin självskattning ännu.")
    return _("Ingen av dem som lämnat in har svarat på någon fråga.")


def _part(history: History, figures: YearSpread) -> SpreadPart:
    year = history.year(figures.year)
    return SpreadPart(
        sentences=tuple(tie(one) for one in _sentences(history, year, figures)),
        boxes=boxes(
            [
                BoxRow(short_name(history, one.area), one.spread.distribution, before=False)
                for one in figures.rows
                if one.spread.distribution is not None
            ]
        ),
        rows=tuple(
            _row(history, year, one.spread, one.spread.distribution)
            for one in figures.rows
            if one.spread.distribution is not None
        ),
        change=change_part(history, figures),
        groups=group_tables(history, figures),
        weighted=weighted_part(history, figures),
        formula=FORMULAS[figures.kind],
        key=key_entries(),
    )


def _sentences(history: History, year: Year, figures: YearSpread) -> list[str]:
    sentences = [
        _(
            "Fördelningen gäller de länsstyrelser som lämnat in: %(count)s.",
            count=count_of(len(year.handed_in), year.population),
        )
    ]
    missing = figures.everything.spread.answers.unanswered
    if missing:
        sentences.append(
            ngettext("Bland dem saknas %(num)d svar.", "Bland dem saknas %(num)d svar.", missing)
        )
        sentences.append(
            _("En obesvarad fråga räknas inte med i länets andel.")
            if figures.kind in OF_ANSWERS
            else _(
                "En obesvarad fråga räknas i länets andel bland alla frågor, men aldrig som nej."
            )
        )
    sentences += _left_out(history, figures.rows)
    return sentences


def _left_out(history: History, rows: Sequence[AreaSpread]) -> list[str]:
    return [
        _(
            "%(names)s har inte svarat på något i %(area)s och ingår inte där.",
            names=listed([history.by_code[code].name for code in one.spread.left_out]),
            area=area_name(history, one.area),
        )
        for one in rows
        if one.spread.left_out
    ]


def _row(history: History, year: Year, spread: UnitSpread, found: Distribution) -> SpreadRow:
    return SpreadRow(
        name=area_name(history, spread.area),
        goals=str(len(spread.keys)),
        lowest=_end(history, found.lowest, spread.lowest),
        quartiles=(
            share_text(found.lower_quartile),
            share_text(found.median),
            share_text(found.upper_quartile),
        ),
        highest=_end(history, found.highest, spread.highest),
        distances=(share_text(found.range), share_text(found.quartile_range)),
        units=tie(count_of(len(found.units), year.population)),
        base=tie(count_of(spread.answers.base, spread.answers.population)),
    )


def _end(history: History, share: Fraction, codes: Sequence[str]) -> End:
    if len(codes) > NAMED:
        return End(share_text(share), _("%(count)d län", count=len(codes)))
    return End(share_text(share), listed([history.by_code[code].name for code in codes]))
