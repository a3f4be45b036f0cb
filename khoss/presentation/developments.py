"""The years one after another, over everything and part by part, drawn and as tables."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from khoss.enums import RoundStatus, ShareKind
from khoss.figures.change import subtract
from khoss.figures.development import Development, Point, Step, developments
from khoss.figures.history import History
from khoss.figures.shares import FORMULAS, share
from khoss.figures.tally import Tally
from khoss.presentation.development_breaks import reasons
from khoss.presentation.keeping import once_a_language
from khoss.presentation.line_charts import LineChart, StepMark, YearMark, line_chart
from khoss.presentation.numbers import count_of, listed, percent, step_text, tie

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class YearRow:
    """One year in the table; without cells `note` says why, else it says what is missing."""

    year: str
    cells: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class StepRow:
    """One step in the table."""

    letter: str
    years: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class BreakText:
    """What breaks the comparison at a letter, in sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One picture with its tables."""

    anchor: str
    name: str
    chart: LineChart
    years_caption: str
    years: tuple[YearRow, ...]
    steps_caption: str
    steps: tuple[StepRow, ...]
    breaks: tuple[BreakText, ...]


@dataclass(frozen=True)
class KeyEntry:
    """What one kind of mark means."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """Some pictures under one heading."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class DevelopmentPage:
    """The page."""

    title: str
    status: str
    lead: str
    formula: str
    key: tuple[KeyEntry, ...]
    sections: tuple[Section, ...]


@once_a_language
def development_page(history: History) -> DevelopmentPage:
    """Arrange the years over everything, over each area and over each priority."""
    figures, names = developments(history), dict(history.areas)
    areas = [_card(history, code.lower(), names[code], one) for code, one in figures.areas]
    priorities = [
        _card(history, f"prio-{one}", tie(_("Prio %(priority)d", priority=one)), found)
        for one, found in figures.priorities
    ]
    return DevelopmentPage(
        title=_("Utveckling"),
        status=preliminary_years(history),
        lead=_(
            "Andelen ja eller delvis år för år. Planen ändras mellan åren: bara delmål som frågar "
            "efter samma sak, och som samma länsstyrelser svarade på båda åren, binds ihop."
        ),
        formula=FORMULAS[ShareKind.MET_OF_ANSWERS],
        key=_key(),
        sections=(
            Section(
                _("Hela planen"), (_card(history, "alla", _("Alla delmål"), figures.everything),)
            ),
            Section(_("Område för område"), tuple(areas)),
            Section(_("Prioritering för prioritering"), tuple(priorities)),
        ),
    )


def preliminary_years(history: History) -> str:
    """Say which years are not published, on pages that show more years than one."""
    years = [str(one.year) for one in history.years if _is_preliminary(history, one.year)]
    if not years:
        return ""
    return _(
        "Preliminärt: %(years)s är inte publicerad. Det som är inlämnat räknas.",
        years=listed(years),
    )


def _is_preliminary(history: History, year: int) -> bool:
    found = history.year(year)
    return found.source is not None and found.status is not RoundStatus.PUBLISHED


def _key() -> tuple[KeyEntry, ...]:
    return (
        KeyEntry("whole", _("Årets alla delmål, i procent: alla svarade på allt.")),
        KeyEntry(
            "short",
            _("Årets alla delmål, i procent: svar saknas, och basen står i tabellen."),
        ),
        KeyEntry(
            "step",
            _(
                "De delmål som får jämföras, bland dem som svarade på dem båda åren. Linjen når "
                "fram till punkterna bara när den gäller allt som de gäller."
            ),
        ),
        KeyEntry(
            "break",
            _("Här bryts jämförbarheten; varför står under samma bokstav nedanför tabellen."),
        ),
    )


