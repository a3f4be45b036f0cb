"""Two versions of one answer side by side, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import SetAsideCause
from khoss.figures.merging import FieldConflict, field_conflicts
from khoss.models import Answer, User
from khoss.presentation.differences import Run, runs_between
from khoss.services.contents import AnswerContent, content_of


@dataclass(frozen=True)
class ConflictField:
    """One field that differs: both sides as text, and the saved one with what differs marked."""

    name: str
    label: str
    saved: str
    mine: str
    runs: tuple[Run, ...]
    suggested: str
    note: str
    is_text: bool


@dataclass(frozen=True)
class ConflictPage:
    """Everything that the page of two versions shows."""

    key: str
    slug: str
    question: str
    saved_by: str
    saved_at: datetime | None
    saved_by_reader: bool
    fields: tuple[ConflictField, ...]


def field_label(name: str) -> str:
    """Return what a field of an answer is called."""
    return {
        "rating": _("Bedömning"),
        "activities": _("Utförda aktiviteter"),
        "obstacles": _("Hinder"),
        "support_needs": _("Stödbehov"),
        "change_reason": _("Varför bedömningen har ändrats"),
        "coverage": _("Antal kommuner"),
    }[name]


def value_text(name: str, value: Any) -> str:
    """Return the value of a field of an answer in words."""
    if name == "rating":
        return str(labels.RATINGS[value])
    return "" if value is None else str(value)


def conflict_page(
    answer: Answer, *, mine: Mapping[str, Any], base: AnswerContent | None, reader: User
) -> ConflictPage:
    """Arrange what is saved beside what the reader has written."""
    saved = asdict(content_of(answer))
    found = field_conflicts(asdict(base) if base else None, saved, mine)
    return ConflictPage(
        key=answer.sub_goal.key,
        slug=answer.sub_goal.slug,
        question=answer.sub_goal.question,
        saved_by=answer.updated_by.display_name if answer.updated_by else "",
        saved_at=answer.updated_at,
        saved_by_reader=answer.updated_by_id == reader.id,
        fields=tuple(_field(one) for one in found),
    )


def refusal_text(cause: SetAsideCause) -> str:
    """Say why what was written is not saved, what was kept, and what to do."""
    return {
        SetAsideCause.CONFLICT: _(
            "Någon annan har sparat svaret medan du skrev, eller du själv i ett annat fönster. "
            "Din text är undanlagd: ingenting är borta. Jämför de två texterna och välj vad som "
            "ska gälla."
        ),
        SetAsideCause.LOCKED: _(
            "Självskattningen är inlämnad. Din text är undanlagd under Ändringar. Ta tillbaka "
            "inlämningen för att ändra svaret."
        ),
        SetAsideCause.CLOSED: _(
            "Omgången är stängd. Din text är undanlagd under Ändringar. Be den nationella "
            "samordnaren om en senare sista dag för länet."
        ),
    }[cause]


def _field(one: FieldConflict) -> ConflictField:
    saved, mine = value_text(one.name, one.saved), value_text(one.name, one.mine)
    is_text = one.name not in ("rating", "coverage")
    return ConflictField(
        name=one.name,
        label=field_label(one.name),
        saved=saved,
        mine=mine,
        runs=runs_between(saved, mine) if is_text else (),
        suggested=one.suggested.value,
        note=_("Båda har ändrat.")
        if one.both_changed
        else _("Bara den ena har ändrat: den ändringen är förvald."),
        is_text=is_text,
    )
