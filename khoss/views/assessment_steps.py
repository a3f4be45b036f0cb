"""The steps of an assessment: submit, take back, approve, return, accept."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels, notices
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.enums import AssessmentStatus, MailKind
from khoss.errors import (
    AssessmentLocked,
    ChangedSince,
    DomainError,
    Faulty,
    Incomplete,
    NotAllowed,
    ReasonMissing,
    RoundClosed,
)
from khoss.forms.assessments import (
    ReasonForm,
    ReturnForm,
    ReviewForm,
    StepForm,
    SubmitForm,
)
from khoss.forms.base import PageForm
from khoss.models import Assessment, User
from khoss.presentation.assessments import task_list
from khoss.presentation.events import log_rows
from khoss.presentation.examination import examination_page
from khoss.services import assessments as assessment_service
from khoss.services.assessments import lock_for_writing
from khoss.services.events import list_events
from khoss.services.examination import check_answers, examine
from khoss.views.assessments import blueprint, load_assessment

# Which field a refusal is about, where it is about one.
ABOUT: dict[type[DomainError], str] = {Incomplete: "confirm", ReasonMissing: "reason"}


@blueprint.route("/lamna-in/", methods=["GET", "POST"])
@requires("assessments:write")
def submit(year: int, county: str) -> str | Response | tuple[str, int]:
    """Name what is unanswered, have it confirmed, and hand in."""
    assessment = load_assessment(year, county)
    examined = examine(assessment, for_the_county=True)
    tasks = task_list([one.answer for one in examined], year=year)
    form = SubmitForm.for_goals([goal.key for goal in tasks.unanswered])

    def step(user: User) -> None:
        confirmed = form.confirmed_goals()
        lock_for_writing(assessment, today=clock.today())
        check_answers(assessment)
        assessment_service.submit(
            assessment,
            by=user,
            now=clock.now(),
            today=clock.today(),
            confirmed=confirmed,
        )
        notices.tell(MailKind.SUBMITTED, assessment, by=user, now=clock.now())

    return _take(
        assessment,
        form,
        step,
        template="assessments/submit.html",
        done=_("Självskattningen är inlämnad. Länets godkännare kan nu godkänna den."),
        tasks=tasks,
        examined=examination_page(examined, year=year),
    )


@blueprint.route("/ta-tillbaka/", methods=["GET", "POST"])
@requires("assessments:write")
def take_back(year: int, county: str) -> str | Response | tuple[str, int]:
    """Take back a submission, with a reason, to change an answer."""
    assessment = load_assessment(year, county)
    form = ReasonForm()

    def step(user: User) -> None:
        assessment_service.take_back(
            assessment, by=user, now=clock.now(), seen=form.seen, reason=form.text
        )

    return _take(
        assessment,
        form,
        step,
        template="assessments/take_back.html",
        done=_("Inlämningen är tillbakatagen. Svaren går att ändra igen."),
    )


@blueprint.route("/godkann/", methods=["GET", "POST"])
@requires("assessments:approve")
def approve(year: int, county: str) -> str | Response | tuple[str, int]:
    """Show the county's approver what changed since last year, and the whole, to sign."""
    assessment = load_assessment(year, county)
    examined = examine(assessment, for_the_county=True)
    form = StepForm()

    def step(user: User) -> None:
        assessment_service.approve(assessment, by=user, now=clock.now(), seen=form.seen)
        notices.tell(MailKind.APPROVED, assessment, by=user, now=clock.now())

    return _take(
        assessment,
        form,
        step,
        template="assessments/approve.html",
        done=_("Självskattningen är godkänd. Den nationella samordnaren kan nu fastställa den."),
        tasks=task_list([one.answer for one in examined], year=year),
        examined=examination_page(examined, year=year),
        signs_as=signed_in_user().display_name,
        submitted_by_self=assessment.submitted_by_id == signed_in_user().id,
    )


