"""The coordinator's rounds: create, open, close, publish, and the board."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock, labels, notices
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.enums import RoundStatus
from khoss.errors import DomainError, DuplicateValue, NotFound, ReasonMissing
from khoss.forms.rounds import RoundForm, RoundStepForm
from khoss.models import Round
from khoss.presentation.board import board as board_of
from khoss.presentation.events import log_rows
from khoss.presentation.rounds import round_rows, step_choices
from khoss.services import rounds as round_service
from khoss.services.assessments import list_round_assessments
from khoss.services.events import list_events
from khoss.services.extensions import list_extensions
from khoss.services.progress import count_progress
from khoss.services.questions import count_open_questions

blueprint = Blueprint("rounds", __name__, url_prefix="/omgangar")


@blueprint.get("/")
@requires("rounds:manage")
def index() -> str:
    """List the rounds, and the plans that none follows up yet."""
    return render_template(
        "rounds/index.html",
        rounds=round_rows(round_service.list_rounds()),
        form=_round_form(),
    )


@blueprint.post("/")
@requires("rounds:manage")
def create() -> Response | tuple[str, int]:
    """Create a round for an adopted plan."""
    form = _round_form()
    if form.validate_on_submit():
        try:
            round_ = round_service.create_round(
                form.chosen_year,
                opens_on=form.opens_on.data,
                closes_on=form.closes_on.data,
                by=signed_in_user(),
                now=clock.now(),
            )
        except (DuplicateValue, NotFound):
            db.session.rollback()
            form = _round_form()
            form.refuse(_("Omgången finns redan. Ladda om sidan."))
        else:
            year = round_.year
            db.session.commit()
            flash(_("Omgången %(year)d är skapad som utkast.", year=year), "success")
            return redirect(url_for("rounds.board", year=year), 303)
    rounds = round_rows(round_service.list_rounds())
    return render_template("rounds/index.html", rounds=rounds, form=form), 422


@blueprint.get("/<int(min=2000,max=2999):year>/")
@requires("rounds:manage")
def board(year: int) -> str:
    """Show the counties by status and completeness, and the round's own steps."""
    return _render_board(load_round(year), RoundStepForm())


@blueprint.post("/<int(min=2000,max=2999):year>/")
@requires("rounds:manage")
def move(year: int) -> Response | tuple[str, int]:
    """Open, close, publish or step back."""
    round_ = load_round(year)
    form = RoundStepForm()
    if not form.validate_on_submit():
        return _render_board(round_, form), 422
    try:
        to = RoundStatus(form.to.data or "")
        round_service.move_round(round_, to, by=signed_in_user(), now=clock.now(), reason=form.text)
        notices.tell_round(round_, by=signed_in_user(), now=clock.now())
    except (DomainError, ValueError) as error:
        db.session.rollback()
        form.refuse(_refusal(error))
        return _render_board(load_round(year), form), 409
    db.session.commit()
    flash(
        _(
            "Omgången %(year)d är nu: %(status)s.",
            year=year,
            status=str(labels.ROUND_STATUSES[to]).lower(),
        ),
        "success",
    )
    return redirect(url_for("rounds.board", year=year), 303)


def _refusal(error: Exception) -> str:
    if isinstance(error, ReasonMissing):
        return _("Skriv ett skäl. Steget bakåt förs in i loggen.")
    return _("Steget går inte att ta i omgångens läge. Se läget nedan.")


def _render_board(round_: Round, form: RoundStepForm) -> str:
    assessments = list_round_assessments(round_)
    return render_template(
        "rounds/board.html",
        round=round_,
        status_text=labels.ROUND_STATUSES[round_.status],
        board=board_of(
            assessments,
            count_progress(round_),
            closes_on=round_.closes_on,
            extensions=list_extensions(round_),
            questions=count_open_questions(round_),
            today=clock.today(),
            order=request.args.get("sortera", ""),
            only=request.args.get("visa", ""),
        ),
        steps=step_choices(round_.status, assessments),
        form=form,
        log=log_rows(list_events(round_service.subject(round_))),
    )


def load_round(year: int) -> Round:
    """Return the round of a year, or the page that says there is none."""
    try:
        return round_service.get_round(year)
    except NotFound:
        abort(404)


def _round_form() -> RoundForm:
    return RoundForm.for_years([plan.year for plan in round_service.list_plans_without_round()])
