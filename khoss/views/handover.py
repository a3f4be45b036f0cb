"""The page for the one who takes over at a county."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import EditConflict
from khoss.forms.handover import HandoverForm
from khoss.models import HandoverNote
from khoss.presentation import handover as words
from khoss.presentation.differences import Run, runs_between
from khoss.services import handover as handover_service
from khoss.services.counties import get_county
from khoss.services.extensions import list_own_last_days
from khoss.services.handover_notes import list_notes, save_note

blueprint = Blueprint("handover", __name__, url_prefix="/lan/<county>/overlamning")


@blueprint.get("/")
@requires("handover:read")
def show(county: str) -> str:
    """Show what there is to know: note, dates, contacts, threads, returns, the years."""
    _own(county)
    notes = list_notes(county)
    form = HandoverForm(formdata=None)
    form.body.data, form.version.data = _latest(notes)
    return _render(county, form, notes)


@blueprint.post("/")
@requires("handover:write")
def save(county: str) -> Response | tuple[str, int]:
    """Save the note; where a colleague was first, show both texts."""
    _own(county)
    form = HandoverForm()
    if not form.validate_on_submit():
        return _render(county, form, list_notes(county)), 422
    try:
        changed = save_note(
            county,
            form.body.data,
            expected_version=form.expected_version,
            by=signed_in_user(),
            now=clock.now(),
        )
    except EditConflict:
        db.session.rollback()
        notes = list_notes(county)
        body, version = _latest(notes)
        form.version.data = version
        form.refuse(
            _(
                "En kollega har sparat anteckningen medan du skrev. Inget är överskrivet: "
                "kollegans text visas ovanför din. Skriv ihop dem i fältet och spara igen."
            ),
            about="body",
        )
        return _render(county, form, notes, runs=runs_between(body, form.body.data)), 409
    db.session.commit()
    flash(_("Anteckningen är sparad.") if changed else _("Inget var ändrat."), "success")
    return redirect(url_for("handover.show", county=county), 303)


def _render(
    county: str,
    form: HandoverForm,
    notes: Sequence[HandoverNote],
    *,
    runs: tuple[Run, ...] = (),
) -> str:
    answers = handover_service.list_answers_through_years(county)
    return render_template(
        "handover/show.html",
        county=get_county(county),
        form=form,
        notes=notes,
        runs=runs,
        contacts=words.contacts(handover_service.list_contacts(county)),
        coming=words.coming_dates(
            handover_service.list_coming_rounds(),
            list_own_last_days(county),
            today=clock.today(),
        ),
        threads=words.open_threads(handover_service.list_open_threads(county)),
        returns=words.return_rows(
            handover_service.list_returns(county), handover_service.list_given_back(county)
        ),
        years=words.years_of(answers),
        lines=words.line_rows(answers, handover_service.list_successions()),
        with_texts="texter" in request.args,
    )


def _own(county: str) -> None:
    """Let a county see its own page; another's does not exist."""
    if signed_in_user().county_code != county:
        abort(404)


def _latest(notes: Sequence[HandoverNote]) -> tuple[str, str]:
    """Return the note as it stands and its version."""
    return (notes[0].body, str(notes[0].version)) if notes else ("", "0")