def _card(history: History, anchor: str, name: str, figures: Development) -> Card:
    letters = _letters(figures)
    steps = [(one, letters.get(one.now_year, "")) for one in figures.steps]
    years = [_year_mark(history, one) for one in figures.points]
    return Card(
        anchor=anchor,
        name=name,
        chart=line_chart(
            years,
            [_step_mark(one, letter) for one, letter in steps],
            title=_chart_title(name, figures),
            description=_("Samma siffror står i tabellerna under bilden."),
        ),
        years_caption=_("%(name)s: svaren år för år", name=name),
        years=tuple(_year_row(history, one) for one in reversed(figures.points)),
        steps_caption=_("%(name)s: från år till år, det som får jämföras", name=name),
        steps=tuple(_step_row(history, one, letter) for one, letter in reversed(steps)),
        breaks=tuple(
            BreakText(_years_of(one, letter), reasons(history, one))
            for one, letter in reversed(steps)
            if letter
        ),
    )


def _letters(figures: Development) -> dict[int, str]:
    """Return a letter for each step that is not over all that its years are over."""
    broken = [one.now_year for one in figures.steps if not (one.whole and one.whole.covers_all)]
    return {
        year: LETTERS[place % len(LETTERS)] * (1 + place // len(LETTERS))
        for place, year in enumerate(broken)
    }


def _chart_title(name: str, figures: Development) -> str:
    told = [
        _("%(year)d %(share)s", year=one.year, share=percent(found))
        for one in figures.points
        if (found := _share(one.tally)) is not None
    ]
    return _("%(name)s, ja eller delvis: %(years)s.", name=name, years=listed(told))


def _share(tally: Tally | None) -> Fraction | None:
    return share(tally, ShareKind.MET_OF_ANSWERS) if tally else None


def _year_mark(history: History, point: Point) -> YearMark:
    return YearMark(
        year=str(point.year),
        note=_("prel.") if _is_preliminary(history, point.year) else "",
        share=_share(point.tally),
        short=point.tally is not None and point.tally.is_short,
    )


def _step_mark(step: Step, letter: str) -> StepMark:
    if step.whole is None:
        return StepMark(None, False, letter)
    then, now = _share(step.whole.then), _share(step.whole.now)
    shares = (then, now) if then is not None and now is not None else None
    return StepMark(shares, step.whole.covers_all, letter)


def _year_row(history: History, point: Point) -> YearRow:
    tally, found = point.tally, _share(point.tally)
    if tally is None:
        return YearRow(str(point.year), (), _no_figure(point))
    notes = [_("preliminärt")] if _is_preliminary(history, point.year) else []
    if tally.is_short:
        notes.append(_("%(base)s svar finns", base=count_of(tally.base, tally.population)))
    if point.without_figure:
        notes.append(_("ingen siffra för %(keys)s", keys=listed(list(point.without_figure))))
    met = count_of(tally.met, tally.base)
    return YearRow(
        year=str(point.year),
        cells=(
            str(len(point.keys)),
            *(str(one) for one in (tally.yes, tally.partly, tally.no, tally.unanswered)),
            tie(f"{met}, {percent(found)}" if found is not None else met),
        ),
        note=tie(", ".join(notes)),
    )


def _no_figure(point: Point) -> str:
    if point.without_figure:
        return _("Ingen siffra: inget är inlämnat eller publicerat.")
    return _("Planen hade inget delmål här.")


def _step_row(history: History, step: Step, letter: str) -> StepRow:
    whole = step.whole
    compared = count_of(len(whole.goals) if whole else 0, step.asked)
    if whole is None:
        cells = (compared, "–", "–", "–", _("räknas inte av"))
    else:
        moved = subtract(whole.now, whole.then)
        cells = (
            compared,
            _counties(history, step),
            _met(whole.then),
            _met(whole.now),
            _("%(met)s (ja %(yes)s)", met=step_text(moved.met), yes=step_text(moved.yes)),
        )
    return StepRow(letter, _years(step), tuple(tie(one) for one in cells))


def _counties(history: History, step: Step) -> str:
    asked = history.year(step.now_year).population
    return count_of(len(step.units) if step.units is not None else asked, asked)


def _met(tally: Tally) -> str:
    return count_of(tally.met, tally.base)


def _years(step: Step) -> str:
    return _("%(then)d till %(now)d", then=step.then_year, now=step.now_year)


def _years_of(step: Step, letter: str) -> str:
    return _("%(letter)s: %(years)s", letter=letter, years=_years(step))
