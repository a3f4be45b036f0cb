"""Accounts, for the administrator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import DomainError, DuplicateValue, NotAllowed, NotFound
from khoss.forms.users import AccountForm, ActiveForm
from khoss.models import User
from khoss.presentation.events import log_rows
from khoss.presentation.users import account_page, account_rows
from khoss.security import invitation_link, send_invitation
from khoss.services import users as user_service
from khoss.services.counties import list_counties
from khoss.services.events import list_events

blueprint = Blueprint("users", __name__, url_prefix="/anvandare")


@blueprint.get("/")
@requires("users:manage")
def index() -> str:
    """List every account."""
    return render_template("users/index.html", accounts=account_rows(user_service.list_users()))


@blueprint.route("/ny/", methods=["GET", "POST"])
@requires("users:manage")
def create() -> str | Response | tuple[str, int]:
    """Create an account and send its owner a one-time link."""
    form = _form()
    if not form.is_submitted():
        return render_template("users/create.html", form=form)
    if form.validate():
        try:
            user = user_service.create_user(
                form.email.data or "",
                name=form.name.data or "",
                roles=form.chosen_roles(),
                county_code=form.chosen_county(),
                by=signed_in_user(),
                now=clock.now(),
            )
        except DomainError as error:
            db.session.rollback()
            form.refuse(_refusal(error))
        else:
            link = invitation_link(user)
            user_id, email = user.id, user.email
            db.session.commit()
            flash(_invitation_text(email, sent=send_invitation(email, link)), "success")
            return redirect(url_for("users.show", user_id=user_id), 303)
    return render_template("users/create.html", form=form), 422


@blueprint.route("/<int(max=2147483647):user_id>/", methods=["GET", "POST"])
@requires("users:manage")
def show(user_id: int) -> str | Response | tuple[str, int]:
    """Show an account and change what it is called and may do."""
    user = _load_user(user_id)
    form = _form(user)
    if not form.is_submitted():
        return _render_account(user, form)
    if form.validate():
        try:
            user_service.change_user(
                user,
                name=form.name.data or "",
                roles=form.chosen_roles(),
                county_code=form.chosen_county(),
                by=signed_in_user(),
                now=clock.now(),
            )
        except DomainError as error:
            db.session.rollback()
            form.refuse(_refusal(error))
        else:
            db.session.commit()
            flash(_("Kontot är ändrat."), "success")
            return redirect(url_for("users.show", user_id=user_id), 303)
    return _render_account(_load_user(user_id), form), 422


@blueprint.post("/<int(max=2147483647):user_id>/lage/")
@requires("users:manage")
def set_active(user_id: int) -> Response | tuple[str, int]:
    """Close an account, or open it again."""
    user = _load_user(user_id)
    form = ActiveForm()
    if form.validate_on_submit():
        try:
            user_service.set_active(
                user, active=not user.active, by=signed_in_user(), now=clock.now()
            )
        except NotAllowed as error:
            db.session.rollback()
            page = _form(user)
            page.refuse(_refusal(error))
            return _render_account(_load_user(user_id), page), 409
        db.session.commit()
        flash(_("Kontots läge är ändrat."), "success")
    return redirect(url_for("users.show", user_id=user_id), 303)


@blueprint.post("/<int(max=2147483647):user_id>/lank/")
@requires("users:manage")
def invite(user_id: int) -> Response:
    """Send the owner a new one-time link to choose a password."""
    user = _load_user(user_id)
    sent = send_invitation(user.email, invitation_link(user))
    flash(_invitation_text(user.email, sent=sent), "success" if sent else "error")
    return redirect(url_for("users.show", user_id=user_id), 303)


def _invitation_text(email: str, *, sent: bool) -> str:
    if sent:
        return _("En engångslänk för att välja lösenord är skickad till %(email)s.", email=email)
    return _(
        "Kontot %(email)s finns, men engångslänken kunde inte skickas: e-postservern svarar inte. "
        "Skicka en ny länk härifrån senare.",
        email=email,
    )


def _refusal(error: DomainError) -> str:
    match error:
        case DuplicateValue():
            return _("E-postadressen har redan ett konto.")
        case NotAllowed():
            return _("Du kan inte ta ifrån dig själv administratörsrollen eller stänga ditt konto.")
    return _(
        "Rollerna passar inte ihop. Handläggare och godkännare hör till ett län; "
        "samordnare, läsare och administratör hör inte till något."
    )


def _render_account(user: User, form: AccountForm) -> str:
    return render_template(
        "users/show.html",
        account=account_page(user),
        form=form,
        active_form=ActiveForm(),
        log=log_rows(list_events(f"user {user.id}")),
    )


def _load_user(user_id: int) -> User:
    try:
        return user_service.get_user(user_id)
    except NotFound:
        abort(404)


def _form(user: User | None = None) -> AccountForm:
    counties = [(county.code, county.name) for county in list_counties()]
    if user is None:
        return AccountForm.with_counties(counties)
    return AccountForm.with_counties(
        counties,
        email=user.email,
        name=user.name,
        roles=sorted(user.held_roles),
        county=user.county_code or "",
    )
