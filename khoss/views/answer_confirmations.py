"""Last year's answer holds this year too, with one sentence on what was done."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import SaveKind
from khoss.figures.merging import join_texts
from khoss.forms.answers import ConfirmForm
from khoss.models import Answer, Assessment
from khoss.presentation.answers import earlier_in_words
from khoss.presentation.conflicts import refusal_text
from khoss.services import answers as answer_service
from khoss.services.answer_saves import Saved, hold_answer
from khoss.services.answers import AnswerContent, EarlierAnswer, content_of
from khoss.views.answer_pages import Page, go_on, load_answer
from khoss.views.assessments import blueprint, load_assessment, may_edit
from khoss.views.saving import save_or_set_aside


@blueprint.route("/<goal>/bekrafta/", methods=["GET", "POST"])
@requires("assessments:write")
def confirm(year: int, county: str, goal: str) -> str | Response | Page:
    """Let last year's answer hold this year too, with one sentence on what was done."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    last = _confirmable(assessment, found)
    form = ConfirmForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        if form.sentence.data:
            saved = save_or_set_aside(
                hold_answer(found.id),
                _confirmed(content_of(found), last.content, form.sentence.data),
                expected_version=form.expected_version,
                by=user,
                kind=SaveKind.CONFIRMED,
            )
            if isinstance(saved, Saved):
                db.session.commit()
                return go_on(year, county, goal)
            form.refuse(refusal_text(saved))
            assessment = load_assessment(year, county)
            found = load_answer(assessment, goal)
            status = 409
        else:
            form.refuse(_("Skriv en mening om vad som har gjorts i år."), about="sentence")
    form.version.data = str(found.version)
    page = render_template(
        "assessments/confirm.html",
        assessment=assessment,
        goal=found.sub_goal,
        earlier=earlier_in_words(last),
        form=form,
    )
    return page, status


def _confirmable(assessment: Assessment, found: Answer) -> EarlierAnswer:
    """Return last year's answer where it can be confirmed: one goal, comparable, answered."""
    earlier = answer_service.list_earlier(assessment, found.sub_goal)
    if len(earlier) != 1 or not earlier[0].can_be_confirmed or not may_edit(assessment):
        abort(404)
    return earlier[0]


def _confirmed(now: AnswerContent, last: AnswerContent, sentence: str) -> AnswerContent:
    """Return last year's answer with this year's sentence; what is written already stays."""
    return replace(
        now,
        rating=last.rating,
        activities=join_texts(now.activities, sentence) if now.activities else sentence,
        obstacles=now.obstacles or last.obstacles,
        support_needs=now.support_needs or last.support_needs,
        coverage=last.coverage if now.coverage is None else now.coverage,
    )
