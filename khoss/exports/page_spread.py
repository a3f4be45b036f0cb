"""How far apart the counties stand, as tables: spread, change, groups and municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss import labels
from khoss.enums import Levelling, RoundStatus, ShareKind
from khoss.exports.edition import COUNTS, DATED, base_text, counts, dated, dated_step, percent_cell
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.groups import GroupFigures
from khoss.figures.history import History, Year
from khoss.figures.shares import FORMULAS
from khoss.figures.spread import Distribution
from khoss.figures.tally import Tally
from khoss.figures.year_spread import AreaSpread, YearSpread, year_spread
from khoss.presentation.numbers import rounded_percent
from khoss.presentation.spread_form import chosen, kind_of
from khoss.presentation.spread_groups import group_name
from khoss.workbooks.tables import Table

AREA = ("område", "områdets namn")
NUMBERS = ("lägst", "nedre kvartil", "median", "övre kvartil", "högst")
DISTANCES = ("avstånd lägst till högst", "mittersta hälftens bredd")
SPREAD_HEAD = (
    *(*AREA, "delmål", "inlämnade", "länsstyrelser", "svar", "frågor", "bas"),
    *(*NUMBERS, *DISTANCES, "länskoder lägst", "länskoder högst", "utan andel"),
)
CHANGE_HEAD = (
    *(*AREA, *DATED, "jämförda delmål", "av delmål", "län båda åren", "länsstyrelser"),
    *("svar", "frågor", "bas", *NUMBERS, *DISTANCES),
    *(f"ändring i {name}" for name in DISTANCES),
    *("skillnaderna", "att veta"),
)
QUESTIONS = (*COUNTS[:4], "svar", "frågor", "bas", "andel, procent")
GROUPS_HEAD = ("indelning", "grupp", "länskoder", "inlämnade", "av", *QUESTIONS)
MUNICIPALITIES_HEAD = (
    *(*AREA, *(f"{name}, länen en gång var" for name in QUESTIONS)),
    *(f"{name}, en gång per kommun" for name in QUESTIONS),
)
LEVELLINGS: dict[Levelling, str] = {
    Levelling.CLOSER: "minskar",
    Levelling.APART: "ökar",
    Levelling.UNCHANGED: "oförändrade",
    Levelling.MIXED: "måtten går åt olika håll",
}


def spread_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return the tables of a year's differences, of the share that the address asks for."""
    history, number = wanted.history, wanted.edition.year.year
    kind = _kind(wanted)
    figures = year_spread(history, year=number, kind=kind)
    notes = (*wanted.notes(), *_notes(wanted, kind))
    rows = figures.rows if figures else ()
    return {
        "spridning": Table(
            *("Spridning", f"Skillnader {number}, område för område", notes, SPREAD_HEAD),
            rows=tuple(_spread(wanted, one) for one in rows),
            kept=2,
        ),
        "andring": Table(
            *("Ändring", f"Skillnader {number}: ändring sedan året före", notes, CHANGE_HEAD),
            rows=tuple(row for one in rows for row in _change_rows(wanted, one)),
            kept=3,
        ),
        "grupper": Table(
            *("Grupper", f"Grupper av län {number}", notes, GROUPS_HEAD),
            rows=tuple(_group_rows(figures)) if figures else (),
            kept=2,
        ),
        "kommuner": Table(
            *("Kommuner", f"Räknat per kommun {number}", notes, MUNICIPALITIES_HEAD),
            rows=tuple(_municipalities(history, one, kind) for one in rows),
            kept=2,
        ),
    }


def spread_filters(wanted: Wanted) -> Mapping[str, str]:
    """Return which share it is of, as the page's address says it."""
    return chosen(_kind(wanted))


def _kind(wanted: Wanted) -> ShareKind:
    return kind_of(wanted.filters.get("andel", ""))


