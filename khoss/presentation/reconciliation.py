"""Published totals against the counties' answers, as their page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Agreement
from khoss.figures.history import Year
from khoss.figures.reconcile import Gap, Row
from khoss.figures.tally import Tally
from khoss.presentation.goal_links import GoalLink
from khoss.presentation.numbers import count_of, figures_in_words, signed, tie

HELD_AGAINST_EACH_OTHER = (Agreement.MATCH, Agreement.DIFFERS)


@dataclass(frozen=True)
class ReconciledRow:
    """One goal: ja, delvis, nej and answers, published and answered, and whether they agree."""

    key: str
    line: str
    question: str
    published: tuple[str, ...]
    answered: tuple[str, ...]
    agreement: str
    gap: str


@dataclass(frozen=True)
class ReconciliationPage:
    """What does not agree first, then what does; `nothing` says why there are no rows."""

    title: str
    nothing: str
    lead: str
    base: str
    differing: tuple[GoalLink, ...]
    not_agreeing: tuple[ReconciledRow, ...]
    agreeing: tuple[ReconciledRow, ...]


def reconciled(year: Year, rows: Sequence[Row]) -> ReconciliationPage:
    """Arrange a year's totals beside its answers."""
    nothing = _nothing(year, rows)
    arranged = [] if nothing else [(one.agreement, _row(year, one)) for one in rows]
    return ReconciliationPage(
        title=_("Avstämning %(year)d", year=year.year),
        nothing=nothing,
        lead="" if nothing else tie(_lead(rows)),
        base=tie(
            _(
                "%(count)s länsstyrelser har lämnat in.",
                count=count_of(len(year.handed_in), year.population),
            )
        ),
        differing=tuple(
            _differing(year, one) for one in rows if one.agreement is Agreement.DIFFERS
        ),
        not_agreeing=tuple(row for found, row in arranged if found is not Agreement.MATCH),
        agreeing=tuple(row for found, row in arranged if found is Agreement.MATCH),
    )


def _nothing(year: Year, rows: Sequence[Row]) -> str:
    """Say why no row can be held against another, when none can."""
    if any(one.agreement in HELD_AGAINST_EACH_OTHER for one in rows):
        return ""
    if not year.has_answers:
        return _(
            "Länens egna svar %(year)d är inte kända, bara de nationella totalerna. Det finns "
            "inget att stämma av dem mot.",
            year=year.year,
        )
    if not year.handed_in:
        return _("Ingen länsstyrelse har lämnat in sin självskattning ännu.")
    return _(
        "Inga totaler har publicerats för %(year)d vid sidan av länens svar. Det finns inget att "
        "stämma av.",
        year=year.year,
    )


def _lead(rows: Sequence[Row]) -> str:
    differing = [one for one in rows if one.agreement is Agreement.DIFFERS]
    held = [one for one in rows if one.agreement in HELD_AGAINST_EACH_OTHER]
    sentence = (
        _(
            "%(count)s delmål stämmer inte: länens svar ger något annat än den publicerade "
            "totalen.",
            count=count_of(len(differing), len(held)),
        )
        if differing
        else _(
            "%(count)s delmål stämmer: länens svar ger de publicerade totalerna.",
            count=count_of(len(held), len(held)),
        )
    )
    if len(held) == len(rows):
        return sentence
    rest = _(
        "%(count)s delmål har ingen publicerad total.",
        count=count_of(len(rows) - len(held), len(rows)),
    )
    return f"{sentence} {rest}"


def _differing(year: Year, row: Row) -> GoalLink:
    goal = year.by_key[row.key]
    said = _(
        "publicerat %(published)s, länens svar %(answered)s: %(gap)s",
        published=_in_words(row.published),
        answered=_in_words(row.answered),
        gap=_gap(row.gap),
    )
    return GoalLink(row.key, goal.line, goal.question, tie(said))


def _in_words(tally: Tally | None) -> str:
    if tally is None:
        return "–"
    return _(
        "%(figures)s (%(base)s svarade)",
        figures=figures_in_words(tally),
        base=count_of(tally.base, tally.population),
    )


def _gap(gap: Gap | None) -> str:
    """Return how many more the answers say, of each rating that differs."""
    if gap is None:
        return ""
    steps = ((_("ja"), gap.yes), (_("delvis"), gap.partly), (_("nej"), gap.no))
    return ", ".join(f"{rating}\N{NO-BREAK SPACE}{signed(step)}" for rating, step in steps if step)


def _row(year: Year, row: Row) -> ReconciledRow:
    goal = year.by_key[row.key]
    return ReconciledRow(
        key=row.key,
        line=goal.line,
        question=goal.question,
        published=_cells(row.published),
        answered=_cells(row.answered),
        agreement=str(labels.AGREEMENTS[row.agreement]),
        gap=_gap(row.gap),
    )


def _cells(tally: Tally | None) -> tuple[str, ...]:
    if tally is None:
        return ("–",) * 4
    counts = (str(tally.yes), str(tally.partly), str(tally.no))
    return (*counts, tie(count_of(tally.base, tally.population)))
