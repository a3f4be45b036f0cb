"""The log of mails as people read it, and why a mail did not leave."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from khoss import labels
from khoss.enums import MailStatus
from khoss.i18n import DEFAULT_LANGUAGE
from khoss.mail import MailRefused, SenderRefused
from khoss.models import OutgoingMail, User
from khoss.services.letters import ALL


@dataclass(frozen=True)
class MailRow:
    """One mail in the log."""

    id: int
    kind: str
    to: str
    county: str
    subject: str
    body: str
    status: str
    status_text: str
    written_at: datetime
    sent_at: datetime | None
    next_try_at: datetime | None
    attempts: int
    failure: str
    may_be_tried_again: bool


@dataclass(frozen=True)
class StatusCount:
    """How many mails have come how far."""

    text: str
    status: MailStatus
    count: int


def mail_rows(mails: Sequence[OutgoingMail], counties: Mapping[str, str]) -> list[MailRow]:
    """Return mails in words, given the counties' names by code."""
    return [mail_row(mail, counties) for mail in mails]


def mail_row(mail: OutgoingMail, counties: Mapping[str, str]) -> MailRow:
    """Return one mail in words."""
    queued = mail.status is MailStatus.QUEUED
    return MailRow(
        id=mail.id,
        kind=str(labels.MAIL_KINDS[mail.kind]),
        to=mail.address,
        county=counties.get(mail.county_code or "", _("nationell")),
        subject=mail.subject,
        body=mail.body,
        status=mail.status,
        status_text=_("Försöker igen")
        if queued and mail.failure
        else str(labels.MAIL_STATUSES[mail.status]),
        written_at=mail.created_at,
        sent_at=mail.sent_at,
        next_try_at=mail.try_at if queued and mail.failure else None,
        attempts=mail.attempts,
        failure=mail.failure,
        may_be_tried_again=bool(mail.failure),
    )


def status_counts(counts: Mapping[MailStatus, int]) -> list[StatusCount]:
    """Return how many mails have come how far, in words."""
    return [
        StatusCount(str(text), status, counts[status])
        for status, text in labels.MAIL_STATUSES.items()
    ]


@dataclass(frozen=True)
class RecipientRow:
    """One person whom a letter goes to."""

    name: str
    address: str
    county: str
    roles: str


@dataclass(frozen=True)
class Recipients:
    """Everybody whom a letter goes to."""

    rows: tuple[RecipientRow, ...]
    number_text: str


@dataclass(frozen=True)
class PickChoice:
    """A quick choice of counties."""

    value: str
    label: str


def recipient_rows(people: Sequence[User], counties: Mapping[str, str]) -> Recipients:
    """Return whom a letter goes to, given the counties' names by code."""
    rows = tuple(
        RecipientRow(
            name=user.name,
            address=user.email,
            county=counties[user.county_code or ""],
            roles=", ".join(str(labels.ROLES[role]) for role in sorted(user.held_roles)),
        )
        for user in people
    )
    number = len({row.county for row in rows})
    return Recipients(
        rows,
        _(
            "Går till %(people)s i %(counties)s.",
            people=ngettext("%(num)d person", "%(num)d personer", len(rows)),
            counties=ngettext("%(num)d län", "%(num)d län", number),
        ),
    )


def pick_choices(open_year: int | None) -> list[PickChoice]:
    """Return the quick choices of counties; those of the open round only while one is open."""
    every = [PickChoice(ALL, _("Alla län")), PickChoice("none", _("Inga län"))]
    if open_year is None:
        return every
    return [
        *every,
        PickChoice("not_started", _("Har inte börjat %(year)d", year=open_year)),
        PickChoice("not_handed_in", _("Har inte lämnat in %(year)d", year=open_year)),
        PickChoice("not_approved", _("Väntar på godkännande %(year)d", year=open_year)),
    ]


def failure_text(error: OSError, *, server: str) -> str:
    """Return in a Swedish sentence why a mail did not leave; no server is the folder."""
    with force_locale(DEFAULT_LANGUAGE):
        match error:
            case MailRefused():
                return _("Adressen går inte att skriva till.")
            case SenderRefused():
                return _("Avsändaren i KHOSS_SMTP_SENDER är ingen e-postadress.")
            case smtplib.SMTPRecipientsRefused():
                answers = (_answer(*pair) for pair in error.recipients.values())
                return _(
                    "E-postservern tar inte emot adressen: %(answer)s", answer="; ".join(answers)
                )
            case smtplib.SMTPAuthenticationError():
                return _(
                    "E-postservern %(server)s godtog inte inloggningen. "
                    "Kontrollera KHOSS_SMTP_USER och KHOSS_SMTP_PASSWORD.",
                    server=server,
                )
            case smtplib.SMTPNotSupportedError():
                return _(
                    "E-postservern %(server)s erbjuder inte den kryptering eller inloggning "
                    "som inställningarna kräver.",
                    server=server,
                )
            case smtplib.SMTPResponseException():
                return _(
                    "E-postservern avvisade mejlet: %(answer)s",
                    answer=_answer(error.smtp_code, error.smtp_error),
                )
        return _connection_text(error, server)


def _connection_text(error: OSError, server: str) -> str:
    cause = error.strerror or str(error) or type(error).__name__
    if not server:
        return _("Mappen outbox går inte att skriva i: %(cause)s", cause=cause)
    if isinstance(error, ssl.SSLError):
        return _(
            "Den krypterade förbindelsen med e-postservern %(server)s gick inte att upprätta: "
            "%(cause)s",
            server=server,
            cause=cause,
        )
    return _("E-postservern %(server)s svarar inte: %(cause)s", server=server, cause=cause)


def _answer(code: int, text: bytes | str) -> str:
    """Return a server's answer in one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"
