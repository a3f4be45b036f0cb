"""Delivering what waits in the outbox: claim, commit, send, note, one mail after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from config import Settings
from khoss.db import db
from khoss.mail import Mail, deliver, is_about_the_mail, is_for_good
from khoss.presentation.mails import failure_text
from khoss.services import mails as mail_service
from khoss.services.mails import Claim


@dataclass(frozen=True)
class Delivery:
    """What became of the mails that were due."""

    sent: int = 0
    failures: tuple[str, ...] = ()


def deliver_due(
    settings: Settings, *, now: Callable[[], datetime], enough: Callable[[], bool] = lambda: False
) -> Delivery:
    """Send every mail that is due, oldest first; a server that takes none ends the round early.

    Whether it is `enough` is asked before each mail: a process that is to end sends no other.

    No transaction is open while a mail is on its way: a slow server holds up nobody's page.
    """
    sent, failures = 0, []
    while not enough() and (claim := mail_service.claim_next(now())) is not None:
        db.session.commit()
        error = _send(settings, claim)
        mail = mail_service.get_mail(claim.mail_id)
        if error is None:
            mail_service.mark_sent(mail, now=now())
            sent += 1
        else:
            failures.append(failure_text(error, server=_server(settings)))
            mail_service.mark_failed(mail, failures[-1], now=now(), for_good=is_for_good(error))
        db.session.commit()
        if error is not None and not is_about_the_mail(error):
            break
    db.session.rollback()
    return Delivery(sent, tuple(failures))


def _send(settings: Settings, claim: Claim) -> OSError | None:
    mail = Mail(
        claim.address,
        claim.subject,
        claim.body,
        key=claim.key,
        written_at=claim.written_at,
    )
    try:
        deliver(settings, mail)
    except OSError as error:
        return error
    return None


def _server(settings: Settings) -> str:
    return f"{settings.smtp_host}:{settings.smtp_port}" if settings.smtp_host else ""
