"""A person's own keys to the read API."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import NotFound
from khoss.forms.tokens import RevokeForm, TokenForm
from khoss.presentation.tokens import token_rows
from khoss.services.api_tokens import create_token, get_token, list_tokens, revoke_token

blueprint = Blueprint("tokens", __name__, url_prefix="/konto/nycklar")


@blueprint.get("/")
@requires("tokens:manage")
def index() -> str:
    """List the user's keys, with a form for a new one."""
    return _page(_form())


@blueprint.post("/")
@requires("tokens:manage")
def create() -> tuple[str, int]:
    """Make a key and show it, once.

    The page answers the form itself: a redirect would have to keep the secret somewhere meanwhile.
    """
    form = _form()
    if not form.validate():
        return _page(form), 422
    token, secret = create_token(
        signed_in_user(),
        name=form.name.data or "",
        role=form.chosen_role(),
        valid=form.chosen_time(),
        now=clock.now(),
    )
    name = token.name
    db.session.commit()
    return _page(_form(empty=True), secret=secret, name=name), 201


@blueprint.post("/<int(max=2147483647):token_id>/aterkalla/")
@requires("tokens:manage")
def revoke(token_id: int) -> Response:
    """End one of the user's keys."""
    form = RevokeForm()
    if form.validate_on_submit():
        try:
            token = get_token(token_id, user=signed_in_user())
        except NotFound:
            abort(404)
        name = token.name
        revoke_token(token, by=signed_in_user(), now=clock.now())
        db.session.commit()
        flash(_("Nyckeln ”%(name)s” är återkallad och öppnar inget mer.", name=name), "success")
    return redirect(url_for("tokens.index"), 303)


def _form(*, empty: bool = False) -> TokenForm:
    return TokenForm.for_roles(sorted(signed_in_user().held_roles), empty=empty)


def _page(form: TokenForm, *, secret: str | None = None, name: str = "") -> str:
    return render_template(
        "tokens/index.html",
        form=form,
        revoke_form=RevokeForm(),
        tokens=token_rows(list_tokens(signed_in_user()), now=clock.now()),
        secret=secret,
        secret_name=name,
    )
