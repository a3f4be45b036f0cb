"""Published reports as their permanent addresses show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss.models import Report
from khoss.presentation.reports import report_title


@dataclass(frozen=True)
class PublishedRow:
    """One published report in the list."""

    title: str
    slug: str
    edition: int
    published_at: datetime
    withdrawn: bool


@dataclass(frozen=True)
class EditionRow:
    """One edition at an address; `reason` is why it replaced the one before it."""

    edition: int
    published_at: datetime
    reason: str
    withdrawn_at: datetime | None
    withdrawal_reason: str


@dataclass(frozen=True)
class PublishedFile:
    """One file of a published report: its name in the address, and what it holds."""

    name: str
    label: str


@dataclass(frozen=True)
class PublishedPage:
    """One edition of a published report.

    `replaced_by` is the edition that is in force instead, 0 when this one is, and `replaced_why`
    is the reason of the first edition after this one. An edition that is not withdrawn comes before
    one that is, which is named only when there is no other.
    """

    title: str
    slug: str
    edition: EditionRow
    editions: tuple[EditionRow, ...]
    replaced_by: int
    replacement_withdrawn: bool
    replaced_why: str
    case_number: str
    sender: str
    recipient: str
    pages: int | None
    pdf_sha256: str
    is_example: bool
    county_texts: str


def published_rows(reports: Sequence[Report]) -> list[PublishedRow]:
    """Return published reports as a list of them shows."""
    return [
        PublishedRow(
            title=report_title(report),
            slug=report.slug or "",
            edition=report.edition or 0,
            published_at=_published_at(report),
            withdrawn=report.withdrawn_at is not None,
        )
        for report in reports
    ]


def published_page(shown: Report, editions: Sequence[Report]) -> PublishedPage:
    """Return one edition among all at its address, which come latest first."""
    later = [one for one in editions if (one.edition or 0) > (shown.edition or 0)]
    in_force = [one for one in later if one.withdrawn_at is None]
    return PublishedPage(
        title=report_title(shown),
        slug=shown.slug or "",
        edition=_edition_row(shown),
        editions=tuple(_edition_row(one) for one in editions),
        replaced_by=next((one.edition or 0 for one in (*in_force, *later)), 0),
        replacement_withdrawn=bool(later and not in_force),
        replaced_why=later[-1].correction_reason if later else "",
        case_number=shown.case_number,
        sender=shown.sender,
        recipient=shown.recipient,
        pages=shown.pages,
        pdf_sha256=shown.pdf_sha256 or "",
        is_example=shown.is_example,
        county_texts=_county_texts(shown),
    )


def pdf_name(report: Report) -> str:
    """Return the name of a published report's PDF in its address."""
    return f"{report.slug}-{report.edition}.pdf"


def _edition_row(report: Report) -> EditionRow:
    return EditionRow(
        edition=report.edition or 0,
        published_at=_published_at(report),
        reason=report.correction_reason,
        withdrawn_at=report.withdrawn_at,
        withdrawal_reason=report.withdrawal_reason,
    )


def _published_at(report: Report) -> datetime:
    if report.published_at is None:
        raise ValueError(f"report {report.id} is not published")
    return report.published_at


def _county_texts(report: Report) -> str:
    if report.with_texts:
        return _("Det som länen skrev om sina svar är med, efter ett särskilt beslut.")
    return _("Det som länen skrev om sina svar är inte med: fritext om beredskap kan vara känslig.")
