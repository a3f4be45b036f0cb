"""Published reports as their permanent addresses show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss.models import Report
from khoss.presentation.corrections import ordered_otherwise
from khoss.presentation.reports import report_title
from khoss.services.publications import readable_edition


@dataclass(frozen=True)
class PublishedRow:
    """One published report in the list.

    `later` is the number of a later edition that is withdrawn, 0 when there is none.
    """

    title: str
    slug: str
    edition: int
    published_at: datetime
    withdrawn: bool
    later: int


@dataclass(frozen=True)
class EditionRow:
    """One edition at an address; `reason` is why it replaced the one before it.

    `changes` is what it was ordered with that the one before it was not.
    """

    edition: int
    published_at: datetime
    reason: str
    changes: tuple[str, ...]
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

    `instead` is the edition that is to be read instead, 0 when this one is or none can be read, and
    `replaced_why` is the reason of the first edition after this one. `withdrawn` are the editions
    that should have replaced this one, when all of them are withdrawn.
    """

    title: str
    slug: str
    edition: EditionRow
    editions: tuple[EditionRow, ...]
    instead: int
    replaced_why: str
    withdrawn: tuple[EditionRow, ...]
    case_number: str
    sender: str
    recipient: str
    pages: int | None
    pdf_sha256: str
    is_example: bool
    county_texts: str


def published_rows(addresses: Sequence[Sequence[Report]]) -> list[PublishedRow]:
    """Return published reports as a list of them shows, from the editions at each address."""
    return [_published_row(readable_edition(editions), editions[0]) for editions in addresses]


def _published_row(shown: Report, latest: Report) -> PublishedRow:
    return PublishedRow(
        title=report_title(shown),
        slug=shown.slug or "",
        edition=shown.edition or 0,
        published_at=_published_at(shown),
        withdrawn=shown.withdrawn_at is not None,
        later=0 if latest is shown else latest.edition or 0,
    )


def published_page(shown: Report, editions: Sequence[Report]) -> PublishedPage:
    """Return one edition among all at its address, which come latest first."""
    later = [one for one in editions if (one.edition or 0) > (shown.edition or 0)]
    rows = _edition_rows(editions)
    in_force = readable_edition(editions)
    instead = in_force is not shown and in_force.withdrawn_at is None
    return PublishedPage(
        title=report_title(shown),
        slug=shown.slug or "",
        edition=next(row for row in rows if row.edition == shown.edition),
        editions=rows,
        instead=(in_force.edition or 0) if instead else 0,
        replaced_why=later[-1].correction_reason if later else "",
        withdrawn=() if instead else rows[: len(later)],
        case_number=shown.case_number,
        sender=shown.sender,
        recipient=shown.recipient,
        pages=shown.pages,
        pdf_sha256=shown.pdf_sha256 or "",
        is_example=shown.is_example,
        county_texts=_county_texts(shown),
    )


def _edition_rows(editions: Sequence[Report]) -> tuple[EditionRow, ...]:
    """Return editions, latest first, each with what differs from the one before it."""
    before = [*editions[1:], None]
    return tuple(_edition_row(*both) for both in zip(editions, before, strict=True))


def _edition_row(report: Report, before: Report | None) -> EditionRow:
    return EditionRow(
        edition=report.edition or 0,
        published_at=_published_at(report),
        reason=report.correction_reason,
        changes=ordered_otherwise(before, report) if before else (),
        withdrawn_at=report.withdrawn_at,
        withdrawal_reason=report.withdrawal_reason,
    )


def _published_at(report: Report) -> datetime:
    if report.published_at is None:
        raise ValueError(f"report {report.id} is not published")
    return report.published_at


def _county_texts(report: Report) -> str:
    if report.with_texts and report.county_code:
        # Nobody can publish a county's own texts without having signed for them.
        return _("Det som länen skrev om sina svar är med, efter ett särskilt beslut.")
    if report.with_texts:
        return _("Det som länen skrev om sina svar är med.")
    return _("Det som länen skrev om sina svar är inte med: fritext om beredskap kan vara känslig.")
