"""Sending mail: through SMTP where it is set up, else into a folder that can be read."""

from __future__ import annotations

import smtplib
import ssl
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from pathlib import Path

from config import Settings, SmtpSecurity

# For each word with the server; a whole mail takes at most ten of them.
SMTP_TIMEOUT_S = 10


class MailRefused(OSError):
    """A mail that no server can be asked to take: its address is none."""


class SenderRefused(OSError):
    """No mail can be written: the address that they come from is none."""


@dataclass(frozen=True)
class Mail:
    """One mail in plain text; `key` names it for as long as it is tried."""

    to: str
    subject: str
    body: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    written_at: datetime = field(default_factory=lambda: datetime.now(UTC))


def deliver(settings: Settings, mail: Mail) -> None:
    """Send a mail, or put it in the outbox where no mail server is set up.

    :raises MailRefused: when its address cannot be written to.
    :raises SenderRefused: when the sender of the settings is no address.
    :raises OSError: when the server or the folder does not take it.
    """
    message = _message(settings, mail)
    if settings.smtp_host is None:
        _put_in_outbox(settings.instance_path / "outbox", message)
        return
    try:
        server = _connect(settings, settings.smtp_host)
    except UnicodeError as error:
        # A name of a host that no resolver can be asked for.
        raise OSError(str(error)) from error
    try:
        server.send_message(message)
    finally:
        # What the server says to a goodbye changes nothing: a mail that it took is sent.
        with suppress(OSError):
            server.quit()


def is_about_the_mail(error: OSError) -> bool:
    """Tell whether it was this mail that was refused; else the server takes no mail at all."""
    return isinstance(error, MailRefused | smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)


def is_for_good(error: OSError) -> bool:
    """Tell whether trying again would not help: there is no such address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, MailRefused)


def _connect(settings: Settings, host: str) -> smtplib.SMTP:
    """Open a connection, encrypted and signed in as the settings say."""
    server: smtplib.SMTP
    if settings.smtp_security is SmtpSecurity.TLS:
        server = smtplib.SMTP_SSL(
            host, settings.smtp_port, timeout=SMTP_TIMEOUT_S, context=_tls(settings)
        )
    else:
        server = smtplib.SMTP(host, settings.smtp_port, timeout=SMTP_TIMEOUT_S)
    try:
        if settings.smtp_security is SmtpSecurity.STARTTLS:
            server.starttls(context=_tls(settings))
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _tls(settings: Settings) -> ssl.SSLContext:
    """Return what decides which server is believed: its certificate has to hold."""
    return ssl.create_default_context(cafile=settings.smtp_ca_file)


def _message(settings: Settings, mail: Mail) -> EmailMessage:
    """Return the mail as it goes over the wire; nothing in it can begin another header."""
    sender = _sender(settings.smtp_sender)
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = sender
    try:
        message["To"] = Address(addr_spec=_ascii_domain(mail.to))
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = format_datetime(mail.written_at)
        # The same each time that it is tried: a server can tell that two are one.
        message["Message-ID"] = f"<{mail.key}@{sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
    except (ValueError, IndexError, MessageError) as error:
        raise MailRefused(str(error)) from error
    return message


def _sender(written: str) -> Address:
    """Return the sender, with or without a name: `KHOSS <khoss@lansstyrelsen.se>`."""
    name, address = parseaddr(written)
    try:
        return Address(name, addr_spec=_ascii_domain(address))
    except (ValueError, IndexError, MessageError) as error:
        raise SenderRefused(str(error)) from error


def _ascii_domain(address: str) -> str:
    """Return an address with its domain as servers write it: å becomes xn--."""
    local, at, domain = address.rpartition("@")
    return local + at + domain.encode("idna").decode("ascii")


def _put_in_outbox(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}.eml"
    (folder / name).write_bytes(bytes(message))
