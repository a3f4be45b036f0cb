"""Roles and mails in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from khoss.enums import MailKind, MailStatus, Role

ROLES: dict[Role, LazyString] = {
    Role.OFFICER: _l("Handläggare"),
    Role.APPROVER: _l("Godkännare"),
    Role.COORDINATOR: _l("Nationell samordnare"),
    Role.READER: _l("Läsare"),
    Role.ADMIN: _l("Administratör"),
}
MAIL_KINDS: dict[MailKind, LazyString] = {
    MailKind.ROUND_OPENED: _l("Omgången öppnad"),
    MailKind.DAYS_LEFT: _l("Arbetsdagar kvar"),
    MailKind.OVERDUE: _l("Försenad"),
    MailKind.RETURNED: _l("Återlämnad"),
    MailKind.SUBMITTED: _l("Inlämnad"),
    MailKind.APPROVED: _l("Godkänd av länet"),
    MailKind.ACCEPTED: _l("Fastställd"),
    MailKind.QUESTION: _l("Fråga"),
    MailKind.REPLY: _l("Svar på fråga"),
    MailKind.LETTER: _l("Utskick"),
    MailKind.DRAFT_SHARED: _l("Utkast att läsa"),
}
MAIL_STATUSES: dict[MailStatus, LazyString] = {
    MailStatus.QUEUED: _l("I kö"),
    MailStatus.SENT: _l("Skickat"),
    MailStatus.FAILED: _l("Gick inte att skicka"),
}
