"""A round as a county would see it, before anybody does."""

from __future__ import annotations

from flask import abort, render_template, request

from khoss import clock
from khoss.access import requires
from khoss.errors import NotFound
from khoss.forms.answers import AnswerForm
from khoss.models import Assessment
from khoss.presentation.answers import answer_page
from khoss.presentation.assessments import days_left_text, task_list
from khoss.services import previews
from khoss.services.counties import get_county, list_counties
from khoss.views.rounds import blueprint, load_round


@blueprint.get("/<int(min=2000,max=2999):year>/forhandsgranska/")
@requires("rounds:manage")
def preview(year: int) -> str:
    """Show the task list as a county meets it."""
    assessment = _blank(year)
    return render_template(
        "rounds/preview.html",
        assessment=assessment,
        tasks=task_list(previews.blank_answers(assessment.round), year=year),
        counties=list_counties(),
        days_left=days_left_text(assessment.round.closes_on, today=clock.today()),
    )


@blueprint.get("/<int(min=2000,max=2999):year>/forhandsgranska/<goal>/")
@requires("rounds:manage")
def preview_goal(year: int, goal: str) -> str:
    """Show one question with its fields, and what the county handed in last year beside it."""
    assessment = _blank(year)
    answers = previews.blank_answers(assessment.round)
    found = next((one for one in answers if one.sub_goal.slug == goal), None)
    if found is None:
        abort(404)
    return render_template(
        "rounds/preview_goal.html",
        assessment=assessment,
        page=answer_page(
            found,
            answers,
            previews.list_handed_in_earlier(assessment, found.sub_goal),
            year=year,
            municipalities=assessment.county.municipalities,
        ),
        form=AnswerForm.of(found),
    )


def _blank(year: int) -> Assessment:
    """Return an empty assessment for the county that was chosen, else for the first."""
    round_ = load_round(year)
    try:
        county = get_county(request.args.get("lan", "01"))
    except NotFound:
        abort(404)
    return previews.blank_assessment(round_, county)
