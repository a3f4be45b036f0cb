"""Commands for accounts."""

from __future__ import annotations

import click
from flask import current_app

from khoss import clock
from khoss.cli.command import Stop, settings, with_app
from khoss.db import db
from khoss.enums import Role
from khoss.errors import DuplicateValue, NotFound, WrongState
from khoss.security import invitation_link
from khoss.services.counties import get_county
from khoss.services.users import create_user

ROLE_NAMES = [role.value for role in Role]


@click.group()
def user() -> None:
    """Lägg till konton."""


@user.command("add")
@click.argument("address", metavar="ADRESS")
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLE_NAMES),
    multiple=True,
    required=True,
    help="Roll; kan anges flera gånger.",
)
@click.option("--county", help="Länskod för handläggare och godkännare, till exempel 07.")
@click.option("--name", default="", help="Personens namn.")
@with_app
def add_user(address: str, roles: tuple[str, ...], county: str | None, name: str) -> None:
    """Skapa ett konto och skriv ut en engångslänk för att välja lösenord."""
    email = _checked_address(address)
    _check_county(county)
    try:
        created = create_user(
            email,
            name=name,
            roles=[Role(role) for role in roles],
            county_code=county,
            by=None,
            now=clock.now(),
        )
    except DuplicateValue as error:
        raise Stop(f"{email} har redan ett konto.") from error
    except WrongState as error:
        raise Stop(
            "Rollerna passar inte: officer och approver kräver --county, "
            "coordinator, reader och admin har inget."
        ) from error
    db.session.commit()
    with current_app.test_request_context():
        link = invitation_link(created)
    hours = int(settings().invitation_valid.total_seconds()) // 3600
    click.echo(f"Engångslänk för {email}, gäller i {hours} timmar:\n{link}")


def _checked_address(address: str) -> str:
    try:
        normalised: str = current_app.extensions["security"]._mail_util.validate(address)
    except ValueError as error:
        raise Stop(f"”{address}” är ingen giltig e-postadress.") from error
    return normalised.lower()


def _check_county(code: str | None) -> None:
    if code is None:
        return
    try:
        get_county(code)
    except NotFound as error:
        raise Stop(f"Det finns inget län med koden {code}; Kronobergs län är 07.") from error
