"""What a report says in words, computed again from the figures it rests on."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from khoss.enums import ClaimFinding, Measure
from khoss.figures.history import History, Year
from khoss.figures.tally import Tally, total
from khoss.figures.words import fits, is_claim

BETWEEN_LINES = " + "
EVERY_GOAL = ("*",)
# What a sentence that is not true as it is worded may still be true of.
OTHERWISE = (Measure.YES, Measure.MET, Measure.PARTLY, Measure.NO)


@dataclass(frozen=True)
class Claim:
    """One sentence that names a number, or a word of the table, of the answers to a goal in a year.

    `fragment` quotes it. `part` is where it stands: `foundation`, `summary` or `analysis`; a
    sentence on the whole plan has no area. Of several goal lines, or of EVERY_GOAL, the answers are
    taken together. `measure` is what the words count: without "delvis" they count ja alone.
    Without goal lines the figures cannot tell.

    :raises ValueError: when the word is not in the table.
    """

    area: str
    part: str
    fragment: str
    year: int
    goal_lines: tuple[str, ...]
    measure: Measure | None
    of_answers: bool
    claimed: str

    def __post_init__(self) -> None:
        if not is_claim(self.claimed):
            raise ValueError(f"{self.claimed} is neither a number nor a known word")
        if bool(self.goal_lines) != (self.measure is not None):
            raise ValueError(f"{self.fragment}: goal lines and a measure go together")

    def fits(self, count: int, base: int) -> bool:
        """Tell whether a count of a base is what the sentence says."""
        return fits(self.claimed, count, base)


@dataclass(frozen=True)
class ClaimCheck:
    """A sentence beside the figure: `actual` of `base` gave the answers that the words name.

    `counted` is all that was answered. `holds_as` are the measures under which it would hold; the
    tally and both counts are None where the figures cannot tell.
    """

    claim: Claim
    finding: ClaimFinding
    counted: Tally | None
    actual: int | None
    base: int | None
    holds_as: tuple[Measure, ...]

    @property
    def share(self) -> Fraction | None:
        """Return the share that gave those answers; None where the figures cannot tell."""
        return Fraction(self.actual, self.base) if self.actual is not None and self.base else None

    @property
    def holds(self) -> bool:
        """Tell whether the sentence is true as it is worded."""
        return self.finding is ClaimFinding.HOLDS

    @property
    def is_refuted(self) -> bool:
        """Tell whether the sentence is false as it is worded."""
        return self.finding in (ClaimFinding.FAILS, ClaimFinding.HOLDS_OTHERWISE)


def read_claims(lines: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims of a file of comma separated rows under one heading row.

    :raises ValueError: when a row names an unknown measure or word.
    """
    return tuple(
        Claim(
            area=row["area"],
            part=row["part"],
            fragment=row["fragment"],
            year=int(row["year"]),
            goal_lines=tuple(row["goal_line"].split(BETWEEN_LINES)) if row["goal_line"] else (),
            measure=Measure(row["measure"]) if row["measure"] else None,
            of_answers=row["of"] == "answers",
            claimed=row["claimed"],
        )
        for row in csv.DictReader(lines)
    )


def count(counted: Tally, measure: Measure) -> int:
    """Return how many gave the answers that a measure names."""
    return {
        Measure.YES: counted.yes,
        Measure.MET: counted.met,
        Measure.PARTLY: counted.partly,
        Measure.NO: counted.no,
        Measure.ANSWERED: counted.base,
    }[measure]


def report_tables(year: Year) -> Mapping[str, Tally]:
    """Return what a report of the year rests on, by goal key: its totals, else the answers."""
    found = {key: year.totals.get(key) or year.tally(key) for key in year.by_key}
    return {key: one for key, one in found.items() if one is not None}


def check_claims(claims: Iterable[Claim], history: History) -> tuple[ClaimCheck, ...]:
    """Return every claim with its figure computed again.

    :raises KeyError: when the history has no such year or the year no such goal line.
    """
    return tuple(_check(claim, history) for claim in claims)


def refuted(checks: Iterable[ClaimCheck]) -> tuple[ClaimCheck, ...]:
    """Return the claims that do not hold as they are worded."""
    return tuple(one for one in checks if one.is_refuted)


def claimed_keys(year: Year, claim: Claim) -> tuple[str, ...]:
    """Return the goals that a claim is about, by their keys in its year.

    :raises KeyError: when the year has no such goal line.
    """
    if claim.goal_lines == EVERY_GOAL:
        return year.keys()
    return tuple(year.by_line[line].key for line in claim.goal_lines)


def _check(claim: Claim, history: History) -> ClaimCheck:
    year = history.year(claim.year)
    tables, keys = report_tables(year), claimed_keys(year, claim)
    known = [tables[key] for key in keys if key in tables]
    if claim.measure is None or len(known) < len(keys):
        return ClaimCheck(claim, ClaimFinding.NO_FIGURE, None, None, None, ())
    together = total(known)
    base = together.base if claim.of_answers else together.population
    measures = OTHERWISE if claim.measure in OTHERWISE else (claim.measure,)
    holds_as = tuple(one for one in measures if claim.fits(count(together, one), base))
    return ClaimCheck(
        claim=claim,
        finding=_finding(claim.measure, holds_as),
        counted=together,
        actual=count(together, claim.measure),
        base=base,
        holds_as=holds_as,
    )


def _finding(measure: Measure, holds_as: tuple[Measure, ...]) -> ClaimFinding:
    if measure in holds_as:
        return ClaimFinding.HOLDS
    return ClaimFinding.HOLDS_OTHERWISE if holds_as else ClaimFinding.FAILS
