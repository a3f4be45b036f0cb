"""What is looked at before a report is published: what stops it, and what is worth a thought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import (
    CheckKind,
    NarrativeSection,
    ProseFault,
    ReportKind,
    ReportStatus,
    RoundStatus,
)
from khoss.errors import NotFound
from khoss.figures.edition_differences import EditionDifferences, differences
from khoss.figures.editions import Edition, read_edition
from khoss.figures.frozen import FiguresUnreadable
from khoss.figures.left_out import LeftOut, find_left_out
from khoss.figures.prose_faults import Finding, find_faults
from khoss.models import Report, ReportReader, ReportSignOff, Round
from khoss.services.plans import list_goal_keys
from khoss.services.publications import freeze_again, latest_edition, slug_of
from khoss.services.records import WITH_COUNTY_TEXTS
from khoss.services.report_making import is_being_published
from khoss.services.reports import texts_around

STOPPING = frozenset(
    {
        CheckKind.NOT_DONE,
        CheckKind.INVALID,
        CheckKind.CASE_NUMBER,
        CheckKind.NO_FIGURES,
        CheckKind.ROUND_NOT_PUBLISHED,
        CheckKind.FROZEN_EARLY,
        CheckKind.OTHER_ROUND_NOT_PUBLISHED,
        CheckKind.ANSWERS_CHANGED,
        CheckKind.ADDRESS_TAKEN,
        CheckKind.CORRECTS_OLDER,
        CheckKind.UNBOUND,
        CheckKind.WRONG,
        CheckKind.FAULTY,
        CheckKind.BASE_NOT_SAID,
        CheckKind.OWN_TEXTS,
        CheckKind.TEXTS_INSIDE,
    }
)
# Somebody may stand by these, with a reason.
SIGNABLE = frozenset(
    {
        CheckKind.UNBOUND,
        CheckKind.WRONG,
        CheckKind.FAULTY,
        CheckKind.BASE_NOT_SAID,
        CheckKind.OWN_TEXTS,
    }
)
OWN_TEXTS = "own-texts"
OF_A_TEXT = {
    ProseFault.UNBOUND: CheckKind.UNBOUND,
    ProseFault.WRONG: CheckKind.WRONG,
    ProseFault.FAULTY: CheckKind.FAULTY,
    ProseFault.COUNTS_ANSWERS: CheckKind.WRONG,
    ProseFault.MISCALLED: CheckKind.WRONG,
    ProseFault.BASE_NOT_SAID: CheckKind.BASE_NOT_SAID,
    ProseFault.LOST_NOTE: CheckKind.LOST_NOTE,
    ProseFault.NESTED_NOTE: CheckKind.NESTED_NOTE,
    ProseFault.EMPTY_HEADING: CheckKind.EMPTY_HEADING,
    ProseFault.REPEATED_NOTE: CheckKind.REPEATED_NOTE,
    ProseFault.TABS: CheckKind.TABS,
}
# What is made of the answers of a year, which have to be public before it is.
OF_A_ROUND = frozenset(
    {
        ReportKind.NATIONAL,
        ReportKind.INTERIM_ACCOUNT,
        ReportKind.FINAL_ACCOUNT,
        ReportKind.COUNTY,
    }
)
# The coordinator's chapters of these; a national comparison does well without.
WITH_CHAPTERS = frozenset({ReportKind.INTERIM_ACCOUNT, ReportKind.FINAL_ACCOUNT})
CHAPTERS = frozenset(NarrativeSection) - {NarrativeSection.JUDGEMENT}


@dataclass(frozen=True)
class Check:
    """One thing that was found; `about` are the names it is about.

    `wording` is what is wrong with a text, `chapters` are those without one, `left_out` are signs
    that the file does not hold. `finding` is what
    somebody who stands by it signs, empty where nobody can; `signed` is the signature.
    """

    kind: CheckKind
    about: tuple[str, ...] = ()
    wording: Finding | None = None
    chapters: tuple[NarrativeSection, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    finding: str = ""
    signed: ReportSignOff | None = None

    @property
    def stops(self) -> bool:
        """Tell whether the report cannot be published as it is."""
        return self.kind in STOPPING and self.signed is None


@dataclass(frozen=True)
class Checklist:
    """Everything that was found, what stops first; `changes` is frozen against now.

    Without figures of now nothing can be frozen. `later` is the latest edition at the address of a
    published report when that is another.
    """

    checks: tuple[Check, ...]
    changes: EditionDifferences | None
    has_figures: bool
    later: Report | None

    @property
    def stopping(self) -> tuple[Check, ...]:
        """Return what stops the report."""
        return tuple(one for one in self.checks if one.stops)

    @property
    def signed(self) -> tuple[Check, ...]:
        """Return what would stop it, and somebody stands by."""
        return tuple(one for one in self.checks if one.signed is not None)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """Return what is worth a thought."""
        return tuple(one for one in self.checks if one.kind not in STOPPING)

    def find(self, finding: str) -> Check | None:
        """Return what a signature would be about."""
        return next((one for one in self.checks if finding and one.finding == finding), None)


def check_report(report: Report) -> Checklist:
    """Look at everything that is looked at before a report is published."""
    frozen, now = _read(report), _read_now(report)
    changes = differences(frozen, now) if frozen and now else None
    latest = latest_edition(slug_of(report))
    other = latest if latest is not None and latest.id != report.id else None
    signed = _signatures(report)
    found = [
        *_of_the_file(report),
        *_of_the_round(report, frozen, changes),
        *_of_the_address(report, other),
        *_of_the_texts(report, frozen),
        *_warnings(report, frozen, changes),
    ]
    checks = [replace(one, signed=signed.get(one.finding)) if one.finding else one for one in found]
    return Checklist(
        checks=tuple(sorted(checks, key=lambda one: not one.stops)),
        changes=changes,
        has_figures=now is not None,
        later=other if report.published_at is not None else None,
    )


def list_sign_offs(report: Report) -> list[ReportSignOff]:
    """Return what somebody stands by, and who, by time."""
    return list(
        db.session.scalars(
            select(ReportSignOff)
            .where(ReportSignOff.report_id == report.id)
            .options(joinedload(ReportSignOff.signed_by))
            .order_by(ReportSignOff.signed_at, ReportSignOff.finding)
        )
    )


def _signatures(report: Report) -> Mapping[str, ReportSignOff]:
    return {one.finding: one for one in list_sign_offs(report)}


def _read(report: Report) -> Edition | None:
    """Return what was frozen; None when it is damaged."""
    try:
        return read_edition(report.figures)
    except FiguresUnreadable:
        return None


def _read_now(report: Report) -> Edition | None:
    """Return what would be frozen now; None when the year has no figures."""
    try:
        return read_edition(freeze_again(report))
    except NotFound:
        return None


def _of_the_file(report: Report) -> Iterator[Check]:
    if report.status is not ReportStatus.DONE and not is_being_published(report):
        yield Check(CheckKind.NOT_DONE)
    if report.check_faults:
        yield Check(CheckKind.INVALID, tuple(report.check_faults.splitlines()))
    if not report.case_number:
        yield Check(CheckKind.CASE_NUMBER)


def _of_the_round(
    report: Report, frozen: Edition | None, changes: EditionDifferences | None
) -> Iterator[Check]:
    if frozen is None or changes is None:
        yield Check(CheckKind.NO_FIGURES)
        return
    own = {report.year} if report.kind in OF_A_ROUND else set()
    ahead = _not_published(frozen.answer_years | own)
    if own & ahead:
        yield Check(CheckKind.ROUND_NOT_PUBLISHED)
    elif own and frozen.round_status not in (None, RoundStatus.PUBLISHED):
        yield Check(CheckKind.FROZEN_EARLY)
    if others := sorted(ahead - own):
        yield Check(CheckKind.OTHER_ROUND_NOT_PUBLISHED, tuple(map(str, others)))
    if changes.touches_answers:
        yield Check(CheckKind.ANSWERS_CHANGED)


def _not_published(years: frozenset[int]) -> frozenset[int]:
    """Return those of some years that have no round, or none that is published."""
    published = select(Round.year).where(
        Round.year.in_(years), Round.status == RoundStatus.PUBLISHED
    )
    return years - frozenset(db.session.scalars(published))


def _of_the_address(report: Report, latest: Report | None) -> Iterator[Check]:
    """Give what the latest edition at the address means, when that is another report."""
    if latest is None:
        return
    if report.published_at is not None:
        yield Check(CheckKind.LATER_EDITION, (str(latest.edition),))
    elif report.corrects_id is None:
        yield Check(CheckKind.ADDRESS_TAKEN, (str(latest.edition),))
    elif report.corrects_id != latest.id:
        yield Check(CheckKind.CORRECTS_OLDER, (str(latest.edition),))


def _of_the_texts(report: Report, frozen: Edition | None) -> Iterator[Check]:
    if frozen is None:
        return
    if report.county_code is not None and (frozen.texts or frozen.quotes_texts):
        yield Check(CheckKind.OWN_TEXTS, finding=OWN_TEXTS)
    if frozen.texts and report.kind not in WITH_COUNTY_TEXTS:
        yield Check(CheckKind.TEXTS_INSIDE)
    for fault in find_faults(frozen.narratives.values(), goals=list_goal_keys()):
        kind = OF_A_TEXT.get(fault.fault)
        if kind is None:  # told with those of all other texts
            continue
        yield Check(kind, wording=fault, finding=fault.key if kind in SIGNABLE else "")
    if signs := find_left_out(frozen, texts_around(report)):
        yield Check(CheckKind.LEFT_OUT, left_out=signs)


def _warnings(
    report: Report, frozen: Edition | None, changes: EditionDifferences | None
) -> Iterator[Check]:
    if report.is_example:
        yield Check(CheckKind.EXAMPLE)
    if frozen is not None and frozen.missing:
        yield Check(CheckKind.COUNTIES_MISSING, frozen.missing)
    if frozen is not None and report.county_code is None:
        if frozen.texts:
            yield Check(CheckKind.COUNTY_TEXTS)
        elif frozen.ratings:
            yield Check(CheckKind.COUNTY_ANSWERS)
    if frozen is not None and report.kind in WITH_CHAPTERS:
        written = {heading.section for heading in frozen.narratives}
        if empty := tuple(one for one in NarrativeSection if one in CHAPTERS - written):
            yield Check(CheckKind.EMPTY_CHAPTERS, chapters=empty)
    if changes is not None and changes.narratives:
        yield Check(CheckKind.TEXTS_CHANGED)
    if not _count_who_read(report):
        yield Check(CheckKind.NOBODY_READ)


def _count_who_read(report: Report) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                ReportReader.report_id == report.id, ReportReader.read_at.is_not(None)
            )
        )
        or 0
    )
