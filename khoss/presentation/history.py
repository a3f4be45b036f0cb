"""The saved states of an answer, each with what differed from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from khoss import labels
from khoss.models import AnswerRevision, SetAside
from khoss.presentation.conflicts import field_label, value_text
from khoss.presentation.differences import Run, runs_between
from khoss.services.contents import CONTENT_FIELDS, AnswerContent, content_of


@dataclass(frozen=True)
class ChangedField:
    """What one field said before and says now."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class RevisionRow:
    """One saved state."""

    version: int
    who: str
    at: datetime
    kind_text: str
    fields: tuple[ChangedField, ...]
    is_current: bool


@dataclass(frozen=True)
class WaitingRow:
    """One text set aside, against the answer as it is now."""

    id: int
    who: str
    at: datetime
    cause_text: str
    fields: tuple[ChangedField, ...]


def changed_fields(older: AnswerContent, newer: AnswerContent) -> tuple[ChangedField, ...]:
    """Return the fields that differ between two contents, with what differs marked."""
    return tuple(
        ChangedField(
            field_label(name),
            runs_between(
                value_text(name, getattr(older, name)), value_text(name, getattr(newer, name))
            ),
        )
        for name in CONTENT_FIELDS
        if getattr(older, name) != getattr(newer, name)
    )


def revision_rows(revisions: Sequence[AnswerRevision]) -> list[RevisionRow]:
    """Return saved states, latest first, each against the one before it."""
    contents = [content_of(one) for one in revisions]
    before = [*contents[1:], AnswerContent()]
    return [
        RevisionRow(
            version=one.version,
            who=one.saved_by.display_name if one.saved_by else "",
            at=one.saved_at,
            kind_text=str(labels.SAVE_KINDS[one.kind]),
            fields=changed_fields(older, newer),
            is_current=place == 0,
        )
        for place, (one, older, newer) in enumerate(zip(revisions, before, contents, strict=False))
    ]


def waiting_rows(waiting: Sequence[SetAside], now: AnswerContent) -> list[WaitingRow]:
    """Return the texts set aside, each against the answer as it is now."""
    return [
        WaitingRow(
            id=one.id,
            who=one.written_by.display_name,
            at=one.written_at,
            cause_text=str(labels.SET_ASIDE_CAUSES[one.cause]),
            fields=changed_fields(now, content_of(one)),
        )
        for one in waiting
    ]
