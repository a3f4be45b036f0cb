"""Workbooks that were sent in: kept as they were read, compared, and saved once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_

from khoss.db import db, hold
from khoss.enums import ConflictChoice, Rating, SaveKind
from khoss.errors import EditConflict, Incomplete, NotFound, TooLong, WrongState
from khoss.models import Answer, AnswerRevision, Assessment, User, WorkbookImport
from khoss.services import events
from khoss.services.answer_saves import hold_answer, save_answer
from khoss.services.answers import CONTENT_FIELDS, AnswerContent, content_of
from khoss.services.assessments import list_answers, lock_for_writing, subject
from khoss.texts import TEXT_LIMIT, clean_text

JOINABLE = ("activities", "obstacles", "support_needs", "change_reason")
FILE_NAME_LIMIT = 200

Value = Rating | str | int | None


@dataclass(frozen=True)
class ImportedAnswer:
    """One sub-goal's answer from a workbook, and the version that the workbook was made from.

    `left_out` are the fields that the workbook could not hold; they stay as they are.
    """

    goal: str
    base_version: int
    content: AnswerContent
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldChange:
    """One field that the workbook changes; in conflict, it was changed in the program too."""

    name: str
    saved: Value
    workbook: Value
    conflict: bool


@dataclass(frozen=True)
class Change:
    """What the workbook says of one answer, beside what is saved now."""

    answer: Answer
    fields: tuple[FieldChange, ...]

    @property
    def conflict(self) -> bool:
        """Tell whether somebody has to choose."""
        return any(field.conflict for field in self.fields)

    @property
    def joinable(self) -> bool:
        """Tell whether a text is in conflict: two texts can both be kept, two ratings cannot."""
        return any(field.conflict and field.name in JOINABLE for field in self.fields)

    def result(self, choice: ConflictChoice | None) -> AnswerContent:
        """Return what the answer becomes; the choice is about the fields in conflict."""
        values: dict[str, Any] = {field.name: _chosen(field, choice) for field in self.fields}
        return replace(content_of(self.answer), **values)


def stage_import(
    assessment: Assessment,
    answers: Sequence[ImportedAnswer],
    *,
    file_name: str,
    by: User,
    now: datetime,
) -> WorkbookImport:
    """Keep what a workbook says until somebody has seen what it changes."""
    import_ = WorkbookImport(
        assessment_id=assessment.id,
        file_name=clean_text(file_name)[:FILE_NAME_LIMIT],
        content=[asdict(answer) for answer in answers],
        read_at=now,
        read_by_id=by.id,
    )
    db.session.add(import_)
    db.session.flush()
    return import_


def get_import(assessment: Assessment, import_id: int) -> WorkbookImport:
    """Return a workbook that was sent in for an assessment.

    :raises NotFound: when there is none of that number, or it is another assessment's.
    """
    import_ = db.session.get(WorkbookImport, import_id)
    if import_ is None or import_.assessment_id != assessment.id:
        raise NotFound(str(import_id))
    return import_


def list_unsaved_imports(assessment: Assessment) -> list[tuple[WorkbookImport, str]]:
    """Return the workbooks that wait to be saved and who sent them in, latest first."""
    rows = db.session.execute(
        select(WorkbookImport, User)
        .join(User, WorkbookImport.read_by_id == User.id)
        .where(
            WorkbookImport.assessment_id == assessment.id,
            WorkbookImport.saved_at.is_(None),
        )
        .order_by(WorkbookImport.read_at.desc(), WorkbookImport.id.desc())
        .limit(10)
    )
    return [(import_, user.display_name) for import_, user in rows]


def list_changes(import_: WorkbookImport, assessment: Assessment) -> list[Change]:
    """Return the answers that the workbook changes, in the order of the plan.

    Each field is compared three ways: what the workbook was made from, what it says, and what is
    saved. What only one side has changed stands; what both have changed otherwise is a conflict.
    """
    imported = {answer.goal: answer for answer in _imported(import_)}
    answers = [answer for answer in list_answers(assessment) if answer.sub_goal.slug in imported]
    bases = _bases(answers, imported)
    changes = []
    for answer in answers:
        one = imported[answer.sub_goal.slug]
        fields = tuple(_field_changes(answer, one, bases.get(answer.id)))
        if fields:
            changes.append(Change(answer, fields))
    return changes


def save_import(
    import_: WorkbookImport,
    *,
    assessment: Assessment,
    choices: Mapping[str, ConflictChoice],
    seen: Mapping[str, int],
    by: User,
    now: datetime,
    today: date,
) -> int:
    """Save what the workbook changes, all of it or nothing; return how many answers changed.

    `seen` are the versions of the answers that were shown, and `choices` what was chosen for each
    conflict, both by the sub-goal's address name.

    :raises RoundClosed: when the round takes no answers from the county.
    :raises AssessmentLocked: when the assessment has been handed in.
    :raises WrongState: when the import has been saved.
    :raises EditConflict: when an answer has been saved since it was shown.
    :raises Incomplete: with the conflicts that nothing is chosen for.
    :raises TooLong: with the sub-goals whose joined texts do not fit.
    """
    lock_for_writing(assessment, today=today)
    hold(import_)
    if import_.saved_at is not None:
        raise WrongState("saved")
    changes = list_changes(import_, assessment)
    if {change.answer.sub_goal.slug: change.answer.version for change in changes} != dict(seen):
        raise EditConflict
    _check_choices(changes, choices)
    saved = 0
    for change in changes:
        done = save_answer(
            hold_answer(change.answer.id),
            change.result(choices.get(change.answer.sub_goal.slug)),
            expected_version=change.answer.version,
            by=by,
            now=now,
            today=today,
            kind=SaveKind.IMPORTED,
        )
        saved += done.changed
    import_.saved_at = now
    events.record(
        "workbook:save",
        subject=subject(assessment),
        by=by,
        at=now,
        county_code=assessment.county_code,
        reason=import_.file_name,
    )
    db.session.flush()
    return saved


def _check_choices(changes: Sequence[Change], choices: Mapping[str, ConflictChoice]) -> None:
    missing = [
        change.answer.sub_goal.key
        for change in changes
        if change.conflict and change.answer.sub_goal.slug not in choices
    ]
    if missing:
        raise Incomplete(missing)
    too_long = [
        change.answer.sub_goal.slug
        for change in changes
        if _is_too_long(change.result(choices.get(change.answer.sub_goal.slug)))
    ]
    if too_long:
        raise TooLong(too_long)


def _is_too_long(content: AnswerContent) -> bool:
    return any(len(getattr(content, name)) > TEXT_LIMIT for name in JOINABLE)


def _chosen(field: FieldChange, choice: ConflictChoice | None) -> Value:
    if not field.conflict:
        return field.workbook
    match choice:
        case ConflictChoice.WORKBOOK:
            return field.workbook
        case ConflictChoice.BOTH if field.name in JOINABLE:
            return "\n\n".join(str(text) for text in (field.saved, field.workbook) if text)
    return field.saved


def _imported(import_: WorkbookImport) -> list[ImportedAnswer]:
    return [
        ImportedAnswer(
            goal=row["goal"],
            base_version=row["base_version"],
            content=_content(row["content"]),
            left_out=tuple(row["left_out"]),
        )
        for row in import_.content
    ]


def _content(stored: dict[str, Any]) -> AnswerContent:
    rating = stored["rating"]
    return AnswerContent(**{**stored, "rating": Rating(rating) if rating else None})


def _bases(
    answers: Sequence[Answer], imported: Mapping[str, ImportedAnswer]
) -> dict[int, AnswerContent]:
    """Return what each answer said when the workbook was made, where that is known.

    Version 1 is an answer that was never filled in, and has no revision.
    """
    wanted = {answer.id: imported[answer.sub_goal.slug].base_version for answer in answers}
    bases = {
        answer.id: content_of(answer) for answer in answers if wanted[answer.id] == answer.version
    }
    older = [pair for pair in wanted.items() if pair[0] not in bases]
    bases |= {answer_id: AnswerContent() for answer_id, version in older if version == 1}
    if older:
        revisions = db.session.scalars(
            select(AnswerRevision).where(
                tuple_(AnswerRevision.answer_id, AnswerRevision.version).in_(older)
            )
        )
        bases |= {revision.answer_id: content_of(revision) for revision in revisions}
    return bases


def _field_changes(
    answer: Answer, imported: ImportedAnswer, base: AnswerContent | None
) -> list[FieldChange]:
    changes = []
    for name in CONTENT_FIELDS:
        if name in imported.left_out:
            continue
        saved = getattr(answer, name)
        workbook = getattr(imported.content, name)
        # A workbook holds a text as the forms clean it; older ones may not have been.
        now = _cleaned(saved)
        then = None if base is None else _cleaned(getattr(base, name))
        if workbook == now or (base is not None and workbook == then):
            continue
        changes.append(FieldChange(name, saved, workbook, conflict=base is None or then != now))
    return changes


def _cleaned(value: Value) -> Value:
    # An enum's value is a text too, but not one that was typed.
    return clean_text(value) if type(value) is str else value
