"""What the published reports say in words of a year's answers."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.figures.claims import Claim, read_claims
from khoss.figures.spread_claims import CLAIMED, SpreadClaim
from khoss.services.official import DATA, SOURCE


@dataclass(frozen=True)
class ReportClaims:
    """The sentences of one report, what it says of the spread between counties, and its name."""

    source: str
    claims: tuple[Claim, ...]
    spread: SpreadClaim | None


def find_claims(year: int) -> ReportClaims | None:
    """Return what the report of a year says; None of a year whose prose nobody has read."""
    path = DATA / f"claims-{year}.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return ReportClaims(SOURCE, read_claims(file), CLAIMED.get(year))
