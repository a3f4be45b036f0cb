"""What somebody orders: which report, of what, and what stands on its cover."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.enums import ReportKind

# An account has no place for what single counties wrote.
WITH_COUNTY_TEXTS = frozenset({ReportKind.NATIONAL, ReportKind.COUNTY, ReportKind.QUESTIONS})


@dataclass(frozen=True)
class ReportOrder:
    """A report as it is ordered; `county_code` is empty for the country.

    `with_texts` lets the counties' own texts into the report, which they stay out of otherwise.
    """

    kind: ReportKind
    year: int
    county_code: str = ""
    with_texts: bool = False
    case_number: str = ""
    sender: str = ""
    recipient: str = ""
