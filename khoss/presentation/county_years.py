"""One county through the years, with every break of comparability said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import ShareKind, Verdict
from khoss.figures.change import subtract
from khoss.figures.development import Development, Point, Step
from khoss.figures.shares import share
from khoss.figures.tally import Tally
from khoss.presentation.charts import Bars, bars
from khoss.presentation.numbers import count_of, in_plan, percent, step_text, tie


@dataclass(frozen=True)
class YearRow:
    """One year of the county; without figures `note` says why."""

    year: str
    cells: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class StepText:
    """From one year to the next in sentences: what moved, and what breaks the comparison."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class CountyYears:
    """The county's own development."""

    bars: Bars | None
    rows: tuple[YearRow, ...]
    steps: tuple[StepText, ...]


def county_years(figures: Development, *, answered: Collection[int]) -> CountyYears:
    """Arrange a county's years, latest first, and the steps between them.

    `answered` are the years of which the answers are known, of whatever county.
    """
    counted = [(str(one.year), one.tally) for one in reversed(figures.points) if one.tally]
    return CountyYears(
        bars=bars(counted) if counted else None,
        rows=tuple(_row(one, answered) for one in reversed(figures.points)),
        steps=tuple(_step(one) for one in reversed(figures.steps)),
    )


def _row(point: Point, answered: Collection[int]) -> YearRow:
    tally = point.tally
    if tally is None:
        return YearRow(str(point.year), (), _why_not(point.year, answered))
    found = share(tally, ShareKind.MET_OF_ALL)
    counts = (tally.yes, tally.partly, tally.no, tally.unanswered)
    return YearRow(
        year=str(point.year),
        cells=(
            *(str(count) for count in counts),
            tie(count_of(tally.met, tally.population)),
            percent(found) if found is not None else "–",
        ),
        note="",
    )


def _why_not(year: int, answered: Collection[int]) -> str:
    if year not in answered:
        return _("Länets svar är inte känt.")
    return _("Inga inlämnade svar.")


def _step(step: Step) -> StepText:
    return StepText(
        heading=_("%(then)d till %(now)d", then=step.then_year, now=step.now_year),
        sentences=tuple(
            tie(one) for one in (_moved(step), *breaks_in_words(step), *ended_in_words(step))
        ),
    )


def _moved(step: Step) -> str:
    if step.now is None or step.then is None:
        return _("Åren jämförs inte: ett av dem saknar inlämnade svar från länet.")
    beside = _(
        "På de %(goals)s delmål som får jämföras, samma delmål båda åren: ja eller delvis "
        "%(then)s %(then_year)d och %(now)s %(now_year)d",
        goals=count_of(len(step.goals), step.asked),
        then=_met(step.then),
        now=_met(step.now),
        then_year=step.then_year,
        now_year=step.now_year,
    )
    if not step.same_base:
        return _(
            "%(beside)s. De räknas inte av: något av åren lämnade länet %(keys)s obesvarat.",
            beside=beside,
            keys=in_plan(step.short, step.now_year),
        )
    moved = subtract(step.now, step.then)
    return _(
        "%(beside)s, %(met)s; ja %(yes)s.",
        beside=beside,
        met=step_text(moved.met),
        yes=step_text(moved.yes),
    )


def _met(tally: Tally) -> str:
    """Return ja or delvis of all the questions; who left some unanswered has the same base."""
    met = count_of(tally.met, tally.population)
    if not tally.is_short:
        return met
    return ngettext(
        "%(met)s (%(num)d obesvarad)", "%(met)s (%(num)d obesvarade)", tally.unanswered, met=met
    )


def breaks_in_words(step: Step) -> list[str]:
    """Name the goals that may not be compared with the year before, verdict by verdict."""
    held = defaultdict[Verdict, list[str]](list)
    for one in step.breaks:
        held[one.verdict].append(one.key)
    return [
        _(
            "Jämförbarheten bryts: %(verdict)s för %(keys)s.",
            verdict=str(labels.VERDICTS[verdict]).lower(),
            keys=in_plan(keys, step.now_year),
        )
        for verdict, keys in held.items()
    ]


def ended_in_words(step: Step) -> list[str]:
    """Name the goals of the year before that nothing follows."""
    sentences = []
    if step.ended:
        sentences.append(
            _(
                "Följs inte upp längre: %(keys)s.",
                keys=in_plan(step.ended, step.then_year),
            )
        )
    return sentences
