"""Working together: assign questions, talk about an answer, show who is here."""

from __future__ import annotations

from flask import Response as JsonResponse
from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, notices
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import Audience, MailKind
from khoss.errors import NotAllowed
from khoss.forms.teamwork import AssignForm, CommentForm, ThreadForm
from khoss.models import Answer, Assessment
from khoss.presentation.assessments import assignment_areas
from khoss.presentation.teamwork import present_in_words, thread
from khoss.services import comments as comment_service
from khoss.services import teamwork
from khoss.services.assessments import list_answers, open_
from khoss.views.answer_pages import load_answer
from khoss.views.assessments import blueprint, load_assessment


@blueprint.route("/fordela/", methods=["GET", "POST"])
@requires("assessments:discuss")
def assign(year: int, county: str) -> str | Response | tuple[str, int]:
    """Give areas or single questions to colleagues."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    colleagues = teamwork.list_colleagues(county)
    areas = assignment_areas(list_answers(assessment), teamwork.list_assignments(assessment))
    form = AssignForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        members = {area.code: [goal.answer_id for goal in area.goals] for area in areas}
        ids = [answer_id for group in members.values() for answer_id in group]
        try:
            teamwork.assign(
                assessment,
                form.chosen(members, ids),
                colleagues=colleagues,
                by=user,
                now=clock.now(),
            )
        except (NotAllowed, ValueError):
            db.session.rollback()
            assessment, colleagues = load_assessment(year, county), teamwork.list_colleagues(county)
            form.refuse(_("Fördelningen gick inte att spara: ladda om sidan och välj igen."))
        else:
            db.session.commit()
            flash(_("Fördelningen är sparad."), "success")
            return redirect(url_for("assessments.show", year=year, county=county), 303)
    page = render_template(
        "assessments/assign.html",
        assessment=assessment,
        areas=areas,
        colleagues=colleagues,
        form=form,
    )
    return page, status


@blueprint.get("/<goal>/kommentarer/")
@requires("assessments:discuss")
def comments(year: int, county: str, goal: str) -> str:
    """Show an answer's threads: the county's own, and the questions to the coordinator."""
    assessment = load_assessment(year, county)
    return _render_comments(assessment, load_answer(assessment, goal), CommentForm())


@blueprint.post("/<goal>/kommentarer/")
@requires("assessments:discuss")
def comment(year: int, county: str, goal: str) -> Response | tuple[str, int]:
    """Add an entry to one of an answer's threads."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = CommentForm()
    if not form.validate_on_submit():
        return _render_comments(assessment, found, form), 422
    comment_service.add_comment(
        found,
        form.comment.data,
        audience=form.chosen_audience,
        by=signed_in_user(),
        now=clock.now(),
    )
    if form.chosen_audience is Audience.COORDINATOR:
        notices.tell(
            MailKind.QUESTION,
            assessment,
            by=signed_in_user(),
            now=clock.now(),
            goal=found.sub_goal.key,
            path=url_for("rounds.questions", year=year),
        )
    db.session.commit()
    flash(_("Kommentaren är sparad."), "success")
    return redirect(url_for("assessments.comments", year=year, county=county, goal=goal), 303)


@blueprint.post("/<goal>/kommentarer/lost/")
@requires("assessments:discuss")
def resolve(year: int, county: str, goal: str) -> Response | tuple[str, int]:
    """Mark a thread as resolved."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = ThreadForm()
    if not form.validate_on_submit():
        return _render_comments(assessment, found, CommentForm()), 422
    comment_service.resolve(
        found, audience=Audience(form.audience.data), by=signed_in_user(), now=clock.now()
    )
    db.session.commit()
    flash(_("Tråden är markerad som löst."), "success")
    return redirect(url_for("assessments.comments", year=year, county=county, goal=goal), 303)


@blueprint.post("/narvaro/")
@requires("assessments:discuss")
def presence(year: int, county: str) -> JsonResponse:
    """Note that somebody is here, and tell who else is."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    goal = request.form.get("goal", "")
    found = load_answer(assessment, goal) if goal else None
    if may("assessments:write"):
        open_(assessment, by=user, now=clock.now())
    teamwork.note_presence(assessment, user=user, answer=found, now=clock.now())
    present = present_in_words(teamwork.list_present(assessment, but=user, now=clock.now()))
    db.session.commit()
    return jsonify(present=present)


def _render_comments(assessment: Assessment, found: Answer, form: CommentForm) -> str:
    entries = comment_service.list_comments(found)
    return render_template(
        "assessments/comments.html",
        assessment=assessment,
        goal=found.sub_goal,
        threads=[(thread(entries, audience), form.of_thread(audience)) for audience in Audience],
        form=form,
    )
