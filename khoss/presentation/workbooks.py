"""A workbook that was sent in: what it changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from khoss import labels
from khoss.enums import Rating
from khoss.i18n import swedish_datetime
from khoss.models import WorkbookImport
from khoss.services.workbook_imports import Change, FieldChange, Value

FIELDS = {
    "rating": _l("Bedömning"),
    "activities": _l("Utförda aktiviteter"),
    "obstacles": _l("Hinder"),
    "support_needs": _l("Stödbehov"),
    "coverage": _l("Gäller antal kommuner"),
    "change_reason": _l("Varför bedömningen ändrats"),
}


@dataclass(frozen=True)
class FieldRow:
    """One field, as it is saved and as the workbook has it; a text that is empty is empty."""

    name: str
    saved: str
    workbook: str
    conflict: bool


@dataclass(frozen=True)
class ChangeRow:
    """One answer that the workbook changes."""

    slug: str
    key: str
    question: str
    saved_text: str
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True)
class ImportPage:
    """What a workbook changes: conflicts first, then what changes without any."""

    file_name: str
    read_at: datetime
    saved_at: datetime | None
    conflicts: tuple[ChangeRow, ...]
    changes: tuple[ChangeRow, ...]
    summary: str

    @property
    def changes_anything(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.conflicts or self.changes)


@dataclass(frozen=True)
class WaitingRow:
    """One workbook that was read and waits to be saved."""

    id: int
    file_name: str
    read_text: str


@dataclass(frozen=True)
class FaultRow:
    """One fault of a file: *flik · cell · fel*."""

    sheet: str
    cell: str
    sentence: str


def import_page(import_: WorkbookImport, changes: Sequence[Change]) -> ImportPage:
    """Arrange what a workbook changes."""
    conflicts = tuple(_row(change) for change in changes if change.conflict)
    plain = tuple(_row(change) for change in changes if not change.conflict)
    return ImportPage(
        file_name=import_.file_name,
        read_at=import_.read_at,
        saved_at=import_.saved_at,
        conflicts=conflicts,
        changes=plain,
        summary=_summary(len(conflicts), len(plain), len(import_.content)),
    )


def waiting_rows(imports: Sequence[tuple[WorkbookImport, str]]) -> list[WaitingRow]:
    """Arrange the workbooks that wait to be saved."""
    return [
        WaitingRow(
            import_.id,
            import_.file_name or _("Arbetsbok utan namn"),
            _(
                "inläst av %(name)s %(time)s",
                name=name,
                time=swedish_datetime(import_.read_at),
            ),
        )
        for import_, name in imports
    ]


def fault_row(sheet: str, cell: str, sentence: str) -> FaultRow:
    """Arrange one fault; what is about the whole says so."""
    return FaultRow(sheet or _("Hela filen"), cell or "–", sentence)


def _row(change: Change) -> ChangeRow:
    answer = change.answer
    return ChangeRow(
        slug=answer.sub_goal.slug,
        key=answer.sub_goal.key,
        question=answer.sub_goal.question,
        saved_text=_(
            "Sparat av %(name)s %(time)s",
            name=answer.updated_by.display_name,
            time=swedish_datetime(answer.updated_at),
        )
        if answer.updated_by and answer.updated_at
        else _("Sparat"),
        fields=tuple(_field_row(field) for field in change.fields),
    )


def _field_row(field: FieldChange) -> FieldRow:
    return FieldRow(
        name=str(FIELDS[field.name]),
        saved=_said(field.name, field.saved),
        workbook=_said(field.name, field.workbook),
        conflict=field.conflict,
    )


def _said(name: str, value: Value) -> str:
    if name == "rating":
        return str(labels.RATINGS[Rating(str(value)) if value else None])
    return "" if value is None else str(value)


def _summary(conflicts: int, changes: int, total: int) -> str:
    return " ".join(
        (
            ngettext("%(num)d svar ändras.", "%(num)d svar ändras.", changes),
            ngettext(
                "%(num)d svar har ändrats på båda håll.",
                "%(num)d svar har ändrats på båda håll.",
                conflicts,
            ),
            ngettext(
                "%(num)d svar är oförändrat.",
                "%(num)d svar är oförändrade.",
                total - conflicts - changes,
            ),
        )
    )
