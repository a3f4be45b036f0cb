"""What every step on an answer shows: its page, why it was refused, and where to go on."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import may, signed_in_user
from khoss.enums import AssessmentStatus, SetAsideCause
from khoss.errors import NotFound
from khoss.forms.answers import AnswerForm
from khoss.models import Answer, Assessment
from khoss.presentation.answers import answer_page
from khoss.presentation.conflicts import refusal_text
from khoss.presentation.teamwork import present_in_words
from khoss.services import answers as answer_service
from khoss.services import assessments as assessment_service
from khoss.services import set_aside, submissions, teamwork
from khoss.services.comments import list_comments
from khoss.views.assessments import load_assessment, may_edit

Page = tuple[str, int]


def load_answer(assessment: Assessment, goal: str) -> Answer:
    """Return the answer to a goal of an assessment, or the page that says there is none."""
    try:
        return answer_service.get_answer(assessment, goal)
    except NotFound:
        abort(404)


def render_answer(
    assessment: Assessment, found: Answer, form: AnswerForm, *, refusal: str = ""
) -> str:
    """Show the question with what is written, what was, and what colleagues say."""
    user = signed_in_user()
    own = user.county_code == assessment.county_code
    present = teamwork.list_present(assessment, but=user, now=clock.now()) if own else ()
    back = [row for row in submissions.list_returned(assessment) if row.answer_id == found.id]
    return render_template(
        "assessments/answer.html",
        assessment=assessment,
        page=answer_page(
            found,
            assessment_service.list_answers(assessment),
            answer_service.list_earlier(assessment, found.sub_goal),
            year=assessment.round.year,
            municipalities=assessment.county.municipalities,
            comments=list_comments(found) if own else (),
            waiting=set_aside.list_waiting(found) if own else (),
            returned=back,
        ),
        form=form,
        may_edit=may_edit(assessment) or bool(refusal),
        may_talk=own and may("assessments:discuss"),
        refusal=refusal,
        present=present_in_words(present),
        user_id=user.id,
        unsaved=bool(form.errors) or bool(refusal),
    )


def refused(year: int, county: str, goal: str, form: AnswerForm, cause: SetAsideCause) -> str:
    """Say why nothing was saved, with the text still in the fields."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    return render_answer(assessment, found, form, refusal=refusal_text(cause))


def go_on(year: int, county: str, goal: str) -> Response:
    """Lead to the next question: of those that were given back, where some were."""
    flash(_("Svaret på %(goal)s är sparat.", goal=goal.upper().replace("-", " ")), "success")
    if "stay" in request.form or "copy" in request.form:
        return redirect(url_for("assessments.answer", year=year, county=county, goal=goal), 303)
    assessment = load_assessment(year, county)
    answers = assessment_service.list_answers(assessment)
    following = [one.sub_goal.slug for one in answers]
    following = following[following.index(goal) + 1 :]
    if assessment.status is AssessmentStatus.RETURNED:
        waiting = {
            row.answer_id: row.returned_version for row in submissions.list_returned(assessment)
        }
        if waiting:
            left = {one.sub_goal.slug for one in answers if waiting.get(one.id) == one.version}
            following = [slug for slug in following if slug in left]
            if not following:
                return redirect(url_for("assessments.completion", year=year, county=county), 303)
    if following:
        return redirect(
            url_for("assessments.answer", year=year, county=county, goal=following[0]), 303
        )
    return redirect(url_for("assessments.show", year=year, county=county), 303)
