"""A report on its way to be published, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import CheckKind, NarrativeSection, ProseFault, ReportStatus
from khoss.models import Report, ReportReader, ReportSignOff, User
from khoss.presentation.check_words import check_words
from khoss.presentation.left_out import left_out_texts
from khoss.presentation.reports import fault_texts
from khoss.services.checklist import OF_A_TEXT, OWN_TEXTS, SIGNABLE, Check, Checklist
from khoss.services.report_making import is_being_published

# How a finding of a text is kept, as prose_faults.Finding.key makes it.
FINDING = re.compile(
    r"(?P<section>[a-z_]+)(?:-(?P<area>[A-Z]+))?/(?P<fault>[a-z_]+)/(?P<words>.*?)/[0-9a-f]{12}",
    re.DOTALL,
)
# What these are about is the number of an edition.
OF_AN_EDITION = frozenset(
    {CheckKind.ADDRESS_TAKEN, CheckKind.LATER_EDITION, CheckKind.CORRECTS_OLDER}
)


MOST_PLACES = 30


@dataclass(frozen=True)
class CheckRow:
    """One line of the checklist: what was found, what it is about, and what to do.

    `endpoint` leads to where that is done, empty where it is on the page itself; `of_report`
    tells whether that is a page of this report.
    """

    heading: str
    to_do: str
    about: tuple[str, ...]
    finding: str
    endpoint: str
    link: str
    of_report: bool
    signed_by: str
    signed_at: datetime | None
    reason: str


@dataclass(frozen=True)
class LaterEdition:
    """The latest edition at the address of another, and what has become of it."""

    report_id: int
    edition: int
    text: str


@dataclass(frozen=True)
class ChecklistPage:
    """The checklist: what stops the report, what somebody stands by, what is worth a thought.

    What would stop it were it a draft is `for_correction` once it is published. Each step is there
    only where it would be taken; `later` says why a published report cannot be corrected.
    """

    stopping: tuple[CheckRow, ...]
    for_correction: tuple[CheckRow, ...]
    signed: tuple[CheckRow, ...]
    warnings: tuple[CheckRow, ...]
    is_draft: bool
    is_public: bool
    is_being_published: bool
    is_made: bool
    may_be_published: bool
    may_have_case_number: bool
    may_be_frozen: bool
    may_be_corrected: bool
    may_be_withdrawn: bool
    later: LaterEdition | None


@dataclass(frozen=True)
class ReportLinks:
    """Where a report's page leads; without a slug the report has no public address."""

    report_id: int
    may_publish: bool
    asked_to_read: bool
    slug: str
    edition: int


@dataclass(frozen=True)
class ReaderRow:
    """Somebody who may read a draft."""

    user_id: int
    name: str
    address: str
    granted_at: datetime
    read_at: datetime | None


def state_text(report: Report) -> str:
    """Return how far a report has come on its way to be published."""
    if report.withdrawn_at is not None:
        return _("Återkallad")
    if report.published_at is None:
        return _("Utkast")
    if report.status is ReportStatus.DONE:
        return _("Publicerad, utgåva %(edition)d", edition=report.edition)
    if is_being_published(report):
        return _("Publiceras: den slutliga filen görs")
    return _("Publiceringen har stannat: den slutliga filen kunde inte göras")


def checklist_page(report: Report, found: Checklist) -> ChecklistPage:
    """Return the checklist in words."""
    draft = report.published_at is None
    made = report.status is ReportStatus.DONE
    under_way = is_being_published(report)
    stopping = _rows(found.stopping)
    if not draft:  # nobody signs for what is published
        stopping = tuple(replace(one, finding="") for one in stopping)
    for_correction = not draft and (made or under_way)
    return ChecklistPage(
        stopping=() if for_correction else stopping,
        for_correction=stopping if for_correction else (),
        signed=_rows(found.signed),
        warnings=_rows(found.warnings),
        is_draft=draft,
        is_made=made,
        is_public=not draft and made,
        is_being_published=under_way,
        may_be_published=draft and not found.stopping,
        may_have_case_number=draft and made,
        may_be_frozen=draft and found.has_figures,
        may_be_corrected=not draft and found.later is None and found.has_figures,
        may_be_withdrawn=not draft and report.withdrawn_at is None,
        later=_later(found.later),
    )


def _later(report: Report | None) -> LaterEdition | None:
    if report is None:
        return None
    edition = report.edition or 0
    if report.status is not ReportStatus.DONE:
        text = _("Utgåva %(edition)d ska ersätta den här när dess fil är gjord.", edition=edition)
    elif report.withdrawn_at is not None:
        text = _("Utgåva %(edition)d, som ersatte den här, är återkallad.", edition=edition)
    else:
        text = _("Utgåva %(edition)d har ersatt den här.", edition=edition)
    return LaterEdition(report.id, edition, text)


def check_row(check: Check) -> CheckRow:
    """Return one line of the checklist."""
    words = check_words(check.kind)
    signed: ReportSignOff | None = check.signed
    return CheckRow(
        heading=words.heading,
        to_do=words.to_do,
        about=_about(check),
        finding=check.finding if check.kind in SIGNABLE else "",
        endpoint=words.endpoint,
        link=words.link,
        of_report=words.of_report,
        signed_by=signed.signed_by.display_name if signed else "",
        signed_at=signed.signed_at if signed else None,
        reason=signed.reason if signed else "",
    )


def finding_text(kept: str) -> str:
    """Return a finding as people read it, from how it is kept; what follows it stays."""
    if kept.startswith(OWN_TEXTS):
        return check_words(CheckKind.OWN_TEXTS).heading + kept.removeprefix(OWN_TEXTS)
    found = FINDING.match(kept)
    if found is None:
        return kept
    heading = check_words(OF_A_TEXT[ProseFault(found["fault"])]).heading
    place = _place(NarrativeSection(found["section"]), found["area"] or "")
    return f"{heading}: {place}, ”{found['words']}”{kept[found.end() :]}"


def reader_rows(readers: Sequence[ReportReader]) -> list[ReaderRow]:
    """Return those who may read a draft."""
    return [
        ReaderRow(
            user_id=one.user_id,
            name=one.user.display_name,
            address=one.user.email,
            granted_at=one.granted_at,
            read_at=one.read_at,
        )
        for one in readers
    ]


def account_choices(users: Sequence[User]) -> list[tuple[int, str]]:
    """Return accounts as one chooses among them: by name, with the address."""
    return [(user.id, f"{user.name} ({user.email})" if user.name else user.email) for user in users]


def _about(check: Check) -> tuple[str, ...]:
    """Return what a check is about: names, chapters, or a place in a text and what stands there."""
    if check.kind is CheckKind.INVALID:
        return tuple(fault_texts("\n".join(check.about)))
    if check.kind in OF_AN_EDITION:
        return tuple(_("Utgåva %(edition)d", edition=int(one)) for one in check.about)
    if check.left_out:
        return left_out_texts(check.left_out, MOST_PLACES)
    chapters = tuple(str(labels.NARRATIVE_SECTIONS[one]) for one in check.chapters)
    if check.wording is None:
        return check.about + chapters
    found = check.wording
    place = _place(found.section, found.area)
    return tuple(text for text in (place, f"”{found.words}”", found.sentence) if text)


def _place(section: NarrativeSection, area: str) -> str:
    return f"{labels.NARRATIVE_SECTIONS[section]} {area}".rstrip()


def _rows(checks: Sequence[Check]) -> tuple[CheckRow, ...]:
    return tuple(check_row(one) for one in checks)