def _notes(wanted: Wanted, kind: ShareKind) -> tuple[str, ...]:
    year = wanted.edition.year
    if not year.has_answers:
        return (f"Länens egna svar {year.year} är inte kända, bara de nationella totalerna.",)
    return (
        f"{labels.SHARE_KINDS[kind]}: 100 · {FORMULAS[kind]}. Alla andelar är i procent, avstånd "
        "och ändringar i procentenheter, räknade på oavrundade tal.",
        "Spridningen gäller de länsstyrelser som lämnat in, varje län räknat en gång. Ändringen "
        "gäller samma län båda åren och de delmål som får jämföras, varje län på de frågor som det "
        "har besvarat båda åren.",
        "Räknat per kommun är en egen siffra och inte landets resultat: varje länsstyrelse räknas "
        "lika många gånger som länet har kommuner.",
    )


def _area(history: History, area: str | None) -> tuple[Cell, ...]:
    return area, dict(history.areas)[area] if area else "alla områden"


def _spread(wanted: Wanted, one: AreaSpread) -> tuple[Cell, ...]:
    found = one.spread
    numbers = (None,) * len((*NUMBERS, *DISTANCES))
    handed_in = len(found.distribution.units) if found.distribution else 0
    return (
        *(*_area(wanted.history, one.area), len(found.keys), handed_in),
        *(wanted.edition.year.population, *_base(found.answers)),
        *(_numbers(found.distribution) if found.distribution else numbers),
        *(", ".join(codes) for codes in (found.lowest, found.highest, found.left_out)),
    )


def _numbers(found: Distribution) -> tuple[Cell, ...]:
    ends = (found.lowest, found.lower_quartile, found.median, found.upper_quartile, found.highest)
    return tuple(rounded_percent(one) for one in (*ends, found.range, found.quartile_range))


def _base(tally: Tally) -> tuple[Cell, ...]:
    return tally.base, tally.population, base_text(tally)


def _change_rows(wanted: Wanted, one: AreaSpread) -> Iterator[tuple[Cell, ...]]:
    change, before, now = one.change, wanted.edition.before, wanted.edition.year
    area = _area(wanted.history, one.area)
    step = dated_step(before, now) if before else dated(now)
    if change is None or before is None:
        none = (None,) * (len(CHANGE_HEAD) - len(AREA) - len(step) - 1)
        why = "inget jämförs: inget delmål får det, eller inga svar båda åren"
        yield (*area, *step, *none, why)
        return
    steps = (rounded_percent(change.range_change), rounded_percent(change.quartile_range_change))
    goals = (len(change.goals), len(one.spread.keys))
    for year, of, found, answers, moved in (
        (before, dated(before), change.then, change.then_answers, None),
        (now, step, change.now, change.now_answers, steps),
    ):
        yield (
            *(*area, *of, *goals, len(found.units), year.population),
            *(*_base(answers), *_numbers(found), *(moved or (None, None))),
            LEVELLINGS[change.levelling] if moved else None,
            None if moved else _open_choice(now),
        )


def _open_choice(now: Year) -> str | None:
    """Say of published answers that an open round decides whose are among them."""
    if now.status is RoundStatus.PUBLISHED:
        return None
    return f"urvalet av län är preliminärt: {now.year} är inte publicerat"


def _group_rows(figures: YearSpread) -> Iterator[tuple[Cell, ...]]:
    for kind, found in figures.groups:
        for one in found:
            yield (str(labels.GROUP_KINDS[kind]), *_group(one, figures.kind))


def _group(one: GroupFigures, kind: ShareKind) -> tuple[Cell, ...]:
    codes = one.group.units
    return (
        *(group_name(one.group), ", ".join(codes), len(one.handed_in), len(codes)),
        *_questions(one.total, kind),
    )


def _municipalities(history: History, one: AreaSpread, kind: ShareKind) -> tuple[Cell, ...]:
    return (
        *_area(history, one.area),
        *_questions(one.counted, kind),
        *_questions(one.weighted.municipalities, kind),
    )


def _questions(tally: Tally, kind: ShareKind) -> tuple[Cell, ...]:
    return (*counts(tally), percent_cell(tally, kind))
