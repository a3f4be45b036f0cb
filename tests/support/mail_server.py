"""A real mail server on a free port, that can be stopped and come back."""

from __future__ import annotations

import asyncio
import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.support.serving import free_port

# A certificate for localhost with its key, for tests only: no server elsewhere has it.
CERTIFICATE = Path(__file__).with_name("mail_server.pem")
LONGEST_S = 8
USER, PASSWORD = "khoss", "for tests only"


class MailServer:
    """Take mails, refuse those that a test wants refused, and keep the rest in order."""

    def __init__(self, *, encrypted: bool = False) -> None:
        self.port = free_port()
        self.received: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.signed_in: list[bool] = []
        # What is answered to a recipient, and to a mail to somebody.
        self.refused: dict[str, str] = {}
        self.refused_data: dict[str, str] = {}
        # Set: nobody's mail is taken until two are at the door, each with one.
        self.waits_for_two = False
        self._at_the_door = 0
        self._two = asyncio.Event()
        self._encrypted = encrypted
        self._controller: Controller | None = None

    def start(self) -> MailServer:
        """Listen."""
        extra: dict[str, Any] = {}
        if self._encrypted:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(CERTIFICATE)
            extra = {
                "tls_context": context,
                "require_starttls": True,
                "auth_required": True,
                "authenticator": self._authenticate,
            }
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **extra)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 (the server's name for it)
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or refuse it."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """Take a mail, or refuse it."""
        self._at_the_door += 1
        if self._at_the_door > 1:
            self._two.set()
        if self.waits_for_two:
            await asyncio.wait_for(self._two.wait(), LONGEST_S)
        for address in envelope.rcpt_tos:
            if address in self.refused_data:
                return self.refused_data[address]
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        self.signed_in.append(bool(session.authenticated))
        return "250 OK"

    def _authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)
