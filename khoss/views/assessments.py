"""The officer's pages: task list, one sub-goal at a time, and the overview."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import AssessmentStatus
from khoss.errors import AssessmentLocked, EditConflict, NotFound, RoundClosed
from khoss.forms.assessments import AnswerForm
from khoss.models import Answer, Assessment
from khoss.presentation.answers import answer_page
from khoss.presentation.assessments import task_list
from khoss.presentation.events import log_rows
from khoss.services import answers as answer_service
from khoss.services import assessments as assessment_service
from khoss.services.answers import AnswerContent
from khoss.services.events import list_events

blueprint = Blueprint(
    "assessments", __name__, url_prefix="/sjalvskattning/<int(min=2000,max=2999):year>/<county>"
)


def load_assessment(year: int, county: str) -> Assessment:
    """Return an assessment that the user may see; what others may see does not exist.

    Counties see their own. The coordinator sees what has been handed in.
    """
    user = signed_in_user()
    try:
        assessment = assessment_service.get_assessment(year, county)
    except NotFound:
        abort(404)
    if user.county_code == county:
        return assessment
    if may("assessments:review") and assessment.status in assessment_service.HANDED_IN:
        return assessment
    abort(404)


@blueprint.get("/")
@requires("assessments:read")
def show(year: int, county: str) -> str:
    """Show the task list: areas, sub-goals, and what each still needs."""
    assessment = load_assessment(year, county)
    answers = assessment_service.list_answers(assessment)
    return render_template(
        "assessments/show.html",
        assessment=assessment,
        status_text=labels.ASSESSMENT_STATUSES[assessment.status],
        tasks=task_list(answers, year=year),
        may_edit=_may_edit(assessment),
        may_approve=may("assessments:approve") and assessment.status is AssessmentStatus.SUBMITTED,
        may_take_back=may("assessments:write")
        and assessment.status in assessment_service.TAKEN_BACK_FROM,
        log=log_rows(list_events(assessment_service.subject(assessment))),
    )


@blueprint.get("/oversikt/")
@requires("assessments:read")
def overview(year: int, county: str) -> str:
    """Show the whole assessment on one page that prints well."""
    assessment = load_assessment(year, county)
    answers = assessment_service.list_answers(assessment)
    return render_template(
        "assessments/overview.html",
        assessment=assessment,
        status_text=labels.ASSESSMENT_STATUSES[assessment.status],
        tasks=task_list(answers, year=year),
    )


@blueprint.get("/<goal>/")
@requires("assessments:read")
def answer(year: int, county: str, goal: str) -> str:
    """Show one sub-goal, with last year's answer beside this year's."""
    assessment = load_assessment(year, county)
    found = _load_answer(assessment, goal)
    return _render_answer(assessment, found, AnswerForm.of(found))


@blueprint.post("/<goal>/")
@requires("assessments:write")
def save(year: int, county: str, goal: str) -> Response | tuple[str, int]:
    """Save one answer, and go on to the next sub-goal or stay."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = _load_answer(assessment, goal)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _render_answer(assessment, found, form), 422
    try:
        answer_service.save_answer(
            found,
            AnswerContent(**form.content()),
            assessment=assessment,
            expected_version=form.expected_version,
            by=user,
            now=clock.now(),
            today=clock.today(),
        )
    except EditConflict:
        db.session.rollback()
        return _conflict(year, county, goal, form), 409
    except (RoundClosed, AssessmentLocked) as error:
        db.session.rollback()
        return _refused(year, county, goal, form, error), 409
    db.session.commit()
    return _go_on(year, county, goal)


def _go_on(year: int, county: str, goal: str) -> Response:
    flash(_("Svaret på %(goal)s är sparat.", goal=_key(goal)), "success")
    if "stay" in request.form:
        return redirect(url_for("assessments.answer", year=year, county=county, goal=goal), 303)
    answers = assessment_service.list_answers(load_assessment(year, county))
    slugs = [answer.sub_goal.slug for answer in answers]
    following = slugs[slugs.index(goal) + 1 :]
    if following:
        return redirect(
            url_for("assessments.answer", year=year, county=county, goal=following[0]), 303
        )
    return redirect(url_for("assessments.show", year=year, county=county), 303)


def _conflict(year: int, county: str, goal: str, form: AnswerForm) -> str:
    """Show both texts: what a colleague saved, and what was written here."""
    assessment = load_assessment(year, county)
    found = _load_answer(assessment, goal)
    form.expect(found.version)
    return _render_answer(assessment, found, form, conflict=True)


def _refused(
    year: int, county: str, goal: str, form: AnswerForm, error: RoundClosed | AssessmentLocked
) -> str:
    """Say why nothing was saved, with the text still in the fields."""
    assessment = load_assessment(year, county)
    found = _load_answer(assessment, goal)
    refusal = (
        _("Omgången är stängd. Be den nationella samordnaren om en senare sista dag för länet.")
        if isinstance(error, RoundClosed)
        else _("Självskattningen är inlämnad. Ta tillbaka inlämningen för att ändra svaret.")
    )
    return _render_answer(assessment, found, form, refusal=refusal)


def _render_answer(
    assessment: Assessment,
    found: Answer,
    form: AnswerForm,
    *,
    conflict: bool = False,
    refusal: str = "",
) -> str:
    may_edit = _may_edit(assessment)
    return render_template(
        "assessments/answer.html",
        assessment=assessment,
        page=answer_page(
            found,
            assessment_service.list_answers(assessment),
            answer_service.list_earlier(assessment, found.sub_goal),
            year=assessment.round.year,
        ),
        form=form,
        may_edit=may_edit or bool(refusal),
        conflict=conflict,
        refusal=refusal,
    )


def _load_answer(assessment: Assessment, goal: str) -> Answer:
    try:
        return answer_service.get_answer(assessment, goal)
    except NotFound:
        abort(404)


def _may_edit(assessment: Assessment) -> bool:
    user = signed_in_user()
    return (
        may("assessments:write")
        and user.county_code == assessment.county_code
        and assessment_service.may_be_edited(assessment, today=clock.today())
    )


def _key(goal: str) -> str:
    return goal.upper().replace("-", " ")
