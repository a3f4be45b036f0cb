"""Sending mail: through SMTP where it is set up, else into a folder that can be read."""

from __future__ import annotations

import smtplib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from pathlib import Path

from config import Settings

SMTP_TIMEOUT_S = 10


@dataclass(frozen=True)
class Mail:
    """One mail in plain text."""

    to: str
    subject: str
    body: str


def deliver(settings: Settings, mail: Mail) -> None:
    """Send a mail, or put it in the outbox where no mail server is set up.

    :raises OSError: when the server or the folder does not take it.
    """
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = settings.smtp_sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message.set_content(mail.body)
    if settings.smtp_host is None:
        _put_in_outbox(settings.instance_path / "outbox", message)
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_TIMEOUT_S) as server:
        server.send_message(message)


def _put_in_outbox(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.eml"
    (folder / name).write_bytes(bytes(message))
