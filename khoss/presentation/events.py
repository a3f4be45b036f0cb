"""The log as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.models import Event


@dataclass(frozen=True)
class LogRow:
    """One thing that happened."""

    at: datetime
    who: str
    what: str
    reason: str


def log_rows(events: Sequence[Event]) -> list[LogRow]:
    """Return events in words."""
    return [
        LogRow(
            at=event.at,
            who=event.by.display_name if event.by else _("programmet"),
            what=str(labels.EVENTS.get(event.tag, event.tag)),
            reason=event.reason,
        )
        for event in events
    ]
