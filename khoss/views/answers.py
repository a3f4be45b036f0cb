"""One sub-goal's pages: fill in, save, join two versions, confirm last year's answer."""

from __future__ import annotations

from dataclasses import asdict, replace
from urllib.parse import quote

from flask import Response as JsonResponse
from flask import (
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import AssessmentStatus, SaveKind, SetAsideCause
from khoss.errors import NotFound
from khoss.figures.merging import Choice, chosen, join_texts
from khoss.forms.answer_rules import read_answer
from khoss.forms.answers import AnswerForm, ConfirmForm, MergeForm
from khoss.i18n import swedish_time
from khoss.models import Answer, Assessment
from khoss.presentation.answers import answer_page, earlier_in_words
from khoss.presentation.conflicts import conflict_page, refusal_text
from khoss.presentation.teamwork import present_in_words
from khoss.services import answers as answer_service
from khoss.services import assessments as assessment_service
from khoss.services import revisions, set_aside, submissions, teamwork
from khoss.services.answer_saves import HeldAnswer, Saved, hold_answer, hold_answer_at
from khoss.services.answers import TEXT_FIELDS, AnswerContent, EarlierAnswer, content_of
from khoss.services.comments import list_comments
from khoss.views.assessments import blueprint, load_assessment, may_edit
from khoss.views.saving import save_or_set_aside

Page = tuple[str, int]
# Read by autosave.js; says nothing but which page was sent.
KEPT_COOKIE = "khoss_kept"


def load_answer(assessment: Assessment, goal: str) -> Answer:
    """Return the answer to a goal of an assessment, or the page that says there is none."""
    try:
        return answer_service.get_answer(assessment, goal)
    except NotFound:
        abort(404)


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
    return _render_answer(assessment, found, AnswerForm.of(found))


@blueprint.post("/<goal>/")
@requires("assessments:write")
def save(year: int, county: str, goal: str) -> Response | Page:
    """Save one answer, and go on to the next sub-goal or stay."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    form = AnswerForm().counting(assessment.county.municipalities)
    if not form.validate_on_submit():
        return _render_answer(assessment, found, form), 422
    content = _with_copy(assessment, found, AnswerContent(**form.content()))
    held = hold_answer(found.id)
    teamwork.note_presence(assessment, user=user, answer=found, now=clock.now())
    saved = save_or_set_aside(held, content, expected_version=form.expected_version, by=user)
    if saved is SetAsideCause.CONFLICT:
        return _kept(_conflict(year, county, goal, content, form.expected_version), 409)
    if isinstance(saved, SetAsideCause):
        return _kept(_refused(year, county, goal, form, saved), 409)
    db.session.commit()
    return _kept(_go_on(year, county, goal), 303)


@blueprint.post("/<goal>/spara/")
@requires("assessments:write")
def autosave(year: int, county: str, goal: str) -> tuple[JsonResponse, int]:
    """Save one answer while it is being written, and say what became of it."""
    user = signed_in_user()
    if request.form.get("writer", str(user.id)) != str(user.id):
        # Somebody else has signed in meanwhile in this browser: the text is not theirs.
        return jsonify(state="signed_out"), 401
    held = hold_own_answer(year, county, goal)
    sent = read_answer(request.form, municipalities=held.municipalities)
    if sent.errors:
        return jsonify(state="refused", errors=sent.errors), 422
    content = AnswerContent(**sent.content)
    saved = save_or_set_aside(held, content, expected_version=sent.expected_version, by=user)
    if isinstance(saved, SetAsideCause):
        return jsonify(state=saved.value, sentence=refusal_text(saved)), 409
    db.session.commit()
    at = swedish_time(saved.at or clock.now())
    return jsonify(state="saved", version=saved.version, at=at), 200


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
        return _conflict(year, county, goal, content, form.expected_version), 409
    if isinstance(saved, SetAsideCause):
        return _refused(year, county, goal, form, saved), 409
    set_aside.settle_shown(found, form.shown_ids, now=clock.now())
    db.session.commit()
    return _go_on(year, county, goal)


@blueprint.route("/<goal>/bekrafta/", methods=["GET", "POST"])
@requires("assessments:write")
def confirm(year: int, county: str, goal: str) -> str | Response | Page:
    """Let last year's answer hold this year too, with one sentence on what was done."""
    user = signed_in_user()
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    last = _confirmable(assessment, found)
    form = ConfirmForm()
    status = 200
    if form.validate_on_submit():
        status = 422
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
                return _go_on(year, county, goal)
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
    page = conflict_page(found, mine=form.content(), base=base)
    form.add_choices({field.name: field.suggested for field in page.fields})
    form.expect(found.version)
    return render_template("assessments/conflict.html", assessment=assessment, page=page, form=form)


def _conflict(year: int, county: str, goal: str, mine: AnswerContent, base_version: int) -> str:
    assessment = load_assessment(year, county)
    return render_conflict(assessment, load_answer(assessment, goal), mine, base_version)


def _kept(answer: str | Response, code: int) -> Response:
    """Let the browser know that the server has what was sent: its own copy may go."""
    response = make_response(answer, code)
    response.set_cookie(KEPT_COOKIE, quote(request.path), max_age=60, samesite="Lax")
    return response


def _merged(form: MergeForm, saved: AnswerContent) -> AnswerContent:
    mine = form.content()
    values = {
        name: chosen(Choice(choice), saved=getattr(saved, name), mine=mine[name])  # type: ignore[literal-required]
        for name, choice in form.choices().items()
    }
    return replace(saved, **values)


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


def _go_on(year: int, county: str, goal: str) -> Response:
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


def _refused(year: int, county: str, goal: str, form: AnswerForm, cause: SetAsideCause) -> str:
    """Say why nothing was saved, with the text still in the fields."""
    assessment = load_assessment(year, county)
    found = load_answer(assessment, goal)
    return _render_answer(assessment, found, form, refusal=refusal_text(cause))


def _render_answer(
    assessment: Assessment, found: Answer, form: AnswerForm, *, refusal: str = ""
) -> str:
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
