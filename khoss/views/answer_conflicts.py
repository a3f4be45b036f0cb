"""Two versions of an answer: shown with what differs, chosen from or joined, and saved."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import render_template
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import SaveKind, SetAsideCause
from khoss.figures.merging import Choice, chosen
from khoss.forms.answers import MergeForm
from khoss.models import Answer, Assessment
from khoss.presentation.conflicts import conflict_page
from khoss.services import revisions, set_aside
from khoss.services.answer_saves import hold_answer
from khoss.services.answers import AnswerContent, content_of
from khoss.views.answer_pages import Page, go_on, load_answer, refused
from khoss.views.assessments import blueprint, load_assessment
from khoss.views.saving import save_or_set_aside


@blueprint.post("/<goal>/sammanfor/")
@requires("assessments:write")
def merge(year: int, county: str, goal: str) -> Response | Page:
    """Save what somebody has made of two versions."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = MergeForm().counting(assessment.county.municipalities)
    shown = [asdict(content_of(one)) for one in set_aside.list_shown(found, form.shown_ids)]
    if not form.validate_on_submit() or form.refuse_unchosen(shown):
        return _render_conflict(assessment, found, form, form.expected_version), 422
    content = _merged(form, content_of(found))
    saved = save_or_set_aside(
        hold_answer(found.id),
        content,
        expected_version=form.expected_version,
        by=user,
        kind=SaveKind.JOINED,
    )
    if saved is SetAsideCause.CONFLICT:
        return show_conflict(year, county, goal, content, form.expected_version), 409
    if isinstance(saved, SetAsideCause):
        return refused(year, county, goal, form, saved), 409
    set_aside.settle_shown(found, form.shown_ids, now=clock.now())
    db.session.commit()
    return go_on(year, county, goal)


def show_conflict(year: int, county: str, goal: str, mine: AnswerContent, base_version: int) -> str:
    """Show what was sent beside what has been saved meanwhile, both read anew."""
    assessment = load_assessment(year, county)
    return render_conflict(assessment, load_answer(assessment, goal), mine, base_version)


def render_conflict(
    assessment: Assessment, found: Answer, mine: AnswerContent, base_version: int
) -> str:
    """Show two versions of an answer with what differs, and let the reader choose or join."""
    form = MergeForm(
        formdata=None,
        rating=mine.rating,
        activities=mine.activities,
        obstacles=mine.obstacles,
        support_needs=mine.support_needs,
        change_reason=mine.change_reason,
        coverage="" if mine.coverage is None else str(mine.coverage),
        version=str(found.version),
    )
    form.show(one.id for one in set_aside.list_covered(found, mine))
    return _render_conflict(assessment, found, form, base_version)


def _render_conflict(
    assessment: Assessment, found: Answer, form: MergeForm, base_version: int
) -> str:
    base = revisions.find_content(found, base_version)
    page = conflict_page(found, mine=form.content(), base=base, reader=signed_in_user())
    form.add_choices({field.name: field.suggested for field in page.fields})
    form.expect(found.version)
    return render_template("assessments/conflict.html", assessment=assessment, page=page, form=form)


def _merged(form: MergeForm, saved: AnswerContent) -> AnswerContent:
    mine = form.content()
    values = {
        name: chosen(Choice(choice), saved=getattr(saved, name), mine=mine[name])  # type: ignore[literal-required]
        for name, choice in form.choices().items()
    }
    return replace(saved, **values)
