"""The log as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.models import Event
from khoss.presentation.publications import finding_text

OF_A_FINDING = frozenset({"report:sign_off", "report:take_back_sign_off"})


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
            reason=_reason(event),
        )
        for event in events
    ]


def _reason(event: Event) -> str:
    return finding_text(event.reason) if event.tag in OF_A_FINDING else event.reason
