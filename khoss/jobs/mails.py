"""Mails as work of the queue: those that are due sent, and the reminders of a day written."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from config import Settings
from khoss import clock
from khoss.db import db
from khoss.jobs.processes import is_told_to_stop
from khoss.mailing import Delivery, deliver_due
from khoss.notices import remind

# When people are at work in Sweden: the hours in which reminders are written.
REMINDING_HOURS = range(7, 17)


def deliver_mails() -> Delivery:
    """Send the mails that are due, until the process is to end."""
    settings: Settings = current_app.extensions["khoss.settings"]
    return deliver_due(settings, now=clock.now, enough=is_told_to_stop)


def write_reminders(now: datetime) -> int:
    """Write the reminders of a day while people are at work; return how many mails that made.

    It may run as often as it likes: a reminder is written once.
    """
    here = now.astimezone(clock.SWEDEN)
    if here.hour not in REMINDING_HOURS:
        return 0
    written = remind(here.date(), now=now)
    db.session.commit()
    return written
