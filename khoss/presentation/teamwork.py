"""Colleagues as the pages show them: who is here, who has what, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss.enums import Audience
from khoss.models import Comment, Presence


@dataclass(frozen=True)
class CommentRow:
    """One entry of a thread."""

    who: str
    at: datetime
    body: str
    from_coordinator: bool
    resolved: bool


@dataclass(frozen=True)
class Thread:
    """One thread of an answer."""

    audience: Audience
    rows: tuple[CommentRow, ...]
    open_entries: int


def present_in_words(present: Sequence[Presence]) -> list[str]:
    """Return who else is here, and at which question."""
    return [
        _("%(name)s är på %(goal)s", name=one.user.display_name, goal=one.answer.sub_goal.key)
        if one.answer
        else _("%(name)s är i självskattningen", name=one.user.display_name)
        for one in present
    ]


def thread(comments: Sequence[Comment], audience: Audience) -> Thread:
    """Return one of an answer's threads."""
    rows = tuple(
        CommentRow(
            who=comment.written_by.display_name,
            at=comment.written_at,
            body=comment.body,
            from_coordinator=comment.from_coordinator,
            resolved=comment.resolved_at is not None,
        )
        for comment in comments
        if comment.audience is audience
    )
    return Thread(audience, rows, sum(not row.resolved for row in rows))
