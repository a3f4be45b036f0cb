"""Published totals beside the counties' answers, and a report's sentences beside its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khoss import labels
from khoss.enums import Agreement
from khoss.exports.edition import base_text
from khoss.exports.rows import Cell
from khoss.exports.wanted import Wanted
from khoss.figures.claims import EVERY_GOAL, ClaimCheck, check_claims, report_tables
from khoss.figures.history import History, Year
from khoss.figures.reconcile import Row, reconcile
from khoss.figures.spread_claims import SpreadCheck, check_spread
from khoss.figures.tally import Tally
from khoss.presentation.numbers import rounded_percent
from khoss.services.claims import ReportClaims, find_claims
from khoss.workbooks.tables import Table

FIGURE = ("ja", "delvis", "nej", "svarande", "länsstyrelser", "bas")
TOTALS_HEAD = (
    *("delmål", "mållinje", "fråga"),
    *(f"{name}, publicerat" for name in FIGURE),
    *(f"{name}, länens svar" for name in FIGURE),
    *("utfall", "skillnad i ja", "skillnad i delvis", "skillnad i nej"),
)
CLAIMS_HEAD = (
    *("område", "områdets namn", "plats", "påstående", "år", "mållinjer", "räknas", "sägs"),
    *("antal", "av", "procent", "ja", "delvis", "nej", "obesvarade", "svar", "frågor", "bas"),
    *("utfall", "stämmer för"),
)
ENDS_HEAD = (
    "vad",
    "sägs, procent",
    "minst möjligt, procent",
    "mest möjligt, procent",
    "möjliga antal",
)
AGREEMENTS: dict[Agreement, str] = {
    Agreement.MATCH: "stämmer",
    Agreement.DIFFERS: "stämmer inte",
    Agreement.NO_ANSWERS: "inga svar att stämma av mot",
    Agreement.NO_TOTAL: "ingen publicerad total",
}
ALL_LINES = "alla"
PARTS = {
    "foundation": "stöd inom de sex prioriterade områdena",
    "summary": "sammanfattande bedömning",
    "analysis": "analys och slutsatser",
}


def reconciliation_tables(wanted: Wanted) -> Mapping[str, Table]:
    """Return a year's totals beside its answers, and what its report says beside its tables."""
    year, history = wanted.edition.year, wanted.history
    said, tables = find_claims(year.year), report_tables(year)
    notes = (*wanted.notes(), *_notes(year, said))
    checks = check_claims(said.claims, history) if said and tables else ()
    spread = check_spread(said.spread, tables.values()) if said and said.spread and tables else None
    return {
        "delmal": Table(
            *("Delmål", f"Avstämning {year.year}, delmål för delmål", notes, TOTALS_HEAD),
            rows=tuple(_total_row(year, one) for one in reconcile(year)),
        ),
        "pastaenden": Table(
            *("Påståenden", f"Påståenden i rapporten för {year.year}", notes, CLAIMS_HEAD),
            rows=tuple(_claim(history, one) for one in checks),
        ),
        "andelar": Table(
            *("Andelar för länen", f"Rapportens andelar för länen {year.year}", notes, ENDS_HEAD),
            rows=tuple(_ends(spread)) if spread else (),
        ),
    }


def _notes(year: Year, said: ReportClaims | None) -> tuple[str, ...]:
    handed_in = f"{len(year.handed_in)} av {year.population} länsstyrelser har lämnat in."
    if not year.has_answers:
        handed_in = f"Länens egna svar {year.year} är inte kända, bara de nationella totalerna."
    return (
        handed_in,
        "Skillnad är länens svar − publicerat, bedömning för bedömning.",
        *((f"Påståendena står i: {said.source}",) if said else ()),
    )


def _total_row(year: Year, row: Row) -> tuple[Cell, ...]:
    goal, gap = year.by_key[row.key], row.gap
    return (
        *(goal.key, goal.line, goal.question, *_figure(row.published), *_figure(row.answered)),
        AGREEMENTS[row.agreement],
        *((gap.yes, gap.partly, gap.no) if gap else (None, None, None)),
    )


def _figure(tally: Tally | None) -> tuple[Cell, ...]:
    if tally is None:
        return (None,) * len(FIGURE)
    return tally.yes, tally.partly, tally.no, tally.base, tally.population, base_text(tally)


def _claim(history: History, check: ClaimCheck) -> tuple[Cell, ...]:
    claim, counted, share = check.claim, check.counted, check.share
    measure = labels.MEASURES[claim.measure] if claim.measure else None
    figures: tuple[Cell, ...] = (None,) * 7
    if counted:
        figures = (counted.yes, counted.partly, counted.no, counted.unanswered)
        figures += (counted.base, counted.population, base_text(counted))
    # A sentence that holds as it stands has nothing else to hold for.
    otherwise = () if check.holds else check.holds_as
    return (
        *(claim.area or None, dict(history.areas).get(claim.area), PARTS[claim.part]),
        *(claim.fragment, claim.year),
        ALL_LINES if claim.goal_lines == EVERY_GOAL else ", ".join(claim.goal_lines),
        str(measure) if measure else None,
        *(
            claim.claimed,
            check.actual,
            check.base,
            rounded_percent(share) if share is not None else None,
        ),
        *(*figures, str(labels.CLAIM_FINDINGS[check.finding]).lower()),
        ", ".join(str(labels.MEASURES[one]) for one in otherwise),
    )


def _ends(found: SpreadCheck) -> Iterator[tuple[Cell, ...]]:
    claim = found.claim
    for name, said, possible in (
        ("lägsta länet", claim.lowest, found.lowest_as),
        ("högsta länet", claim.highest, found.highest_as),
    ):
        counts = ", ".join(f"{met} av {questions}" for met, questions in possible)
        yield name, said, None, None, counts or "inget antal av frågorna ger den andelen"
    low, high = rounded_percent(found.mean_low), rounded_percent(found.mean_high)
    yield "medelvärdet av länen", claim.mean, low, high, None
