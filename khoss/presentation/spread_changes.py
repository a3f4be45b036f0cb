"""Whether the counties have come closer since the year before, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Levelling
from khoss.figures.history import History, Year
from khoss.figures.spread import Distribution, SpreadChange
from khoss.figures.tally import Tally
from khoss.figures.year_spread import AreaSpread, YearSpread
from khoss.presentation.boxes import Boxes, BoxRow, boxes
from khoss.presentation.numbers import count_of, listed, points, points_step, share_text, tie

LONGEST_NAME = 40


@dataclass(frozen=True)
class Distance:
    """How far apart the counties stand by one measure, and how far it has moved."""

    distance: str
    step: str


@dataclass(frozen=True)
class YearRow:
    """One area one year: what the figures rest on, the five numbers, and two distances."""

    year: str
    cells: tuple[str, ...]
    distances: tuple[Distance, Distance]


@dataclass(frozen=True)
class ChangeRow:
    """One area both years, earliest first; without years `note` says why nothing is compared."""

    name: str
    years: tuple[YearRow, ...]
    levelling: str
    note: str


@dataclass(frozen=True)
class ChangePart:
    """The levelling in a sentence, what it rests on, drawing and table; or why there is none."""

    nothing: str
    lead: str
    sentences: tuple[str, ...]
    now: int
    then: int
    boxes: Boxes | None
    rows: tuple[ChangeRow, ...]


def area_name(history: History, area: str | None) -> str:
    """Return the name of an area; None is all of them."""
    return dict(history.areas)[area] if area else _("Alla områden")


def short_name(history: History, area: str | None) -> str:
    """Return the name of an area as far as it has room above a drawing on a telephone."""
    return shorten(area_name(history, area), LONGEST_NAME, placeholder=" …")


def change_part(history: History, figures: YearSpread) -> ChangePart:
    """Say how the spread has changed since the year before."""
    before, change = history.previous(figures.year), figures.everything.change
    if before is None or change is None:
        return ChangePart(_nothing(before), "", (), figures.year, 0, None, ())
    return ChangePart(
        nothing="",
        lead=tie(_lead(history, figures, change, before.year)),
        sentences=tuple(tie(one) for one in _sentences(history, figures, change, before.year)),
        now=figures.year,
        then=before.year,
        boxes=_drawing(history, figures.rows, figures.year, before.year),
        rows=tuple(_row(history, one, figures.year, before.year) for one in figures.rows),
    )


def _nothing(before: Year | None) -> str:
    if before is None:
        return _("Det finns inget tidigare år att jämföra med.")
    if not before.has_answers:
        return _("Länens egna svar %(year)d är inte kända.", year=before.year)
    return _(
        "Skillnaderna jämförs inte med %(year)d: inget delmål får jämföras, eller ingen "
        "länsstyrelse har besvarat samma fråga båda åren.",
        year=before.year,
    )


def _lead(history: History, figures: YearSpread, change: SpreadChange, then: int) -> str:
    return _(
        "%(moved)s bland de %(units)s länsstyrelser som lämnat in båda åren: avståndet mellan "
        "lägsta och högsta andel gick från %(range_then)s till %(range_now)s (%(range_step)s), "
        "och den mittersta hälftens bredd från %(half_then)s till %(half_now)s (%(half_step)s).",
        moved=_moved(change.levelling, then),
        units=count_of(len(change.now.units), history.year(figures.year).population),
        range_then=share_text(change.then.range),
        range_now=points(change.now.range),
        range_step=points_step(change.range_change),
        half_then=share_text(change.then.quartile_range),
        half_now=points(change.now.quartile_range),
        half_step=points_step(change.quartile_range_change),
    )


def _moved(levelling: Levelling, then: int) -> str:
    return {
        Levelling.CLOSER: _("Skillnaderna mellan länen har minskat sedan %(then)d", then=then),
        Levelling.APART: _("Skillnaderna mellan länen har ökat sedan %(then)d", then=then),
        Levelling.UNCHANGED: _(
            "Skillnaderna mellan länen är oförändrade sedan %(then)d", then=then
        ),
        Levelling.MIXED: _(
            "Skillnaderna mellan länen har gått åt olika håll sedan %(then)d", then=then
        ),
    }[levelling]


def _sentences(
    history: History, figures: YearSpread, change: SpreadChange, then: int
) -> tuple[str, ...]:
    return (
        _(
            "Jämförelsen gäller samma län båda åren och de delmål som får jämföras: %(goals)s. "
            "Varje län räknas på de frågor som det har besvarat båda åren. "
            "Ändringarna är räknade på oavrundade tal.",
            goals=count_of(len(change.goals), len(figures.everything.spread.keys)),
        ),
        _by_area(history, figures.areas),
        _(
            "Svar som jämförelsen bygger på: %(answers)s, till samma frågor %(then)d och %(now)d.",
            answers=count_of(change.now_answers.base, change.now_answers.population),
            then=then,
            now=figures.year,
        ),
    )


def _by_area(history: History, areas: Sequence[AreaSpread]) -> str:
    """Say in which areas the counties have come closer and in which not."""
    words = {
        Levelling.CLOSER: _("minskar"),
        Levelling.APART: _("ökar"),
        Levelling.UNCHANGED: _("är oförändrade"),
        Levelling.MIXED: _("går åt olika håll med de två måtten"),
    }
    names = {
        levelling: [
            area_name(history, one.area)
            for one in areas
            if one.change is not None and one.change.levelling is levelling
        ]
        for levelling in words
    }
    held = [
        _(
            "%(moved)s i %(count)s områden (%(names)s)",
            moved=words[levelling],
            count=count_of(len(found), len(areas)),
            names=", ".join(found),
        )
        for levelling, found in names.items()
        if found
    ]
    sentences = [_("Skillnaderna %(areas)s.", areas=listed(held))] if held else []
    left_out = [area_name(history, one.area) for one in areas if one.change is None]
    if left_out:
        sentences.append(
            _(
                "I %(count)s områden (%(names)s) jämförs inget.",
                count=count_of(len(left_out), len(areas)),
                names=", ".join(left_out),
            )
        )
    return " ".join(sentences)


def _drawing(history: History, rows: Sequence[AreaSpread], now: int, then: int) -> Boxes:
    return boxes(
        [
            BoxRow(
                f"{short_name(history, one.area)} {year}",
                found,
                before=year == then,
            )
            for one in rows
            if one.change is not None
            for year, found in ((then, one.change.then), (now, one.change.now))
        ]
    )


def _row(history: History, one: AreaSpread, now: int, then: int) -> ChangeRow:
    name, change = area_name(history, one.area), one.change
    if change is None:
        why = _("Inget delmål i området får jämföras, eller ingen har svarat båda åren.")
        return ChangeRow(name, (), "", why)
    goals = tie(count_of(len(change.goals), len(one.spread.keys)))
    both = len(change.now.units)

    def units(year: int) -> str:
        return tie(count_of(both, history.year(year).population))

    steps = (points_step(change.range_change), points_step(change.quartile_range_change))
    return ChangeRow(
        name=name,
        years=(
            _year_row(then, (goals, units(then)), change.then, change.then_answers, ("", "")),
            _year_row(now, (goals, units(now)), change.now, change.now_answers, steps),
        ),
        levelling=str(labels.LEVELLINGS[change.levelling]),
        note="",
    )


def _year_row(
    year: int, bases: tuple[str, str], found: Distribution, answers: Tally, steps: tuple[str, str]
) -> YearRow:
    numbers = (
        found.lowest,
        found.lower_quartile,
        found.median,
        found.upper_quartile,
        found.highest,
    )
    return YearRow(
        year=str(year),
        cells=(
            *bases,
            tie(count_of(answers.base, answers.population)),
            *(share_text(one) for one in numbers),
        ),
        distances=(
            Distance(share_text(found.range), steps[0]),
            Distance(share_text(found.quartile_range), steps[1]),
        ),
    )
