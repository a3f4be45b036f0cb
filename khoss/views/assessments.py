"""The officer's pages: task list, one sub-goal at a time, and the overview."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from khoss import clock, labels
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import AssessmentStatus
from khoss.errors import NotFound
from khoss.models import Assessment
from khoss.presentation.answers import returned_rows
from khoss.presentation.assessments import Beside, task_list
from khoss.presentation.events import log_rows
from khoss.presentation.teamwork import present_in_words
from khoss.services import assessments as assessment_service
from khoss.services import teamwork
from khoss.services.comments import count_open
from khoss.services.events import list_events
from khoss.services.extensions import find_extension, last_day
from khoss.services.set_aside import count_waiting
from khoss.services.submissions import list_returned
from khoss.views.kept_forms import kept_texts

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
    if may("assessments:review"):
        if assessment.status in assessment_service.HANDED_IN:
            return assessment
        if request.method == "POST":
            abort(_with_the_county_again(assessment))
    abort(404)


def _with_the_county_again(assessment: Assessment) -> Response:
    """Tell the coordinator who decides on what the county has got back meanwhile."""
    page = render_template(
        "assessments/with_county.html", assessment=assessment, texts=kept_texts()
    )
    return make_response(page, 409)


@blueprint.get("/")
@requires("assessments:read")
def show(year: int, county: str) -> str:
    """Show the task list: areas, sub-goals, and what each still needs."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    answers = assessment_service.list_answers(assessment)
    own = user.county_code == county
    beside = _beside(assessment) if own else Beside()
    mine = frozenset(one for one, who in beside.assigned.items() if who.id == user.id)
    only_mine = "mina" in request.args
    shown = [one for one in answers if one.id in mine] if only_mine else answers
    present = teamwork.list_present(assessment, but=user, now=clock.now()) if own else ()
    own_day = find_extension(assessment.round, county)
    return render_template(
        "assessments/show.html",
        assessment=assessment,
        status_text=labels.ASSESSMENT_STATUSES[assessment.status],
        tasks=task_list(shown, year=year, beside=beside),
        own=own,
        mine=len(mine),
        only_mine=only_mine,
        returned=returned_rows(list_returned(assessment), answers) if own else (),
        present=present_in_words(present),
        may_edit=may_edit(assessment),
        last_day=last_day(assessment.round, own_day),
        may_approve=may("assessments:approve") and assessment.status is AssessmentStatus.SUBMITTED,
        may_take_back=may("assessments:write")
        and assessment.status in assessment_service.TAKEN_BACK_FROM,
        log=log_rows(list_events(assessment_service.subject(assessment))),
    )


def _beside(assessment: Assessment) -> Beside:
    return Beside(
        assigned=teamwork.list_assignments(assessment),
        open_comments=count_open(assessment),
        waiting=count_waiting(assessment),
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


@blueprint.post("/borja/")
@requires("assessments:write")
def begin(year: int, county: str) -> Response:
    """Open the form: the coordinator sees that the county has."""
    assessment = load_assessment(year, county)
    assessment_service.open_(assessment, by=signed_in_user(), now=clock.now())
    db.session.commit()
    return redirect(url_for("assessments.show", year=year, county=county), 303)


@blueprint.get("/komplettera/")
@requires("assessments:write")
def completion(year: int, county: str) -> str:
    """Show just the questions that were given back, each with its reason."""
    assessment = load_assessment(year, county)
    return render_template(
        "assessments/completion.html",
        assessment=assessment,
        rows=returned_rows(list_returned(assessment), assessment_service.list_answers(assessment)),
        may_edit=may_edit(assessment),
    )


def may_edit(assessment: Assessment) -> bool:
    """Tell whether the user can change the assessment's answers now."""
    user = signed_in_user()
    return (
        may("assessments:write")
        and user.county_code == assessment.county_code
        and assessment_service.may_be_edited(assessment, today=clock.today())
    )