@blueprint.route("/aterlamna/", methods=["GET", "POST"])
@requires("assessments:return")
def return_for_completion(year: int, county: str) -> str | Response | tuple[str, int]:
    """Give the assessment back to the county's officers, with a reason."""
    assessment = load_assessment(year, county)
    answers = assessment_service.list_answers(assessment)
    form = ReturnForm()
    ids = {answer.sub_goal.slug: answer.id for answer in answers}
    reasons = form.questions(list(ids))

    def step(user: User) -> None:
        assessment_service.return_(
            assessment,
            by=user,
            now=clock.now(),
            seen=form.seen,
            reason=form.text,
            questions={ids[slug]: reason for slug, reason in reasons.items()},
        )
        notices.tell(MailKind.RETURNED, assessment, by=user, now=clock.now())

    return _take(
        assessment,
        form,
        step,
        template="assessments/return_for_completion.html",
        done=_("Självskattningen är återlämnad till länet för komplettering."),
        tasks=task_list(answers, year=year),
        reasons=reasons,
    )


@blueprint.route("/granska/", methods=["GET", "POST"])
@requires("assessments:review")
def review(year: int, county: str) -> str | Response | tuple[str, int]:
    """Show what a county has handed in to the coordinator, who accepts it."""
    assessment = load_assessment(year, county)
    examined = examine(assessment, for_the_county=False)
    form = ReviewForm()

    def step(user: User) -> None:
        assessment_service.accept(
            assessment, by=user, now=clock.now(), seen=form.seen, reason=form.text
        )
        notices.tell(MailKind.ACCEPTED, assessment, by=user, now=clock.now())

    return _take(
        assessment,
        form,
        step,
        template="assessments/review.html",
        done=_("Självskattningen är fastställd."),
        tasks=task_list([one.answer for one in examined], year=year),
        examined=examination_page(examined, year=year),
        log=log_rows(list_events(assessment_service.subject(assessment))),
        approved=assessment.status is not AssessmentStatus.SUBMITTED,
        may_accept=assessment.status in assessment_service.TAKEN_BACK_FROM,
    )


def _take(
    assessment: Assessment,
    form: PageForm,
    step: Callable[[User], None],
    *,
    template: str,
    done: str,
    **values: object,
) -> str | Response | tuple[str, int]:
    """Show the step's page, or take the step and commit; say what stands in the way."""
    user = signed_in_user()
    year, county = assessment.round.year, assessment.county_code
    # That of the answers below, which were read before the step held anything.
    shown = assessment.version
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                step(user)
            except DomainError as error:
                db.session.rollback()
                assessment = load_assessment(year, county)
                form.refuse(_refusal(error), about=ABOUT.get(type(error)))
                status = 409
            else:
                db.session.commit()
                flash(done, "success")
                return redirect(_after(year, county), 303)
    if isinstance(form, StepForm):
        form.version.data = str(shown)
    page = render_template(
        template,
        assessment=assessment,
        status_text=labels.ASSESSMENT_STATUSES[assessment.status],
        form=form,
        **values,
    )
    return page, status


def _after(year: int, county: str) -> str:
    if may("rounds:manage"):
        return url_for("rounds.board", year=year)
    return url_for("assessments.show", year=year, county=county)


def _refusal(error: DomainError) -> str:
    """Say in one sentence why a step was not taken, and what to do."""
    match error:
        case Incomplete():
            return _("Bekräfta att de obesvarade delmålen lämnas in utan bedömning.")
        case Faulty():
            return _(
                "Rätta det som stoppar inlämningen: %(goals)s. Inget är inlämnat.",
                goals=", ".join(error.keys),
            )
        case ReasonMissing():
            return _("Skriv ett skäl. Länet kan läsa det i loggen.")
        case NotAllowed():
            return _(
                "Du lämnade själv in den här självskattningen. "
                "Någon annan i länet behöver godkänna den."
            )
        case ChangedSince():
            return _(
                "Självskattningen har ändrats sedan du öppnade sidan, så steget är inte taget. "
                "Läs igenom den som den är nu och ta sedan steget."
            )
        case RoundClosed():
            return _("Omgången är stängd. Be den nationella samordnaren om en senare sista dag.")
        case AssessmentLocked():
            return _("Självskattningen är redan inlämnad.")
    return _("Steget passar inte längre: någon annan har hunnit före. Se läget nedan.")
