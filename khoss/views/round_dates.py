"""The next round made from the last one, and a round's dates."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import DomainError, DuplicateValue, ReasonMissing
from khoss.forms.rounds import NextRoundForm, RoundDatesForm
from khoss.models import Round
from khoss.services import next_rounds
from khoss.services.next_rounds import Dates
from khoss.views.rounds import blueprint, load_round


@blueprint.route("/<int(min=2000,max=2999):year>/nasta/", methods=["GET", "POST"])
@requires("rounds:manage")
def create_next(year: int) -> str | Response | tuple[str, int]:
    """Propose the next year's round from this one, and create it."""
    previous = load_round(year)
    try:
        proposal = next_rounds.propose_next(previous)
    except DuplicateValue:
        flash(_("Omgången %(year)d finns redan.", year=year + 1), "error")
        return redirect(url_for("rounds.board", year=year + 1), 303)
    form = NextRoundForm()
    if form.validate_on_submit():
        try:
            next_rounds.create_next(previous, _dates(form), by=signed_in_user(), now=clock.now())
        except DuplicateValue:
            db.session.rollback()
        else:
            db.session.commit()
            flash(_("Omgången %(year)d är skapad som utkast.", year=year + 1), "success")
        return redirect(url_for("rounds.board", year=year + 1), 303)
    if not form.is_submitted():
        form = NextRoundForm.of(proposal.dates)
    page = render_template(
        "rounds/create_next.html", previous=previous, proposal=proposal, form=form
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<int(min=2000,max=2999):year>/datum/", methods=["GET", "POST"])
@requires("rounds:manage")
def dates(year: int) -> str | Response | tuple[str, int]:
    """Change when a round opens, closes and reminds."""
    round_ = load_round(year)
    form = RoundDatesForm()
    status = 200
    if form.validate_on_submit():
        try:
            changed = next_rounds.change_dates(
                round_, _dates(form), reason=form.text, by=signed_in_user(), now=clock.now()
            )
        except DomainError as error:
            db.session.rollback()
            round_ = load_round(year)
            _refuse(form, error)
            status = 409
        else:
            db.session.commit()
            flash(_("Datumen är sparade.") if changed else _("Inget var ändrat."), "success")
            return redirect(url_for("rounds.board", year=year), 303)
    elif form.is_submitted():
        status = 422
    else:
        form = RoundDatesForm.of(next_rounds.dates_of(round_))
    return _render_dates(round_, form), status


def _render_dates(round_: Round, form: RoundDatesForm) -> str:
    return render_template("rounds/dates.html", round=round_, form=form)


def _dates(form: NextRoundForm) -> Dates:
    return Dates(form.opens_on.data, form.closes_on.data, form.reminders)


def _refuse(form: RoundDatesForm, error: DomainError) -> None:
    if isinstance(error, ReasonMissing):
        form.refuse(_("Skriv ett skäl. Länen arbetar redan mot sista dagen."), about="reason")
    else:
        form.refuse(_("Omgången är publicerad. Dra tillbaka publiceringen först."))
