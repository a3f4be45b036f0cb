"""Mails: the log of what was written to whom, and letters to chosen counties."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from config import Settings
from khoss import clock
from khoss.access import may, requires, signed_in_user
from khoss.db import db
from khoss.errors import NotFound, WrongState
from khoss.forms.base import PageForm
from khoss.forms.mails import LetterForm, MailFilterForm
from khoss.models import OutgoingMail, User
from khoss.notices import address_of
from khoss.presentation.events import log_rows
from khoss.presentation.mails import (
    mail_row,
    mail_rows,
    pick_choices,
    recipient_rows,
    status_counts,
)
from khoss.presentation.notices import Letter, free_letter
from khoss.services import letters as letter_service
from khoss.services import mails as mail_service
from khoss.services.counties import list_counties
from khoss.services.events import list_events
from khoss.services.mails import MailFilter
from khoss.services.notices import list_county_people

blueprint = Blueprint("mails", __name__, url_prefix="/utskick")

PAGE_SIZE = 100


@blueprint.context_processor
def _surroundings() -> dict[str, bool]:
    """Let every page about mails say where they end when there is no server to send them."""
    settings: Settings = current_app.extensions["khoss.settings"]
    return {"without_server": settings.smtp_host is None}


@blueprint.get("/")
@requires("mails:read")
def index() -> str:
    """List the mails that are asked for, latest first, and the letters that were sent."""
    counties = {county.code: county.name for county in list_counties()}
    form = MailFilterForm.from_address(list(counties.items()))
    wanted = MailFilter(form.chosen_kind, form.chosen_county, form.chosen_status)
    page = max(request.args.get("page", 1, type=int), 1)
    # One more than is shown tells whether there are older ones.
    mails = mail_service.list_mails(wanted, limit=PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE)
    return render_template(
        "mails/index.html",
        form=form,
        mails=mail_rows(mails[:PAGE_SIZE], counties),
        counts=status_counts(mail_service.count_mails(wanted)),
        newer=_page_address(page - 1) if page > 1 else None,
        older=_page_address(page + 1) if len(mails) > PAGE_SIZE else None,
        may_write=may("mails:write"),
        log=log_rows(list_events(letter_service.SUBJECT)),
    )


@blueprint.get("/<int(max=2147483647):mail_id>/")
@requires("mails:read")
def show(mail_id: int) -> str:
    """Show one mail as it was written, and what became of it."""
    mail = _load_mail(mail_id)
    return render_template(
        "mails/show.html",
        mail=mail_row(mail, {county.code: county.name for county in list_counties()}),
        form=PageForm(),
        may_write=may("mails:write"),
        log=log_rows(list_events(mail_service.subject(mail))),
    )


@blueprint.post("/<int(max=2147483647):mail_id>/igen/")
@requires("mails:write")
def retry(mail_id: int) -> Response:
    """Try a mail that has failed again, at once."""
    mail = _load_mail(mail_id)
    try:
        mail_service.try_again(mail, by=signed_in_user(), now=clock.now())
    except WrongState:
        db.session.rollback()
        flash(_("Mejlet har redan gått i väg, eller är på väg. Inget är ändrat."), "error")
        return redirect(url_for("mails.show", mail_id=mail_id), 303)
    db.session.commit()
    flash(_("Mejlet ligger i kön igen. Ladda om sidan om en stund och se hur det gick."), "success")
    return redirect(url_for("mails.show", mail_id=mail_id), 303)


@blueprint.route("/nytt/", methods=["GET", "POST"])
@requires("mails:write")
def create() -> str | Response | tuple[str, int]:
    """Write a letter to chosen counties, see it as it will look, and send it."""
    counties = {county.code: county.name for county in list_counties()}
    form = LetterForm.with_counties(list(counties.items()))
    if not form.is_submitted() or form.goes_back:
        return _render_form(form)
    if form.picked:
        form.choose_counties(_picked_counties(form.picked, list(counties)))
        return _render_form(form)
    if not form.validate():
        return _render_form(form), 422
    people = list_county_people(form.chosen_counties, form.chosen_roles)
    if not people:
        form.refuse(
            _("Ingen med öppet konto har den rollen i de valda länen. Inget är skickat."),
            about="to_counties",
        )
        return _render_form(form), 422
    letter = _letter(form)
    if form.sends:
        return _send(form, letter, people)
    return render_template(
        "mails/preview.html",
        form=form,
        letter=letter,
        recipients=recipient_rows(people, counties),
    )


def _send(form: LetterForm, letter: Letter, people: Sequence[User]) -> Response:
    number = letter_service.send_letter(
        form.key,
        subject=letter.subject,
        body=letter.body,
        to=people,
        by=signed_in_user(),
        now=clock.now(),
    )
    db.session.commit()
    if number:
        flash(
            ngettext(
                "Utskicket är på väg till %(num)d person.",
                "Utskicket är på väg till %(num)d personer.",
                number,
            ),
            "success",
        )
    else:
        flash(_("Utskicket var redan skickat. Ingen får det två gånger."), "success")
    return redirect(url_for("mails.index"), 303)


def _letter(form: LetterForm) -> Letter:
    user = signed_in_user()
    return free_letter(
        form.subject.data or "",
        form.body.data or "",
        sender=user.display_name,
        address=user.email,
        link=address_of("home.index"),
    )


def _picked_counties(pick: str, every: list[str]) -> list[str]:
    """Return the counties of a quick choice; one that is not known is none."""
    if pick == letter_service.ALL:
        return every
    round_ = letter_service.find_open_round()
    statuses = letter_service.PICKS.get(pick)
    if round_ is None or statuses is None:
        return []
    return letter_service.list_county_codes(round_, statuses)


def _render_form(form: LetterForm) -> str:
    round_ = letter_service.find_open_round()
    return render_template(
        "mails/create.html",
        form=form,
        unsent=form.is_submitted(),
        picks=pick_choices(round_.year if round_ else None),
    )


def _page_address(page: int) -> str:
    asked = {name: value for name, value in request.args.items() if name != "page" and value}
    return f"{url_for('mails.index')}?{urlencode({**asked, 'page': page})}"


def _load_mail(mail_id: int) -> OutgoingMail:
    try:
        return mail_service.get_mail(mail_id)
    except NotFound:
        abort(404)
