"""One county in a round: its own last day, and its questions to the coordinator."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels, notices
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import MailKind
from khoss.errors import DomainError, NotFound, ReasonMissing
from khoss.forms.rounds import ExtensionForm, ReplyForm
from khoss.models import Assessment
from khoss.presentation.events import log_rows
from khoss.services import assessments as assessment_service
from khoss.services import extensions
from khoss.services import questions as question_service
from khoss.services.assessments import get_assessment
from khoss.services.events import list_events
from khoss.services.questions import OpenQuestion
from khoss.views.rounds import blueprint, load_round


@blueprint.route("/<int(min=2000,max=2999):year>/lan/<county>/", methods=["GET", "POST"])
@requires("rounds:manage")
def county(year: int, county: str) -> str | Response | tuple[str, int]:
    """Show how a county's assessment stands, and give it a later last day."""
    assessment = _load_assessment(year, county)
    form = ExtensionForm()
    # What was sent and is not saved comes back with what is wrong.
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        if form.closes_on.data is None and "withdraw" not in request.form:
            form.refuse(_("Välj en dag."), about="closes_on")
        else:
            try:
                _change_last_day(assessment, form)
            except DomainError as error:
                db.session.rollback()
                assessment = _load_assessment(year, county)
                form.refuse(
                    _refusal(error),
                    about="reason" if isinstance(error, ReasonMissing) else "closes_on",
                )
                status = 409
            else:
                db.session.commit()
                flash(_("Länets sista dag är ändrad."), "success")
                return redirect(url_for("rounds.county", year=year, county=county), 303)
    page = render_template(
        "rounds/county.html",
        assessment=assessment,
        extension=extensions.find_extension(assessment.round, county),
        status_text=labels.ASSESSMENT_STATUSES[assessment.status],
        log=log_rows(list_events(assessment_service.subject(assessment))),
        form=form,
    )
    return page, status


@blueprint.get("/<int(min=2000,max=2999):year>/fragor/")
@requires("rounds:manage")
def questions(year: int) -> str:
    """List the counties' questions that wait for a reply."""
    return _render_questions(year, ReplyForm(formdata=None), None)


@blueprint.post("/<int(min=2000,max=2999):year>/fragor/<int:answer_id>/")
@requires("rounds:manage")
def reply(year: int, answer_id: int) -> Response | tuple[str, int]:
    """Reply to a county's question."""
    try:
        question = question_service.get_open_question(load_round(year), answer_id)
    except NotFound:
        abort(404)
    form = ReplyForm()
    if not form.validate_on_submit():
        return _render_questions(year, form, answer_id), 422
    user, code = signed_in_user(), question.answer.assessment.county_code
    key, slug = question.answer.sub_goal.key, question.answer.sub_goal.slug
    question_service.reply(question, form.comment.data, by=user, now=clock.now())
    notices.tell(
        MailKind.REPLY,
        _load_assessment(year, code),
        by=user,
        now=clock.now(),
        goal=key,
        path=url_for("assessments.comments", year=year, county=code, goal=slug),
    )
    db.session.commit()
    flash(_("Svaret är skickat till länet."), "success")
    return redirect(url_for("rounds.questions", year=year), 303)


def _change_last_day(assessment: Assessment, form: ExtensionForm) -> None:
    user, now = signed_in_user(), clock.now()
    if "withdraw" in request.form:
        extensions.withdraw_extension(
            assessment.round, assessment.county_code, reason=form.text, by=user, now=now
        )
        return
    extensions.extend(
        assessment.round,
        assessment.county_code,
        closes_on=form.closes_on.data,
        reason=form.text,
        by=user,
        now=now,
    )


def _render_questions(year: int, form: ReplyForm, answered: int | None) -> str:
    waiting = question_service.list_open_questions(load_round(year))
    return render_template(
        "rounds/questions.html",
        year=year,
        questions=[(one, _form_of(one, form, answered)) for one in waiting],
        form=form,
    )


def _form_of(question: OpenQuestion, form: ReplyForm, answered: int | None) -> ReplyForm:
    """Return the form of one thread: the one that was sent, or an empty one."""
    own = form if question.answer.id == answered else ReplyForm(formdata=None)
    own.comment.id = f"comment-{question.answer.id}"
    return own


def _refusal(error: DomainError) -> str:
    if isinstance(error, ReasonMissing):
        return _("Skriv ett skäl. Länet kan läsa det i loggen.")
    if isinstance(error, NotFound):
        return _("Länet har ingen egen sista dag.")
    return _("Dagen behöver ligga efter omgångens sista dag, och omgången vara öppen eller stängd.")


def _load_assessment(year: int, code: str) -> Assessment:
    try:
        return get_assessment(year, code)
    except NotFound:
        abort(404)
