"""One sub-goal's page: fill it in, and save it by hand or while it is being written."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Response as JsonResponse
from flask import abort, jsonify, make_response, request
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import begins_to_write_itself, requires, signed_in_user
from khoss.db import can_execute_alone, db, write_from_here
from khoss.enums import SetAsideCause
from khoss.errors import NotFound
from khoss.figures.merging import join_texts
from khoss.forms.answer_rules import read_answer
from khoss.forms.answers import AnswerForm
from khoss.i18n import swedish_time
from khoss.models import Answer, Assessment
from khoss.presentation.conflicts import refusal_text
from khoss.services import answers as answer_service
from khoss.services import teamwork
from khoss.services.answer_saves import (
    HeldAnswer,
    Saved,
    hold_answer,
    hold_answer_at,
    save_alone,
)
from khoss.services.answers import TEXT_FIELDS, AnswerContent
from khoss.views.answer_conflicts import show_conflict
from khoss.views.answer_pages import Page, go_on, load_answer, refused, render_answer
from khoss.views.assessments import blueprint, load_assessment
from khoss.views.saving import save_or_set_aside

# More than any county has; how many this one has is asked with the save.
MOST_MUNICIPALITIES = 999
# Read by autosave.js; says nothing but which page was sent.
KEPT_COOKIE = "khoss_kept"


def hold_own_answer(year: int, county: str, goal: str) -> HeldAnswer:
    """Hold an answer of the user's own county to change it, or show that there is none.

    Nothing else is read: this is what happens most often, by many at once.
    """
    if signed_in_user().county_code != county:
        abort(404)
    try:
        return hold_answer_at(year, county, goal)
    except NotFound:
        abort(404)


@blueprint.get("/<goal>/")
@requires("assessments:read")
def answer(year: int, county: str, goal: str) -> str:
    """Show one sub-goal, with last year's answer beside this year's."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    return render_answer(assessment, found, AnswerForm.of(found))


@blueprint.post("/<goal>/")
@requires("assessments:write")
def save(year: int, county: str, goal: str) -> Response | Page:
    """Save one answer, and go on to the next sub-goal or stay."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = AnswerForm().counting(assessment.county.municipalities)
    if not form.validate_on_submit():
        return render_answer(assessment, found, form), 422
    content = _with_copy(assessment, found, AnswerContent(**form.content()))
    held = hold_answer(found.id)
    teamwork.note_presence(assessment, user=user, answer=found, now=clock.now())
    saved = save_or_set_aside(held, content, expected_version=form.expected_version, by=user)
    if saved is SetAsideCause.CONFLICT:
        return _kept(show_conflict(year, county, goal, content, form.expected_version), 409)
    if isinstance(saved, SetAsideCause):
        return _kept(refused(year, county, goal, form, saved), 409)
    db.session.commit()
    return _kept(go_on(year, county, goal), 303)


@blueprint.post("/<goal>/spara/")
@requires("assessments:write")
@begins_to_write_itself
def autosave(year: int, county: str, goal: str) -> tuple[JsonResponse, int]:
    """Save one answer while it is being written, and say what became of it."""
    user = signed_in_user()
    if request.form.get("writer", str(user.id)) != str(user.id):
        # Somebody else has signed in meanwhile in this browser: the text is not theirs.
        return jsonify(state="signed_out"), 401
    if can_execute_alone() and (alone := _save_alone(year, county, goal)):
        return _saved(alone)
    write_from_here()
    held = hold_own_answer(year, county, goal)
    sent = read_answer(request.form, municipalities=held.municipalities)
    if sent.errors:
        return jsonify(state="refused", errors=sent.errors), 422
    content = AnswerContent(**sent.content)
    saved = save_or_set_aside(held, content, expected_version=sent.expected_version, by=user)
    if isinstance(saved, SetAsideCause):
        return jsonify(state=saved.value, sentence=refusal_text(saved)), 409
    db.session.commit()
    return _saved(saved)


def _save_alone(year: int, county: str, goal: str) -> Saved | None:
    """Save what was sent if nothing stands against it; what does is found out by holding it."""
    user = signed_in_user()
    if user.county_code != county:
        return None
    sent = read_answer(request.form, municipalities=MOST_MUNICIPALITIES)
    if sent.errors:
        return None
    content = AnswerContent(**sent.content)
    try:
        return save_alone(
            year,
            county,
            goal,
            content,
            expected_version=sent.expected_version,
            by=user,
            now=clock.now(),
        )
    except NotFound:
        return None


def _saved(saved: Saved) -> tuple[JsonResponse, int]:
    at = swedish_time(saved.at or clock.now())
    return jsonify(state="saved", version=saved.version, at=at), 200


def _kept(answer: str | Response, code: int) -> Response:
    """Let the browser know that the server has what was sent: its own copy may go."""
    response = make_response(answer, code)
    response.set_cookie(KEPT_COOKIE, quote(request.path), max_age=60, samesite="Lax")
    return response


def _with_copy(assessment: Assessment, found: Answer, content: AnswerContent) -> AnswerContent:
    """Put last year's text in the field that the pressed button names."""
    name = request.form.get("copy")
    if name not in TEXT_FIELDS:
        return content
    earlier = answer_service.list_earlier(assessment, found.sub_goal)
    texts = [text for one in earlier if (text := getattr(one.content, name))]
    joined = getattr(content, name)
    for text in texts:
        joined = join_texts(joined, text) if joined else text
    return replace(content, **{name: joined})
