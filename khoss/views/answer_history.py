"""The saved states of an answer: read them, restore one, deal with what was set aside."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import SaveKind, SetAsideCause
from khoss.errors import NotFound
from khoss.forms.answers import ConfirmForm
from khoss.models import Answer, Assessment, SetAside
from khoss.presentation.conflicts import refusal_text
from khoss.presentation.history import revision_rows, waiting_rows
from khoss.services import revisions, set_aside
from khoss.services.answer_saves import hold_answer
from khoss.services.contents import content_of
from khoss.views.answer_conflicts import render_conflict
from khoss.views.answer_pages import load_answer
from khoss.views.assessments import blueprint, load_assessment, may_edit
from khoss.views.saving import save_or_set_aside


@blueprint.get("/<goal>/andringar/")
@requires("assessments:discuss")
def revisions_of(year: int, county: str, goal: str) -> str:
    """Show every saved state of an answer: who, when, and what differed."""
    assessment = load_assessment(year, county)
    return _render(assessment, load_answer(assessment, goal), ConfirmForm())


@blueprint.post("/<goal>/andringar/<int:version>/")
@requires("assessments:write")
def restore(year: int, county: str, goal: str, version: int) -> Response | tuple[str, int]:
    """Make an earlier state of an answer the answer again; what it replaces stays a revision."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = ConfirmForm()
    try:
        content = content_of(revisions.get_revision(found, version))
    except NotFound:
        abort(404)
    if not form.validate_on_submit():
        return _render(assessment, found, form), 422
    saved = save_or_set_aside(
        hold_answer(found.id),
        content,
        expected_version=form.expected_version,
        by=signed_in_user(),
        kind=SaveKind.RESTORED,
    )
    if isinstance(saved, SetAsideCause):
        form.refuse(refusal_text(saved))
        assessment = load_assessment(year, county)
        return _render(assessment, load_answer(assessment, goal), form), 409
    db.session.commit()
    flash(_("Den tidigare texten är åter svaret. Det den ersatte finns kvar här."), "success")
    return redirect(url_for("assessments.revisions_of", year=year, county=county, goal=goal), 303)


@blueprint.get("/<goal>/undanlagt/<int:set_aside_id>/")
@requires("assessments:write")
def set_aside_text(year: int, county: str, goal: str, set_aside_id: int) -> str:
    """Show a text that was set aside beside the answer, to choose or join."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    kept = _load_waiting(found, set_aside_id)
    return render_conflict(assessment, found, content_of(kept), kept.base_version)


@blueprint.post("/<goal>/undanlagt/<int:set_aside_id>/")
@requires("assessments:write")
def settle(year: int, county: str, goal: str, set_aside_id: int) -> Response:
    """Note that a text set aside is not needed."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    kept = _load_waiting(found, set_aside_id)
    set_aside.settle(kept, now=clock.now())
    db.session.commit()
    flash(_("Den undanlagda texten är avfärdad."), "success")
    return redirect(url_for("assessments.revisions_of", year=year, county=county, goal=goal), 303)


def _load_waiting(found: Answer, set_aside_id: int) -> SetAside:
    try:
        return set_aside.get_waiting(found, set_aside_id)
    except NotFound:
        abort(404)


def _render(assessment: Assessment, found: Answer, form: ConfirmForm) -> str:
    form.version.data = str(found.version)
    return render_template(
        "assessments/revisions.html",
        assessment=assessment,
        goal=found.sub_goal,
        rows=revision_rows(revisions.list_revisions(found)),
        waiting=waiting_rows(set_aside.list_waiting(found), content_of(found)),
        form=form,
        may_edit=may_edit(assessment),
    )
