"""What every file of a year says before its rows: where the figures come from, and their bases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khoss import labels
from khoss.enums import RoundStatus, ShareKind, Source, Verdict
from khoss.exports.rows import Cell, origin
from khoss.figures.history import History, Year
from khoss.figures.shares import share
from khoss.figures.tally import Tally
from khoss.presentation.numbers import rounded_percent

# What a file says is the same whatever language its reader has chosen for the pages.
LANGUAGE = "sv"
VERDICTS: dict[Verdict, str] = {
    Verdict.SAME: "lika",
    Verdict.REWORDED: "omformulerad",
    Verdict.SPLIT: "delad",
    Verdict.MERGED: "sammanslagen",
    Verdict.NEW: "ny",
    Verdict.ENDED: "utgången",
}
COUNTS = ("ja", "delvis", "nej", "obesvarade", "svarande", "länsstyrelser", "bas")
NO_COUNTS: tuple[Cell, ...] = (None,) * len(COUNTS)
SOURCES: dict[Source | None, str] = {
    Source.ANSWERS: "länsstyrelsernas inlämnade självskattningar",
    Source.PUBLISHED_TOTALS: "de publicerade nationella totalerna; svar per länsstyrelse är "
    "inte kända",
    None: "inga siffror",
}


@dataclass(frozen=True)
class Edition:
    """One year of the history as a file hands it out."""

    history: History
    year: Year
    is_example: bool

    @property
    def before(self) -> Year | None:
        """Return the year of the plan before; None for the first."""
        return self.history.previous(self.year.year)

    @property
    def start(self) -> tuple[Cell, ...]:
        """Return the cells that each row of a flat file begins with, as in `START`."""
        said = wording_notes(self.years)
        return origin(self.is_example), status_text(self.year.status), self.year.year, said

    @property
    def years(self) -> tuple[Year, ...]:
        """Return the year, and the one that its figures stand beside."""
        return (self.year,) if self.before is None else (self.year, self.before)

    def notes(self) -> tuple[str, ...]:
        """Return what has to be known to read any of the year's tables."""
        return notes_of(self.years, is_example=self.is_example)


QUESTIONS = "att veta om frågorna"
START = ("uppgifter", "status", "år", QUESTIONS)
# What a row says itself when it is not of its page's year. A step is of the later of its years.
DATED = ("år", "status")


def wording_notes(years: Iterable[Year]) -> str:
    """Return what is not known of how the questions of some years were worded, if anything."""
    return " ".join(year.wording_note for year in years if year.wording_note)


def notes_of(years: Sequence[Year], *, is_example: bool) -> tuple[str, ...]:
    """Return what has to be known to read the figures of some years."""
    lines = [example_text() if is_example else ""]
    for year in years:
        lines += [
            f"Status {year.year}: {status_text(year.status)}.",
            f"Källa {year.year}: {SOURCES[year.source]}.",
            short_bases(year),
            year.wording_note,
        ]
    lines.append("Obesvarad är inte nej: varje siffra står med sin bas, så många som svarade.")
    return tuple(line for line in lines if line)


def example_text() -> str:
    """Return what is said where the counties' answers are made up."""
    return (
        "EXEMPELDATA: länens svar är påhittade. Svaren för 2023 och 2024 summerar till de "
        "publicerade nationella totalerna."
    )


def status_text(status: RoundStatus) -> str:
    """Return how far a round has come, and what that means for its figures."""
    if status is RoundStatus.PUBLISHED:
        return "publicerad"
    return f"preliminär ({str(labels.ROUND_STATUSES[status]).lower()}, inte publicerad)"


def dated(year: Year) -> tuple[Cell, ...]:
    """Return the year that a row is of and how far its round has come, in the order of `DATED`."""
    return year.year, status_text(year.status)


def dated_step(then: Year, now: Year) -> tuple[Cell, ...]:
    """Return the same of a step between two years: preliminary while either of them is."""
    last = then if now.status is RoundStatus.PUBLISHED else now
    return now.year, status_text(last.status)


def short_bases(year: Year) -> str:
    """Return the goals that not everybody answered, each with its base; empty without figures."""
    if year.source is None:
        return ""
    tallies = [(key, year.tally(key)) for key in year.by_key]
    short = [(key, one) for key, one in tallies if one is not None and one.is_short]
    if not short:
        return f"Alla {year.population} länsstyrelser svarade på alla delmål {year.year}."
    said = ", ".join(f"{key} {base_text(one)}" for key, one in short)
    return f"Färre än alla svarade på {len(short)} av {len(tallies)} delmål {year.year}: {said}."


def base_text(tally: Tally) -> str:
    """Return how many answered, of how many: `13 av 21`."""
    return f"{tally.base} av {tally.population}"


def counts(tally: Tally | None) -> tuple[Cell, ...]:
    """Return a figure with its base, in the order of `COUNTS`; empty cells when there is none."""
    if tally is None:
        return NO_COUNTS
    return (
        *(tally.yes, tally.partly, tally.no),
        *(tally.unanswered, tally.base, tally.population, base_text(tally)),
    )


def percent_cell(tally: Tally | None, kind: ShareKind) -> Decimal | None:
    """Return a share in percent; None when it is of nothing."""
    found = share(tally, kind) if tally is not None else None
    return rounded_percent(found) if found is not None else None


def figure_text(year: Year, key: str) -> str:
    """Return a goal's figure in words with its base: `SL 2: 18 ja, 3 delvis, 0 nej (21 av 21)`."""
    return tally_text(key, year.tally(key))


def tally_text(key: str, tally: Tally | None) -> str:
    """Return a figure in words with its base, or that there is none."""
    if tally is None:
        return f"{key}: siffra saknas"
    return f"{key}: {tally.yes} ja, {tally.partly} delvis, {tally.no} nej ({base_text(tally)})"
