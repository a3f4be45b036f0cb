"""One goal from one year to the next: what may be subtracted, over whom, and who moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating
from khoss.figures.change import Change, ChangedBase, SameUnits
from khoss.figures.history import History
from khoss.figures.tally import Tally
from khoss.figures.transitions import Cell, Transitions
from khoss.presentation.charts import class_name
from khoss.presentation.numbers import count_of, figures_in_words, listed, step_text, tie


@dataclass(frozen=True)
class Move:
    """The counties that went from one rating to another."""

    then: str
    then_class: str
    now: str
    now_class: str
    count: str
    names: str


@dataclass(frozen=True)
class YearChange:
    """A goal from one year to the next: sentences, and the moves as a table."""

    anchor: str
    heading: str
    verdict: str
    sentences: tuple[str, ...]
    summary: str
    moves: tuple[Move, ...]
    caption: str
    no_moves: str


def year_change(history: History, change: Change, moved: Transitions | None) -> YearChange:
    """Say how a goal went from one year to the next."""
    now, then = change.now_year, change.then_year
    return YearChange(
        anchor=f"{then}-{now}",
        heading=_("%(then)d till %(now)d", then=then, now=now),
        verdict=str(labels.VERDICTS[change.verdict]),
        sentences=tuple(tie(one) for one in _sentences(history, change)),
        summary=tie(_summary(moved)) if moved else "",
        moves=_moves(history, moved) if moved else (),
        caption=_("Vem som gick från vad till vad, %(then)d till %(now)d", then=then, now=now),
        no_moves="" if moved else _no_moves(change),
    )


def names_of(history: History, codes: Iterable[str]) -> str:
    """Return counties by name, in the order of their codes."""
    return listed([history.by_code[code].name for code in sorted(codes)])


def _sentences(history: History, change: Change) -> list[str]:
    sentences = [_whole(change)]
    # Where everybody answered both years the same units are all of them, and said already.
    if change.same_units is not None and change.difference is None:
        sentences.append(_same(change, change.same_units))
    if change.changed_base is not None and change.changed_base.is_changed:
        sentences += _changed(history, change, change.changed_base)
    return sentences


def _whole(change: Change) -> str:
    if change.difference is not None and change.now is not None:
        return _(
            "Alla svarade båda åren. Ja: %(yes)s, %(yes_step)s. Ja eller delvis: %(met)s, "
            "%(met_step)s.",
            yes=count_of(change.now.yes, change.now.base),
            yes_step=step_text(change.difference.yes),
            met=count_of(change.now.met, change.now.base),
            met_step=step_text(change.difference.met),
        )
    reason = labels.NO_DIFFERENCES[change.reason] if change.reason else ""
    beside = [f"{change.now_year}: {_figures(change.now)}"]
    beside += [f"{one.key} {change.then_year}: {_figures(one.tally)}" for one in change.then]
    return _(
        "Åren räknas inte av mot varandra: %(reason)s. Bredvid varandra står %(figures)s.",
        reason=reason,
        figures=listed(beside),
    )


def _figures(tally: Tally | None) -> str:
    if tally is None:
        return _("ingen siffra")
    return _(
        "%(figures)s (%(base)s svarade)",
        figures=figures_in_words(tally),
        base=count_of(tally.base, tally.population),
    )


def _same(change: Change, same: SameUnits) -> str:
    step = same.difference
    return _(
        "Samma länsstyrelser båda åren (%(base)d): ja %(yes_then)s %(then)d och %(yes_now)s "
        "%(now)d, %(yes_step)s; ja eller delvis %(met_then)s och %(met_now)s, %(met_step)s.",
        base=len(same.units),
        then=change.then_year,
        now=change.now_year,
        yes_then=count_of(same.then.yes, same.then.base),
        yes_now=count_of(same.now.yes, same.now.base),
        yes_step=step_text(step.yes),
        met_then=count_of(same.then.met, same.then.base),
        met_now=count_of(same.now.met, same.now.base),
        met_step=step_text(step.met),
    )


def _changed(history: History, change: Change, changed: ChangedBase) -> list[str]:
    parts = (
        (change.now_year, changed.joined, changed.joined_tally),
        (change.then_year, changed.left, changed.left_tally),
    )
    return [
        _(
            "Ändrad bas: %(names)s svarade bara %(year)d, %(figures)s.",
            names=names_of(history, codes),
            year=year,
            figures=figures_in_words(tally),
        )
        for year, codes, tally in parts
        if codes
    ]


def _summary(moved: Transitions) -> str:
    both = [code for cell in moved.cells for code in cell.units]
    return _(
        "Av de %(base)d som tillfrågades båda åren gick %(up)d uppåt och %(down)d nedåt, och "
        "%(unchanged)d svarade lika.",
        base=len(both),
        up=len(moved.up),
        down=len(moved.down),
        unchanged=len(moved.unchanged),
    )


def _moves(history: History, moved: Transitions) -> tuple[Move, ...]:
    """Return the cells that hold somebody: up, down, unchanged, and last those unanswered."""
    base = len([code for cell in moved.cells for code in cell.units])
    held = sorted((cell for cell in moved.cells if cell.units), key=_order)
    return tuple(
        Move(
            then=_rating(cell.then),
            then_class=class_name(cell.then),
            now=_rating(cell.now),
            now_class=class_name(cell.now),
            count=tie(count_of(len(cell.units), base)),
            names=names_of(history, cell.units),
        )
        for cell in held
    )


def _order(cell: Cell) -> tuple[int, int]:
    """Return a place in the table: up first, highest step first; unanswered is no step."""
    steps = cell.steps
    if steps is None:
        return 3, 0
    return (0 if steps > 0 else 1 if steps < 0 else 2), -abs(steps)


def _rating(rating: Rating | None) -> str:
    return str(labels.RATINGS[rating])


def _no_moves(change: Change) -> str:
    if not change.lineage.subtractable:
        return _("Vem som gick från vad till vad visas inte: frågan är inte densamma.")
    return _("Vem som gick från vad till vad är inte känt: länens egna svar saknas ett av åren.")
