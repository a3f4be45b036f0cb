"""Telling those concerned: who (services), in what words (presentation), into the outbox.

Each function is called before the commit of the change that it tells of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app

from config import Settings
from khoss.enums import MailKind
from khoss.models import Assessment, Report, Round, User
from khoss.presentation.notices import draft_letter, notice_letter
from khoss.presentation.reports import report_title
from khoss.services import notices as notice_service
from khoss.services.mails import NewMail, queue_mails
from khoss.services.notices import Notice
from khoss.services.rounds import list_rounds


def tell_round(round_: Round, *, by: User, now: datetime) -> int:
    """Tell the counties that a round is open, if it is; return how many mails that makes."""
    return _queue(notice_service.round_opened(round_), by=by, now=now)


def tell(
    kind: MailKind,
    assessment: Assessment,
    *,
    by: User,
    now: datetime,
    goal: str = "",
    path: str | None = None,
) -> int:
    """Tell those concerned of a step that was taken; return how many mails that makes.

    A question or a reply is about a sub-goal, `goal` being its key, and `path` the page where its
    text stands.
    """
    told = notice_service.step_taken(kind, assessment, by=by, at=now, goal=goal)
    return _queue(told, by=by, now=now, path=path)


def remind(day: date, *, now: datetime) -> int:
    """Remind whom a day reminds, in every round; return how many mails that makes.

    Who has been reminded already is not reminded again.
    """
    return sum(
        _queue(notice_service.reminders(round_, day=day), by=None, now=now)
        for round_ in list_rounds()
    )


def tell_reader(report: Report, user: User, *, by: User, now: datetime) -> int:
    """Tell somebody that a draft is there for them to read; return how many mails that makes."""
    letter = draft_letter(
        report_title(report),
        sender=by.display_name,
        link=address_of("reports.show", report_id=report.id),
    )
    mail = NewMail(
        kind=MailKind.DRAFT_SHARED,
        occasion=f"report {report.id} shared {now.isoformat()}",
        to=user,
        subject=letter.subject,
        body=letter.body,
    )
    return queue_mails([mail], by=by, now=now)


def address_of(endpoint: str, **values: object) -> str:
    """Return the full address of a page, also where no request is there to tell it."""
    settings: Settings = current_app.extensions["khoss.settings"]
    return settings.base_url + current_app.url_map.bind("").build(endpoint, values)


def _queue(
    notices: Sequence[Notice], *, by: User | None, now: datetime, path: str | None = None
) -> int:
    mails = []
    for notice in notices:
        letter = notice_letter(notice, link=_link(notice, path))
        mails += [
            NewMail(
                kind=notice.kind,
                occasion=notice.occasion,
                to=user,
                subject=letter.subject,
                body=letter.body,
                round_id=notice.round_id,
            )
            for user in notice.people
        ]
    return queue_mails(mails, by=by, now=now)


def _link(notice: Notice, path: str | None) -> str:
    """Return the page on which the reader of a notice acts."""
    if path is not None:
        settings: Settings = current_app.extensions["khoss.settings"]
        return settings.base_url + path
    endpoint = "assessments.show"
    if notice.for_coordinator:
        endpoint = "assessments.review"
    elif notice.kind is MailKind.SUBMITTED or notice.awaits_approval:
        endpoint = "assessments.approve"
    return address_of(endpoint, year=notice.year, county=notice.county_code)
