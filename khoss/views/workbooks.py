"""The assessment as a workbook: sent out, read in, shown, and saved."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from khoss import clock
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.errors import (
    AssessmentLocked,
    DomainError,
    EditConflict,
    FileRefused,
    Incomplete,
    NotFound,
    RoundClosed,
    TooLong,
    WrongState,
)
from khoss.forms.workbooks import ChangesForm, WorkbookForm
from khoss.models import Assessment, WorkbookImport
from khoss.presentation.workbooks import fault_row, import_page, waiting_rows
from khoss.services import workbook_imports as import_service
from khoss.services.assessments import lock_for_writing, may_be_edited
from khoss.services.workbook_imports import Change
from khoss.views.assessments import load_assessment
from khoss.views.workbook_files import imported_answers, workbook_of
from khoss.workbooks.archive import MOST_BYTES
from khoss.workbooks.faults import faults_of
from khoss.workbooks.reading import ReadAnswer, read_workbook
from khoss.workbooks.writing import write_workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint(
    "workbooks",
    __name__,
    url_prefix="/sjalvskattning/<int(min=2000,max=2999):year>/<county>/arbetsbok",
)


@blueprint.get("/")
@requires("assessments:read")
def index(year: int, county: str) -> str:
    """Explain both directions, with the workbook to fetch and a form to read one in."""
    return _render_index(load_assessment(year, county), WorkbookForm())


@blueprint.get("/<file_name>.xlsx")
@requires("assessments:read")
def file(year: int, county: str, file_name: str) -> Response:
    """Send the county's assessment as a workbook."""
    assessment = load_assessment(year, county)
    if file_name != _file_name(assessment):
        abort(404)
    content = write_workbook(workbook_of(assessment, by=signed_in_user()))
    response = Response(content, mimetype=MEDIA_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{file_name}.xlsx")
    return response


@blueprint.post("/")
@requires("assessments:write")
def read(year: int, county: str) -> AnyResponse | tuple[str, int]:
    """Read a workbook: say what is wrong with it, or keep it and show what it changes."""
    form = WorkbookForm()
    assessment = load_assessment(year, county)
    try:
        lock_for_writing(assessment, today=clock.today())
        if not form.validate_on_submit():
            return _render_index(assessment, form), 422
        answers = _read_file(form, assessment)
    except (RoundClosed, AssessmentLocked) as error:
        form.refuse(_refusal(error))
        return _render_index(assessment, form), 409
    except FileRefused as error:
        return _render_faults(load_assessment(year, county), form, error), 422
    import_ = import_service.stage_import(
        load_assessment(year, county),
        imported_answers(answers),
        file_name=form.file_name,
        by=signed_in_user(),
        now=clock.now(),
    )
    address = url_for("workbooks.preview", year=year, county=county, import_id=import_.id)
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/<int(max=2147483647):import_id>/")
@requires("assessments:write")
def preview(year: int, county: str, import_id: int) -> str:
    """Show what a workbook changes, old beside new, before anything is saved."""
    assessment = load_assessment(year, county)
    import_ = _load_import(assessment, import_id)
    changes = import_service.list_changes(import_, assessment)
    return _render_preview(assessment, import_, changes, _changes_form(changes))


@blueprint.post("/<int(max=2147483647):import_id>/")
@requires("assessments:write")
def save(year: int, county: str, import_id: int) -> AnyResponse | tuple[str, int]:
    """Save what a workbook changes, as it was shown and chosen."""
    assessment = load_assessment(year, county)
    import_ = _load_import(assessment, import_id)
    changes = import_service.list_changes(import_, assessment)
    form = _changes_form(changes)
    try:
        saved = import_service.save_import(
            import_,
            assessment=assessment,
            choices=form.choices(),
            seen=form.seen_versions(),
            by=signed_in_user(),
            now=clock.now(),
            today=clock.today(),
        )
    except DomainError as error:
        db.session.rollback()
        status = 422 if isinstance(error, Incomplete | TooLong) else 409
        return _render_refused(year, county, import_id, error), status
    db.session.commit()
    flash(
        ngettext(
            "%(num)d svar ur arbetsboken är sparat.",
            "%(num)d svar ur arbetsboken är sparade.",
            saved,
        ),
        "success",
    )
    return redirect(url_for("assessments.show", year=year, county=county), 303)


def _read_file(form: WorkbookForm, assessment: Assessment) -> tuple[ReadAnswer, ...]:
    """Read the file that was sent, with the database let go: a file may take its time.

    :raises FileRefused: with every fault in the file.
    """
    expected = workbook_of(assessment, by=signed_in_user())
    db.session.rollback()
    return read_workbook(form.content(most=MOST_BYTES), expected)


def _render_index(assessment: Assessment, form: WorkbookForm) -> str:
    may_edit = _may_edit(assessment)
    waiting = import_service.list_unsaved_imports(assessment) if may_edit else []
    return render_template(
        "workbooks/index.html",
        assessment=assessment,
        file_name=_file_name(assessment),
        form=form,
        may_edit=may_edit,
        waiting=waiting_rows(waiting),
    )


def _render_faults(assessment: Assessment, form: WorkbookForm, error: FileRefused) -> str:
    return render_template(
        "workbooks/faults.html",
        assessment=assessment,
        file_name=form.file_name,
        faults=[fault_row(one.sheet, one.cell, one.sentence) for one in faults_of(error)],
        form=form,
    )


def _render_preview(
    assessment: Assessment, import_: WorkbookImport, changes: list[Change], form: ChangesForm
) -> str:
    return render_template(
        "workbooks/preview.html",
        assessment=assessment,
        page=import_page(import_, changes),
        form=form,
        fields=form.choice_fields(),
    )


def _render_refused(year: int, county: str, import_id: int, error: DomainError) -> str:
    """Say why nothing was saved, beside what the workbook changes now; what was chosen stays."""
    assessment = load_assessment(year, county)
    import_ = _load_import(assessment, import_id)
    changes = import_service.list_changes(import_, assessment)
    form = _changes_form(changes)
    form.seen_versions()
    match error:
        case Incomplete():
            form.validate()
        case TooLong():
            for slug in error.goals:
                form.refuse_choice(slug, _refusal(error))
        case _:
            form.refuse(_refusal(error))
    return _render_preview(assessment, import_, changes, form)


def _refusal(error: DomainError) -> str:
    """Say in a sentence why nothing was saved, and what to do."""
    match error:
        case RoundClosed():
            return _(
                "Omgången är stängd, och inget är ändrat. Arbetsboken har du kvar. Be den "
                "nationella samordnaren om en senare sista dag för länet."
            )
        case AssessmentLocked():
            return _(
                "Självskattningen är inlämnad, och inget är ändrat. Arbetsboken har du kvar. Ta "
                "tillbaka inlämningen för att läsa in den."
            )
        case EditConflict():
            return _(
                "Någon har ändrat svar medan du läste. Inget är sparat: läs igenom listan nedan, "
                "som är ny, och spara igen."
            )
        case TooLong():
            return _(
                "Ihop blir texterna för långa. Inget är sparat: välj en av dem, eller spara "
                "resten och foga ihop dem för hand."
            )
        case WrongState():
            return _("Arbetsboken är redan sparad. Läs in den igen om den har ändrats sedan dess.")
    return _("Inget är sparat: läget har ändrats. Läs igenom listan nedan och spara igen.")


def _load_import(assessment: Assessment, import_id: int) -> WorkbookImport:
    """Return an import of the county's own; the coordinator has none, and sees none."""
    if signed_in_user().county_code != assessment.county_code:
        abort(404)
    try:
        return import_service.get_import(assessment, import_id)
    except NotFound:
        abort(404)


def _changes_form(changes: list[Change]) -> ChangesForm:
    return ChangesForm.for_changes(
        {change.answer.sub_goal.slug: change.answer.version for change in changes},
        {change.answer.sub_goal.slug: change.joinable for change in changes if change.conflict},
    )


def _may_edit(assessment: Assessment) -> bool:
    return (
        may("assessments:write")
        and signed_in_user().county_code == assessment.county_code
        and may_be_edited(assessment, today=clock.today())
    )


def _file_name(assessment: Assessment) -> str:
    return f"sjalvskattning-{assessment.round.year}-{assessment.county_code}"
